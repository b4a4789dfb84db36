/** How `apply` ends when something is wrong: its exit code, what it says, and that it changes nothing it should not. */
import { git } from '../helpers/git-cli.ts';
import { appFile, FAST, openSettledSite, openSite } from '../helpers/site.ts';
import type { Site } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

function fail(site: Site, call: string, status: number): void {
  site.sim.fault({ call, nth: 1, times: 1_000, when: 'before', do: 'status', status });
}

describe('apply in trouble', (it) => {
  it('ends with 3 when a volume would have to shrink, and says what to do; the rest is made', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const before = site.effects().length;
    await site.edit('storage.yaml', 'sizeGiB: 16', 'sizeGiB: 8');
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    site.sim.autoAdvance(FAST);
    const { code, out } = await site.command(['apply']);
    assert.is(code, 3);
    assert.match(out, 'A person should know:\n  Volume/data');
    assert.equal(site.effects().slice(before), ['PUT /v2/apps/web changed']);
  });

  it('ends with 1 when Marathon refuses an app, without waiting; the volume is made', OPTIONS, async (context) => {
    const site = await openSite(context);
    fail(site, 'PUT /v2/apps/web', 422);
    const { code, out } = await site.command(['apply']);
    assert.is(code, 1);
    assert.match(out, /failed +create App\/\/web: Marathon answered PUT \/v2\/apps\/web with 422/);
    assert.match(out, 'Changes: 1 applied, 1 failed.');
    assert.equal(site.effects(), ['POST /api/types/Volume/instances created']);
  });

  it('tries again what failed for now, and ends with 0 when it passes', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    site.sim.fault({ call: 'PUT /v2/apps/web', nth: 1, times: 1, when: 'before', do: 'status', status: 500 });
    const { code, out } = await site.command(['apply']);
    assert.is(code, 0);
    assert.match(out, /failed +create App\/\/web: [^]*applied +create App\/\/web\n/);
    assert.match(out, 'Changes: 2 applied.');
  });

  it('ends with 1 when Marathon answers 500 until the time is up', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST });
    fail(site, 'PUT /v2/apps/web', 500);
    const { code, out } = await site.command(['apply', '--wait', '20s']);
    assert.is(code, 1);
    assert.match(out, 'Changes: 1 applied, 1 failed.');
  });

  it('ends with 1 when something needed is unread, and makes the rest', OPTIONS, async (context) => {
    const site = await openSite(context);
    fail(site, 'GET /v2/apps', 500);
    const { code, out } = await site.command(['apply', '--wait', '0']);
    assert.is(code, 1);
    assert.match(out, 'Could not be read, so nothing there is changed:\n  marathon (apps)');
    assert.equal(site.effects(), ['POST /api/types/Volume/instances created']);
  });

  it('ends with 1 for a refused commit, names the place, and the one before stays in force', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const before = site.effects().length;
    const accepted = await git(site.bare, 'rev-parse', 'main');
    const broken = await site.push({ 'web.yaml': appFile('/web', 4).replace('instances', 'instanses'), 'storage.yaml': null });
    const { code, out } = await site.command(['apply', '--wait', '0']);
    assert.is(code, 1);
    assert.match(out, `Commit ${broken.slice(0, 7)} is refused, ${accepted.slice(0, 7)} stays in force:\n  web.yaml:4:`);
    assert.is(site.effects().length, before);
    assert.is(await git(site.bare, 'rev-parse', 'main'), broken);
  });

  it('ends with 1 for a refused commit that --ref names, and puts no other in its place', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const before = site.effects().length;
    const broken = await site.push({ 'web.yaml': appFile('/web', 4).replace('instances', 'instanses') });
    await site.push({ 'web.yaml': appFile('/web', 2) });
    const { code, out, err } = await site.command(['apply', '--ref', broken]);
    assert.is(code, 1);
    assert.is(out, '');
    assert.match(err, /^web\.yaml:4:/);
    assert.is(site.effects().length, before);
  });

  for (const ref of ['side', 'plumbline/status']) {
    it(`takes no commit that is not merged: --ref ${ref}`, OPTIONS, async (context) => {
      const site = await openSettledSite(context);
      await git(site.bare, 'branch', 'side', 'main');
      await site.edit('web.yaml', 'instances: 1', 'instances: 2');
      await git(site.bare, 'branch', '--force', 'side', 'main');
      await git(site.bare, 'update-ref', 'refs/heads/main', 'main~1');
      const refs = await site.refs();
      const requests = site.sim.ledger().length;
      const { code, err } = await site.command(['apply', '--ref', ref]);
      assert.is(code, 1);
      assert.match(err, 'is not part of main');
      assert.is(site.sim.ledger().length, requests);
      assert.is(await site.refs(), refs);
    });
  }

  it('prints one JSON document also when a change failed', OPTIONS, async (context) => {
    const site = await openSite(context);
    fail(site, 'PUT /v2/apps/web', 422);
    const { code, out } = await site.command(['apply', '-o', 'json']);
    const { results } = JSON.parse(out) as { results: { id: string; outcome: string; why?: string }[] };
    assert.is(code, 1);
    assert.equal(
      results.map(({ id, outcome }) => `${outcome} ${id}`),
      ['applied keep Volume/data', 'failed keep App//web'],
    );
    assert.match(results[1]?.why ?? '', 'with 422');
  });
});
