/** What `apply` makes, and how long it goes on: judged by the ledger and the bare repository. */
import { git } from '../helpers/git-cli.ts';
import { appFile, FAST, openSite, until } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

/** More than all hosts together have: it never runs. */
const TOO_LARGE = appFile('/web', 1).replace('cpus: 0.1', 'cpus: 1000');

describe('apply', (it) => {
  it('looks once more after the last change, so that git knows it settled and the next apply is silent', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    await site.push({ 'web.yaml': null });
    assert.is((await site.command(['apply'])).code, 0);
    const refs = await site.refs();
    assert.match(await git(site.bare, 'show', 'plumbline/status:prod/README.md'), '**In sync**');
    assert.is((await site.command(['apply'])).code, 0);
    assert.is(await site.refs(), refs);
  });

  it('makes what it showed, waits until it has come about and commits that; again, there is nothing to do', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    const first = await site.command(['apply']);
    assert.is(first.code, 0, first.out + first.err);
    assert.match(first.out, '+ Volume/data  create');
    assert.match(first.out, /applied +create App\/\/web\n[^]*Changes: 2 applied\.\n$/);
    assert.equal(site.effects().toSorted(), ['POST /api/types/Volume/instances created', 'PUT /v2/apps/web created']);
    assert.equal(site.sim.world().apps[0]?.running, 1);
    assert.match(await git(site.bare, 'show', 'plumbline/status:prod/README.md'), '**In sync**');
    const second = await site.command(['apply']);
    assert.equal([second.code, second.err], [0, '']);
    assert.match(second.out, 'no changes\nNothing to do.\n');
    assert.is(site.effects().length, 2);
  });

  it('makes one pass with --wait 0 and ends with 2 while an app is starting', OPTIONS, async (context) => {
    const site = await openSite(context);
    const { code, out } = await site.command(['apply', '--wait', '0']);
    assert.is(code, 2);
    assert.match(out, 'Changes: 2 applied.');
    assert.is(site.effects().length, 2);
  });

  it('makes only what --only asks for', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    const { code, out } = await site.command(['apply', '--only', 'Volume/data']);
    assert.is(code, 0);
    assert.not.match(out, 'web');
    assert.equal(site.effects(), ['POST /api/types/Volume/instances created']);
  });

  it('ends with 2 when --wait is over, not before, and starts no further pass', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST, files: { 'web.yaml': TOO_LARGE } });
    const startedMs = site.sim.now();
    const { code } = await site.command(['apply', '--wait', '60s']);
    assert.is(code, 2);
    assert.ok(site.sim.now() >= startedMs + 60_000);
    const overMs = Date.parse(site.sim.ledger().find(({ effect }) => effect === 'created')?.at ?? '') + 60_000;
    const late = site.sim.ledger().filter(({ call, at }) => call === 'GET /v2/apps' && Date.parse(at) > overMs);
    assert.ok(late.length <= 1, `${late.length} passes started after the end`);
  });

  it('ends when it is stopped in the middle of a wait, and says what it made', OPTIONS, async (context) => {
    const site = await openSite(context);
    const stopping = new AbortController();
    const applying = site.command(['apply'], { signal: stopping.signal });
    await until(() => site.effects().length === 2);
    stopping.abort();
    const { code, out } = await applying;
    assert.is(code, 2);
    assert.match(out, 'create App//web');
  });

  it('stops when the tracked branch moves on, says so, and makes nothing of the new commit', OPTIONS, async (context) => {
    const site = await openSite(context);
    const applying = site.command(['apply']);
    await until(() => site.effects().length === 2);
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    site.sim.autoAdvance(FAST);
    const { code, out } = await applying;
    assert.is(code, 2);
    assert.match(out, 'Changes: 2 applied. The tracked branch moved on meanwhile: run apply again.\n');
    assert.is(site.effects().length, 2);
  });

  it('goes on when a commit that changes nothing it reads is pushed meanwhile', OPTIONS, async (context) => {
    const site = await openSite(context, { config: { git: { url: 'cluster.git', path: 'clusters/prod' } }, files: IN_A_FOLDER });
    const applying = site.command(['apply']);
    await until(() => site.effects().length === 1);
    await site.push({ 'notes.md': 'Nothing to read here.\n' });
    site.sim.autoAdvance(FAST);
    const { code, out } = await applying;
    assert.is(code, 0, out);
    assert.match(out, 'Changes: 1 applied.\n');
  });

  it('makes an older commit of the tracked branch with --ref, and waits for it', OPTIONS, async (context) => {
    const site = await openSite(context);
    const older = await git(site.bare, 'rev-parse', 'main');
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    const applying = site.command(['apply', '--ref', older]);
    await until(() => site.effects().length === 2);
    site.sim.autoAdvance(FAST);
    const { code, out } = await applying;
    assert.is(code, 0, out);
    assert.match(out, `Plan for prod at ${older.slice(0, 7)}`);
    assert.is(site.sim.world().apps[0]?.instances, 1);
  });

  it('prints one JSON document with -o json: the plan, and what became of each change', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    const { code, out } = await site.command(['apply', '-o', 'json']);
    const { changes, results } = JSON.parse(out) as { changes: { id: string }[]; results: { id: string; outcome: string }[] };
    assert.is(code, 0);
    assert.equal(
      changes.map(({ id }) => id),
      ['keep Volume/data', 'keep App//web'],
    );
    assert.equal(
      results.map(({ id, outcome }) => [id, outcome]),
      [
        ['keep Volume/data', 'applied'],
        ['keep App//web', 'applied'],
      ],
    );
  });
});

const IN_A_FOLDER = {
  'clusters/prod/cluster.yaml': 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n',
  'clusters/prod/web.yaml': appFile('/web', 1),
};
