/** Which sizes, rates and types a volume may have: CreateVolume in the API reference as of client-ec2 3.1169. */
import type { Form } from './form.ts';
import { invalidCombination, invalidValue, Refusal } from './refusal.ts';
import type { DiskSpec } from './state.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

interface VolumeType {
  readonly gib: Range;
  /** Null: may not be given. */
  readonly iops: (Range & { readonly perGib: number; readonly usual: number | null }) | null;
  readonly throughput: (Range & { readonly usual: number }) | null;
}

/** MiB/s per operation a second. */
const THROUGHPUT_PER_IOPS = 0.25;

const TYPES: { readonly [type: string]: VolumeType } = {
  gp3: {
    gib: { min: 1, max: 65_536 },
    iops: { min: 3000, max: 80_000, perGib: 500, usual: 3000 },
    throughput: { min: 125, max: 2000, usual: 125 },
  },
  gp2: { gib: { min: 1, max: 16_384 }, iops: null, throughput: null },
  io1: { gib: { min: 4, max: 16_384 }, iops: { min: 100, max: 64_000, perGib: 50, usual: null }, throughput: null },
  io2: { gib: { min: 4, max: 65_536 }, iops: { min: 100, max: 256_000, perGib: 1000, usual: null }, throughput: null },
  st1: { gib: { min: 125, max: 16_384 }, iops: null, throughput: null },
  sc1: { gib: { min: 125, max: 16_384 }, iops: null, throughput: null },
  standard: { gib: { min: 1, max: 1024 }, iops: null, throughput: null },
};

/** EC2's, not a good one: callers should always say which. */
export const USUAL_TYPE = 'gp2';

/** Of `VolumeType`, `Size`, `Iops` and `Throughput`; what is left out is as before, rates only while the type is the same. */
export function readSpec(form: Form, before: DiskSpec | null): DiskSpec {
  const type = form.text('VolumeType') ?? before?.type ?? USUAL_TYPE;
  const rules = TYPES[type];
  if (rules === undefined) throw new Refusal('UnknownVolumeType', `Unsupported volume type '${type}' for volume creation.`);
  const sizeGib = form.whole('Size') ?? before?.sizeGib;
  if (sizeGib === undefined) throw new Refusal('MissingParameter', 'The request must contain the parameter size/snapshot');
  within(sizeGib, rules.gib, (how, limit) => `Volume of ${sizeGib}GiB is too ${how} for volume type ${type}; ${limit}GiB`);
  const kept = before?.type === type ? before : { iops: null, throughputMibs: null };
  const iops = iopsOf(form.whole('Iops'), kept.iops, { type, sizeGib, rules: rules.iops });
  const throughputMibs = throughputOf(form.whole('Throughput'), kept.throughputMibs, { type, iops, rules: rules.throughput });
  return { type, sizeGib, iops, throughputMibs };
}

type IopsRules = VolumeType['iops'];
type ThroughputRules = VolumeType['throughput'];

function iopsOf(
  asked: number | null,
  kept: number | null,
  of: { readonly type: string; readonly sizeGib: number; readonly rules: IopsRules },
): number | null {
  const { type, sizeGib, rules } = of;
  if (rules === null) {
    if (asked !== null) throw notSupported('iops', type);
    return type === 'gp2' ? gp2Iops(sizeGib) : null;
  }
  const iops = asked ?? kept ?? rules.usual;
  if (iops === null) throw invalidCombination(`The parameter iops must be specified for ${type} volumes.`);
  within(iops, rules, (how, limit) => `Volume iops of ${iops} is too ${how}; ${limit}`);
  const perGib = iops / sizeGib;
  if (iops === rules.usual || perGib <= rules.perGib) return iops;
  throw invalidCombination(`Iops to volume size ratio of ${perGib.toFixed(6)} is too high; maximum is ${rules.perGib}.000000`);
}

function throughputOf(
  asked: number | null,
  kept: number | null,
  of: { readonly type: string; readonly iops: number | null; readonly rules: ThroughputRules },
): number | null {
  const { type, iops, rules } = of;
  if (rules === null) {
    if (asked !== null) throw notSupported('throughput', type);
    return null;
  }
  const throughput = asked ?? kept ?? rules.usual;
  within(throughput, rules, (how, limit) => `Throughput value of ${throughput} is too ${how}; ${limit}`);
  if (throughput <= (iops ?? 0) * THROUGHPUT_PER_IOPS) return throughput;
  throw invalidCombination('Throughput to iops ratio is too high; maximum is 0.250000');
}

function within(value: number, { min, max }: Range, say: (how: string, limit: string) => string): void {
  if (value < min) throw invalidValue(say('small', `minimum is ${min}`));
  if (value > max) throw invalidValue(say('large', `maximum is ${max}`));
}

function notSupported(parameter: string, type: string): Refusal {
  return new Refusal('InvalidParameterDependency', `The parameter ${parameter} is not supported for ${type} volumes.`);
}

/** What a gp2 volume has of itself: 3 per GiB, 100 to 16,000. */
function gp2Iops(sizeGib: number): number {
  return Math.min(16_000, Math.max(100, 3 * sizeGib));
}
