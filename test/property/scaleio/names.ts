/** What documents call each other, and what each may refer to. */
import { hostsOf, OLD_HOSTS } from './cluster.ts';

export const DOMAINS = ['pd', 'pd2'] as const;
export const RACKS = ['rack-1', 'rack-2', 'rack-3', 'rack-4'] as const;
export const NODES = ['n1', 'n2', 'n3', 'n4'] as const;
/** Volumes live in the first two; nothing is ever in the third. */
export const POOLS = ['gold', 'silver', 'bare'] as const;
export const FULL_POOLS = ['gold', 'silver'] as const;
export const SCHEDULES = ['0 3 * * *', '*/15 * * * *', '30 12 * * 1-5', '0 0 1 * *'] as const;

const HOSTS = hostsOf();

/** Of the SDCs. */
export const SDC_IPS: readonly string[] = HOSTS.slice(0, OLD_HOSTS).map(({ ip }) => ip);

const PATHS = 12;
/** Where a host has disks that are no device yet. */
export const DISK_PATHS: readonly string[] = Array.from({ length: PATHS }, (_, index) => `/dev/xvd${String.fromCodePoint(110 + index)}`);

const MOST_ADDRESSES = 6;

/** Those of its host: the first one is where it can be reached before it has any other. */
export function addressesOf(node: string): readonly string[] {
  const place = placeOf(node);
  const host = HOSTS[OLD_HOSTS + place];
  if (host === undefined) throw new Error(`There is no host for ${node}.`);
  return [host.ip, ...Array.from({ length: MOST_ADDRESSES - 1 }, (_, index) => `10.${20 + place}.0.${index + 1}`)];
}

export function placeOf(node: string): number {
  return (NODES as readonly string[]).indexOf(node);
}

/** Values of paths that refer to something; others are as the schema says. */
export function referencesOf(kind: string, name: string, path: string): readonly unknown[] | null {
  switch (`${kind} ${path}`) {
    case 'FaultSet protectionDomain':
    case 'StoragePool protectionDomain':
    case 'StorageNode protectionDomain':
      return DOMAINS;
    case 'StorageNode faultSet':
      return RACKS;
    case 'StorageNode devices.*.pool':
    case 'Volume pool':
      return FULL_POOLS;
    case 'StorageNode devices.*.path':
      return DISK_PATHS;
    case 'StorageNode ips[]':
    case 'StorageNode ips[].ip':
      return addressesOf(name);
    case 'Volume mappedTo[]':
      return SDC_IPS;
    case 'Volume snapshots.schedule':
      return SCHEDULES;
    default:
      return null;
  }
}
