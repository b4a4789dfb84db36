import { PlumblineError } from '../../../agent/errors.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { diskChange } from './docs.ts';
import { DISK, openRoom } from './room.ts';
import type { Room } from './room.ts';

const LIST = 'GET /api/types/Device/instances';
const PATH = '/dev/xvdba';

/** Two devices on each of three nodes, all at rest; gives the id of the second one of the first node. */
async function grown(test: TestContext): Promise<Room & { readonly id: string }> {
  const room = await openRoom(test);
  for (const [host] of room.sds.entries()) {
    room.attach(host, '/dev/xvdba', `vol-${host}`);
    await room.add(host, `vol-${host}`, '/dev/xvdba');
  }
  room.bench.advance(3_600_000);
  const id = (await room.devices()).find(({ name }) => name === 'vol-0')?.id ?? '';
  return { ...room, id };
}

function removals({ bench }: Room): number {
  return bench.ledger().filter(({ call }) => call.endsWith('/removeDevice')).length;
}

describe('taking a device out of ScaleIO', (it) => {
  it('lets ScaleIO move the data off, and asks once', async (test) => {
    const room = await grown(test);
    room.bench.gateway.fill('default', 40);
    room.bench.advance(3_600_000);
    assert.equal(await room.check('pool-keeps-without-device', room.id), { kind: 'holds' });
    assert.equal(await room.remove(room.id), { kind: 'applied', backendId: DISK });
    const why = 'device vol-0 is being removed already';
    assert.equal(await room.remove(room.id), { kind: 'skipped', why });
    assert.is((await room.check('no-device-named', 'vol-0')).kind, 'fails', 'not while its data are on it');
    room.bench.advance(3_600_000);
    assert.equal(await room.remove(room.id), { kind: 'skipped', why: `device ${room.id} is already gone` });
    assert.equal(await room.check('pool-keeps-without-device', room.id), { kind: 'holds' });
    assert.equal(await room.check('no-device-named', 'vol-0'), { kind: 'holds' });
    assert.is(removals(room), 1);
  });

  it('takes a whole row out, one device after the other', async (test) => {
    const room = await grown(test);
    room.bench.gateway.fill('default', 35);
    room.bench.advance(3_600_000);
    for (const host of [0, 1, 2]) {
      const device = (await room.devices()).find(({ name }) => name === `vol-${host}`);
      assert.is((await room.remove(device?.id ?? '')).kind, 'applied', `vol-${host}`);
      const next = (await room.devices()).find(({ name }) => name === `vol-${host + 1}`);
      if (next) assert.is((await room.remove(next.id)).kind, 'waiting', 'one at a time');
      room.bench.advance(3_600_000);
    }
    assert.is((await room.devices()).length, 3);
  });

  const hindered: readonly (readonly [string, (room: Room) => void, RegExp])[] = [
    ['what is in use would not fit', ({ bench }) => bench.gateway.fill('default', 70), /^without device vol-0, pool default would be used/],
    [
      'a node is lost',
      ({ bench }) => {
        const [, host] = bench.world.hosts;
        if (host) bench.gateway.hostDied(host);
      },
      /^pool default has /,
    ],
    [
      'the list of devices is empty',
      ({ bench }) => bench.faults.set({ call: LIST, times: 2, when: 'before', do: 'empty' }),
      /^the list of the devices of pool default is not whole$/,
    ],
  ];
  for (const [what, hinder, why] of hindered) {
    it(`waits while ${what}, and looks again right before the call`, async (test) => {
      const room = await grown(test);
      room.bench.gateway.fill('default', 40);
      room.bench.advance(3_600_000);
      hinder(room);
      const checked = await room.check('pool-keeps-without-device', room.id);
      assert.match(checked.kind === 'fails' ? checked.why : '', why);
      const written = await room.remove(room.id);
      assert.equal([written.kind, removals(room)], ['waiting', 0]);
    });
  }

  it('removes nothing when it cannot look', async (test) => {
    const room = await grown(test);
    room.bench.faults.set({ call: `GET /api/instances/Device::${room.id}`, when: 'before', do: 'status', status: 500 });
    await rejects(() => room.remove(room.id), 'scaleio/busy');
    room.bench.faults.set({ call: LIST, when: 'before', do: 'status', status: 500 });
    await rejects(() => room.check('pool-keeps-without-device', room.id), 'scaleio/busy');
    assert.is(removals(room), 0);
  });

  it('asks right before the call whether the look is fresh enough, and makes none after a no', async (test) => {
    const room = await grown(test);
    const refuse = (readAtMs: number): never => {
      throw new PlumblineError(scaleioErrors.notYet, `too late since ${readAtMs}`);
    };
    const change = diskChange({ system: 'scaleio', do: 'removeDevice', args: { deviceId: room.id } }, DISK);
    const error = await rejects(() => room.bench.system.write(change, { ...room.bench.ctx, fresh: refuse }), 'scaleio/not-yet');
    assert.is(error.message, 'too late since 0');
    assert.is(removals(room), 0);
  });

  it('waits for the device to be tested first', async (test) => {
    const room = await openRoom(test);
    for (const host of [0, 1, 2]) room.attach(host, '/dev/xvdba', `vol-${host}`);
    await room.add(0, 'vol-0', '/dev/xvdba');
    const id = (await room.devices()).find(({ name }) => name === 'vol-0')?.id ?? '';
    const error = await rejects(() => room.remove(id), 'scaleio/not-yet');
    assert.match(error.message, /rc 163/);
  });
});

describe('whether a disk is no device of ScaleIO', (it) => {
  it('is looked for on every SDS, by name', async (test) => {
    const { sds, attach, add, check } = await openRoom(test);
    assert.equal(await check('no-device-named', DISK), { kind: 'holds' });
    attach(2, PATH, DISK);
    await add(2, DISK, PATH);
    const why = `ScaleIO has a device named ${DISK}, on the SDS with id ${sds[2]}`;
    assert.equal(await check('no-device-named', DISK), { kind: 'fails', why });
  });

  const lies: readonly (readonly [string, string])[] = [
    [LIST, 'the list of the devices of pool default is not whole'],
    ['GET /api/types/StoragePool/instances', 'ScaleIO lists no pool'],
  ];
  for (const [call, why] of lies) {
    it(`is not believed of an empty ${call}`, async (test) => {
      const { bench, check } = await openRoom(test);
      bench.faults.set({ call, when: 'before', do: 'empty' });
      assert.equal(await check('no-device-named', DISK), { kind: 'fails', why });
    });
  }

  it('is not known when the devices cannot be read', async (test) => {
    const { bench, check } = await openRoom(test);
    bench.faults.set({ call: LIST, when: 'before', do: 'status', status: 500 });
    await rejects(() => check('no-device-named', DISK), 'scaleio/busy');
  });
});
