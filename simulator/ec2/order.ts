/** What people, tests and the playground can arrange about the simulated EC2: POST /ec2. */
import { BadInput, NotFound } from '../errors.ts';
import type { Host } from '../service.ts';
import { hostNamed } from '../world.ts';
import { addVolume, changeDisk, disksOf, mappingsOf, setTags } from './change.ts';
import { instanceOn } from './instances.ts';
import type { Settings } from './settings.ts';
import type { Account, Attachment, Disk, Instance } from './state.ts';
import { DEFAULT_KEY, newDisk } from './volumes.ts';

type Plain = Pick<Settings, 'ghosts' | 'errors' | 'hangs' | 'attachLimit' | 'overLimit' | 'hiddenNames' | 'unauthorized'>;

/** What is left out stays as it is. */
interface Arranged extends Partial<Plain> {
  readonly lag?: Partial<Settings['lag']>;
  readonly delaysMs?: Partial<Settings['delaysMs']>;
  readonly quotas?: Partial<Settings['quotas']>;
}

export interface CloudOrder extends Arranged {
  /** The next requests fail: with RequestLimitExceeded and 503, unless told otherwise. `call`: an Action; left out: any. */
  readonly refuse?: { readonly call?: string; readonly times: number; readonly code?: string; readonly status?: number };
  /** A volume loses every tag. */
  readonly stripTags?: string;
  /** A volume is taken from where it is, used or not, and attached to this host at once. */
  readonly attachElsewhere?: { readonly disk: string; readonly host: string };
  /** Somebody else makes a volume; with a host it is attached there at once. */
  readonly addDisk?: {
    readonly zone: string;
    readonly sizeGiB: number;
    readonly tags: { readonly [key: string]: string };
    readonly host?: string;
  };
}

/** Throws NotFound or BadInput, and then has changed nothing. */
export function carryOut(account: Account, order: CloudOrder, hosts: readonly Host[]): void {
  const { stripTags, attachElsewhere, addDisk, refuse, ...settings } = order;
  const deeds = [
    ...(stripTags === undefined ? [] : [stripping(account, stripTags)]),
    ...(attachElsewhere === undefined
      ? []
      : [attaching(account, diskNamed(account, attachElsewhere.disk), machineOn(account, hosts, attachElsewhere.host))]),
    ...(addDisk === undefined ? [] : [adding(account, addDisk, hosts)]),
  ];
  for (const deed of deeds) deed();
  set(account.settings, settings);
  if (refuse !== undefined) {
    const { call = null, code = 'RequestLimitExceeded', status = 503, times } = refuse;
    account.settings.refusing = [...account.settings.refusing, { call, code, status, times }];
  }
}

function set(settings: Settings, { lag, delaysMs, quotas, ...plain }: Arranged): void {
  Object.assign(settings, plain);
  settings.lag = { ...settings.lag, ...lag };
  settings.delaysMs = { ...settings.delaysMs, ...delaysMs };
  settings.quotas = { ...settings.quotas, ...quotas };
}

function stripping(account: Account, id: string): () => void {
  const disk = diskNamed(account, id);
  return () => setTags(account, disk.id, new Map());
}

function adding(account: Account, { zone, sizeGiB, tags, host }: NonNullable<CloudOrder['addDisk']>, hosts: readonly Host[]): () => void {
  const instance = host === undefined ? null : machineOn(account, hosts, host);
  if (instance !== null) refuseOtherZone(zone, instance);
  return () => {
    const spec = { sizeGib: sizeGiB, type: 'gp3', iops: 3000, throughputMibs: 125, zone, encrypted: true, kmsKeyId: DEFAULT_KEY };
    const disk: Disk = { ...newDisk(account, spec), state: 'available' };
    addVolume(account, disk, new Map(Object.entries(tags)));
    if (instance !== null) attaching(account, disk, instance)();
  };
}

function attaching(account: Account, { id, zone }: Disk, instance: Instance): () => void {
  refuseOtherZone(zone, instance);
  return () => {
    const used = new Set(mappingsOf(account, instance.id).map(({ attachment }) => attachment.device));
    const device = LAST_NAMES.find((name) => !used.has(name)) ?? '/dev/sdz';
    const attachment: Attachment = {
      instanceId: instance.id,
      device,
      state: 'attached',
      atMs: account.clock.now(),
      deleteOnTermination: false,
    };
    changeDisk(account, id, { state: 'in-use', attachment });
  };
}

/** Where nobody begins. */
const LAST_NAMES = 'zyxwvutsrqponmlkjihgfedcb'.split('').map((letter) => `/dev/sd${letter}`);

function refuseOtherZone(zone: string, { host }: Instance): void {
  if (host.zone !== zone) throw new BadInput(`Host "${host.name}" is in zone ${host.zone}, the volume in ${zone}.`);
}

function diskNamed(account: Account, id: string): Disk {
  const disk = disksOf(account).find((one) => one.id === id);
  if (disk === undefined) throw new NotFound(`There is no volume "${id}".`);
  return disk;
}

function machineOn(account: Account, hosts: readonly Host[], name: string): Instance {
  const instance = instanceOn(account, hostNamed(hosts, name));
  if (instance === null) throw new NotFound(`Host "${name}" is dead.`);
  return instance;
}
