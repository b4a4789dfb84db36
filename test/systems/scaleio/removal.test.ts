import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Change, Written } from '../../../agent/model/change.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Checked, Inputs } from '../../../agent/model/system.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { declare, inputsOf, owning, planned } from './docs.ts';
import type { Declared } from './docs.ts';
import { byHand, effects, openBench } from './gateway.ts';
import type { Bench } from './gateway.ts';

const POOL: Declared = { domain: { name: 'default' }, pool: { name: 'default' } };

function inputs(over: Declared, memory: Memory = NO_MEMORY): Inputs {
  return inputsOf(declare({ ...POOL, ...over }), { memory });
}

async function plan(bench: Bench, wanted: Inputs): Promise<readonly Change<ScaleioAction>[]> {
  return bench.system.diff(wanted, await bench.system.read(bench.ctx, NOTHING_SOUGHT)).map(planned);
}

async function onlyChange(bench: Bench, wanted: Inputs): Promise<Change<ScaleioAction>> {
  const [change, ...others] = await plan(bench, wanted);
  if (!change || others.length > 0) throw new Error('not exactly one change');
  return change;
}

interface Doomed {
  readonly bench: Bench;
  /** Of the volume. */
  readonly id: string;
  readonly change: Change<ScaleioAction>;
  write(): Promise<Written>;
  /** The first precondition that fails, or that all hold. */
  check(): Promise<Checked>;
  /** An action on the volume, by hand. */
  act(action: string, body: object): Promise<unknown>;
}

/** A volume `pg` that is there, and the change that removes it. */
async function doomed(test: TestContext): Promise<Doomed> {
  const bench = await openBench(test);
  const written = await bench.system.write(await onlyChange(bench, inputs({})), bench.ctx);
  const id = written.kind === 'applied' ? written.backendId : '';
  const change = await onlyChange(bench, inputs({ volumeState: 'absent' }));
  return {
    bench,
    id,
    change,
    write: () => bench.system.write(change, bench.ctx),
    check: () => firstFailing(bench, change),
    act: (action, body) => byHand(bench, `/api/instances/Volume::${id}/action/${action}`, body),
  };
}

async function firstFailing({ system, ctx }: Bench, { requires }: Change): Promise<Checked> {
  for (const precondition of requires) {
    const checked = await system.check(precondition, ctx);
    if (checked.kind === 'fails') return checked;
  }
  return { kind: 'holds' };
}

async function sdcId(bench: Bench): Promise<string> {
  const sdcs = (await byHand(bench, '/api/types/Sdc/instances')) as readonly { readonly id: string; readonly sdcIp: string }[];
  return sdcs.find(({ sdcIp }) => sdcIp === '10.0.0.11')?.id ?? '';
}

describe('removing a ScaleIO volume', (it) => {
  it('destroys what was shown, and then has nothing more to do', async (test) => {
    const { bench, id, change, write, check } = await doomed(test);
    assert.is(change.backendId, id);
    assert.equal(await check(), { kind: 'holds' });
    assert.equal(await write(), { kind: 'applied', backendId: id });
    assert.equal(effects(bench), ['created', 'destroyed']);
    assert.equal(bench.gateway.view().volumes, []);
    const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const wanted = inputs({ volumeState: 'absent' }, owning(id));
    assert.equal(bench.system.diff(wanted, live), []);
    assert.is(bench.system.health(wanted, live).ready.get('Volume/pg')?.kind, 'ready');
  });

  it('waits for the hosts that use the volume, and names them', async (test) => {
    const made = await doomed(test);
    await made.act('addMappedSdc', { sdcId: await sdcId(made.bench) });
    const why = 'volume pg is still mapped to 10.0.0.11';
    assert.equal(await made.check(), { kind: 'fails', why });
    assert.equal(await made.write(), { kind: 'waiting', why });
    await made.act('removeMappedSdc', { allSdcs: '' });
    assert.equal(await made.check(), { kind: 'holds' });
    assert.is((await made.write()).kind, 'applied');
  });

  it('waits when it is mapped between the look and the call', async (test) => {
    const made = await doomed(test);
    const sdc = await sdcId(made.bench);
    const { bench } = made;
    const overtaken = { ...bench.ctx, http: beforeRemoval(bench, () => made.act('addMappedSdc', { sdcId: sdc })) };
    const error = await rejects(() => bench.system.write(made.change, overtaken), 'scaleio/not-yet');
    assert.match(error.message, /Volume is mapped \(rc 104 VOL_MAPPED\)/);
    assert.is(error.code.class, 'waiting');
    assert.is(bench.gateway.view().volumes.length, 1);
  });

  it('waits for the snapshots that were taken of it, which ScaleIO would not', async (test) => {
    const { bench, id, write, check } = await doomed(test);
    const system = bench.gateway.view().systemId;
    const path = `/api/instances/System::${system}/action/snapshotVolumes`;
    await byHand(bench, path, { snapshotDefs: ['b', 'a'].map((snapshotName) => ({ volumeId: id, snapshotName })) });
    const why = 'volume pg still has snapshots: a, b';
    assert.equal(await check(), { kind: 'fails', why });
    assert.equal(await write(), { kind: 'waiting', why });
    assert.is(bench.gateway.view().volumes.length, 3);
  });

  it('removes nothing when the list of volumes lacks the very volume: snapshots may be lacking, too', async (test) => {
    const { bench, write, check } = await doomed(test);
    bench.faults.set({ call: 'GET /api/types/Volume/instances', times: 2, when: 'before', do: 'empty' });
    const why = 'ScaleIO has volume pg, but does not list it';
    assert.equal(await check(), { kind: 'fails', why });
    assert.equal(await write(), { kind: 'waiting', why });
    assert.equal(effects(bench), ['created']);
  });

  it('removes nothing when it cannot look', async (test) => {
    const { bench, id, write, check } = await doomed(test);
    const call = `GET /api/instances/Volume::${id}`;
    bench.faults.set({ call, when: 'before', do: 'status', status: 500 });
    await rejects(check, 'scaleio/busy');
    bench.faults.set({ call, when: 'before', do: 'status', status: 500 });
    await rejects(write, 'scaleio/busy');
    assert.equal(effects(bench), ['created']);
  });

  it('cannot look at a precondition of another system, so it does not hold', async (test) => {
    const { bench, id } = await doomed(test);
    const precondition = { system: 'scaleio', check: 'app-unlocked', backendId: id } as const;
    assert.is((await bench.system.check(precondition, bench.ctx)).kind, 'fails');
  });

  it('leaves alone another volume that got the name meanwhile', async (test) => {
    const made = await doomed(test);
    const { bench, id } = made;
    await made.act('setVolumeName', { newName: 'aside' });
    await bench.system.write(await onlyChange(bench, inputs({})), bench.ctx);
    await made.act('removeVolume', { removeMode: 'ONLY_ME' });
    assert.equal(await made.check(), { kind: 'holds' });
    assert.equal(await made.write(), { kind: 'skipped', why: `volume ${id} is already gone` });
    assert.equal(
      bench.gateway.view().volumes.map(({ name }) => name),
      ['pg'],
    );
    assert.equal(await plan(bench, inputs({ volumeState: 'absent' }, owning(id))), []);
  });

  it('destroys once when the answer is lost', async (test) => {
    const { bench, id, write } = await doomed(test);
    bench.faults.set({ call: `POST /api/instances/Volume::${id}/action/removeVolume`, when: 'after', do: 'reset' });
    await rejects(write, 'http/unreachable');
    assert.is((await write()).kind, 'skipped');
    assert.equal(effects(bench), ['created', 'destroyed']);
  });
});

/** Does something right before the call that removes. */
function beforeRemoval({ ctx: { http } }: Bench, first: () => Promise<unknown>): Bench['ctx']['http'] {
  return {
    ...http,
    async send(call, signal) {
      if (call.url.endsWith('/action/removeVolume')) await first();
      return http.send(call, signal);
    },
  };
}

describe('renaming a ScaleIO volume', (it) => {
  async function renaming(test: TestContext): Promise<{ bench: Bench; id: string; change: Change<ScaleioAction> }> {
    const bench = await openBench(test);
    const written = await bench.system.write(await onlyChange(bench, inputs({ volume: { name: 'postgres' } })), bench.ctx);
    const id = written.kind === 'applied' ? written.backendId : '';
    return { bench, id, change: await onlyChange(bench, inputs({ volume: { renamedFrom: 'postgres' } }, owning(id))) };
  }

  it('keeps the volume and its id, and then has nothing more to do', async (test) => {
    const { bench, id, change } = await renaming(test);
    assert.equal(await bench.system.write(change, bench.ctx), { kind: 'applied', backendId: id });
    assert.equal(
      bench.gateway.view().volumes.map((volume) => [volume.id, volume.name]),
      [[id, 'pg']],
    );
    assert.equal(bench.ledger().at(-1)?.args, { newName: 'pg' });
    assert.equal(await plan(bench, inputs({ volume: { renamedFrom: 'postgres' } }, owning(id))), []);
    assert.equal(await bench.system.write(change, bench.ctx), { kind: 'skipped', why: 'the volume is called pg already' });
    assert.equal(effects(bench), ['created', 'changed']);
  });

  it('waits for the next plan when the name is taken meanwhile, or the volume is gone', async (test) => {
    const { bench, id, change } = await renaming(test);
    await bench.system.write(await onlyChange(bench, inputs({})), bench.ctx);
    await rejects(() => bench.system.write(change, bench.ctx), 'scaleio/changed-meanwhile');
    await byHand(bench, `/api/instances/Volume::${id}/action/removeVolume`, { removeMode: 'ONLY_ME' });
    await rejects(() => bench.system.write(change, bench.ctx), 'scaleio/changed-meanwhile');
    assert.equal(effects(bench), ['created', 'created', 'destroyed']);
  });
});
