/** Mistakes by kind of mistake. ❯ stands right before the place that must be named; it is taken out before loading. */
import { appOf, documentOf, mountOf } from './cluster-files.ts';

export interface MistakeRow {
  readonly name: string;
  readonly code: string;
  /** The whole of prod/x.yaml, beside a valid cluster. */
  readonly text: string;
  /** A part of the message. */
  readonly says: string;
}

const volume = (spec: string, name = 'v') => documentOf('Volume', name, `spec: { ${spec} }`);

export const ENVELOPE_ROWS: readonly MistakeRow[] = [
  {
    name: 'an unknown kind',
    code: 'desired/unknown-kind',
    text: 'apiVersion: plumbline/v1\nkind: ❯Volum\nmetadata: { name: v }',
    says: 'did you mean Volume?',
  },
  { name: 'a kind that is nothing like ours', code: 'desired/unknown-kind', text: 'kind: ❯Deployment', says: 'there are App, Cluster' },
  { name: 'no kind', code: 'desired/unknown-kind', text: '❯apiVersion: plumbline/v1\nmetadata: { name: v }', says: 'and a kind' },
  { name: 'a list for a document', code: 'desired/unknown-kind', text: '❯- 1', says: 'and a kind' },
  {
    name: 'another apiVersion',
    code: 'schema/wrong-value',
    text: volume('pool: gold, sizeGiB: 8').replace('plumbline/v1', '❯plumbline/v2'),
    says: 'must be plumbline/v1',
  },
  {
    name: 'no metadata',
    code: 'schema/missing-field',
    text: '❯apiVersion: plumbline/v1\nkind: ProtectionDomain',
    says: 'metadata is missing',
  },
  {
    name: 'no name',
    code: 'schema/missing-field',
    text: 'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: ❯{}',
    says: 'metadata.name is missing',
  },
  { name: 'a name with capitals', code: 'schema/wrong-value', text: volume('pool: gold, sizeGiB: 8', '❯V2'), says: 'lower-case letters' },
  { name: 'an app name without a slash', code: 'schema/wrong-value', text: appOf('cmd: sleep 1', '❯web'), says: 'absolute path' },
  {
    name: 'an app name Marathon reserves',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1', '❯/a/tasks'),
    says: 'restart, tasks or versions',
  },
  {
    name: 'a misspelt envelope field',
    code: 'schema/unknown-field',
    text: `${volume('pool: gold, sizeGiB: 8')}❯stat: present`,
    says: 'did you mean state?',
  },
  {
    name: 'state absent where nothing is removed',
    code: 'schema/wrong-value',
    text: `${volume('pool: gold, sizeGiB: 8')}state: ❯absent`,
    says: 'removes nothing of this kind',
  },
  { name: 'an empty spec', code: 'schema/wrong-type', text: documentOf('Volume', 'v', 'spec:❯'), says: 'must be a mapping, not nothing' },
  {
    name: 'no spec where one is needed',
    code: 'schema/missing-field',
    text: '❯apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: v }',
    says: 'spec is missing',
  },
];

export const YAML_ROWS: readonly MistakeRow[] = [
  {
    name: 'a key given twice',
    code: 'schema/duplicate-key',
    text: volume('pool: gold, sizeGiB: 8, ❯sizeGiB: 16'),
    says: 'already given in line 4',
  },
  { name: 'a tab', code: 'schema/syntax', text: 'kind: App\nmetadata:\n❯\tname: /x', says: 'use spaces' },
  { name: 'an open bracket', code: 'schema/syntax', text: 'kind: [App\n❯metadata: 1', says: 'a bracket before it was not closed' },
  { name: 'an open quote', code: 'schema/syntax', text: 'kind: "App\n❯', says: 'missing here' },
  { name: 'two keys on a line', code: 'schema/syntax', text: 'kind: ❯a: b', says: 'quote the text' },
  { name: 'a tag', code: 'schema/not-plain', text: volume('pool: ❯!x gold, sizeGiB: 8'), says: 'Tags' },
  { name: 'a known tag', code: 'schema/not-plain', text: volume('pool: !!str ❯gold, sizeGiB: 8'), says: 'Tags' },
  { name: 'a directive', code: 'schema/not-plain', text: `❯%YAML 1.1\n---\n${volume('pool: gold, sizeGiB: 8')}`, says: 'remove the line' },
  { name: 'a merge key', code: 'schema/not-plain', text: appOf('cmd: sleep 1\nlabels: { ❯<<: x }'), says: 'write the fields out' },
  {
    name: 'an integer with too many digits',
    code: 'schema/unsafe-number',
    text: appOf('cmd: sleep 1\nmem: ❯9007199254740993'),
    says: 'quote it',
  },
  { name: 'infinity', code: 'schema/wrong-type', text: appOf('cmd: sleep 1\nmem: ❯.inf'), says: 'must be a number, not Infinity' },
  { name: 'an alias of nothing', code: 'schema/bad-alias', text: appOf('cmd: ❯*no'), says: 'no anchor &no' },
  { name: 'an alias of itself', code: 'schema/bad-alias', text: appOf('cmd: sleep 1\nlabels: &a { b: ❯*a }'), says: 'contains itself' },
  { name: 'nesting without end', code: 'schema/too-deep', text: `${'['.repeat(64)}❯[${'['.repeat(1000)}`, says: '64 levels' },
  { name: 'list items nested without end', code: 'schema/too-deep', text: `${'- '.repeat(63)}-❯ ${'- '.repeat(1000)}`, says: '64 levels' },
  { name: 'a file without end', code: 'schema/too-large', text: `❯${'#'.repeat(1024 * 1024 + 1)}`, says: '1024 KiB' },
];

export const STORAGE_ROWS: readonly MistakeRow[] = [
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
    says: 'cannot be "10.0.0.256"',
  },
  {
    name: 'no address in the list',
    code: 'schema/wrong-value',
    text: documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, ips: ❯[] }'),
    says: 'at least 1 entry',
  },
];

const rexray = 'name: pg, provider: dvdi, options: { dvdi/driver: rexray }';
const external = `containerPath: /d, mode: RW, external: { ${rexray} }`;

export const MOUNT_ROWS: readonly MistakeRow[] = [
  {
    name: 'another size than the volume has',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ containerPath: /d, mode: RW, external: { size: ❯8, ${rexray} } }`),
    says: 'asks for 8 GiB, but Volume/pg has 16 GiB',
  },
  {
    name: 'another size in the options',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, dvdi/size: ❯'8' }")} }`),
    says: 'asks for 8 GiB',
  },
  {
    name: 'another pool',
    code: 'desired/volume-mismatch',
    text: mountOf(`{ ${external.replace('rexray }', 'rexray, dvdi/volumetype: ❯gold }')} }`),
    says: 'asks for pool gold, but Volume/pg is in pool1',
  },
  {
    name: 'another size in the environment',
    code: 'desired/volume-mismatch',
    text: appOf("cmd: sleep 1\nenv: { DVDI_VOLUME_NAME1: pg, DVDI_VOLUME_OPTS1: ❯'volumetype=pool1,size=5' }"),
    says: 'asks for 5 GiB',
  },
  {
    name: 'two tasks of one volume',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external} }`, 'instances: ❯2'),
    says: 'runs one task, not 2',
  },
  {
    name: 'two tasks of a volume in the environment',
    code: 'desired/app-volume',
    text: appOf('cmd: sleep 1\ninstances: ❯2\nenv: { DVDI_VOLUME_NAME: pg }'),
    says: 'runs one task',
  },
  {
    name: 'a new task beside the old one',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external} }`, 'upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: ❯0.5 }'),
    says: 'must be 0, not 0.5',
  },
  {
    name: 'one volume for two apps',
    code: 'desired/volume-mounted-twice',
    text: `${appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: pg }', '/a')}---\n${mountOf(`{ ${external.replace('name: pg', 'name: ❯pg')} }`)}`,
    says: '/a mounts pg too; a volume serves one app. The other one is at prod/x.yaml:6:28.',
  },
  {
    name: 'one volume twice in an app',
    code: 'desired/volume-mounted-twice',
    text: mountOf(`{ ${external} }, { ${external.replace('name: pg', 'name: ❯pg')} }`),
    says: '/x mounts pg twice',
  },
  {
    name: 'a size with type DOCKER',
    code: 'desired/app-volume',
    text: mountOf(`{ containerPath: /d, mode: RW, external: { ❯size: 16, ${rexray} } }`, '', 'DOCKER'),
    says: 'DOCKER takes no size',
  },
  {
    name: 'more options with type DOCKER',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, ❯dvdi/iops: '5' }")} }`, '', 'DOCKER'),
    says: 'only the option dvdi/driver',
  },
  {
    name: 'read only with type MESOS',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('RW', '❯RO')} }`),
    says: 'only as RW',
  },
  {
    name: 'a volume mounted at a dot',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('/d', '❯.')} }`),
    says: 'cannot be mounted at .',
  },
  {
    name: 'iops that are no number',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', 'rexray, dvdi/iops: ❯many }')} }`),
    says: 'REX-Ray does not take "many"',
  },
  {
    name: 'a volume formatted at each start',
    code: 'desired/app-volume',
    text: mountOf(`{ ${external.replace('rexray }', "rexray, dvdi/overwritefs: ❯'true' }")} }`),
    says: 'formats the volume',
  },
  {
    name: 'more DVDI volumes than digits',
    code: 'desired/app-volume',
    text: appOf('cmd: sleep 1\nenv: { ❯DVDI_VOLUME_NAME10: x }'),
    says: 'one digit',
  },
];
