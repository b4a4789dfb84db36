import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { scaleioSystem } from '../../../agent/systems/scaleio/system.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { diskChange } from './docs.ts';
import { countOf, effects } from './gateway.ts';
import { addition, DISK, openRoom } from './room.ts';

const ADD = 'POST /api/types/Device/instances';
const LIST = 'GET /api/types/Device/instances';
const PATH = '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0';

describe('adding a device to ScaleIO', (it) => {
  it('sends what was shown, takes nothing over, and is known by the id of the disk', async (test) => {
    const { bench, poolId, sds, attach, add, devices } = await openRoom(test);
    attach(0, PATH, DISK);
    assert.equal(await add(0, DISK, PATH), { kind: 'applied', backendId: DISK });
    const sent = { sdsId: sds[0], storagePoolId: poolId, deviceCurrentPathname: PATH, name: DISK };
    assert.equal(bench.ledger().find(({ call }) => call === ADD)?.args, sent);
    const device = (await devices()).find(({ name }) => name === DISK);
    assert.equal([device?.sdsId, device?.storagePoolId, device?.path], [sds[0], poolId, PATH]);
  });

  it('adds it once, also when the answer is lost', async (test) => {
    const { bench, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    bench.faults.set({ call: ADD, when: 'after', do: 'reset' });
    await rejects(() => add(0, DISK, PATH), 'http/unreachable');
    assert.equal(await add(0, DISK, PATH), { kind: 'skipped', why: `device ${DISK} is there already` });
    assert.equal([countOf(bench, ADD), effects(bench)], [1, ['created']]);
  });

  it('adds nothing when it cannot look first', async (test) => {
    const { bench, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    bench.faults.set({ call: LIST, when: 'before', do: 'status', status: 500 });
    await rejects(() => add(0, DISK, PATH), 'scaleio/busy');
    assert.is(countOf(bench, ADD), 0);
  });

  it('asks right before the call whether the look is fresh enough, and makes none after a no', async (test) => {
    const { bench, poolId, sds, attach } = await openRoom(test);
    attach(0, PATH, DISK);
    const refuse = (): never => {
      throw new PlumblineError(scaleioErrors.notYet, 'too late');
    };
    const change = diskChange(addition(sds[0] ?? '', poolId, DISK, PATH), DISK);
    await rejects(() => bench.system.write(change, { ...bench.ctx, fresh: refuse }), 'scaleio/not-yet');
    assert.is(countOf(bench, ADD), 0);
  });

  it('refuses a disk that another SDS has as a device', async (test) => {
    const { bench, sds, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    await add(0, DISK, PATH);
    attach(1, PATH, DISK);
    const error = await rejects(() => add(1, DISK, PATH), 'scaleio/device-conflict');
    assert.is(
      error.message,
      `ScaleIO has a device named ${DISK} already, on another SDS, with id ${sds[0]}; it is not added a second time.`,
    );
    assert.equal([error.code.class, countOf(bench, ADD)], ['stalled', 1]);
  });

  it('refuses a disk that is a device of another pool', async (test) => {
    const { bench, poolId, sds, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    await add(0, DISK, PATH);
    const elsewhere = diskChange(addition(sds[0] ?? '', 'another', DISK, PATH), DISK);
    const error = await rejects(() => bench.system.write(elsewhere, bench.ctx), 'scaleio/device-conflict');
    assert.match(error.message, new RegExp(`already, in the pool with id ${poolId};`));
    assert.is(countOf(bench, ADD), 1);
  });

  it('refuses a path that another device of the SDS has', async (test) => {
    const { bench, add } = await openRoom(test);
    const error = await rejects(() => add(0, DISK, '/dev/xvdf'), 'scaleio/device-conflict');
    assert.is(error.message, `The path /dev/xvdf is in use already, by device xvdf; ${DISK} is not added there.`);
    assert.is(countOf(bench, ADD), 0);
  });

  it('never takes a disk over', async (test) => {
    const { bench, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    await add(0, 'other', PATH);
    attach(1, PATH, DISK);
    const error = await rejects(() => add(1, DISK, PATH), 'scaleio/refused');
    assert.is(error.code.class, 'stalled');
    assert.equal(effects(bench), ['created']);
  });

  it('waits for the device that the SDS is testing', async (test) => {
    const { bench, attach, add } = await openRoom(test);
    attach(0, PATH, DISK);
    attach(0, '/dev/xvdba', 'vol-2');
    await add(0, DISK, PATH);
    assert.equal(await add(0, 'vol-2', '/dev/xvdba'), { kind: 'waiting', why: `the SDS still tests its device ${DISK}` });
    bench.advance(60_000);
    assert.is((await add(0, 'vol-2', '/dev/xvdba')).kind, 'applied');
  });

  it('waits two minutes for a path that the host does not show yet, then asks for a person', async (test) => {
    const { bench, attach, add } = await openRoom(test);
    const waiting = { kind: 'waiting', why: `the SDS cannot open ${PATH} yet, for which it has 2 min` };
    assert.equal(await add(0, DISK, PATH), waiting);
    bench.advance(119_999);
    assert.equal(await add(0, DISK, PATH), waiting);
    bench.advance(1);
    assert.is((await add(1, DISK, PATH)).kind, 'waiting', 'on another SDS the time counts from its own first refusal');
    const error = await rejects(() => add(0, DISK, PATH), 'scaleio/device-not-opened');
    assert.match(error.message, new RegExp(`add device ${DISK} at ${PATH}: .* \\(rc 71 TGT_ADD_DEV_OPEN_ERROR\\)`));
    assert.is(error.code.class, 'stalled');
    attach(0, PATH, DISK);
    assert.is((await add(0, DISK, PATH)).kind, 'applied');
  });

  it('counts the two minutes anew in a new process', async (test) => {
    const { bench, poolId, sds, add } = await openRoom(test);
    await add(0, DISK, PATH);
    bench.advance(120_000);
    const restarted = scaleioSystem({ url: bench.url, username: 'admin', password: { env: 'SCALEIO_PASSWORD' } });
    await restarted.read(bench.ctx, NOTHING_SOUGHT);
    const change = diskChange(addition(sds[0] ?? '', poolId, DISK, PATH), DISK);
    assert.is((await restarted.write(change, bench.ctx)).kind, 'waiting');
  });

  it('counts the two minutes anew once the device was there', async (test) => {
    const { bench, attach, detach, add, remove, devices } = await openRoom(test);
    await add(0, DISK, PATH);
    attach(0, PATH, DISK);
    await add(0, DISK, PATH);
    bench.advance(60_000);
    await remove((await devices()).find(({ name }) => name === DISK)?.id ?? '');
    bench.advance(60_000);
    detach(0, PATH);
    assert.is((await add(0, DISK, PATH)).kind, 'waiting');
  });
});
