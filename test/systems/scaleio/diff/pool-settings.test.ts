import type { Draft } from '../../../../agent/model/change.ts';
import type { StoragePoolSpec } from '../../../../agent/model/kinds.gen.ts';
import { POOL_EFFECTS } from '../../../../agent/systems/scaleio/effects/pool.ts';
import { effectOf } from '../../../../agent/systems/scaleio/effects/types.ts';
import type { ScaleioAction, StoragePool } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { DEVICES, POOL } from '../docs.ts';
import { draftOf, EMPTY, ignoring, NEW } from './pool-drafts.ts';
import type { World } from './pool-drafts.ts';

interface Row {
  readonly path: string;
  readonly pool: Partial<StoragePoolSpec>;
  /** How the gateway is told. */
  readonly call: string;
  readonly body: object;
  readonly live?: World;
}

const rows: readonly Row[] = [
  { path: 'sparePercent', pool: { sparePercent: 40 }, call: 'setSparePercentage', body: { sparePercentage: '40' } },
  {
    path: 'thresholds.high',
    pool: { thresholds: { high: 75, critical: 90 } },
    call: 'setCapacityAlertThresholds',
    body: { capacityAlertHighThresholdPercent: '75', capacityAlertCriticalThresholdPercent: '90' },
  },
  {
    path: 'thresholds.critical',
    pool: { thresholds: { high: 80, critical: 95 } },
    call: 'setCapacityAlertThresholds',
    body: { capacityAlertHighThresholdPercent: '80', capacityAlertCriticalThresholdPercent: '95' },
  },
  {
    path: 'media',
    pool: { media: 'ssd' },
    call: 'setMediaType',
    body: { mediaType: 'SSD' },
    live: { system: NEW, pools: [{ ...POOL, mediaType: 'HDD' }] },
  },
  { path: 'zeroPadding', pool: { zeroPadding: false }, call: 'setZeroPaddingPolicy', body: { zeroPadEnabled: 'FALSE' }, live: EMPTY },
  { path: 'rmcache.enabled', pool: { rmcache: { enabled: true } }, call: 'setUseRmcache', body: { useRmcache: 'TRUE' } },
  {
    path: 'rmcache.writes',
    pool: { rmcache: { writes: 'passthrough' } },
    call: 'setRmcacheWriteHandlingMode',
    body: { rmcacheWriteHandlingMode: 'Passthrough' },
  },
  { path: 'rfcache', pool: { rfcache: true }, call: 'enableRfcache', body: {} },
  {
    path: 'rfcache',
    pool: { rfcache: false },
    call: 'disableRfcache',
    body: {},
    live: { pools: [{ ...POOL, useRfcache: true }] },
  },
  {
    path: 'rebuild.enabled',
    pool: { rebuild: { enabled: true } },
    call: 'setRebuildEnabled',
    body: { rebuildEnabled: 'TRUE' },
    live: { pools: [{ ...POOL, rebuild: { ...POOL.rebuild, enabled: false } }] },
  },
  { path: 'rebuild.policy', pool: { rebuild: { policy: 'unlimited' } }, call: 'setRebuildIoPriorityPolicy', body: { policy: 'unlimited' } },
  {
    path: 'rebuild.policy',
    pool: { rebuild: { policy: 'favorAppIos' } },
    call: 'setRebuildIoPriorityPolicy',
    body: { policy: 'favorAppIos', numOfConcurrentIosPerDevice: '1', bwLimitPerDeviceInKbps: '10240' },
  },
  {
    path: 'rebuild.concurrentIosPerDevice',
    pool: { rebuild: { concurrentIosPerDevice: 4 } },
    call: 'setRebuildIoPriorityPolicy',
    body: { policy: 'limitNumOfConcurrentIos', numOfConcurrentIosPerDevice: '4' },
  },
  { path: 'rebalance.enabled', pool: { rebalance: { enabled: false } }, call: 'setRebalanceEnabled', body: { rebalanceEnabled: 'FALSE' } },
  {
    path: 'rebalance.policy',
    pool: { rebalance: { policy: 'limitNumOfConcurrentIos' } },
    call: 'setRebalanceIoPriorityPolicy',
    body: { policy: 'limitNumOfConcurrentIos', numOfConcurrentIosPerDevice: '1' },
  },
  {
    path: 'rebalance.concurrentIosPerDevice',
    pool: { rebalance: { concurrentIosPerDevice: 2 } },
    call: 'setRebalanceIoPriorityPolicy',
    body: { policy: 'favorAppIos', numOfConcurrentIosPerDevice: '2', bwLimitPerDeviceInKbps: '10240' },
  },
  {
    path: 'rebalance.bandwidthKibpsPerDevice',
    pool: { rebalance: { bandwidthKibpsPerDevice: 20_480 } },
    call: 'setRebalanceIoPriorityPolicy',
    body: { policy: 'favorAppIos', numOfConcurrentIosPerDevice: '1', bwLimitPerDeviceInKbps: '20480' },
  },
  { path: 'parallelJobsPerDevice', pool: { parallelJobsPerDevice: 4 }, call: 'setRebuildRebalanceParallelism', body: { limit: '4' } },
];

/** The gateway's action, and what it is told. */
function sentBy({ action }: Draft<ScaleioAction>): readonly [string, object] {
  if (action.do === 'setPool') return [action.args.call, action.args.body];
  return [action.do, Object.fromEntries(Object.entries(action.args).filter(([key]) => key !== 'storagePoolId'))];
}

describe('a setting of a pool that differs', (it) => {
  for (const { path, pool, call, body, live = {} } of rows) {
    it(`is one call: ${path} by ${call} with ${JSON.stringify(body)}`, () => {
      const draft = draftOf(pool, live);
      if (draft === null) throw new Error('no draft');
      assert.equal(sentBy(draft), [call, body]);
      assert.equal(
        draft.fields.map((field) => field.path),
        [path],
      );
      const { op, class: kind } = effectOf(POOL_EFFECTS, path);
      assert.equal([draft.op, draft.class, draft.backendId, draft.then], [op, kind, 'sp1', []]);
    });

    it(`is kept as it is when sync.ignore names it: ${path}, ${JSON.stringify(pool)}`, () => {
      assert.is(draftOf(pool, live, ignoring(path)), null);
      assert.is(draftOf(pool, live, ignoring(path.split('.')[0] ?? '')), null);
    });
  }

  it('is tried for every path of the table that ScaleIO can change', () => {
    const changing = POOL_EFFECTS.filter(({ op }) => op !== 'fixed' && op !== 'none').map(({ path }) => path);
    const tried = new Set([...rows.map(({ path }) => path), 'rebuild.bandwidthKibpsPerDevice']);
    assert.equal(
      changing.filter((path) => !tried.has(path)),
      [],
    );
  });

  it('stands in `then` after the first, and what loses protection comes last', () => {
    const draft = draftOf({ rebuild: { enabled: false }, sparePercent: 40, parallelJobsPerDevice: 4 });
    assert.equal(draft?.fields, [{ path: 'sparePercent', from: 34, to: 40 }]);
    assert.equal([draft?.class, draft?.requires], ['additive', []]);
    assert.equal(draft?.then, ['sets parallelJobsPerDevice 2 -> 4', 'sets rebuild.enabled true -> false']);
  });

  const lazy = { ...POOL, rebuild: { ...POOL.rebuild, policy: 'favorAppIos', concurrentIosPerDevice: 4 } };
  const odd = { ...POOL, rebuild: { ...POOL.rebuild, policy: 'dynamicBwThrottling' } };
  const rebuilds: readonly (readonly [Partial<StoragePoolSpec>, StoragePool, boolean])[] = [
    [{ rebuild: { policy: 'favorAppIos' } }, POOL, true],
    [{ rebuild: { policy: 'unlimited' } }, POOL, false],
    [{ rebuild: { concurrentIosPerDevice: 2 } }, POOL, false],
    [{ rebuild: { concurrentIosPerDevice: 2 } }, lazy, true],
    [{ rebuild: { bandwidthKibpsPerDevice: 1024 } }, lazy, true],
    [{ rebuild: { bandwidthKibpsPerDevice: 20_480 } }, lazy, false],
    [{ rebuild: { policy: 'limitNumOfConcurrentIos' } }, lazy, false],
    [{ rebuild: { policy: 'limitNumOfConcurrentIos', concurrentIosPerDevice: 1 } }, lazy, true],
    [{ rebuild: { policy: 'limitNumOfConcurrentIos' } }, { ...POOL, rebuild: { ...POOL.rebuild, policy: 'unlimited' } }, true],
    [{ rebuild: { policy: 'limitNumOfConcurrentIos' } }, odd, true],
    [{ rebuild: { policy: 'unlimited' } }, odd, false],
    [{ rebuild: { bandwidthKibpsPerDevice: 20_480 } }, { ...lazy, rebuild: { ...lazy.rebuild, bandwidthKibpsPerDevice: null } }, true],
    [{ parallelJobsPerDevice: 1 }, POOL, true],
    [{ parallelJobsPerDevice: 3 }, POOL, false],
    [{ rebalance: { bandwidthKibpsPerDevice: 1024 } }, POOL, false],
  ];
  for (const [pool, live, isSlower] of rebuilds) {
    it(`${isSlower ? 'waits' : 'does not wait'} while copies are missing: ${JSON.stringify(pool)} of ${JSON.stringify(live.rebuild)}`, () => {
      const draft = draftOf(pool, { pools: [live] });
      const needed = [{ system: 'scaleio', check: 'pool-protected', backendId: 'sp1' }];
      assert.equal([draft?.class, draft?.requires], ['additive', isSlower ? needed : []]);
    });
  }

  it('comes before what may have to wait', () => {
    const draft = draftOf({ rebuild: { policy: 'favorAppIos' }, rebalance: { policy: 'unlimited' } });
    assert.equal(draft?.then, ['sets rebuild.policy limitNumOfConcurrentIos -> favorAppIos']);
  });

  it('is none when all is as declared', () => {
    const same = {
      sparePercent: 34,
      thresholds: { high: 80, critical: 90 },
      zeroPadding: true,
      rmcache: { enabled: false, writes: 'cached' },
    } as const;
    const moves = { policy: 'favorAppIos', concurrentIosPerDevice: 1, bandwidthKibpsPerDevice: 10_240, enabled: true } as const;
    assert.is(draftOf({ ...same, rfcache: false, rebalance: moves, parallelJobsPerDevice: 2 }), null);
  });

  it('is not there before the version that has it, and not compared', () => {
    assert.is(draftOf({ media: 'ssd' }), null);
  });

  it('is no zero padding of a pool with devices', () => {
    assert.is(draftOf({ zeroPadding: false }), null);
    assert.is(draftOf({ zeroPadding: false }, { devices: DEVICES.map((device) => ({ ...device, storagePoolId: 'sp2' })) })?.op, 'update');
  });

  it('is no limit that the policy does not take', () => {
    assert.is(draftOf({ rebuild: { bandwidthKibpsPerDevice: 20_480 } }), null);
    assert.is(draftOf({ rebuild: { policy: 'limitNumOfConcurrentIos', bandwidthKibpsPerDevice: 20_480 } }), null);
    assert.is(draftOf({ rebalance: { policy: 'unlimited', concurrentIosPerDevice: 3 } })?.fields.length, 1);
    const odd = { ...POOL, rebalance: { ...POOL.rebalance, policy: 'dynamicBwThrottling' } };
    assert.is(draftOf({ rebalance: { concurrentIosPerDevice: 3 } }, { pools: [odd] }), null, 'a policy nobody knows');
  });

  it('is sent with the limits the pool has, where it has any', () => {
    const none = { ...POOL, rebuild: { ...POOL.rebuild, concurrentIosPerDevice: null, bandwidthKibpsPerDevice: null } };
    const draft = draftOf({ rebuild: { policy: 'favorAppIos' } }, { pools: [none] });
    assert.equal(draft && sentBy(draft)[1], { policy: 'favorAppIos' });
  });

  it('keeps the live value of the other threshold that sync.ignore names', () => {
    const draft = draftOf({ thresholds: { high: 70, critical: 85 } }, {}, ignoring('thresholds.high'));
    assert.equal(draft && sentBy(draft)[1], { capacityAlertHighThresholdPercent: '80', capacityAlertCriticalThresholdPercent: '85' });
  });
});
