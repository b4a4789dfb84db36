/**
 * A small pure cloud and ScaleIO for the slots rule: what is read lags behind what is, calls take effect at once, and a pass
 * may end after any of them. It counts what was ever made, and notes what must never happen.
 */
import { instant } from '../../../../agent/clock.ts';
import type { Draft } from '../../../../agent/model/change.ts';
import type { Slot } from '../../../../agent/model/growth.ts';
import type { CloudAction, CloudDisk, CloudHost } from '../../../../agent/systems/cloud-disks/types.ts';
import type { Device, ScaleioAction } from '../../../../agent/systems/scaleio/types.ts';
import { clientToken } from '../../../../agent/systems/cloud-disks/slot.ts';
import { NOON } from '../../../helpers/builders.ts';
import { cloudDisks, deviceOf, diskOf, host } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

export const PASS_MS = 3_000;
/** A volume is being created, or attached, for so many passes. */
const SLOWNESS = 2;
const NODES = ['n1', 'n2', 'n3'] as const;

type Args<K extends string> = Extract<CloudAction | ScaleioAction, { readonly do: K }>['args'];

export interface Laws {
  /** How many passes what is described is behind. */
  readonly lag: number;
  readonly token: (args: Args<'createDisk'>) => string;
}

export const BY_THE_BOOK = ({ slot }: Args<'createDisk'>): string => clientToken(slot);

interface Snapshot {
  readonly disks: readonly CloudDisk[];
  readonly hosts: readonly CloudHost[];
}

export class SmallWorld {
  /** What must never happen, and did. */
  readonly crimes: string[] = [];
  pass = 0;
  private disks: readonly CloudDisk[] = [];
  private devices: readonly Device[] = [];
  private readonly tokens = new Map<string, string>();
  private readonly past: Snapshot[] = [];
  private readonly laws: Laws;

  constructor(laws: Laws) {
    this.laws = laws;
  }

  get volumes(): readonly CloudDisk[] {
    return this.disks;
  }

  get allDevices(): readonly Device[] {
    return this.devices;
  }

  /** Time goes on by one pass; what the rule then sees. */
  look(row: object): Scene {
    this.pass += 1;
    this.disks = this.disks.map((disk) => this.grown(disk));
    this.devices = this.devices.map((device) => ({
      ...device,
      deviceState: device.deviceState === 'InitialTest' ? 'Normal' : device.deviceState,
    }));
    this.past.push({ disks: this.disks, hosts: NODES.map((node) => host(node, { mappings: this.mappingsOf(node) })) });
    const seen = (lag: number): Snapshot => this.past[this.past.length - 1 - lag] ?? { disks: [], hosts: NODES.map((node) => host(node)) };
    const { lag } = this.laws;
    // Machines lag by another measure than disks.
    const hosts = seen(Math.floor(lag / 2)).hosts;
    const pool = { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, ...row } } }) };
    return { nodes: NODES, pool, disks: seen(lag).disks, hosts, devices: this.devices };
  }

  get now(): number {
    return NOON + this.pass * PASS_MS;
  }

  private grown(disk: CloudDisk): CloudDisk {
    const isDone = (since: number): boolean => this.now - since >= SLOWNESS * PASS_MS;
    if (disk.state === 'creating') return isDone(disk.createdAt) ? { ...disk, state: 'available' } : disk;
    const attachments = disk.attachments.map((one) =>
      one.state === 'attaching' && isDone(one.at) ? { ...one, state: 'attached' as const } : one,
    );
    return { ...disk, attachments };
  }

  private mappingsOf(node: string): CloudHost['mappings'] {
    return this.disks.flatMap(({ id, attachments }) =>
      attachments.flatMap(({ hostId, device }) => (hostId === `i-${node}` ? [{ device, diskId: id }] : [])),
    );
  }

  /** One call; as in EC2 and ScaleIO, what is not possible is refused and changes nothing. Gives the id of what was made. */
  make(draft: Draft): string | null {
    const action = draft.action as CloudAction | ScaleioAction;
    if (action.do === 'createDisk') return this.create(action.args);
    this.call(action);
    return null;
  }

  private call(action: CloudAction | ScaleioAction): void {
    if (action.do === 'attachDisk') this.attach(action.args);
    else if (action.do === 'tagDisk') this.offer(action.args);
    else if (action.do === 'addDevice') this.add(action.args);
    else if (action.do === 'modifyDisk') this.modify(action.args);
    else this.crimes.push(`${action.do} was asked for`);
  }

  private modify({ diskId, iops }: Args<'modifyDisk'>): void {
    this.change(diskId, (disk) => ({ ...disk, iops: iops ?? disk.iops }));
  }

  private change(id: string, change: (disk: CloudDisk) => CloudDisk): void {
    this.disks = this.disks.map((disk) => (disk.id === id ? change(disk) : disk));
  }

  private create(args: Args<'createDisk'>): string {
    const token = this.laws.token(args);
    // The same volume for the same token, also when EC2 calls that IdempotentParameterMismatch and it is looked up by its tags.
    const known = this.tokens.get(token);
    if (known !== undefined) return known;
    const slot: Slot = args.slot;
    const id = `vol-${String(this.tokens.size).padStart(8, '0')}`;
    this.tokens.set(token, id);
    const fresh = { isOffered: false, state: 'creating', attachments: [], createdAt: instant(this.now) } as const;
    const { iops, throughputMiBs } = { iops: args.iops ?? 3000, throughputMiBs: 125 };
    this.disks = [...this.disks, diskOf('n1', 'r1', { id, deviceName: id, slot, iops, throughputMiBs, ...fresh })];
    if (this.disks.filter((disk) => disk.slot?.sds === slot.sds).length > 1) this.crimes.push(`a second volume for ${slot.sds}`);
    return id;
  }

  private attach({ diskId, hostId, device }: Args<'attachDisk'>): void {
    if (this.disks.length < NODES.length) this.crimes.push('attached before every disk was there');
    const isNameTaken = this.mappingsOf(hostId.slice(2)).some((mapping) => mapping.device === device);
    this.change(diskId, (disk) => {
      // VolumeInUse, IncorrectState, InvalidParameterValue.
      if (disk.attachments.length > 0 || disk.state !== 'available' || isNameTaken) return disk;
      const attachment = { hostId, device, path: `/dev/disk/by-id/${diskId}`, state: 'attaching' as const, at: instant(this.now) };
      return { ...disk, state: 'in-use', attachments: [attachment] };
    });
  }

  private offer({ diskId }: Args<'tagDisk'>): void {
    const attached = this.disks.filter(({ attachments }) => attachments[0]?.state === 'attached');
    if (attached.length < NODES.length) this.crimes.push('offered before every disk was attached');
    this.change(diskId, (disk) => ({ ...disk, isOffered: true }));
  }

  private add({ name, sdsId }: Args<'addDevice'>): void {
    const disk = this.disks.find((one) => one.deviceName === name);
    if (disk?.attachments[0]?.state !== 'attached' || !disk.isOffered)
      this.crimes.push(`${name} was added before it was there and offered`);
    if (this.devices.some((device) => device.sdsId === sdsId && device.deviceState !== 'Normal')) this.crimes.push('two devices at once');
    if (this.devices.some((device) => device.name === name)) return;
    this.devices = [...this.devices, deviceOf(sdsId.slice(4), 'r1', { id: `d-${name}`, name, deviceState: 'InitialTest' })];
  }
}
