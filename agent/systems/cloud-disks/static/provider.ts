/** Disks that people plug in, as they are listed in plumbline.yaml: always there, always attached, never Plumbline's to change. */
import { createHash } from 'node:crypto';
import { instant } from '../../../clock.ts';
import { PlumblineError } from '../../../errors.ts';
import type { StaticDisk } from '../../../model/config.gen.ts';
import { cloudErrors } from '../errors.ts';
import type { DiskProvider } from '../provider.ts';
import type { CloudDisk, CloudHost } from '../types.ts';

/** Where and what everything is: there are no zones and no types of machines. */
const STATIC = 'static';

export function staticProvider(listed: readonly StaticDisk[], cluster: string): DiskProvider {
  const disks = listed.map(diskOf);
  const refuse = async (): Promise<never> => {
    throw new PlumblineError(cloudErrors.unplugged, 'Plumbline neither makes, moves nor removes a disk that is listed in plumbline.yaml.');
  };
  return {
    cluster,
    fleet: async () => ({ account: { id: STATIC, provider: STATIC }, hosts: hostsOf(disks) }),
    disks: async () => disks,
    disk: async (id) => disks.find((disk) => disk.id === id) ?? null,
    objectionTo: async (order, hostId) => `no disk of ${order.sizeGiB} GiB on ${hostId} is listed for it in plumbline.yaml`,
    create: refuse,
    attach: refuse,
    detach: refuse,
    remove: refuse,
    tag: refuse,
    modify: refuse,
  };
}

function diskOf({ host, path, sizeGiB, pool, row }: StaticDisk): CloudDisk {
  const id = idOf(host, path);
  return {
    id,
    deviceName: id,
    state: 'in-use',
    slot: null,
    place: { pool, row, ip: host },
    zone: STATIC,
    sizeGiB,
    type: STATIC,
    iops: null,
    throughputMiBs: null,
    encrypted: false,
    kmsKeyId: null,
    createdAt: instant(0),
    // What is on it is not known, so it is never taken for an empty one.
    isOffered: true,
    removedAt: null,
    attachments: [{ hostId: host, device: path, path, state: 'attached', at: instant(0) }],
    modifying: null,
  };
}

/** A device may have a name of 31 characters, and a path is longer: as many digits of its digest as there is room for. */
function idOf(host: string, path: string): string {
  return `static-${createHash('sha256').update(`${host}|${path}`).digest('hex').slice(0, 24)}`;
}

function hostsOf(disks: readonly CloudDisk[]): readonly CloudHost[] {
  const ips = [...new Set(disks.flatMap(({ place }) => (place === null ? [] : [place.ip])))];
  return ips.map((ip) => ({
    id: ip,
    ips: [ip],
    zone: STATIC,
    type: STATIC,
    state: 'running',
    mappings: disks.flatMap(({ id, attachments }) =>
      attachments.filter((at) => at.hostId === ip).map(({ device }) => ({ device, diskId: id })),
    ),
    attachFree: 0,
  }));
}
