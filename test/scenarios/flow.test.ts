/** A git push changes a cluster, and git says what happened: judged by the ledger and the bare repository. */
import type { Simulator } from '../helpers/cluster.ts';
import { startCluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;
const VOLUMES_FILE = 'clusters/prod/storage/volumes.yaml';
const WEB = 'shared/apps/web.yaml';
const POSTGRES = {
  from: 'name: postgres\nspec:\n  pool: default\n  sizeGiB: 16',
  to: 'name: postgres\nspec:\n  pool: default\n  sizeGiB: 24',
};

type Ledger = ReturnType<Simulator['ledger']>;

function effects(sim: Simulator, since = 0): Ledger {
  return sim.ledger().filter(({ seq, effect }) => seq > since && effect !== 'none');
}

function mark(sim: Simulator): number {
  return sim.ledger().at(-1)?.seq ?? 0;
}

describe('a cluster kept true to git', (it) => {
  it('is built from nothing: each object by one call, a volume before the app that mounts it', OPTIONS, async (context) => {
    const { sim, settle } = await startCluster(context);
    const { report } = await settle();
    const made = effects(sim);
    assert.is(made.length, 8);
    assert.ok(made.every(({ effect, agent }) => effect === 'created' && agent !== ''));
    const volume = made.findIndex(({ args }) => JSON.stringify(args).includes('"postgres"'));
    const app = made.findIndex(({ call }) => call === 'PUT /v2/apps/postgres');
    assert.ok(volume >= 0 && volume < app, `volume ${volume}, app ${app}`);
    assert.equal(
      [...report.health.ready.values()].filter(({ kind }) => kind !== 'ready'),
      [],
    );
  });

  // Mesos is only asked, with POST.
  it('invariant 4, settled means silent: three more passes write to no system and no branch', OPTIONS, async (context) => {
    const { sim, bare, pass, settle } = await startCluster(context);
    await settle();
    const before = mark(sim);
    const refs = await git(bare, 'show-ref');
    for (let count = 0; count < 3; count += 1) {
      sim.advance(60_000);
      assert.equal((await pass()).report.plan?.changes, []);
    }
    assert.equal(
      sim.ledger().filter(({ seq, system, call }) => seq > before && system !== 'mesos' && !call.startsWith('GET ')),
      [],
    );
    assert.is(await git(bare, 'show-ref'), refs);
  });

  it('follows a push that scales an app, with one call and a line in the change log', OPTIONS, async (context) => {
    const { sim, edit, settle, status } = await startCluster(context);
    await settle();
    const before = mark(sim);
    const commit = await edit(WEB, 'instances: 2', 'instances: 3');
    await settle();
    assert.equal(
      effects(sim, before).map(({ call, effect }) => `${call} ${effect}`),
      ['PUT /v2/apps/web changed'],
    );
    const log = await status(`prod/changes/${new Date(sim.now()).toISOString().slice(0, 7)}.jsonl`);
    const line = JSON.parse(log.split('\n').at(-1) ?? '') as { id: string; op: string; cause: string; commit: string };
    assert.equal([line.id, line.op, line.cause, line.commit], ['keep App//web', 'scale', 'git', commit]);
  });

  it('follows a push that grows a volume', OPTIONS, async (context) => {
    const { sim, edit, settle } = await startCluster(context);
    await settle();
    const before = mark(sim);
    await edit(VOLUMES_FILE, POSTGRES.from, POSTGRES.to);
    await settle();
    const made = effects(sim, before);
    assert.is(made.length, 1);
    assert.match(made[0]?.call ?? '', 'setVolumeSize');
  });

  it('refuses a broken commit whole, says where it is wrong, and keeps the one before in force', OPTIONS, async (context) => {
    const { sim, agent, push, settle, status } = await startCluster(context);
    await settle();
    const before = mark(sim);
    const accepted = agent.recall.memory?.accepted?.commit;
    await push({
      [WEB]: 'apiVersion: plumbline/v1\nkind: App\nmetadata: { name: /web }\nspec: { cmd: run, instanses: 4 }\n',
      [VOLUMES_FILE]: null,
    });
    const { report } = await settle();
    assert.is(report.plan?.commit, accepted);
    assert.equal(effects(sim, before), []);
    const page = await status('prod/README.md');
    assert.match(page, `${WEB}:4:`);
    assert.match(page, `\`${accepted?.slice(0, 7)}\` stays in force`);
    const restarted = JSON.parse(await status('prod/accepted.json')) as { accepted: { commit: string } };
    assert.is(restarted.accepted.commit, accepted);
  });

  it('puts back what was changed by hand, and calls it drift', OPTIONS, async (context) => {
    const { sim, agent, settle, status } = await startCluster(context);
    await settle();
    const { http, signal } = agent.ctx;
    await http.send(
      { method: 'PUT', url: `${sim.marathon}/v2/apps/web`, body: '{"instances":1}', headers: { 'content-type': 'application/json' } },
      signal,
    );
    sim.advance(60_000);
    await settle();
    const answer = await http.send({ method: 'GET', url: `${sim.marathon}/v2/apps/web` }, signal);
    assert.is((JSON.parse(answer.body.toString()) as { app: { instances: number } }).app.instances, 2);
    const log = await status(`prod/changes/${new Date(sim.now()).toISOString().slice(0, 7)}.jsonl`);
    assert.match(log.split('\n').at(-1) ?? '', '"cause":"drift"');
  });

  it(
    'invariant 10, never destroyed by omission: an app is deleted only by state: absent; one that leaves the files is left alone',
    OPTIONS,
    async (context) => {
      const { sim, edit, push, settle } = await startCluster(context);
      await settle();
      const before = mark(sim);
      await edit(WEB, 'kind: App', 'kind: App\nstate: absent');
      await settle();
      assert.equal(
        effects(sim, before).map(({ call, effect }) => `${call} ${effect}`),
        ['DELETE /v2/apps/web destroyed'],
      );
      await push({ 'shared/apps/postgres.yaml': null, [VOLUMES_FILE]: null });
      const after = mark(sim);
      await settle();
      assert.equal(effects(sim, after), []);
    },
  );
});
