/** `hold` and `resume`: what they write to the status branch, with every system out of reach, and what they refuse. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { plumbline } from '../helpers/command.ts';
import type { Ended } from '../helpers/command.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { openSettledSite } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;
const STATUS = 'plumbline/status';
const FOR = ['--for', '2h', '--reason', 'moving racks'];

/** Nothing listens on port 9: whatever asks a system fails. */
const CONFIG = `cluster: prod
git: { url: cluster.git }
systems: { marathon: [{ url: 'http://127.0.0.1:9' }], scaleio: { url: 'http://127.0.0.1:9', username: a, password: { env: NONE } } }
`;
const CLUSTER = 'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n';
const WEB = 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /shop/web }\nspec: { cmd: serve }\n';

interface Desk {
  readonly bare: string;
  readonly command: (...argv: readonly string[]) => Promise<Ended>;
  /** holds.json on the status branch. */
  readonly holds: () => Promise<readonly Listed[]>;
}

interface Listed {
  readonly ref: string;
  readonly until: string;
  readonly reason: string;
  readonly by: string;
}

async function openDesk(context: TestContext): Promise<Desk> {
  const folder = await temporaryFolder(context);
  const bare = await makeBare(folder);
  await addCommits(bare, 'main', [{ files: { 'cluster.yaml': CLUSTER, 'web.yaml': WEB } }]);
  const config = path.join(folder, 'plumbline.yaml');
  await writeFile(config, CONFIG);
  return {
    bare,
    command: (...argv) => plumbline([...argv, '--config', config], { environment: { USER: 'ann' } }),
    async holds() {
      const { holds } = JSON.parse(await git(bare, 'show', `${STATUS}:prod/holds.json`)) as { readonly holds: readonly Listed[] };
      return holds;
    },
  };
}

describe('hold', (it) => {
  it('stops everything for a time, on the status branch, while every system is down', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    const { code, out, err } = await desk.command('hold', ...FOR);
    assert.equal([code, err], [0, '']);
    const [held, ...others] = await desk.holds();
    assert.equal(others, []);
    assert.equal([held?.ref, held?.reason, held?.by.split('@')[0]], ['*', 'moving racks', 'ann']);
    assert.is(out, `Held until ${held?.until}: everything. To end it: plumbline resume\n`);
    assert.match(await git(desk.bare, 'log', '-1', '--format=%s', STATUS), /^plumbline\(prod\): hold everything until .* \[skip ci\]$/);
  });

  it('lasts as long as it was asked to', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    const before = Date.now();
    await desk.command('hold', '--for', '90s', '--reason', 'x');
    const until = Date.parse((await desk.holds())[0]?.until ?? '');
    assert.ok(until >= before + 90_000 && until <= Date.now() + 90_000, String(until));
  });

  it('holds several objects at once, each once, the newest word counting', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    await desk.command('hold', 'App/shop/web', ...FOR);
    await desk.command('hold', ...FOR);
    const { out } = await desk.command('hold', 'App//shop/web', '--for', '1h', '--reason', 'longer', '-o', 'json');
    const held = await desk.holds();
    assert.equal(
      held.map(({ ref, reason }) => [ref, reason]),
      [
        ['*', 'moving racks'],
        ['App//shop/web', 'longer'],
      ],
    );
    assert.equal(JSON.parse(out), { holds: held });
  });

  const REFUSED: readonly (readonly [string, readonly string[], string])[] = [
    ['without a time', ['--reason', 'x'], 'hold needs --for TIME, such as --for 2h'],
    ['for no time', ['--for', '0', '--reason', 'x'], 'hold needs --for TIME'],
    ['for more than 30 days', ['--for', '721h', '--reason', 'x'], 'at most --for 720h'],
    ['for a time that is none', ['--for', 'ever', '--reason', 'x'], '--for ever: write a time such as 90s, 10m or 1h.'],
    ['without a reason', ['--for', '1h'], 'hold needs --reason TEXT'],
    ['with an empty reason', ['--for', '1h', '--reason', ' '], 'hold needs --reason TEXT'],
    ['on what is nowhere declared', ['Volume/none', ...FOR], 'hold Volume/none: neither git nor the inventory has Volume/none.'],
    ['on a kind there is not', ['Volum/web', ...FOR], 'hold Volum/web: there is no kind Volum.'],
    ['on a name without a kind', ['web', ...FOR], 'hold web: write Kind/name, such as Volume/postgres.'],
    ['on two objects', ['App//shop/web', 'App//b', ...FOR], 'Too many words: "App//b".'],
    ['as Markdown', [...FOR, '-o', 'md'], '-o md: hold prints text or json.'],
  ];
  it('refuses in one sentence what would hold nothing, or for ever', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    for (const [name, argv, says] of REFUSED) {
      const { code, out, err } = await desk.command('hold', ...argv);
      assert.equal([code, out], [1, ''], name);
      assert.match(err, says, name);
      assert.is(err.trimEnd().split('\n').length, 2, `${name}: ${err}`);
    }
    assert.is(await git(desk.bare, 'branch', '--list', STATUS), '');
  });

  it('takes a name that cannot be looked up, because the newest commit is refused', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    await addCommits(desk.bare, 'main', [{ files: { 'x.yaml': 'kind: [' } }]);
    assert.is((await desk.command('hold', 'Volume/old', ...FOR)).code, 0);
  });

  it('takes what was taken out of git and is still in the inventory', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.push({ 'web.yaml': null });
    assert.is((await site.command(['hold', 'App/web', ...FOR])).code, 0);
  });

  it('keeps the agent from writing until it is ended', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.command(['hold', 'App/web', ...FOR]);
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    const before = site.effects().length;
    const held = await site.command(['apply', '--wait', '0']);
    assert.match(held.out, 'blocked  scale App//web: ');
    assert.match(held.out, 'moving racks');
    assert.is(site.effects().length, before);
    assert.is((await site.command(['resume', 'App/web'])).code, 0);
    await site.command(['apply', '--wait', '0']);
    assert.is(site.effects().length, before + 1);
  });
});

describe('resume', (it) => {
  it('ends the hold that is named and leaves the others', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    await desk.command('hold', ...FOR);
    await desk.command('hold', 'App/shop/web', ...FOR);
    const [all, web] = await desk.holds();
    const first = await desk.command('resume');
    assert.equal([first.code, first.out], [0, `No longer held: everything; held: App//shop/web until ${web?.until}.\n`]);
    assert.equal(await desk.holds(), [web]);
    assert.is(all?.ref, '*');
    const second = await desk.command('resume', 'App/shop/web', '-o', 'json');
    assert.equal(JSON.parse(second.out), { holds: [] });
    assert.equal(await desk.holds(), []);
  });

  it('says what is held when that is something else, and writes nothing', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    const none = await desk.command('resume');
    assert.equal([none.code, none.err.split('\n')[0]], [1, 'resume: there is no hold on everything; nothing is held.']);
    assert.is(await git(desk.bare, 'branch', '--list', STATUS), '');
    await desk.command('hold', 'App/shop/web', ...FOR);
    const [web] = await desk.holds();
    const tip = await git(desk.bare, 'rev-parse', STATUS);
    const { code, err } = await desk.command('resume');
    assert.equal([code, err.split('\n')[0]], [1, `resume: there is no hold on everything; held: App//shop/web until ${web?.until}.`]);
    assert.is(await git(desk.bare, 'rev-parse', STATUS), tip);
  });

  it('ends what a damaged holds.json holds', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    await desk.command('hold', ...FOR);
    await addCommits(desk.bare, STATUS, [{ files: { 'prod/holds.json': '{' } }]);
    assert.is((await desk.command('resume')).code, 0);
    assert.equal(await desk.holds(), []);
  });

  it('takes no time and no reason', OPTIONS, async (context) => {
    const desk = await openDesk(context);
    const { code, err } = await desk.command('resume', '--for', '1h');
    assert.equal([code, err.split('\n')[0]], [1, '--for is an option of approve and hold only.']);
  });
});
