import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { CloudDisk } from '../../../agent/systems/cloud-disks/types.ts';
import { cloudDisksSystem } from '../../../agent/systems/cloud-disks/system.ts';
import { testCtx } from '../../helpers/builders.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { createArgs, make, slotOn } from './bench.ts';

const PATH = '/dev/disk/by-id/wwn-0x5000c500a1b2c3d4';
const DISK = { host: '10.0.0.11', path: PATH, sizeGiB: 180, pool: 'gold', row: 'r1' } as const;
const LISTED = [DISK, { ...DISK, host: '10.0.0.12' }, { ...DISK, path: '/dev/sdc', row: 'r2' }];

const ctx = { ...testCtx(), fresh() {}, secretTexts: new Map(), mark: 'prod/1' };
const system = cloudDisksSystem({ provider: 'static', disks: LISTED }, { cluster: 'prod', isSimulated: false });

async function disks(): Promise<readonly CloudDisk[]> {
  const reading = (await system.read(ctx, NOTHING_SOUGHT)).disks;
  if (reading.kind === 'unknown') throw reading.error;
  return reading.value;
}

describe('disks that people plug in', (it) => {
  it('are always there, attached and for their row', async () => {
    const [first, , third] = await disks();
    assert.equal(first?.place, { pool: 'gold', row: 'r1', ip: '10.0.0.11' });
    assert.equal(third?.place, { pool: 'gold', row: 'r2', ip: '10.0.0.11' });
    assert.equal([first?.slot, first?.state, first?.sizeGiB, first?.isOffered], [null, 'in-use', 180, true]);
    assert.equal(first?.attachments, [{ hostId: '10.0.0.11', device: PATH, path: PATH, state: 'attached', at: 0 }]);
  });

  it('have names that ScaleIO takes for a device, each its own, always the same', async () => {
    const names = (await disks()).map(({ deviceName }) => deviceName);
    assert.is(new Set(names).size, 3);
    assert.ok(names.every((name) => name.length <= 31));
    assert.is(names[0], 'static-a2fe82331a16027a2a93bda1');
  });

  it('are on one machine for each address', async () => {
    const { hosts, account } = await system.read(ctx, NOTHING_SOUGHT);
    assert.equal(account.kind === 'ok' && account.value, { id: 'static', provider: 'static' });
    assert.equal(hosts.kind === 'ok' && hosts.value.map(({ id, ips, mappings }) => [id, ips, mappings.length]), [
      ['10.0.0.11', ['10.0.0.11'], 2],
      ['10.0.0.12', ['10.0.0.12'], 1],
    ]);
  });

  it('are neither made, moved nor removed', async () => {
    const [first] = await disks();
    const [diskId, hostId] = [first?.id ?? '', '10.0.0.11'];
    const at = { system, ctx };
    await rejects(() => make(at, 'createDisk', createArgs({ zone: 'static' })), 'cloud-disks/unplugged');
    await rejects(() => make(at, 'tagDisk', { diskId, as: 'removed', slot: null }), 'cloud-disks/unplugged');
    await rejects(() => make(at, 'modifyDisk', { diskId, type: 'gp3', iops: null, throughputMiBs: null }), 'cloud-disks/unplugged');
    await rejects(() => make(at, 'tagDisk', { diskId, as: 'adopted', slot: slotOn({ zone: 'static' }) }), 'cloud-disks/changed-meanwhile');
    await rejects(() => make(at, 'detachDisk', { diskId, hostId, isReversal: true }), 'cloud-disks/offered');
    for (const written of [await make(at, 'detachDisk', { diskId, hostId, isReversal: false }), await make(at, 'deleteDisk', { diskId })]) {
      assert.is(written.kind, 'waiting');
    }
    assert.is((await make(at, 'attachDisk', { diskId, hostId, device: PATH })).kind, 'skipped');
  });

  it('are not to be had beyond those listed', async () => {
    const args = { sizeGiB: 200, type: 'gp3', encrypted: true };
    const checked = await system.check({ system: 'cloud-disks', check: 'cloud-would-accept', backendId: '10.0.0.11', args }, ctx);
    assert.match(checked.kind === 'fails' ? checked.why : '', 'no disk of 200 GiB on 10.0.0.11');
  });

  it('are gone when they are listed no more', async () => {
    const [first] = await disks();
    const gone = (backendId: string): ReturnType<typeof system.check> =>
      system.check({ system: 'cloud-disks', check: 'gone', backendId }, ctx);
    assert.equal([(await gone(first?.id ?? '')).kind, (await gone('static-0')).kind], ['fails', 'holds']);
  });
});
