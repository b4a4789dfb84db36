/** CreateVolume and DeleteVolume. */
import { REGION } from '../world.ts';
import { bodyOf } from './bodies.ts';
import { addVolume, changeDisk, diskOf, disksOf, later, loseDisk } from './change.ts';
import type { Deed } from './deed.ts';
import type { Form, Tags } from './form.ts';
import { incorrectState, invalidValue, missing, notPlayed, Refusal } from './refusal.ts';
import { newId, OWNER_ID } from './state.ts';
import type { Account, Disk, DiskSpec } from './state.ts';
import { refuseLongToken } from './tokens.ts';
import { readSpec } from './volume-spec.ts';

export function createVolume(account: Account, form: Form): Deed {
  const zone = form.text('AvailabilityZone');
  if (zone === null) throw missing('zone');
  if (!account.zones.has(zone)) throw invalidValue(`Invalid availability zone: [${zone}]`);
  const spec = readSpec(form, null);
  const kmsKeyId = form.text('KmsKeyId');
  const encrypted = form.flag('Encrypted');
  if (kmsKeyId !== null && !encrypted) {
    throw new Refusal('InvalidParameterDependency', 'The parameter KmsKeyId requires the parameter Encrypted to be set.');
  }
  const tags = tagsFor(form);
  const token = form.text('ClientToken');
  refuseLongToken(token);
  // Before the token is looked at: a retry of what succeeded is refused when one more volume would be too many.
  refuseOverQuota(account, spec);
  return () => {
    const known = token === null ? null : knownDisk(account, token, form);
    if (known !== null) return { body: bodyOf(known, account.volumes.get(known.id)?.tags.now() ?? tags), effect: 'none', id: known.id };
    const disk = newDisk(account, { ...spec, zone, encrypted, kmsKeyId: encrypted ? (kmsKeyId ?? DEFAULT_KEY) : null });
    addVolume(account, disk, tags);
    if (token !== null) account.tokens.remember(token, { signature: form.signature(), volumeId: disk.id, atMs: disk.createdMs });
    settleLater(account, disk.id);
    return { body: bodyOf(disk, tags), effect: 'created', id: disk.id };
  };
}

/** The account's own key for EBS. */
export const DEFAULT_KEY = `arn:aws:kms:${REGION}:${OWNER_ID}:key/0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0`;

function tagsFor(form: Form): Tags {
  const type = form.text('TagSpecification.1.ResourceType');
  if (type === null) return new Map();
  if (type !== 'volume') throw invalidValue(`'${type}' is not a valid taggable resource type for this operation.`);
  if (form.text('TagSpecification.2.ResourceType') !== null) throw notPlayed('a second TagSpecification');
  return form.tags('TagSpecification.1.Tag');
}

function refuseOverQuota(account: Account, spec: DiskSpec): void {
  const { volumes, gib, iops } = account.settings.quotas;
  const disks = disksOf(account).filter(({ attachment }) => attachment?.deleteOnTermination !== true);
  const total = (of: (disk: DiskSpec) => number): number => disks.reduce((sum, disk) => sum + of(disk), of(spec));
  const overVolumes = volumes !== null && disks.length + 1 > volumes;
  const overGib = gib !== null && total(({ sizeGib }) => sizeGib) > gib;
  if (overVolumes || overGib) throw new Refusal('VolumeLimitExceeded', 'You have exceeded the maximum volume limit.');
  const provisioned = (disk: DiskSpec): number => (/^io[12]$/.test(disk.type) ? (disk.iops ?? 0) : 0);
  if (iops !== null && total(provisioned) > iops) {
    throw new Refusal('MaxIOPSLimitExceeded', 'You have exceeded your maximum total IOPS for volumes of this type.');
  }
}

function knownDisk(account: Account, token: string, form: Form): Disk | null {
  const id = account.tokens.volumeOf(token, {
    signature: form.signature(),
    nowMs: account.clock.now(),
    exists: (volumeId) => disksOf(account).some((disk) => disk.id === volumeId),
  });
  return id === null ? null : diskOf(account, id);
}

/** The parts of a new volume that its maker chooses. */
export type NewDisk = DiskSpec & Pick<Disk, 'zone' | 'encrypted' | 'kmsKeyId'>;

export function newDisk(account: Account, chosen: NewDisk): Disk {
  return { id: newId(account, 'vol'), ...chosen, createdMs: account.clock.now(), state: 'creating', attachment: null };
}

function settleLater(account: Account, id: string): void {
  const { settings } = account;
  const isGhost = settings.ghosts > 0;
  const isFaulty = !isGhost && settings.errors > 0;
  if (isGhost) settings.ghosts -= 1;
  if (isFaulty) settings.errors -= 1;
  later(account, 'create', () => {
    // Somebody may have taken it meanwhile.
    if (account.volumes.get(id)?.disk.now()?.state !== 'creating') return;
    if (isGhost) loseDisk(account, id);
    else changeDisk(account, id, { state: isFaulty ? 'error' : 'available' });
  });
}

export function deleteVolume(account: Account, form: Form): Deed {
  const { id, state, attachment } = diskOf(account, form.required('VolumeId'));
  if (attachment !== null) throw new Refusal('VolumeInUse', `Volume ${id} is currently attached to ${attachment.instanceId}`);
  if (state !== 'available' && state !== 'error') throw incorrectState(`Volume '${id}' is in the '${state}' state.`);
  return () => {
    changeDisk(account, id, { state: 'deleting' });
    later(account, 'delete', () => loseDisk(account, id));
    return { body: { return: true }, effect: 'destroyed', id };
  };
}
