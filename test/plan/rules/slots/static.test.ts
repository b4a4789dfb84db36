import { ok } from '../../../../agent/model/observed.ts';
import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { instant } from '../../../../agent/clock.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { cloudDisks, deviceOf, diskOf, ipOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { draftFor, fates, knownDisk, ref, remember, run } from './stages.ts';

const STATIC = 'static';

/** As the provider gives a disk that plumbline.yaml lists. */
function listed(node: string, over: Partial<CloudDisk> = {}): CloudDisk {
  const ip = ipOf(node);
  const attachments = [{ hostId: ip, device: '/dev/sdb', path: '/dev/sdb', state: 'attached', at: instant(0) }] as const;
  const place = { pool: 'gold', row: 'r1', ip };
  return diskOf(node, 'r1', {
    slot: null,
    place,
    zone: STATIC,
    type: STATIC,
    iops: null,
    throughputMiBs: null,
    encrypted: false,
    attachments,
    createdAt: instant(0),
    ...over,
  });
}

function scene(disks: readonly CloudDisk[], over: Scene = {}): Scene {
  const pool = { cloudDisks: cloudDisks({ provider: STATIC, rows: { r1: 180 } }) };
  const prices = { asOf: '2026-11-20', types: { static: { gibUsd: 0 } } };
  return { pool, disks, hosts: [], cloud: { account: ok({ id: STATIC, provider: STATIC }, NOON) }, facts: { prices }, ...over };
}

const ALL = ['n1', 'n2', 'n3'].map((node) => listed(node));
const DEVICES = ['n1', 'n2', 'n3'].map((node) => deviceOf(node, 'r1'));

describe('a disk that people plug in', (it) => {
  it('is added once all of its row are listed', () => {
    assert.equal(fates(run(scene(ALL))), ['addDevice', 'addDevice', 'addDevice']);
    assert.is(draftFor(run(scene(ALL)), ref('n1')).action.args['deviceCurrentPathname'], '/dev/sdb');
  });

  it('that is not listed is asked for by the very line, and the others wait for it', () => {
    const result = run(scene(ALL.slice(1)));
    assert.equal(fates(result), ['DiskNotListed', 'RowHeld', 'RowHeld']);
    const line = '- { host: 10.0.0.1, path: /dev/disk/by-id/..., sizeGiB: 180, pool: gold, row: r1 }';
    assert.match(result.findings[0]?.remedy ?? '', line);
    assert.equal(result.drafts, []);
  });

  it('is tested and then ready like any other', () => {
    const testing = DEVICES.map((device) => ({ ...device, deviceState: 'InitialTest' }));
    assert.equal(fates(run(scene(ALL, { devices: testing }))), ['DeviceNotNormal', 'DeviceNotNormal', 'DeviceNotNormal']);
    assert.equal(fates(run(scene(ALL, { devices: DEVICES }))), ['ready', 'ready', 'ready']);
  });

  it('has to have the size of its row', () => {
    assert.is(fates(run(scene([listed('n1', { sizeGiB: 200 }), ...ALL.slice(1)])))[0], 'DiskSizeDiffers');
  });

  it('is known by its place; another address of its node is no other machine', () => {
    const known = knownDisk('n1', { hostId: '192.168.0.1' });
    const result = run(scene(ALL, { devices: DEVICES, memory: remember(known) }));
    assert.is(fates(result)[0], 'ready');
  });

  it('is taken out of the pool by its tombstone, and left to people', () => {
    const pool = { cloudDisks: cloudDisks({ provider: STATIC, rows: { r1: { sizeGiB: 180, state: 'absent' } } }) };
    const draft = draftFor(run(scene(ALL, { pool, devices: DEVICES })), ref('n1'));
    assert.equal([draft.action.do, draft.then], ['removeDevice', []]);
    const leaving = DEVICES.map((device) => ({ ...device, deviceState: 'RemovePending' }));
    assert.equal(fates(run(scene(ALL, { pool, devices: leaving }))), ['waits', 'waits', 'waits']);
    assert.equal(fates(run(scene(ALL, { pool }))), ['absent', 'absent', 'absent']);
  });

  it('is not looked for where plumbline.yaml has another provider', () => {
    const result = run(scene(ALL, { cloud: {} }));
    assert.equal(
      result.findings.map(({ code }) => code),
      ['DisksNotSeen'],
    );
  });
});
