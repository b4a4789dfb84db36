import type { Change, Written } from '../../../../agent/model/change.ts';
import type { Readiness } from '../../../../agent/model/observed.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import type { TestContext } from '../../../helpers/suite.ts';
import { declare, diskChange, inputsOf, planned } from '../docs.ts';
import { byHand, countOf, openBench } from '../gateway.ts';
import type { Bench } from '../gateway.ts';

const VTREES = 'GET /api/types/VTree/instances';

interface Yard {
  readonly bench: Bench;
  readonly volumeId: string;
  readonly silverId: string;
  next(pool: 'default' | 'silver'): Promise<Change | null>;
  write(change: Change | null): Promise<Written>;
  readiness(pool: 'default' | 'silver'): Promise<Readiness | undefined>;
  act(action: string, body: object): Promise<unknown>;
}

/** A volume `pg` in the pool default, with a snapshot, and a pool silver on disks of its own. */
async function openYard(test: TestContext, version: string): Promise<Yard> {
  const bench = await openBench(test, { version, disks: { find: (ip, path) => ({ diskId: `${ip} ${path}`, sizeGib: 180 }) } });
  const { system, ctx } = bench;
  const seen = (pool: string): Inputs =>
    inputsOf(declare({ domain: { name: 'default' }, pool: null, volume: { pool: `default/${pool}` } }));
  const sought = (pool: string) => ({ desired: seen(pool).desired, remembered: [] });
  const live = await system.read(ctx, sought('default'));
  if (live.pools.kind === 'unknown' || live.nodes.kind === 'unknown') throw new Error('unread');
  const [pool] = live.pools.value;
  const media = version < '3' ? {} : { mediaType: 'HDD' };
  const silver = { name: 'silver', protectionDomainId: pool?.protectionDomainId, ...media };
  const silverId = idIn(await byHand(bench, '/api/types/StoragePool/instances', silver));
  for (const { id } of live.nodes.value) {
    await byHand(bench, '/api/types/Device/instances', { sdsId: id, storagePoolId: silverId, deviceCurrentPathname: '/dev/xvdg' });
  }
  bench.advance(600_000);
  const made = { name: 'pg', storagePoolId: pool?.id, volumeSizeInKb: '16777216', volumeType: 'ThinProvisioned' };
  const volumeId = idIn(await byHand(bench, '/api/types/Volume/instances', made));
  return {
    bench,
    volumeId,
    silverId,
    next: async (wanted) => {
      const drafts = system.diff(seen(wanted), await system.read(ctx, sought(wanted)));
      const found = drafts.find(({ ref }) => ref === 'Volume/pg');
      return found === undefined ? null : planned(found);
    },
    write: (change) => {
      if (change === null) throw new Error('there is no change');
      return system.write(change as Parameters<typeof system.write>[0], ctx);
    },
    readiness: async (wanted) => system.health(seen(wanted), await system.read(ctx, sought(wanted))).ready.get('Volume/pg'),
    act: (action, body) => byHand(bench, `/api/instances/Volume::${volumeId}/action/${action}`, body),
  };
}

function idIn(answer: unknown): string {
  return (answer as { readonly id: string }).id;
}

describe('moving a ScaleIO volume to another pool', (it) => {
  for (const version of ['3.0', '3.6']) {
    it(`is begun once on ${version}, and told until it is done`, async (test) => {
      const { bench, volumeId, silverId, next, write, readiness } = await openYard(test, version);
      const change = await next('silver');
      assert.equal(change?.action, { system: 'scaleio', do: 'migrateVolume', args: { volumeId, destSPId: silverId } });
      assert.equal(await write(change), { kind: 'applied', backendId: volumeId });
      assert.equal(
        [await next('silver'), await readiness('silver')],
        [null, { kind: 'progressing', why: 'moving from pool default to default/silver' }],
      );
      assert.equal(await write(change), { kind: 'skipped', why: 'the volume is moving already' });
      bench.advance(3_600_000);
      assert.equal([await next('silver'), await readiness('silver')], [null, { kind: 'ready' }]);
      assert.equal(await write(change), { kind: 'skipped', why: 'the volume is in that pool already' });
      assert.is(countOf(bench, `POST /api/instances/Volume::${volumeId}/action/migrateVTree`), 1);
    });
  }

  it('waits while somebody moves it elsewhere', async (test) => {
    const { next, write, act, silverId } = await openYard(test, '3.6');
    const change = await next('silver');
    assert.ok(change);
    await act('migrateVTree', { destSPId: silverId });
    const back = { ...change, action: { ...change.action, args: { ...change.action.args, destSPId: 'f00d' } } };
    assert.equal(await write(back), { kind: 'waiting', why: 'the volume is moving to another pool' });
  });

  it('keeps every device and SDS of the pool it goes to, where there is no volume yet', async (test) => {
    const { bench, next, write, silverId } = await openYard(test, '4.5');
    const { system, ctx } = bench;
    const { devices, nodes } = await system.read(ctx, { desired: null, remembered: [] });
    if (devices.kind === 'unknown' || nodes.kind === 'unknown') throw new Error('unread');
    const [device] = devices.value.filter(({ storagePoolId }) => storagePoolId === silverId);
    const removal = diskChange({ system: 'scaleio', do: 'removeDevice', args: { deviceId: device?.id ?? '' } }, 'd');
    const holds = async (): Promise<readonly unknown[]> => {
      const asked = [
        ['pool-keeps-without-device', device?.id],
        ['maintenance-safe', device?.sdsId],
        ['pool-protected', silverId],
      ] as const;
      const looks = asked.map(([check, id]) => system.check({ system: 'scaleio', check, backendId: id ?? '' }, ctx));
      return (await Promise.all(looks)).map((checked) => (checked.kind === 'fails' ? checked.why : null));
    };
    assert.equal(await holds(), [null, null, null]);
    await write(await next('silver'));
    const why = 'volumes are moving into pool silver';
    assert.equal(await holds(), [why, why, why]);
    assert.equal(await write(removal), { kind: 'waiting', why });
    const gone = byHand(bench, `/api/instances/Device::${device?.id}/action/removeDevice`, {});
    await gone.then(
      () => assert.unreachable('two devices are left'),
      (thrown: Error) => assert.match(thrown.message, /315/),
    );
    bench.faults.set({ call: VTREES, when: 'before', do: 'empty' });
    assert.equal(await write(removal), { kind: 'waiting', why: 'the list of what moves between pools is not whole' });
    bench.faults.set({ call: VTREES, when: 'before', do: 'status', status: 500 });
    await rejects(() => write(removal), 'scaleio/busy');
  });

  for (const [what, path, because] of [
    [
      'an SDS of it is in maintenance',
      (sds: string) => `Sds::${sds}/action/enterMaintenanceMode`,
      /^pool silver has free space that is out of reach$/,
    ],
    ['a device of it goes', (_: string, device: string) => `Device::${device}/action/removeDevice`, /is being taken out|is rebalancing/],
  ] as const) {
    it(`waits while ${what}`, async (test) => {
      const { bench, next, write, silverId } = await openYard(test, '4.5');
      const change = await next('silver');
      const { devices } = await bench.system.read(bench.ctx, { desired: null, remembered: [] });
      const [device] = devices.kind === 'ok' ? devices.value.filter(({ storagePoolId }) => storagePoolId === silverId) : [];
      await byHand(bench, `/api/instances/${path(device?.sdsId ?? '', device?.id ?? '')}`, {});
      const written = await write(change);
      assert.match(written.kind === 'waiting' ? written.why : written.kind, because);
    });
  }

  it('is not asked of a gateway that cannot, and told', async (test) => {
    const { bench, next, readiness } = await openYard(test, '2.6');
    assert.is(await next('silver'), null);
    const why = 'the volume is in pool default, not in default/silver: ScaleIO 2.6 moves no volume to another pool';
    assert.equal(await readiness('silver'), { kind: 'degraded', why });
    assert.equal(
      bench.ledger().filter(({ call }) => call.includes('VTree')),
      [],
    );
  });
});
