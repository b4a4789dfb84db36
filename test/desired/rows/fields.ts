/** Mistakes in the fields of apps. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

export const FIELD_ROWS: readonly MistakeRow[] = [
  { name: 'a misspelt field', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯instanses: 4'), says: 'did you mean instances?' },
  { name: 'the deprecated ports', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯ports: [80]'), says: 'write `portDefinitions' },
  { name: 'the deprecated uris', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯uris: [http://x]'), says: 'write `fetch' },
  { name: 'the deprecated ipAddress', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯ipAddress: {}'), says: 'write `networks' },
  { name: 'the deprecated residency', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯residency: {}'), says: 'so remove it' },
  {
    name: 'the deprecated docker.network',
    code: 'schema/unknown-field',
    text: appOf('container: { docker: { image: x, ❯network: HOST } }'),
    says: 'write `networks` beside the container',
  },
  {
    name: 'the deprecated docker.portMappings',
    code: 'schema/unknown-field',
    text: appOf('container: { docker: { image: x, ❯portMappings: [] } }'),
    says: 'under `container`',
  },
  { name: 'a field Marathon writes', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯version: x'), says: 'Marathon writes it' },
  { name: 'the id, which is the name', code: 'schema/unknown-field', text: appOf('cmd: sleep 1\n❯id: /x'), says: 'metadata.name' },
  {
    name: 'a number in the environment',
    code: 'schema/wrong-type',
    text: appOf('cmd: sleep 1\nenv: { PORT: ❯8080 }'),
    says: 'quote it: "8080"',
  },
  { name: 'a truth in the labels', code: 'schema/wrong-type', text: appOf('cmd: sleep 1\nlabels: { a: ❯true }'), says: 'quote it: "true"' },
  {
    name: 'a misspelt secret in the environment',
    code: 'schema/unknown-field',
    text: appOf('cmd: sleep 1\nenv: { A: { ❯secrt: x } }'),
    says: 'did you mean secret?',
  },
  { name: 'a text for a number', code: 'schema/wrong-type', text: appOf("cmd: sleep 1\ninstances: ❯'2'"), says: 'a whole number' },
  { name: 'fewer than no tasks', code: 'schema/wrong-value', text: appOf('cmd: sleep 1\ninstances: ❯-1'), says: 'at least 0' },
  {
    name: 'more than all health',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1\nupgradeStrategy: { minimumHealthCapacity: ❯1.5, maximumOverCapacity: 0 }'),
    says: 'at most 1',
  },
  {
    name: 'half an upgrade strategy',
    code: 'schema/missing-field',
    text: appOf('cmd: sleep 1\nupgradeStrategy: ❯{ minimumHealthCapacity: 1 }'),
    says: 'maximumOverCapacity is missing',
  },
  { name: 'a command too short for Marathon', code: 'schema/wrong-value', text: appOf('cmd: ❯x'), says: 'at least 2 characters' },
  {
    name: 'a volume that is nothing',
    code: 'schema/missing-field',
    text: appOf('container: { docker: { image: x }, volumes: [❯{ containerPath: /d, mode: RW }] }'),
    says: 'one of external, persistent, hostPath, secret',
  },
  {
    name: 'a volume that is two things',
    code: 'schema/wrong-value',
    text: appOf('container: { docker: { image: x }, volumes: [❯{ containerPath: /d, mode: RW, hostPath: /d, persistent: { size: 1 } }] }'),
    says: 'only one of',
  },
  {
    name: 'a misspelt kind of volume',
    code: 'schema/unknown-field',
    text: appOf('container: { docker: { image: x }, volumes: [{ containerPath: /d, mode: RW, ❯hostpath: /d }] }'),
    says: 'did you mean hostPath?',
  },
  {
    name: 'a strategy that is no word',
    code: 'schema/wrong-type',
    text: appOf('cmd: sleep 1\nunreachableStrategy: ❯off'),
    says: 'must be disabled or { inactiveAfterSeconds',
  },
  {
    name: 'a misspelt strategy',
    code: 'schema/wrong-type',
    text: appOf('cmd: sleep 1\nunreachableStrategy: ❯disable'),
    says: 'not "disable"; did you mean disabled?',
  },
  {
    name: 'a misspelt limit',
    code: 'schema/wrong-type',
    text: appOf('cmd: sleep 1\nresourceLimits: { cpus: ❯ulimited }'),
    says: 'must be a number or unlimited, not "ulimited"; did you mean unlimited?',
  },
  {
    name: 'half the name of a network mode',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1\nnetworks: [{ mode: ❯bridge }]'),
    says: 'did you mean container/bridge?',
  },
  {
    name: 'a dependency twice',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1\ndependencies: ❯[/web, /web]'),
    says: 'the same entry twice (1 and 2)',
  },
  {
    name: 'two readiness checks',
    code: 'schema/wrong-value',
    text: appOf('cmd: sleep 1\nreadinessChecks: ❯[{}, { name: b }]'),
    says: 'at most 1 entry',
  },
  { name: 'no image', code: 'schema/missing-field', text: appOf('container: { docker: ❯{} }'), says: 'image is missing' },
  {
    name: 'an option without its provider',
    code: 'schema/unknown-field',
    text: mountOf('{ containerPath: /d, mode: RW, external: { name: pg, provider: dvdi, options: { dvdi/driver: rexray, ❯size: x } } }'),
    says: 'no possible key',
  },
];
