/** Mistakes in jobs: what their schedulers would refuse, or drop without a word, and what they name and nobody declares. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const chronos = (fields: string, name = 'nightly'): string => documentOf('Job', name, `spec:\n  chronos: { ${fields} }`);
const metronome = (fields: string, name = 'etl'): string => documentOf('Job', name, `spec:\n  metronome: { ${fields} }`);
const running = (fields: string, more = ''): string => metronome(`${more}run: { cpus: 1, mem: 64, disk: 0${fields} }`);

const DAILY = 'schedule: R/2026-01-01T02:00:00Z/P1D';

export const JOB_ROWS: readonly MistakeRow[] = [
  {
    name: 'a job whose name would lead elsewhere in a URL',
    code: 'schema/wrong-value',
    text: chronos(`command: 'true', ${DAILY}`, '❯..'),
    says: 'metadata.name cannot be ".."',
  },
  {
    name: 'a job for no scheduler',
    code: 'desired/job-definition',
    text: documentOf('Job', 'nightly', 'spec: ❯{ needs: [] }'),
    says: 'A job needs chronos or metronome',
  },
  {
    name: 'a job for two',
    code: 'desired/job-definition',
    text: documentOf('Job', 'nightly', `spec:\n  chronos: { ${DAILY} }\n  ❯metronome: { run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 } }`),
    says: 'There are both chronos and metronome',
  },
  {
    name: 'a job without a time',
    code: 'desired/job-schedule',
    text: documentOf('Job', 'nightly', "spec:\n  chronos: ❯{ command: 'true' }"),
    says: 'needs schedule or parents',
  },
  {
    name: 'a job with two',
    code: 'desired/job-schedule',
    text: `${chronos(`❯${DAILY}, parents: [import]`)}---\n${chronos(DAILY, 'import')}`,
    says: 'There are both schedule and parents',
  },
  {
    name: 'a schedule that is none',
    code: 'schema/wrong-value',
    text: chronos('schedule: ❯daily'),
    says: 'spec.chronos.schedule cannot be',
  },
  {
    name: 'files in both ways',
    code: 'desired/job-definition',
    text: chronos(`${DAILY}, fetch: [{ uri: a }], ❯uris: [a]`),
    says: 'There are both fetch and uris',
  },
  {
    name: 'a constraint that Chronos drops',
    code: 'desired/job-definition',
    text: chronos(`${DAILY}, constraints: [[rack, ❯IS, r1]]`),
    says: 'There is no operator IS',
  },
  {
    name: 'a variable set twice',
    code: 'desired/job-definition',
    text: chronos(`${DAILY}, environmentVariables: [{ name: A, value: '1' }, { name: ❯A, value: '2' }]`),
    says: 'A is set twice',
  },
  {
    name: 'a volume that is nothing',
    code: 'desired/job-definition',
    text: chronos(`${DAILY}, container: { image: a, volumes: [❯{ containerPath: /d }] }`),
    says: 'either hostPath or external',
  },
  {
    name: 'a counter of Chronos',
    code: 'schema/unknown-field',
    text: chronos(`${DAILY}, ❯successCount: 3`),
    says: 'Chronos counts that itself',
  },
  {
    name: 'a name for Chronos only',
    code: 'desired/job-definition',
    text: documentOf('Job', '❯Etl_1', "spec:\n  metronome: { run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 } }"),
    says: 'Metronome takes only lower-case letters',
  },
  {
    name: 'schedules beside dependencies',
    code: 'desired/job-schedule',
    text: `${metronome("run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 }", 'a')}---\n${running(", cmd: 'true'", "dependencies: [{ id: a }], ❯schedules: [{ id: n, cron: '0 2 * * *' }], ")}`,
    says: 'There are both schedules and dependencies',
  },
  {
    name: 'a cron of seconds',
    code: 'desired/job-schedule',
    text: running(", cmd: 'true'", "schedules: [{ id: n, cron: ❯'0 0 2 * * * *' }], "),
    says: 'cron has 5 fields, or 6 with a year, not 7.',
  },
  {
    name: 'a time zone that there is not',
    code: 'desired/job-schedule',
    text: running(", cmd: 'true'", "schedules: [{ id: n, cron: '0 2 * * *', timezone: ❯Europe/Nowhere }], "),
    says: 'There is no time zone Europe/Nowhere.',
  },
  {
    name: 'nothing to run',
    code: 'desired/job-definition',
    text: metronome('run: ❯{ cpus: 1, mem: 64, disk: 0 }'),
    says: 'needs cmd, docker or ucr',
  },
  { name: 'cmd and args', code: 'desired/job-definition', text: running(", cmd: 'true', ❯args: [a]"), says: 'There are both cmd and args' },
  {
    name: 'docker and ucr',
    code: 'desired/job-definition',
    text: running(', docker: { image: a }, ❯ucr: { image: { id: a } }'),
    says: 'There are both docker and ucr',
  },
  { name: 'gpus of docker', code: 'desired/job-definition', text: running(', docker: { image: a }, gpus: ❯1'), says: 'no gpus' },
  {
    name: 'a secret as a file for docker',
    code: 'desired/job-definition',
    text: running(', docker: { image: a }, secrets: { s: { source: a } }, volumes: [❯{ containerPath: /s, secret: s }]'),
    says: 'need ucr',
  },
  {
    name: 'a bridge without a container',
    code: 'desired/job-definition',
    text: running(", cmd: 'true', networks: [{ mode: ❯container/bridge }]"),
    says: 'there is only mode host',
  },
  {
    name: 'a network without a name',
    code: 'desired/job-definition',
    text: running(', docker: { image: a }, networks: [❯{ mode: container }]'),
    says: 'needs name',
  },
  {
    name: 'a name for a bridge',
    code: 'desired/job-definition',
    text: running(', docker: { image: a }, networks: [{ mode: container/bridge, ❯name: a }]'),
    says: 'takes no name',
  },
  {
    name: 'labels of the host',
    code: 'desired/job-definition',
    text: running(", cmd: 'true', networks: [{ mode: host, ❯labels: { a: b } }]"),
    says: 'takes no labels',
  },
  {
    name: 'two networks for docker',
    code: 'desired/job-definition',
    text: running(', docker: { image: a }, networks: [{ mode: container, name: a }, ❯{ mode: container, name: b }]'),
    says: 'More than one network',
  },
  {
    name: 'a network joined twice',
    code: 'desired/job-definition',
    text: running(', ucr: { image: { id: a } }, networks: [{ mode: container, name: a }, ❯{ mode: container, name: a }]'),
    says: 'joined once',
  },
  {
    name: 'a secret that there is not',
    code: 'desired/job-definition',
    text: running(", cmd: 'true', env: { A: { secret: ❯s } }"),
    says: 'The job has no secret s',
  },
  {
    name: 'a secret that nothing uses',
    code: 'desired/job-definition',
    text: running(", cmd: 'true', secrets: { ❯s: { source: a } }"),
    says: 'Nothing uses the secret s',
  },
  {
    name: 'a need that nobody declares',
    code: 'desired/missing-reference',
    text: documentOf('Job', 'nightly', `spec:\n  needs: [❯Volume/pgg]\n  chronos: { ${DAILY} }`),
    says: 'No Volume/pgg is declared; did you mean Volume/pg?',
  },
  {
    name: 'a parent that is to be deleted',
    code: 'desired/absent-dependency',
    text: `${documentOf('Job', 'old', `state: absent\nspec: { chronos: { ${DAILY} } }`)}---\n${chronos('parents: [❯old]')}`,
    says: 'Job/chronos:old is to be deleted',
  },
  {
    name: 'jobs that wait for each other',
    code: 'desired/dependency-cycle',
    text: `${chronos('parents: [❯b]', 'a')}---\n${chronos('parents: [a]', 'b')}`,
    says: 'These jobs wait for each other: Job/chronos:a -> Job/chronos:b -> Job/chronos:a.',
  },
  {
    name: 'a job that waits for itself by its needs',
    code: 'desired/dependency-cycle',
    text: documentOf(
      'Job',
      'etl',
      "spec:\n  needs: [❯Job/metronome:etl]\n  metronome: { run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 } }",
    ),
    says: 'These jobs wait for each other: Job/metronome:etl -> Job/metronome:etl.',
  },
];
