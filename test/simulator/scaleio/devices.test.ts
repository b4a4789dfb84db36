import { assert, describe } from '../../helpers/suite.ts';
import { GIB, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { actOnPool, add, addRow, deviceNamed, HOUR, kib, listed, plug, remove, sdsId, SECOND } from './rows.ts';

const ALL = [0, 1, 2];

describe('adding a simulated device', (it) => {
  it('tests the disk first, then counts its capacity to the KiB', () => {
    const bench = makeBench();
    plug(bench, 0, 'vol-1', 100);
    const before = kib(bench, 'maxCapacityInKb');
    const answer = add(bench, 0, 'vol-1');
    assert.is(answer.effect, 'created');
    assert.equal(answer.body, { id: answer.id });
    assert.is(deviceNamed(bench, 'vol-1')?.['deviceState'], 'InitialTest');
    bench.advance(10 * SECOND - 1);
    assert.is(kib(bench, 'maxCapacityInKb'), before, 'not while it is tested');
    bench.advance(1);
    const device = bench.get(`/api/instances/Device::${answer.id}`).body as Record<string, unknown>;
    assert.equal([device['deviceState'], device['errorState']], ['Normal', 'None']);
    assert.equal([device['maxCapacityInKb'], device['deviceCurrentPathName']], [103_808_000, '/dev/disk/by-id/vol-1']);
    assert.is(kib(bench, 'maxCapacityInKb'), before + 103_808_000);
    assert.is(bench.gateway.view().devices.find(({ name }) => name === 'vol-1')?.sizeGiB, 100);
  });

  it('gives each device the place of its SDS and its own place there as the low half of its id', () => {
    const bench = makeBench();
    addRow(bench, 'r1', ALL);
    assert.equal(
      ALL.map((host) => String(deviceNamed(bench, `vol-r1-${host}`)?.['id']).slice(8)),
      ['00000001', '00010001', '00020001'],
    );
  });

  it('lists it under its SDS and under its pool', () => {
    const bench = makeBench();
    addRow(bench, 'r1', [1]);
    const names = (path: string): readonly unknown[] =>
      (bench.get(`/api/instances/${path}/relationships/Device`).body as { name: string }[]).map(({ name }) => name).toSorted();
    assert.equal(names(`Sds::${sdsId(bench, 1)}`), ['vol-r1-1', 'xvdf']);
    assert.is(names(`StoragePool::${String(listed(bench, 'StoragePool')[0]?.['id'])}`).length, 4);
  });

  const refusals: readonly [string, number, object, ((bench: Bench) => void)?][] = [
    ['an SDS that does not exist', 78, { sdsId: '0123456789abcdef' }],
    ['a pool that does not exist', 171, { storagePoolId: '0123456789abcdef' }],
    ['no path', 0, { deviceCurrentPathname: undefined }],
    ['a path where nothing is attached', 71, { deviceCurrentPathname: '/dev/xvdz' }],
    ['a name that the SDS has', 206, { name: 'xvdf' }],
    ['a name of 32 characters', 226, { name: 'n'.repeat(32) }],
    ['a name with a space', 227, { name: 'a b' }],
    ['a path that is a device already', 673, { deviceCurrentPathname: '/dev/xvdf' }],
    ['a disk below 100 GiB', 207, {}, (bench) => plug(bench, 0, 'vol-1', 99)],
    ['a test going on at that SDS', 138, {}, (bench) => (plug(bench, 0, 'vol-2'), add(bench, 0, 'vol-2'))],
    [
      'a removal going on at that SDS',
      135,
      {},
      (bench) => (bench.gateway.fill('default', 50), addRow(bench, 'r1', [0]), remove(bench, 'vol-r1-0')),
    ],
    [
      'a failed device of that SDS',
      220,
      {},
      (bench) => (addRow(bench, 'r1', [0]), bench.plugged.delete('10.0.0.11 /dev/disk/by-id/vol-r1-0')),
    ],
  ];
  for (const [what, rc, fields, arrange] of refusals) {
    it(`is refused for ${what}`, () => {
      const bench = makeBench();
      plug(bench, 0, 'vol-1');
      arrange?.(bench);
      const devices = listed(bench, 'Device').length;
      const refused = add(bench, 0, 'vol-1', fields);
      assert.is(rcOf(refused), rc);
      assert.is(refused.effect, 'none');
      assert.is(listed(bench, 'Device').length, devices);
    });
  }

  it('is refused while the SDS is away', () => {
    const bench = makeBench();
    const gone = sdsId(bench, 0);
    plug(bench, 0, 'vol-1');
    const [host] = bench.hosts;
    if (host) bench.gateway.hostDied(host);
    assert.is(rcOf(add(bench, 0, 'vol-1', { sdsId: gone })), 69);
  });

  it('knows a disk under a second path, and a disk that another SDS has', () => {
    const bench = makeBench();
    addRow(bench, 'r1', [0]);
    bench.plugged.set('10.0.0.11 /dev/xvdba', { diskId: 'vol-r1-0', sizeGib: 180 });
    assert.is(rcOf(add(bench, 0, 'other', { deviceCurrentPathname: '/dev/xvdba' })), 673);
    plug(bench, 1, 'vol-r1-0');
    assert.is(rcOf(add(bench, 1, 'vol-r1-0')), 626);
    assert.is(rcOf(add(bench, 1, 'vol-r1-0', { forceDeviceTakeover: 'TRUE' })), null);
  });

  it('stops at 64 devices on an SDS', () => {
    const bench = makeBench();
    for (let count = 1; count < 64; count += 1) addRow(bench, `r${count}`, [0]);
    plug(bench, 0, 'vol-1');
    assert.is(rcOf(add(bench, 0, 'vol-1')), 125);
  });
});

describe('a simulated pool', (it) => {
  it('stops at 300 devices', () => {
    const bench = makeBench({ hosts: 5 });
    for (let row = 1; row < 60; row += 1) addRow(bench, `r${row}`, [0, 1, 2, 3, 4]);
    plug(bench, 0, 'vol-1');
    assert.is(rcOf(add(bench, 0, 'vol-1')), 184);
  });
});

describe('removing a simulated device', (it) => {
  const filled = (percent: number): Bench => {
    const bench = makeBench();
    addRow(bench, 'r1', ALL);
    bench.gateway.fill('default', percent);
    return bench;
  };

  it('moves its data off, then lists it no more', () => {
    const bench = filled(40);
    const [max, used] = [kib(bench, 'maxCapacityInKb'), kib(bench, 'capacityInUseInKb')];
    assert.is(remove(bench, 'vol-r1-0').effect, 'destroyed');
    assert.is(deviceNamed(bench, 'vol-r1-0')?.['deviceState'], 'RemovePending');
    assert.is(kib(bench, 'capacityLimitInKb'), max - 187_694_080);
    bench.advance(60 * SECOND);
    assert.ok(kib(bench, 'activeRebalanceCapacityInKb') > 0);
    assert.is.not(deviceNamed(bench, 'vol-r1-0'), undefined);
    assert.ok(bench.gateway.isInUse('vol-r1-0'));
    bench.advance(HOUR);
    assert.not.ok(bench.gateway.isInUse('vol-r1-0'));
    assert.is(deviceNamed(bench, 'vol-r1-0'), undefined);
    assert.is(kib(bench, 'maxCapacityInKb'), max - 187_694_080);
    assert.is(kib(bench, 'capacityInUseInKb'), used);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
  });

  it('waits while something is degraded', () => {
    const bench = filled(1);
    remove(bench, 'vol-r1-0');
    const [, , third] = bench.hosts;
    if (third) bench.gateway.hostDied(third);
    bench.advance(29 * SECOND);
    assert.is.not(deviceNamed(bench, 'vol-r1-0'), undefined);
    bench.advance(60 * SECOND);
    assert.is(deviceNamed(bench, 'vol-r1-0'), undefined);
  });

  it('takes as long as there is data: 200 MiB a second', () => {
    const bench = filled(0);
    bench.gateway.fill('default', 60);
    const heldKib = kib(bench, 'capacityInUseInKb') / 6;
    remove(bench, 'vol-r1-0');
    const seconds = Math.ceil(heldKib / (200 * 1024));
    bench.advance((seconds - 1) * SECOND);
    assert.is.not(deviceNamed(bench, 'vol-r1-0'), undefined);
    bench.advance(2 * SECOND);
    assert.is(deviceNamed(bench, 'vol-r1-0'), undefined);
  });

  it('is refused for the last device of an SDS, for one that is going, being tested or not there', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 10);
    assert.is(rcOf(remove(bench, 'xvdf')), 136);
    addRow(bench, 'r1', [0]);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), null);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), 135);
    const other = listed(bench, 'Device').find(({ name, sdsId: sds }) => name === 'xvdf' && sds === sdsId(bench, 0));
    assert.is(rcOf(bench.post(`/api/instances/Device::${String(other?.['id'])}/action/removeDevice`, {})), 136);
    plug(bench, 1, 'vol-1');
    add(bench, 1, 'vol-1');
    assert.is(rcOf(remove(bench, 'vol-1')), 163);
    assert.is(rcOf(bench.post('/api/instances/Device::0123456789abcdef/action/removeDevice', {})), 126);
  });

  it('is refused when what stays does not hold the data and the spare, to the KiB', () => {
    const bench = filled(0);
    const stays = 5 * 187_694_080;
    const room = stays - Math.floor((stays * 34) / 100 / 1024) * 1024;
    const whole = kib(bench, 'maxCapacityInKb') - kib(bench, 'spareCapacityInKb');
    bench.gateway.fill('default', (100 * (room + 2)) / whole);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), 61);
    bench.gateway.fill('default', (100 * (room - 2)) / whole);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), null);
  });

  it('is refused while data is degraded, and when fewer than three SDSs would stay', () => {
    const bench = filled(20);
    const [, , third] = bench.hosts;
    if (third) bench.gateway.hostDied(third);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), 540);
    bench.advance(HOUR);
    assert.is(kib(bench, 'degradedFailedCapacityInKb'), 0);
    assert.is(rcOf(remove(bench, 'vol-r1-0')), 315);
  });
});

describe('a simulated pool of devices', (it) => {
  it('keeps another spare on request, unless the data is in the way', () => {
    const bench = makeBench();
    bench.gateway.fill('default', 90);
    assert.is(rcOf(actOnPool(bench, 'setSparePercentage', { sparePercentage: '50' })), 61);
    assert.is(rcOf(actOnPool(bench, 'setSparePercentage', { sparePercentage: '100' })), 325);
    assert.is(actOnPool(bench, 'setSparePercentage', { sparePercentage: '10' }).effect, 'changed');
    assert.is(kib(bench, 'spareCapacityInKb'), Math.floor(563_082_240 / 10 / 1024) * 1024);
  });

  it('loses what was on a disk that somebody takes away, and makes it anew elsewhere', () => {
    const bench = makeBench();
    addRow(bench, 'r1', ALL);
    bench.gateway.fill('default', 40);
    const used = kib(bench, 'capacityInUseInKb');
    bench.plugged.delete('10.0.0.12 /dev/disk/by-id/vol-r1-1');
    assert.is(deviceNamed(bench, 'vol-r1-1')?.['errorState'], 'Error');
    assert.ok(Math.abs(kib(bench, 'degradedFailedCapacityInKb') - used / 6) < 8);
    assert.not.ok(bench.gateway.isInUse('vol-r1-1'));
    bench.advance(HOUR);
    assert.equal([kib(bench, 'degradedFailedCapacityInKb'), kib(bench, 'failedCapacityInKb')], [0, 0]);
    assert.is(kib(bench, 'unreachableUnusedCapacityInKb'), 187_694_080);
    assert.is(kib(bench, 'protectedCapacityInKb'), used);
    assert.ok(used > GIB);
  });

  it('has failed where the second copy was on another SDS, never on the same', () => {
    const bench = makeBench();
    addRow(bench, 'r1', ALL);
    addRow(bench, 'r2', ALL);
    bench.gateway.fill('default', 30);
    const used = kib(bench, 'capacityInUseInKb');
    for (const disk of ['vol-r1-0', 'vol-r2-0']) bench.plugged.delete(`10.0.0.11 /dev/disk/by-id/${disk}`);
    assert.is(kib(bench, 'failedCapacityInKb'), 0);
    assert.ok(Math.abs(kib(bench, 'degradedFailedCapacityInKb') - (used * 2) / 9) < 8);
    const [, second] = bench.hosts;
    if (second) bench.gateway.hostDied(second);
    const failed = kib(bench, 'failedCapacityInKb');
    assert.ok(Math.abs(failed - (used * 2) / 9) < 8, `half of what was lost, both copies: ${failed} of ${used}`);
  });
});
