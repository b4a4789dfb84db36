import type { Change, Written } from '../../../../agent/model/change.ts';
import type { Kinds } from '../../../../agent/model/kinds.gen.ts';
import type { Checked } from '../../../../agent/model/system.ts';
import { NOTHING_SOUGHT } from '../../../../agent/model/system.ts';
import type { Sdc, Volume } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import type { TestContext } from '../../../helpers/suite.ts';
import { declare, inputsOf, planned } from '../docs.ts';
import { byHand, effects, openBench } from '../gateway.ts';
import type { Bench } from '../gateway.ts';

type Spec = Partial<Kinds['Volume']>;

interface Yard {
  readonly bench: Bench;
  /** In the order of their addresses. */
  readonly sdcs: readonly Sdc[];
  /** The next change of the volume; null: there is none. */
  next(spec: Spec): Promise<Change | null>;
  write(change: Change | null): Promise<Written>;
  /** Makes one change after the other until there is none. */
  converge(spec: Spec): Promise<readonly string[]>;
  volume(): Promise<Volume>;
  act(action: string, body: object): Promise<unknown>;
}

/** A volume `pg` of 16 GiB on a gateway with three hosts. */
async function openYard(test: TestContext, version = '2.6'): Promise<Yard> {
  const bench = await openBench(test, { version });
  const { system, ctx } = bench;
  const inputs = (spec: Spec) => inputsOf(declare({ domain: { name: 'default' }, pool: { name: 'default' }, volume: spec }));
  const next = async (spec: Spec): Promise<Change | null> => {
    const drafts = system.diff(inputs(spec), await system.read(ctx, NOTHING_SOUGHT));
    const found = drafts.find(({ ref }) => ref === 'Volume/pg');
    return found === undefined ? null : planned(found);
  };
  const write = async (change: Change | null): Promise<Written> => {
    if (change === null) throw new Error('there is no change');
    return system.write(change as Parameters<typeof system.write>[0], ctx);
  };
  const converge = async (spec: Spec): Promise<readonly string[]> => {
    const made: string[] = [];
    for (let change = await next(spec); change !== null && made.length < 10; change = await next(spec)) {
      await write(change);
      made.push(`${change.action.do} ${change.op}`);
    }
    return made;
  };
  await converge({});
  const live = await system.read(ctx, NOTHING_SOUGHT);
  if (live.sdcs.kind === 'unknown') throw live.sdcs.error;
  const volume = async (): Promise<Volume> => {
    const { volumes } = await system.read(ctx, NOTHING_SOUGHT);
    const found = volumes.kind === 'ok' ? volumes.value.find(({ name }) => name === 'pg') : undefined;
    if (found === undefined) throw new Error('there is no pg');
    return found;
  };
  return {
    bench,
    sdcs: live.sdcs.value.toSorted((one, other) => ((one.ips[0] ?? '') < (other.ips[0] ?? '') ? -1 : 1)),
    next,
    write,
    converge,
    volume,
    act: async (action, body) => byHand(bench, `/api/instances/Volume::${(await volume()).id}/action/${action}`, body),
  };
}

const VERSIONS = ['2.0', '2.6', '3.6'] as const;

describe('mapping a ScaleIO volume to the declared hosts', (it) => {
  for (const version of VERSIONS) {
    it(`maps, moves and unmaps it on ${version}, and then has nothing more to do`, async (test) => {
      const { converge, volume, sdcs, next } = await openYard(test, version);
      const hosts = async (): Promise<readonly string[]> => (await volume()).mappings.map(({ sdcId }) => sdcId);
      assert.equal(await converge({ mappedTo: ['10.0.0.11'] }), ['mapVolume map']);
      assert.equal(await hosts(), [sdcs[0]?.id]);
      assert.equal(await converge({ mappedTo: [sdcs[1]?.guid ?? ''] }), ['unmapVolume unmap', 'mapVolume map']);
      assert.equal(await hosts(), [sdcs[1]?.id]);
      assert.equal(await converge({ mappedTo: ['10.0.0.11', '10.0.0.12', '10.0.0.13'] }), ['mapVolume map', 'mapVolume map']);
      assert.is((await hosts()).length, 3);
      assert.equal(await converge({ mappedTo: [] }), ['unmapVolume unmap', 'unmapVolume unmap', 'unmapVolume unmap']);
      assert.equal([await hosts(), await next({ mappedTo: [] })], [[], null]);
    });
  }

  it('waits while another host has a volume that is declared for one', async (test) => {
    const { bench, next, write, sdcs, act } = await openYard(test);
    const change = await next({ mappedTo: ['10.0.0.11'] });
    await act('addMappedSdc', { sdcId: sdcs[2]?.id });
    assert.equal(await write(change), { kind: 'waiting', why: 'volume pg is still mapped to 10.0.0.13' });
    assert.equal(effects(bench), ['created', 'attached']);
  });

  it('never makes the same call twice for one change', async (test) => {
    const { bench, next, write } = await openYard(test);
    const mapping = await next({ mappedTo: ['10.0.0.11'] });
    await write(mapping);
    assert.equal(await write(mapping), { kind: 'skipped', why: 'the host has the volume already' });
    const unmapping = await next({ mappedTo: [] });
    await write(unmapping);
    assert.equal(await write(unmapping), { kind: 'skipped', why: 'the host does not have the volume any more' });
    assert.equal(effects(bench), ['created', 'attached', 'detached']);
  });

  it('looks at the SDCs again before it takes the volume from a host', async (test) => {
    const { bench, next, sdcs, act } = await openYard(test);
    const [one, other] = sdcs;
    await act('addMappedSdc', { sdcId: one?.id });
    const [required] = (await next({ mappedTo: ['10.0.0.12'] }))?.requires ?? [];
    if (required === undefined) throw new Error('it requires nothing');
    const look = (mappedTo: readonly string[]): Promise<Checked> => {
      return bench.system.check({ ...required, args: { ...required.args, mappedTo } }, bench.ctx);
    };
    assert.equal(await look(['10.0.0.12']), { kind: 'holds' });
    assert.equal(await look(['10.0.0.11']), { kind: 'fails', why: 'it is declared to have the volume' });
    assert.equal(await look(['10.0.0.99']), { kind: 'fails', why: 'mappedTo names 10.0.0.99, which is not one SDC' });
    const missing = async (id = ''): Promise<Checked> => {
      bench.faults.set({ call: 'GET /api/types/Sdc/instances', when: 'after', do: 'filter', without: id });
      return look(['10.0.0.12']);
    };
    assert.equal(await missing(one?.id), { kind: 'fails', why: 'the list of SDCs lacks 10.0.0.11, which has the volume' });
    assert.equal(await missing(other?.id), { kind: 'fails', why: 'mappedTo names 10.0.0.12, which is not one SDC' });
    await act('removeMappedSdc', { sdcId: one?.id });
    await act('removeVolume', { removeMode: 'ONLY_ME' });
    assert.equal(await look(['10.0.0.12']), { kind: 'holds' }, 'the call itself says that the volume is gone');
  });

  it('waits for the next plan when the volume is gone', async (test) => {
    const { next, write, act } = await openYard(test);
    const change = await next({ mappedTo: ['10.0.0.11'] });
    await act('removeVolume', { removeMode: 'ONLY_ME' });
    await rejects(() => write(change), 'scaleio/changed-meanwhile');
  });
});

describe('limiting what hosts ask of a ScaleIO volume', (it) => {
  for (const version of VERSIONS) {
    it(`sets the limits on each host on ${version}, sets them anew where REX-Ray maps it, and takes them away`, async (test) => {
      const { converge, volume, sdcs, act, next } = await openYard(test, version);
      const limits = async (): Promise<readonly string[]> =>
        (await volume()).mappings.map(({ limitIops, limitMibps }) => `${limitIops} ${limitMibps}`);
      const spec: Spec = { limits: { iops: 2000, bandwidthMibps: 100 } };
      for (const sdc of sdcs.slice(0, 2)) await act('addMappedSdc', { sdcId: sdc.id, allowMultipleMappings: 'TRUE' });
      assert.equal(await converge(spec), ['setMappedSdcLimits update', 'setMappedSdcLimits update']);
      assert.equal(await limits(), ['2000 100', '2000 100']);
      await act('removeMappedSdc', { sdcId: sdcs[0]?.id });
      await act('addMappedSdc', { sdcId: sdcs[2]?.id, allowMultipleMappings: 'TRUE' });
      assert.equal(await converge(spec), ['setMappedSdcLimits update']);
      assert.equal(await limits(), ['2000 100', '2000 100']);
      await converge({ limits: { iops: 0 } });
      assert.equal(await limits(), ['0 100', '0 100']);
      assert.is(await next({ limits: { iops: 0 } }), null);
    });
  }

  it('does nothing where they are set already, or the host has the volume no more', async (test) => {
    const { bench, next, write, sdcs, act } = await openYard(test);
    await act('addMappedSdc', { sdcId: sdcs[0]?.id });
    const change = await next({ limits: { iops: 50 } });
    await write(change);
    assert.equal(await write(change), { kind: 'skipped', why: 'the limits on 10.0.0.11 are set already' });
    await act('removeMappedSdc', { sdcId: sdcs[0]?.id });
    assert.equal(await write(change), { kind: 'skipped', why: 'the host does not have the volume any more' });
    assert.is(bench.ledger().filter(({ call }) => call.endsWith('setMappedSdcLimits')).length, 1);
  });
});
