import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, inputsOf } from './docs.ts';
import { openBench } from './gateway.ts';
import type { Bench } from './gateway.ts';
import type { ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';

type Facet = keyof ScaleioFacets;

async function unknownFacets({ system, ctx }: Bench): Promise<readonly Facet[]> {
  const live = await system.read(ctx, NOTHING_SOUGHT);
  return (Object.keys(live) as Facet[]).filter((facet) => live[facet].kind === 'unknown').toSorted();
}

describe('reading ScaleIO', (it) => {
  it('gives the world as it is', async (test) => {
    const { system, ctx } = await openBench(test);
    const live = await system.read(ctx, NOTHING_SOUGHT);
    if (live.system.kind === 'unknown' || live.pools.kind === 'unknown' || live.statistics.kind === 'unknown') throw new Error('unread');
    assert.equal([live.system.value.name, live.system.value.version], ['scaleio', '2.6']);
    const [pool] = live.pools.value;
    assert.is(live.statistics.value.get(pool?.id ?? '')?.maxKib, 563_082_240);
    assert.is(live.nodes.kind === 'ok' && live.nodes.value.length, 3);
    assert.is(live.devices.kind === 'ok' && new Set(live.devices.value.map(({ sdsId }) => sdsId)).size, 3, 'one on each');
    assert.is(live.system.value.mdmState, 'ClusteredNormal');
    assert.is(live.pools.at, ctx.clock.now());
  });

  const failing: readonly [string, readonly Facet[]][] = [
    ['GET /api/types/System/instances', ['system']],
    ['GET /api/types/ProtectionDomain/instances', ['domains']],
    ['GET /api/types/StoragePool/instances', ['pools', 'statistics']],
    ['GET /api/types/Volume/instances', ['volumes']],
    ['GET /api/types/Sds/instances', ['nodes']],
    ['GET /api/types/Device/instances', ['devices']],
    ['GET /api/types/FaultSet/instances', ['faultSets']],
    ['GET /api/types/Sdc/instances', ['sdcs']],
    ['GET /api/types/Alert/instances', ['alerts']],
  ];
  for (const [call, facets] of failing) {
    it(`does not know only ${facets.join(' and ')} when ${call} fails`, async (test) => {
      const bench = await openBench(test);
      bench.faults.set({ call, when: 'before', do: 'status', status: 500 });
      assert.equal(await unknownFacets(bench), facets);
      assert.equal(await unknownFacets(bench), [], 'and knows it again the next time');
    });
  }

  it('does not know the figures of any pool when those of one fail', async (test) => {
    const bench = await openBench(test);
    await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const statistics = bench.ledger().find(({ call }) => call.endsWith('/Statistics'))?.call ?? '';
    bench.faults.set({ call: statistics, when: 'before', do: 'status', status: 500 });
    assert.equal(await unknownFacets(bench), ['statistics']);
  });

  it('tries a broken connection again, and comes through', async (test) => {
    const bench = await openBench(test);
    bench.faults.set({ call: 'GET /api/types/Volume/instances', when: 'before', do: 'reset' });
    assert.equal(await unknownFacets(bench), []);
  });

  it('has nothing to change from what it does not know', async (test) => {
    const bench = await openBench(test);
    const inputs = inputsOf(declare({ domain: { name: 'default' }, pool: { name: 'default', thresholds: { high: 60, critical: 70 } } }));
    assert.is(bench.system.diff(inputs, await bench.system.read(bench.ctx, NOTHING_SOUGHT)).length, 2);
    bench.faults.set({ call: 'GET /api/login', when: 'before', do: 'status', status: 500 });
    bench.gateway.dropSessions();
    await bench.system.close(bench.ctx);
    assert.equal(bench.system.diff(inputs, await bench.system.read(bench.ctx, NOTHING_SOUGHT)), []);
  });

  it('gives the same object again for the same bytes', async (test) => {
    const { system, ctx } = await openBench(test);
    const [first, second] = [await system.read(ctx, NOTHING_SOUGHT), await system.read(ctx, NOTHING_SOUGHT)];
    assert.ok(first.pools.kind === 'ok' && second.pools.kind === 'ok' && first.pools.value === second.pools.value);
  });
});
