/** What a disk type takes, and how its numbers fit each other: only what EC2 will always say, for its upper limits move. */
import type { CloudDisks, DiskRow, DiskRowSpec, DiskType } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at, atKey } from './rule.ts';

const code = desiredErrors.diskSettings;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html */
const TAKES: { readonly [T in DiskType]: { readonly iops: 'no' | 'may' | 'must'; readonly throughput: boolean } } = {
  gp3: { iops: 'may', throughput: true },
  gp2: { iops: 'no', throughput: false },
  io1: { iops: 'must', throughput: false },
  io2: { iops: 'must', throughput: false },
  st1: { iops: 'no', throughput: false },
};
const GP3 = { type: 'gp3', iops: 3000, iopsPerMiBs: 4 } as const;
const ST1 = { type: 'st1', sizeGiB: 125 } as const;

/** Paths start at the document. */
export function diskFaults(disks: CloudDisks): readonly Fault[] {
  const rows = Object.entries(disks.rows ?? {}).map(([key, row]) => ({ path: ['cloudDisks', 'rows', key], row: asSpec(row) }));
  if (disks.provider === 'static') return [...fixed(disks, ['cloudDisks']), ...rows.flatMap(({ row, path }) => fixed(row, path))];
  return [...keyFaults(disks), ...ownFaults(disks, ['cloudDisks'], {}), ...rows.flatMap(({ row, path }) => rowFaults(row, path, disks))];
}

function asSpec(row: DiskRow): DiskRowSpec {
  return typeof row === 'number' ? { sizeGiB: row } : row;
}

const OF_EBS = ['type', 'encrypted', 'kmsKeyId', 'iops', 'throughputMiBs'] as const;

/** Said of disks that are there already, it would only seem to be so. */
function fixed(given: Partial<Record<(typeof OF_EBS)[number], unknown>>, path: Path): readonly Fault[] {
  const wrong = OF_EBS.filter((field) => given[field] !== undefined);
  return wrong.map((field) => atKey(code, [...path, field], `Disks of provider static are as they are; remove ${field}.`));
}

function keyFaults({ encrypted = true, kmsKeyId }: CloudDisks): readonly Fault[] {
  if (encrypted || kmsKeyId === undefined) return [];
  return [atKey(code, ['cloudDisks', 'kmsKeyId'], 'There is a key, but encrypted is false; remove one of the two.')];
}

/** What `type`, `iops` and `throughputMiBs` stand for where they are not given. */
type Settings = Pick<DiskRowSpec, 'type' | 'iops' | 'throughputMiBs'>;

/** Settings given in one place, over those that it inherits: each fault stands where a value is given. */
function ownFaults(given: Settings, path: Path, inherited: Settings): readonly Fault[] {
  const all = { ...inherited, ...given };
  const { type = 'gp3' } = all;
  const takes = TAKES[type];
  const faults: Fault[] = [];
  if (given.iops !== undefined && takes.iops === 'no') faults.push(notTaken('iops', type, path));
  if (given.throughputMiBs !== undefined && !takes.throughput) faults.push(notTaken('throughputMiBs', type, path));
  if (given.type !== undefined && takes.iops === 'must' && all.iops === undefined) {
    faults.push(at(code, [...path, 'type'], `Disks of type ${type} need iops; add them.`));
  }
  return type === GP3.type ? [...faults, ...gp3Faults(given, path, all)] : faults;
}

function notTaken(field: string, type: string, path: Path): Fault {
  return atKey(code, [...path, field], `Disks of type ${type} take no ${field}; remove it, or choose another type.`);
}

/** At the first field given here that has a part in it; none is: then it was said where it is inherited from. */
function gp3Faults(given: Settings, path: Path, { iops = GP3.iops, throughputMiBs = 0 }: Settings): readonly Fault[] {
  const fault = (fields: readonly (keyof Settings)[], message: string): readonly Fault[] => {
    const field = fields.find((name) => given[name] !== undefined);
    return field === undefined ? [] : [at(code, [...path, field], message)];
  };
  if (iops < GP3.iops) return fault(['iops', 'type'], `Disks of type gp3 have at least ${GP3.iops} iops, not ${iops}.`);
  const needed = throughputMiBs * GP3.iopsPerMiBs;
  if (needed <= iops) return [];
  const most = Math.floor(iops / GP3.iopsPerMiBs);
  const message = `${throughputMiBs} MiB/s need at least ${needed} iops on type gp3; ${iops} iops are enough for ${most} MiB/s.`;
  return fault(['throughputMiBs', 'iops', 'type'], message);
}

function rowFaults(row: DiskRowSpec, path: Path, disks: CloudDisks): readonly Fault[] {
  const faults = ownFaults(row, path, disks);
  if ((row.type ?? disks.type) !== ST1.type || row.sizeGiB >= ST1.sizeGiB) return faults;
  return [...faults, at(code, [...path, 'sizeGiB'], `Disks of type st1 have at least ${ST1.sizeGiB} GiB, not ${row.sizeGiB}.`)];
}
