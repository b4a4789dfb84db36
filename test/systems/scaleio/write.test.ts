import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { Kinds } from '../../../agent/model/kinds.gen.ts';
import type { SystemHealth } from '../../../agent/model/observed.ts';
import type { Inputs } from '../../../agent/model/system.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { declare, inputsOf, planned } from './docs.ts';
import { countOf, effects, openBench } from './gateway.ts';
import type { Bench } from './gateway.ts';

const CREATE = 'POST /api/types/Volume/instances';
const GIB = 1024 * 1024;

/** The example world's pool, with a volume that may differ and thresholds of one's own. */
function inputs(volume: Partial<Kinds['Volume']> = {}, thresholds?: { high: number; critical: number }): Inputs {
  const pool = { name: 'default', ...(thresholds ? { thresholds } : {}) };
  return inputsOf(declare({ domain: { name: 'default' }, pool, node: { name: 'sds_10.0.0.11' }, volume }));
}

async function plan(bench: Bench, wanted: Inputs): Promise<readonly Change<ScaleioAction>[]> {
  return bench.system.diff(wanted, await bench.system.read(bench.ctx, NOTHING_SOUGHT)).map(planned);
}

async function health(bench: Bench, wanted: Inputs): Promise<SystemHealth> {
  return bench.system.health(wanted, await bench.system.read(bench.ctx, NOTHING_SOUGHT));
}

/** The only change there is. */
async function onlyChange(bench: Bench, wanted: Inputs): Promise<Change<ScaleioAction>> {
  const [change, ...others] = await plan(bench, wanted);
  if (!change || others.length > 0) throw new Error('not exactly one change');
  return change;
}

async function converge(bench: Bench, wanted: Inputs): Promise<void> {
  for (const change of await plan(bench, wanted)) await bench.system.write(change, bench.ctx);
}

describe('writing to ScaleIO', (it) => {
  it('creates a volume, and then has nothing more to do', async (test) => {
    const bench = await openBench(test);
    const written = await bench.system.write(await onlyChange(bench, inputs()), bench.ctx);
    const [volume] = bench.gateway.view().volumes;
    assert.equal(written, { kind: 'applied', backendId: volume?.id });
    assert.equal([volume?.name, volume?.sizeKib], ['pg', 16 * GIB]);
    assert.equal(await plan(bench, inputs()), []);
    assert.is((await health(bench, inputs())).ready.get('Volume/pg')?.kind, 'ready');
    assert.equal(effects(bench), ['created']);
  });

  it('sends what was shown', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    await bench.system.write(change, bench.ctx);
    assert.equal(bench.ledger().find(({ call }) => call === CREATE)?.args, change.action.args);
  });

  it('grows a volume to the size, and then has nothing more to do', async (test) => {
    const bench = await openBench(test);
    await converge(bench, inputs());
    const change = await onlyChange(bench, inputs({ sizeGiB: 24 }));
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'applied');
    assert.is(bench.gateway.view().volumes[0]?.sizeKib, 24 * GIB);
    assert.equal(await plan(bench, inputs({ sizeGiB: 24 })), []);
  });

  it('sets thresholds, and then has nothing more to do', async (test) => {
    const bench = await openBench(test);
    const wanted = inputs({}, { high: 70, critical: 85 });
    await converge(bench, wanted);
    assert.equal(await plan(bench, wanted), []);
    assert.equal(effects(bench).toSorted(), ['changed', 'created']);
  });

  it('never makes the same call twice for one change', async (test) => {
    const bench = await openBench(test);
    const changes = [...(await plan(bench, inputs({}, { high: 70, critical: 85 })))];
    await converge(bench, inputs({}, { high: 70, critical: 85 }));
    changes.push(await onlyChange(bench, inputs({ sizeGiB: 24 }, { high: 70, critical: 85 })));
    await converge(bench, inputs({ sizeGiB: 32 }, { high: 70, critical: 85 }));
    const before = effects(bench).length;
    for (const change of changes) assert.is((await bench.system.write(change, bench.ctx)).kind, 'skipped', change.ref);
    assert.is(effects(bench).length, before);
    assert.is(bench.gateway.view().volumes[0]?.sizeKib, 32 * GIB, 'not shrunk back to 24');
  });

  it('makes one volume when the answer to the create is lost', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    bench.faults.set({ call: CREATE, when: 'after', do: 'reset' });
    await rejects(() => bench.system.write(change, bench.ctx), 'http/unreachable');
    assert.is(countOf(bench, CREATE), 1, 'a create is never repeated blindly');
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'skipped');
    assert.equal(await plan(bench, inputs()), []);
    assert.equal(effects(bench), ['created']);
  });

  it('goes on when the session ends between the plan and the look', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    bench.advance(8 * 3_600_000);
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'applied');
    assert.equal(effects(bench), ['created']);
  });

  it('waits for the next look when the session ends between the look and the call', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    const logins = countOf(bench, 'GET /api/login');
    bench.faults.set({ call: CREATE, when: 'before', do: 'status', status: 401 });
    const error = await rejects(() => bench.system.write(change, bench.ctx), 'scaleio/session-ended');
    assert.is(error.code.class, 'waiting');
    assert.equal([countOf(bench, CREATE), countOf(bench, 'GET /api/login')], [1, logins], 'neither sent again nor logged in anew');
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'applied');
    assert.equal([effects(bench), countOf(bench, 'GET /api/login')], [['created'], logins + 1]);
  });

  it('waits for the next look when another call finds the session ended meanwhile', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    const closing = { ...bench.ctx, fresh: () => void bench.system.close(bench.ctx) };
    await rejects(() => bench.system.write(change, closing), 'scaleio/session-ended');
    assert.is(countOf(bench, CREATE), 0);
  });

  it('waits when somebody takes the name between its look and its call', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    const { http } = bench.ctx;
    const overtaken = async (...[call, signal]: Parameters<typeof http.send>): ReturnType<typeof http.send> => {
      if (call.method === 'POST' && call.url.endsWith('/Volume/instances')) await http.send(call, signal);
      return http.send(call, signal);
    };
    const error = await rejects(
      () => bench.system.write(change, { ...bench.ctx, http: { ...http, send: overtaken } }),
      'scaleio/changed-meanwhile',
    );
    assert.is(error.code.class, 'waiting');
    assert.match(error.message, /rc 99 VOL_NAME_IN_USE/);
    assert.equal(effects(bench), ['created']);
  });

  it('creates nothing when it cannot look first', async (test) => {
    const bench = await openBench(test);
    const change = await onlyChange(bench, inputs());
    bench.faults.set({ call: 'POST /api/types/Volume/instances/action/queryIdByKey', when: 'before', do: 'status', status: 503 });
    await rejects(() => bench.system.write(change, bench.ctx), 'scaleio/busy');
    assert.equal(effects(bench), []);
  });

  it('waits for the next plan when the volume is gone', async (test) => {
    const bench = await openBench(test);
    await converge(bench, inputs());
    const { action, ...rest } = await onlyChange(bench, inputs({ sizeGiB: 24 }));
    const elsewhere = { ...rest, action: { ...action, args: { volumeId: '0123456789abcdef', sizeInGB: '24' } } as ScaleioAction };
    await rejects(() => bench.system.write(elsewhere, bench.ctx), 'scaleio/changed-meanwhile');
  });

  it('says why ScaleIO refuses, and that a person is needed', async (test) => {
    const bench = await openBench(test, { hosts: 2 });
    const error = await rejects(async () => bench.system.write(await onlyChange(bench, inputs()), bench.ctx), 'scaleio/refused');
    assert.match(error.message, /refused to create volume pg: Less than three devices .* \(rc 144 NOT_ENOUGH_TGTS_IN_STORAGE_POOL\)/);
    assert.is(error.code.class, 'stalled');
  });
});

describe('ScaleIO as the agent sees it', (it) => {
  it('is nearly full from the threshold on, by used of what is left after the spare', async (test) => {
    const bench = await openBench(test);
    const codes = async (usedPercent: number): Promise<readonly string[]> => {
      bench.gateway.fill('default', usedPercent);
      const { findings } = await health(bench, inputs());
      return findings.filter(({ ref }) => ref === 'StoragePool/gold').map(({ code }) => code);
    };
    assert.equal(await codes(79.9), []);
    assert.equal(await codes(80), ['PoolNearlyFull']);
    assert.equal(await codes(90), ['PoolCritical']);
  });

  it('names the lost node and the pool that suffers, and is well again after the rebuild', async (test) => {
    const bench = await openBench(test);
    await converge(bench, inputs());
    bench.gateway.fill('default', 30);
    const [host] = bench.world.hosts;
    if (host) bench.gateway.hostDied(host);
    const lost = await health(bench, inputs());
    assert.equal(lost.findings.map(({ code }) => code).toSorted(), ['NodeDisconnected', 'PoolDegraded']);
    assert.equal([lost.ready.get('StorageNode/n1')?.kind, lost.ready.get('StoragePool/gold')?.kind], ['degraded', 'degraded']);
    bench.advance(3_600_000);
    assert.is((await health(bench, inputs())).ready.get('StoragePool/gold')?.kind, 'ready');
  });
});
