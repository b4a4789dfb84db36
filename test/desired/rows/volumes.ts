/** Mistakes in volumes that are to be destroyed or renamed. */
import { appOf, documentOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const volume = (name: string, fields = '', state = '') => documentOf('Volume', name, `spec: { pool: gold, sizeGiB: 8${fields} }${state}`);

export const VOLUME_ROWS: readonly MistakeRow[] = [
  {
    name: 'a tombstone of a volume that an app mounts',
    code: 'desired/absent-volume',
    text: `${volume('old', '', '\nstate: absent')}---\n${mountOf('{ containerPath: /d, mode: RW, external: { name: ❯old, provider: dvdi, options: { dvdi/driver: rexray } } }')}`,
    says: '/x mounts old, but Volume/old is to be destroyed (state: absent). The other one is at prod/x.yaml:5:8.',
  },
  {
    name: 'a tombstone of a volume that an environment mounts',
    code: 'desired/absent-volume',
    text: `${volume('old', '', '\nstate: absent')}---\n${appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: ❯old }')}`,
    says: 'is to be destroyed',
  },
  {
    name: 'a volume renamed from its own name',
    code: 'desired/bad-rename',
    text: volume('new', ', renamedFrom: ❯new'),
    says: 'Volume/new is called new already.',
  },
  {
    name: "a volume renamed from another one's name, in another case",
    code: 'desired/bad-rename',
    text: volume('new', ', renamedFrom: ❯PG'),
    says: 'Volume/pg is the volume called PG. The other one is at prod/storage.yaml:12:19.',
  },
  {
    name: 'two volumes renamed from one',
    code: 'desired/bad-rename',
    text: `${volume('new', ', renamedFrom: old')}---\n${volume('newer', ', renamedFrom: ❯old')}`,
    says: 'Volume/new is renamed from old too. The other one is at prod/x.yaml:4:',
  },
];
