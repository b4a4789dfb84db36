/** Mistakes in storage documents. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const volume = (spec: string, name = 'v') => documentOf('Volume', name, `spec: { ${spec} }`);

const domain = (name: string, rest: string) => documentOf('ProtectionDomain', name, rest);

export const STORAGE_ROWS: readonly MistakeRow[] = [
  {
    name: 'a pool in a domain that is to go',
    code: 'desired/absent-place',
    text: `${domain('old', 'state: absent')}---\n${documentOf('StoragePool', 'p', 'spec: { protectionDomain: ❯old }')}`,
    says: 'absent',
  },
  {
    name: 'a node in the fault set of another domain',
    code: 'desired/other-domain',
    text: [
      domain('other', 'spec: {}'),
      documentOf('FaultSet', 'rack', 'spec: { protectionDomain: other }'),
      documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, faultSet: ❯rack }'),
    ].join('---\n'),
    says: 'domain',
  },
  {
    name: 'two disks of a node at one place',
    code: 'desired/node-devices',
    text: documentOf(
      'StorageNode',
      'n',
      'spec: { protectionDomain: pd, devices: { a: { path: /dev/sdb, pool: gold }, b: { path: ❯/dev/sdb, pool: gold } } }',
    ),
    says: "another device's of the node already",
  },
  {
    name: 'a size between two steps',
    code: 'schema/wrong-value',
    text: volume('pool: gold, sizeGiB: ❯20'),
    says: 'multiple of 8, not 20: 16 or 24.',
  },
  {
    name: 'a size below the first step',
    code: 'schema/wrong-value',
    text: volume('pool: gold, sizeGiB: ❯5'),
    says: 'multiple of 8, not 5: 8.',
  },
  { name: 'half a size', code: 'schema/wrong-value', text: volume('pool: gold, sizeGiB: ❯20.5'), says: '16 or 24' },
  {
    name: 'no size',
    code: 'schema/missing-field',
    text: volume('pool: gold').replace('{ pool', '❯{ pool'),
    says: 'spec.sizeGiB is missing: size in GiB',
  },
  {
    name: 'a misspelt size is not also a missing one',
    code: 'schema/unknown-field',
    text: volume('pool: gold, ❯sizeGib: 8'),
    says: 'did you mean sizeGiB?',
  },
  {
    name: 'a size of words',
    code: 'schema/wrong-type',
    text: volume('pool: gold, sizeGiB: ❯large'),
    says: 'must be a whole number, not "large"',
  },
  {
    name: 'a third kind of volume',
    code: 'schema/wrong-value',
    text: volume('pool: gold, sizeGiB: 8, type: ❯thinn'),
    says: 'did you mean thin?',
  },
  {
    name: 'a schedule of snapshots at an hour that no day has',
    code: 'desired/snapshot-schedule',
    text: volume('pool: gold, sizeGiB: 8, snapshots: { schedule: ❯"0 24 * * *", keep: 7 }'),
    says: 'five cron fields - minute hour day month weekday -',
  },
  {
    name: 'a schedule of snapshots for a day that never comes',
    code: 'desired/snapshot-schedule',
    text: volume('pool: gold, sizeGiB: 8, snapshots: { schedule: ❯"0 3 31 2 *", keep: 7 }'),
    says: 'not "0 3 31 2 *"',
  },
  {
    name: 'a schedule of snapshots by month and by week',
    code: 'desired/snapshot-schedule',
    text: volume('pool: gold, sizeGiB: 8, snapshots: { schedule: ❯"0 3 1 * 1", keep: 7 }'),
    says: 'say * for one of the two',
  },
  {
    name: 'a vendor name that is too long',
    code: 'schema/wrong-value',
    text: volume(`pool: gold, sizeGiB: 8, name: ❯${'n'.repeat(32)}`),
    says: '31 characters',
  },
  {
    name: 'a name that ScaleIO would refuse',
    code: 'desired/name-too-long',
    text: volume('pool: gold, sizeGiB: 8', `❯${'n'.repeat(32)}`),
    says: 'has 32 characters',
  },
  {
    name: 'a pool nobody declares',
    code: 'desired/missing-reference',
    text: volume('pool: ❯gould, sizeGiB: 8'),
    says: 'did you mean gold?',
  },
  {
    name: "a pool's vendor name without its domain",
    code: 'desired/missing-reference',
    text: volume('pool: ❯pool1, sizeGiB: 8'),
    says: 'No StoragePool pool1',
  },
  {
    name: 'a qualified pool nobody declares',
    code: 'desired/missing-reference',
    text: volume('pool: ❯pd/pool2, sizeGiB: 8'),
    says: 'No StoragePool pd/pool2',
  },
  {
    name: 'a domain nobody declares',
    code: 'desired/missing-reference',
    text: documentOf('StoragePool', 'p', 'spec: { protectionDomain: ❯dp }'),
    says: 'No ProtectionDomain dp',
  },
  {
    name: 'a node of a domain nobody declares',
    code: 'desired/missing-reference',
    text: documentOf('StorageNode', 'n', 'spec: { protectionDomain: ❯dp }'),
    says: 'No ProtectionDomain dp',
  },
  {
    name: 'a qualified pool that may be two',
    code: 'desired/ambiguous-reference',
    text: [
      documentOf('ProtectionDomain', 'b', 'spec: { name: pd }').replace('pd', 'c'),
      documentOf('ProtectionDomain', 'c', 'spec: { name: d }'),
      documentOf('StoragePool', 'p1', 'spec: { protectionDomain: b, name: s }'),
      documentOf('StoragePool', 'p2', 'spec: { protectionDomain: c, name: s }'),
      volume('pool: ❯c/s, sizeGiB: 8'),
    ].join('---\n'),
    says: 'may mean StoragePool/p1 or StoragePool/p2',
  },
  {
    name: 'a name given twice',
    code: 'desired/duplicate-name',
    text: volume('pool: gold, sizeGiB: 8, name: other', '❯pg'),
    says: 'two of Volume/pg. The other one is at prod/storage.yaml:12:19.',
  },
  {
    name: 'a vendor name given twice, in another case',
    code: 'desired/duplicate-vendor-name',
    text: volume('pool: gold, sizeGiB: 8, name: ❯PG'),
    says: 'Volume/v and Volume/pg are both called PG',
  },
  {
    name: 'two pools of one name in a domain',
    code: 'desired/duplicate-vendor-name',
    text: documentOf('StoragePool', '❯pool1', 'spec: { protectionDomain: pd }'),
    says: 'prod/storage.yaml:8:37',
  },
  {
    name: 'two domains of one name',
    code: 'desired/duplicate-vendor-name',
    text: documentOf('ProtectionDomain', 'p', 'spec: { name: ❯pd }'),
    says: 'called pd',
  },
  {
    name: 'thresholds the wrong way round',
    code: 'desired/threshold-order',
    text: documentOf('StoragePool', 'p', 'spec: { protectionDomain: pd, thresholds: { high: ❯90, critical: 80 } }'),
    says: 'lower than critical (80)',
  },
  {
    name: 'thresholds that are equal',
    code: 'desired/threshold-order',
    text: documentOf('StoragePool', 'p', 'spec: { protectionDomain: pd, thresholds: { high: ❯80, critical: 80 } }'),
    says: 'lower than critical (80)',
  },
  {
    name: 'half of the thresholds',
    code: 'schema/missing-field',
    text: documentOf('StoragePool', 'p', 'spec: { protectionDomain: pd, thresholds: ❯{ high: 80 } }'),
    says: 'critical is missing',
  },
  {
    name: 'an address that is none',
    code: 'schema/wrong-value',
    text: documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, ips: [❯10.0.0.256] }'),
    says: 'cannot be "10.0.0.256": an IPv4 address',
  },
  {
    name: 'no address in the list',
    code: 'schema/wrong-value',
    text: documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, ips: ❯[] }'),
    says: 'at least 1 entry',
  },
];
