/** Mistakes in volumes that are to be destroyed or renamed. */
import { appOf, documentOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const volume = (name: string, fields = '', state = '') => documentOf('Volume', name, `spec: { pool: gold, sizeGiB: 8${fields} }${state}`);

const JOB =
  'spec: { chronos: { schedule: R/2026-01-01T00:00:00Z/P1D, command: sleep 1, container: { type: DOCKER, image: x, volumes: [{ containerPath: /d, mode: RW, external: { name: own, provider: dvdi, options: [] } }] } } }';

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
  {
    name: 'a limit that ScaleIO does not take',
    code: 'desired/volume-limits',
    text: volume('slow', ', limits: { iops: ❯10 }'),
    says: 'iops must be 0 for no limit, or 11 and more, not 10.',
  },
  {
    name: 'a volume with hosts of its own that an app mounts',
    code: 'desired/mapped-volume',
    text: `${volume('own', ', ❯mappedTo: [10.0.0.21]')}---\n${mountOf('{ containerPath: /d, mode: RW, external: { name: own, provider: dvdi, options: { dvdi/driver: rexray } } }')}`,
    says: 'App//x mounts Volume/own, which REX-Ray would map to where the task runs',
  },
  {
    name: 'a volume with no host at all that an environment mounts',
    code: 'desired/mapped-volume',
    text: `${volume('own', ', ❯mappedTo: []')}---\n${appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: own }')}`,
    says: 'App//x mounts Volume/own',
  },
  {
    name: 'a volume with hosts of its own that a framework asks for',
    code: 'desired/mapped-volume',
    text: `${volume('es1data', ', ❯mappedTo: [n1]')}---\n${volume('es0data')}---\n${documentOf('Framework', 'es', 'spec: { app: /web, registration: { name: es, keepsId: true }, volumes: [ "es{0..1}data" ] }')}`,
    says: 'Framework/es mounts Volume/es1data',
  },
  {
    name: 'a volume with hosts of its own that a job mounts',
    code: 'desired/mapped-volume',
    text: `${volume('own', ', ❯mappedTo: [n1]')}---\n${documentOf('Job', 'nightly', JOB)}`,
    says: 'Job/chronos:nightly mounts Volume/own',
  },
];
