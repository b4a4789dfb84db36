/** Invariants of docs/design.md that need a whole pass: judged by the ledger and the bare repository. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { request } from 'undici';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import type { Agent } from '../../agent/agent.ts';
import type { SystemName } from '../../agent/model/ref.ts';
import type { System } from '../../agent/model/system.ts';
import { planPass } from '../../agent/pass.ts';
import type { Planned } from '../../agent/pass.ts';
import { appFile, FAST, openSite, until } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

/** Mesos is only asked, with POST. */
function writes({ sim }: Cluster): readonly string[] {
  return sim
    .ledger()
    .filter(({ system, call }) => system !== 'mesos' && !call.startsWith('GET '))
    .map(({ call }) => call);
}

function stoppingAfterOneWrite({ systems }: Agent, stop: AbortController): Agent['systems'] {
  return new Map(
    [...systems].map(([name, system]): [SystemName, System] => {
      const write: System['write'] = async (change, ctx) => {
        const written = await system.write(change, ctx);
        stop.abort();
        return written;
      };
      return [name, { ...system, write }];
    }),
  );
}

describe('invariants', (it) => {
  it('1, pure plan: two agents that know nothing of each other plan one state the same, to the byte', OPTIONS, async (context) => {
    const { sim, settings } = await startCluster(context);
    const planAlone = async (): Promise<Planned> => {
      const agent = await openTestAgent(sim, settings);
      context.after(() => agent.close());
      return planPass(agent, { ref: null, mayGoBack: true });
    };
    const [one, other] = [await planAlone(), await planAlone()];
    assert.is(one.plan?.changes.length, 8);
    assert.is(JSON.stringify(one.plan?.changes), JSON.stringify(other.plan?.changes));
    assert.is(one.plan?.digest, other.plan?.digest);
  });

  for (const [system, waits] of [
    ['marathon', 'App'],
    ['scaleio', 'Volume'],
  ] as const) {
    it(`2, unread is not absent: while ${system} does not answer, nothing of it is made, the rest goes on`, OPTIONS, async (context) => {
      const cluster = await startCluster(context);
      cluster.sim.fault({ system, nth: 1, times: 1_000, when: 'before', do: 'status', status: 500 });
      const { report } = await cluster.pass();
      assert.ok(report.plan?.unknown.some((facet) => facet.system === system));
      assert.equal(
        report.results.filter(({ change }) => change.ref.startsWith(waits)),
        [],
      );
      const other = system === 'marathon' ? 'POST /api/types/Volume/instances' : 'PUT /v2/apps/web';
      assert.ok(writes(cluster).includes(other), writes(cluster).join());
    });
  }

  it('2, unread is not absent: a volume list that fails after all is settled deletes and creates nothing', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    const before = writes(cluster).length;
    for (const call of ['GET /api/types/Volume/instances', 'GET /v2/apps']) {
      cluster.sim.fault({ call, nth: 1, times: 20, when: 'before', do: 'status', status: 500 });
    }
    await cluster.pass();
    assert.is(writes(cluster).length, before);
  });

  it('3, shown before made: apply leaves alone what goes wrong elsewhere while it waits', OPTIONS, async (context) => {
    const site = await openSite(context, { factor: FAST, files: { 'api.yaml': appFile('/api', 1) } });
    assert.is((await site.command(['apply'])).code, 0);
    site.sim.autoAdvance(0);
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    const before = site.effects().length;
    const applying = site.command(['apply']);
    await until(() => site.effects().length > before);
    const headers = { 'content-type': 'application/json' };
    await (await request(`${site.sim.marathon}/v2/apps/api`, { method: 'PUT', body: '{"instances":3}', headers })).body.dump();
    site.sim.autoAdvance(FAST);
    const { out } = await applying;
    assert.match(out, 'Changes: 1 applied.');
    const written = site.sim.ledger().filter(({ agent, effect }) => agent !== '' && effect !== 'none');
    assert.equal(
      written.slice(before).map(({ call }) => call),
      ['PUT /v2/apps/web'],
    );
    assert.match((await site.command(['plan'])).out, '~ App//api  scale (disruptive, ');
  });

  it('4, settled means silent: while an app is still starting, it is not sent again', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.pass();
    const before = writes(cluster).length;
    const { report } = await cluster.pass();
    assert.is(report.health.ready.get('App//web')?.kind, 'progressing');
    assert.is(writes(cluster).length, before);
  });

  it(
    '6, status best effort: a status branch that cannot be written holds up nothing, and no line of the log is lost',
    OPTIONS,
    async (context) => {
      const cluster = await startCluster(context);
      await cluster.settle();
      await cluster.edit('shared/apps/web.yaml', 'instances: 2', 'instances: 3');
      const lock = path.join(cluster.bare, 'refs/heads/plumbline/status.lock');
      await mkdir(path.dirname(lock), { recursive: true });
      await writeFile(lock, '');
      const { report, wakeInMs } = await cluster.pass();
      assert.is(report.results.filter(({ outcome }) => outcome.kind === 'applied').length, 1);
      assert.is.not(wakeInMs, null);
      await rm(lock);
      await cluster.settle();
      const log = await cluster.status(`prod/changes/${new Date(cluster.sim.now()).toISOString().slice(0, 7)}.jsonl`);
      assert.is(log.split('\n').length, 9);
    },
  );

  it('6, status always: a pass that crashed is told, too', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    await cluster.settle();
    cluster.sim.advance(60_000);
    const broken = new Map(cluster.agent.systems);
    const marathon = broken.get('marathon');
    if (marathon)
      broken.set('marathon', {
        ...marathon,
        diff: () => {
          throw new TypeError('a fault of ours');
        },
      });
    await passOf({ ...cluster.agent, systems: broken });
    const page = await cluster.status('prod/README.md');
    assert.match(page, '**Unknown**');
    assert.match(page, 'a fault of ours');
  });

  it('6, status always: what was done is told even when the agent is stopped in the middle', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const stop = new AbortController();
    const agent = await openTestAgent(cluster.sim, cluster.settings, [], stop.signal);
    context.after(() => agent.close());
    await passOf({ ...agent, systems: stoppingAfterOneWrite(agent, stop) });
    assert.is(writes(cluster).filter((call) => call.endsWith('/Volume/instances')).length, 1);
    const log = await cluster.status(`prod/changes/${new Date(cluster.sim.now()).toISOString().slice(0, 7)}.jsonl`);
    assert.is(log.split('\n').length, 1);
    assert.not.match(await cluster.status('prod/README.md'), 'could not be read');
  });

  it('7, counted: planned is applied and waiting and failed and skipped and blocked', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    cluster.sim.fault({ call: 'PUT /v2/apps/web', nth: 1, times: 1, when: 'before', do: 'status', status: 500 });
    const { report } = await cluster.pass(({ ref }) => ref !== 'Volume/elasticsearch2data');
    const kinds = report.results.map(({ outcome }) => outcome.kind);
    assert.is(kinds.length, report.plan?.changes.length);
    assert.ok(
      ['applied', 'failed', 'skipped'].every((kind) => kinds.includes(kind as 'applied')),
      kinds.join(),
    );
  });
});
