import type { Change, ChangeClass } from '../../../../agent/model/change.ts';
import type { StoragePoolSpec } from '../../../../agent/model/kinds.gen.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { NOTHING_SOUGHT } from '../../../../agent/model/system.ts';
import type { SetPool } from '../../../../agent/systems/scaleio/actions.ts';
import type { ScaleioAction, StoragePool } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import { absent } from '../diff/pool-drafts.ts';
import { declare, diskChange, inputsOf, planned } from '../docs.ts';
import { effects, openBench, withoutDevices } from '../gateway.ts';
import type { Bench } from '../gateway.ts';

/** The world's domain, and a pool `gold` in it that is not there at first. */
function inputs(pool: Partial<StoragePoolSpec> = {}): Inputs {
  const media = { media: 'hdd' } as const;
  return inputsOf(declare({ domain: { name: 'default' }, pool: { ...media, ...pool } }));
}

async function plan(bench: Bench, wanted: Inputs): Promise<readonly Change<ScaleioAction>[]> {
  const drafts = bench.system.diff(wanted, await bench.system.read(bench.ctx, NOTHING_SOUGHT));
  return drafts.filter(({ ref }) => ref === 'StoragePool/gold').map(planned);
}

/** One call a pass, as long as there is one; says which. */
async function converge(bench: Bench, wanted: Inputs): Promise<readonly string[]> {
  const made: string[] = [];
  for (let pass = 0; pass < 20; pass += 1) {
    const [change] = await plan(bench, wanted);
    if (change === undefined) return made;
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'applied', change.reason);
    made.push(change.action.do === 'setPool' ? change.action.args.call : change.action.do);
  }
  throw new Error('twenty passes, and still something to do');
}

async function livePool(bench: Bench): Promise<StoragePool | undefined> {
  const { pools } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
  return pools.kind === 'ok' ? pools.value.find(({ name }) => name === 'gold') : undefined;
}

const FULL: Partial<StoragePoolSpec> = {
  sparePercent: 34,
  thresholds: { high: 70, critical: 85 },
  zeroPadding: false,
  rmcache: { enabled: true, writes: 'passthrough' },
  rfcache: true,
  rebuild: { enabled: true, policy: 'favorAppIos', concurrentIosPerDevice: 4, bandwidthKibpsPerDevice: 20_480 },
  rebalance: { enabled: false, policy: 'unlimited' },
  parallelJobsPerDevice: 4,
};

describe('a pool on a gateway of each version', (it) => {
  for (const version of ['2.0', '2.6', '3.6', '4.5']) {
    it(`is made, and then there is nothing more to do: ${version}`, async (test) => {
      const bench = await openBench(test, { version });
      assert.equal(await converge(bench, inputs()), ['createPool']);
      assert.is((await livePool(bench))?.mediaType, version < '3' ? null : 'HDD');
    });

    it(`is set as declared, one call a pass: ${version}`, async (test) => {
      const bench = await openBench(test, { version });
      const made = await converge(bench, inputs(FULL));
      assert.equal(made, [
        'createPool',
        'setCapacityAlertThresholds',
        'setRebalanceEnabled',
        'setRebalanceIoPriorityPolicy',
        'setRebuildRebalanceParallelism',
        'setRebuildIoPriorityPolicy',
      ]);
      const pool = await livePool(bench);
      assert.equal([pool?.sparePercent, pool?.zeroPadding, pool?.useRmcache, pool?.useRfcache], [34, false, true, true]);
      assert.equal([pool?.rmcacheWriteHandling, pool?.rebuild.concurrentIosPerDevice], ['Passthrough', 4]);
    });

    it(`is set back, each setting by its own call, and removed: ${version}`, async (test) => {
      const bench = await openBench(test, { version });
      await converge(bench, inputs(FULL));
      const other = { zeroPadding: true, rmcache: { enabled: false, writes: 'cached' }, rfcache: false, sparePercent: 20 } as const;
      const made = await converge(bench, inputs({ ...other, rebuild: { enabled: false } }));
      assert.equal(made, [
        'setSparePercentage',
        'setZeroPaddingPolicy',
        'setUseRmcache',
        'setRmcacheWriteHandlingMode',
        'disableRfcache',
        'setRebuildEnabled',
      ]);
      const gone = inputsOf({ ...absent(), docs: { ...inputs().desired.docs, StoragePool: absent().docs.StoragePool } });
      assert.equal(await converge(bench, gone), ['removePool']);
      assert.is(await livePool(bench), undefined);
    });
  }

  it('has its media changed from 3.0 on', async (test) => {
    const bench = await openBench(test, { version: '3.6' });
    await converge(bench, inputs());
    assert.equal(await converge(bench, inputs({ media: 'ssd' })), ['setMediaType']);
  });
});

describe('writing to a pool', (it) => {
  it('skips what is so already, and never makes one call twice', async (test) => {
    const bench = await openBench(test);
    const changes: Change<ScaleioAction>[] = [];
    for (let pass = 0; pass < 10; pass += 1) {
      const [change] = await plan(bench, inputs(FULL));
      if (change === undefined) break;
      changes.push(change);
      await bench.system.write(change, bench.ctx);
    }
    const before = effects(bench).length;
    for (const change of changes) assert.is((await bench.system.write(change, bench.ctx)).kind, 'skipped', change.reason);
    assert.equal([changes.length, effects(bench).length], [6, before]);
  });

  it('makes one pool when the answer to its creation is lost', async (test) => {
    const bench = await openBench(test);
    const [change] = await plan(bench, inputs());
    if (change === undefined) throw new Error('nothing planned');
    bench.faults.set({ call: 'POST /api/types/StoragePool/instances', when: 'after', do: 'reset' });
    await rejects(() => bench.system.write(change, bench.ctx), 'http/unreachable');
    assert.is((await bench.system.write(change, bench.ctx)).kind, 'skipped');
    assert.equal([effects(bench), await plan(bench, inputs())], [['created'], []]);
  });

  it('waits for the next plan when the pool is gone', async (test) => {
    const bench = await openBench(test);
    await converge(bench, inputs());
    const [change] = await plan(bench, inputs({ parallelJobsPerDevice: 4 }));
    const gone = inputsOf({ ...absent(), docs: { ...inputs().desired.docs, StoragePool: absent().docs.StoragePool } });
    await converge(bench, gone);
    if (change === undefined) throw new Error('nothing planned');
    await rejects(() => bench.system.write(change, bench.ctx), 'scaleio/changed-meanwhile');
  });

  it('takes no protection away that a plan by lists which were not whole did not see', async (test) => {
    const bench = await openBench(test, { hosts: 4 });
    const { pools } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const storagePoolId = (pools.kind === 'ok' && pools.value[0]?.id) || '';
    const set = async (
      kind: ChangeClass,
      call: SetPool['args']['call'],
      body: SetPool['args']['body'],
      ctx = bench.ctx,
    ): Promise<string> => {
      const change = diskChange({ system: 'scaleio', do: 'setPool', args: { storagePoolId, call, body } }, '');
      const written = await bench.system.write({ ...change, ref: 'StoragePool/default', class: kind }, ctx);
      return 'why' in written ? `${written.kind}: ${written.why}` : written.kind;
    };
    const spare = { sparePercentage: '5' };
    assert.match(
      await set('additive', 'setSparePercentage', spare),
      /^waiting: it is not for a change of the class additive: the spare becomes/,
    );
    const none = await set('additive', 'setSparePercentage', spare, withoutDevices(bench.ctx));
    assert.match(none, /^waiting: .* the pool has room, and lists no devices/);
    assert.match(await set('additive', 'setRebuildEnabled', { rebuildEnabled: 'FALSE' }), /^waiting: .* not made anew any more/);
    assert.equal(effects(bench), []);
    assert.is(await set('additive', 'setSparePercentage', { sparePercentage: '40' }), 'applied');
    assert.is(await set('destructive', 'setSparePercentage', spare), 'applied');
  });

  it('skips a removal of what is gone, and waits while something is in it', async (test) => {
    const bench = await openBench(test);
    const { pools } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const storagePoolId = (pools.kind === 'ok' && pools.value[0]?.id) || '';
    const removal = (id: string): Parameters<Bench['system']['write']>[0] => {
      const action: ScaleioAction = { system: 'scaleio', do: 'removePool', args: { storagePoolId: id } };
      const ref = 'StoragePool/gold';
      const empty = { then: [], needs: [], reads: [], requires: [], fields: [], effects: [], markedBy: null, spend: null };
      return planned({ ...empty, id: `remove ${ref}`, ref, backendId: id, op: 'delete', class: 'destructive', action, reason: 'test' });
    };
    const full = await bench.system.write(removal(storagePoolId), bench.ctx);
    assert.match(full.kind === 'waiting' ? full.why : full.kind, /^pool default still has devices: /);
    assert.is((await bench.system.write(removal('0123456789abcdef'), bench.ctx)).kind, 'skipped');
    assert.equal(effects(bench), []);
  });
});
