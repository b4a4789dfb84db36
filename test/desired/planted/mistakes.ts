/**
 * Mistakes that people make, each in a file of its own of a repository that is right without them; so any of them can be there
 * together. ❯ stands right before the place that must be named.
 */
import { appOf, documentOf } from '../cluster-files.ts';

export interface Planted {
  readonly name: string;
  readonly code: string;
  readonly file: string;
  readonly right: string | Uint8Array;
  readonly wrong: string | Uint8Array;
  /** Git's mode of the wrong file. */
  readonly mode?: string;
}

/** A mistake that is a word less or more: `wrong` stands where `right` stood in `text`. */
function swap(text: string, right: string, wrong: string): Pick<Planted, 'right' | 'wrong'> {
  if (!text.includes(right)) throw new Error(`${right} is not in ${text}`);
  return { right: text, wrong: text.replace(right, wrong) };
}

const app = (name: string, lines: string): string => appOf(`cmd: sleep 1\n${lines}`, `/planted/${name}`);
const volume = (name: string, spec = 'pool: gold, sizeGiB: 16'): string => documentOf('Volume', name, `spec: { ${spec} }`);
const mounts = (name: string, volumeName: string, external = ''): string =>
  appOf(
    `container: { type: MESOS, docker: { image: x }, volumes: [{ containerPath: /d, mode: RW, external: { name: ${volumeName}, provider: dvdi, options: { dvdi/driver: rexray }${external} } }] }`,
    `/planted/${name}`,
  );
const pool = (name: string, spec = 'protectionDomain: pd'): string => documentOf('StoragePool', name, `spec: { ${spec} }`);

const IN_FIELDS: readonly Omit<Planted, 'file'>[] = [
  { name: 'a misspelt field', code: 'schema/unknown-field', ...swap(app('a1', 'instances: 2'), 'instances', '❯instanses') },
  { name: 'a text for a number', code: 'schema/wrong-type', ...swap(app('a2', 'mem: 64'), '64', '❯lots') },
  { name: 'a number that is too small', code: 'schema/wrong-value', ...swap(app('a3', 'instances: 1'), 'instances: 1', 'instances: ❯-1') },
  { name: 'a number for a text', code: 'schema/wrong-type', ...swap(app('a4', 'env: { PORT: "80" }'), '"80"', '❯80') },
  { name: 'a missing field', code: 'schema/missing-field', ...swap(volume('v1'), '{ pool: gold, sizeGiB: 16 }', '❯{ pool: gold }') },
  { name: 'a size between steps', code: 'schema/wrong-value', ...swap(volume('v2'), '16', '❯20') },
  {
    name: 'a value that is none of the allowed',
    code: 'schema/wrong-value',
    ...swap(volume('v3', 'pool: gold, sizeGiB: 8, type: thin'), 'thin', '❯tin'),
  },
  { name: 'a kind that there is not', code: 'desired/unknown-kind', ...swap(volume('v4'), 'Volume', '❯Volum') },
  { name: 'another version', code: 'schema/wrong-value', ...swap(volume('v5'), 'plumbline/v1', '❯plumbline/v2') },
  { name: 'a name with capitals', code: 'schema/wrong-value', ...swap(volume('v6'), 'v6', '❯V6') },
  {
    name: 'a field of the wrong kind',
    code: 'schema/unknown-field',
    ...swap(pool('p1'), 'protectionDomain: pd', 'protectionDomain: pd, ❯sizeGiB: 8'),
  },
];

const IN_TEXT: readonly Omit<Planted, 'file'>[] = [
  { name: 'a key twice', code: 'schema/duplicate-key', ...swap(app('t1', 'mem: 64'), 'mem: 64', 'mem: 64\n  ❯mem: 32') },
  { name: 'a tag', code: 'schema/not-plain', ...swap(app('t2', 'mem: 64'), '64', '❯!x 64') },
  { name: 'a merge key', code: 'schema/not-plain', ...swap(app('t3', 'labels: { a: b }'), 'a: b', '❯<<: b') },
  { name: 'digits that would be lost', code: 'schema/unsafe-number', ...swap(app('t4', 'mem: 64'), '64', '❯9007199254740993') },
  { name: 'an alias of nothing', code: 'schema/bad-alias', ...swap(app('t5', 'user: root'), 'root', '❯*no') },
  { name: 'a tab', code: 'schema/syntax', ...swap(app('t6', 'labels:\n  a: b'), '    a: b', '❯\ta: b') },
  { name: 'two keys on a line', code: 'schema/syntax', ...swap(app('t7', 'user: root'), 'root', '❯a: b') },
  { name: 'a directive', code: 'schema/not-plain', right: volume('t8'), wrong: `❯%YAML 1.1\n---\n${volume('t8')}` },
  { name: 'bytes that are no text', code: 'desired/not-text', right: volume('t9'), wrong: Buffer.from([0xff, 0x61]) },
  { name: 'nesting without end', code: 'schema/too-deep', right: volume('t10'), wrong: `${'['.repeat(64)}❯[${'['.repeat(100)}` },
];

const BETWEEN_DOCUMENTS: readonly Omit<Planted, 'file'>[] = [
  { name: 'a pool that is nowhere', code: 'desired/missing-reference', ...swap(volume('b1'), 'gold', '❯golden') },
  { name: 'a name twice', code: 'desired/duplicate-name', ...swap(`${volume('b2')}---\n${volume('b2b')}`, 'b2b', '❯b2') },
  {
    name: 'a name in ScaleIO twice',
    code: 'desired/duplicate-vendor-name',
    ...swap(`${volume('b3')}---\n${volume('b3b', 'pool: gold, sizeGiB: 8, name: other')}`, 'name: other', 'name: ❯b3'),
  },
  { name: 'a name too long for ScaleIO', code: 'desired/name-too-long', ...swap(volume('b4'), 'b4', `❯${'b'.repeat(32)}`) },
  {
    name: 'thresholds the wrong way round',
    code: 'desired/threshold-order',
    ...swap(pool('b5', 'protectionDomain: pd, thresholds: { high: 80, critical: 90 }'), '80', '❯95'),
  },
  {
    name: 'a volume for two apps',
    code: 'desired/volume-mounted-twice',
    ...swap(
      `${volume('b6')}---\n${volume('b6b')}---\n${mounts('b6', 'b6')}---\n${mounts('b6b', 'b6b')}`,
      'name: b6b, provider',
      'name: ❯b6, provider',
    ),
  },
  {
    name: 'another size than the volume has',
    code: 'desired/volume-mismatch',
    ...swap(`${volume('b7')}---\n${mounts('b7', 'b7', ', size: 16')}`, 'size: 16 }', 'size: ❯24 }'),
  },
  {
    name: 'a volume to be destroyed, mounted',
    code: 'desired/absent-volume',
    right: `${volume('b8')}---\n${mounts('b8', 'b8')}`,
    wrong: `${volume('b8')}state: absent\n---\n${mounts('b8', '❯b8')}`,
  },
  {
    name: 'apps that wait for each other',
    code: 'desired/dependency-cycle',
    right: `${app('b9', 'dependencies: [/planted/b9b]')}---\n${app('b9b', 'dependencies: []')}`,
    wrong: `${app('b9', 'dependencies: [❯/planted/b9b]')}---\n${app('b9b', 'dependencies: [/planted/b9]')}`,
  },
  {
    name: 'a rename from itself',
    code: 'desired/bad-rename',
    ...swap(volume('b10', 'pool: gold, sizeGiB: 8, renamedFrom: earlier'), 'earlier', '❯b10'),
  },
  {
    name: 'a check of a port there is not',
    code: 'desired/app-check',
    ...swap(
      app('b11', 'healthChecks: [{ protocol: HTTP, portIndex: 0 }]\nportDefinitions: [{ port: 0 }]'),
      'portIndex: 0',
      'portIndex: ❯1',
    ),
  },
  {
    name: 'a secret of Marathon that is not declared',
    code: 'desired/app-secret',
    ...swap(app('b12', 'env: { A: { secret: s } }\nsecrets: { s: { source: /s } }'), 'secret: s }', 'secret: ❯no }'),
  },
];

const WITH_VARIABLES: readonly Omit<Planted, 'file'>[] = [
  {
    name: 'a variable that nobody set',
    code: 'desired/unknown-variable',
    ...swap(app('x1', 'instances: ${vars.two}'), '${vars.two}', '❯${vars.tow}'),
  },
  {
    name: 'a variable of the wrong type',
    code: 'schema/wrong-type',
    ...swap(app('x2', 'instances: ${vars.two}'), '${vars.two}', '❯${vars.domain}'),
  },
  { name: 'a variable in a name', code: 'desired/variable-place', ...swap(volume('x3'), 'name: x3', 'name: ❯"${vars.domain}"') },
  { name: 'a secret that everybody reads', code: 'desired/secret-place', ...swap(app('x4', 'user: root'), 'root', '❯${secrets.db}') },
];

const AS_JSON: readonly Omit<Planted, 'file'>[] = [
  {
    name: 'JSON with a comma too many',
    code: 'schema/syntax',
    right: '{"id": "/planted/j1", "cmd": "xx"}',
    wrong: '{"id": "/planted/j1", "cmd": "xx"❯,}',
  },
  {
    name: 'a text for a number in JSON',
    code: 'schema/wrong-type',
    right: '{\n\t"id": "/planted/j2",\n\t"cmd": "xx",\n\t"mem": 1\n}',
    wrong: '{\n\t"id": "/planted/j2",\n\t"cmd": "xx",\n\t"mem": ❯"1"\n}',
  },
  {
    name: 'a misspelt field of a group in a group',
    code: 'schema/unknown-field',
    right: '{"id":"/planted/j3","groups":[{"id":"g","apps":[{"id":"a","cmd":"xx"}]}]}',
    wrong: '{"id":"/planted/j3","groups":[{"id":"g","apps":[{"id":"a","cmd":"xx",❯"memm":1}]}]}',
  },
];

const AS_FILES: readonly Omit<Planted, 'file'>[] = [
  { name: 'a symbolic link', code: 'desired/not-a-file', right: volume('f1'), wrong: '../elsewhere.yaml', mode: '120000' },
  { name: 'a submodule', code: 'desired/not-a-file', right: volume('f2'), wrong: '', mode: '160000' },
];

function inFolder(folder: string, rows: readonly Omit<Planted, 'file'>[], suffix: string): readonly Planted[] {
  return rows.map((row, index) => ({ ...row, file: `shared/${folder}/${index}-${row.name.replaceAll(/[^a-z]+/g, '-')}${suffix}` }));
}

export const PLANTED: readonly Planted[] = [
  ...inFolder('fields', IN_FIELDS, '.yaml'),
  ...inFolder('text', IN_TEXT, '.yaml'),
  ...inFolder('between', BETWEEN_DOCUMENTS, '.yaml'),
  ...inFolder('variables', WITH_VARIABLES, '.yaml'),
  ...inFolder('bare', AS_JSON, '.json'),
  ...inFolder('files', AS_FILES, '.yaml'),
];
