/** What is only doubtful. */
import { appOf, documentOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const job = (name: string, chronos: string): string => documentOf('Job', name, `spec: { chronos: { ${chronos} } }`);

export const WARNING_ROWS: readonly MistakeRow[] = [
  {
    name: 'a schedule that takes a snapshot every minute',
    code: 'desired/frequent-snapshots',
    text: documentOf('Volume', 'v', 'spec: { pool: gold, sizeGiB: 8, snapshots: { keep: 7, schedule: ❯"* 3 * * *" } }'),
    says: 'takes snapshots every minute',
  },
  {
    name: 'an external volume nobody declares',
    code: 'desired/undeclared-volume',
    text: mountOf('{ containerPath: /d, mode: RW, external: { name: ❯pgg, provider: dvdi, options: { dvdi/driver: rexray } } }'),
    says: 'No Volume pgg is declared',
  },
  {
    name: 'a docker parameter that mounts one nobody declares',
    code: 'desired/undeclared-volume',
    text: appOf(
      'container: { docker: { image: x, parameters: [{ key: volume-driver, value: rexray }, { key: volume, value: ❯data:/d }] } }',
    ),
    says: 'No Volume data',
  },
  {
    name: 'an environment that mounts one nobody declares',
    code: 'desired/undeclared-volume',
    text: appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME9: ❯data }'),
    says: 'No Volume data',
  },
  {
    name: 'a dependency nobody declares',
    code: 'desired/undeclared-dependency',
    text: appOf('cmd: sleep 1\ndependencies: [❯/wob]'),
    says: 'did you mean /web?',
  },
  {
    name: 'a relative dependency nobody declares',
    code: 'desired/undeclared-dependency',
    text: appOf('cmd: sleep 1\ndependencies: [❯wob]'),
    says: 'No app wob is declared, so nothing waits for it; did you mean /web?',
  },
  {
    name: 'a job that runs after one nobody declares',
    code: 'desired/undeclared-dependency',
    text: `${job('nightly', 'schedule: R/2026-01-01T02:00:00Z/P1D')}---\n${job('report', 'parents: [❯nigtly]')}`,
    says: 'No job nigtly is declared in the same scheduler, so nothing waits for it; did you mean nightly?',
  },
  {
    name: 'a job that mounts a volume nobody declares',
    code: 'desired/undeclared-volume',
    text: job(
      'a',
      'schedule: R//P1D, container: { image: x, volumes: [{ containerPath: /d, external: { name: ❯pgg, provider: rexray } }] }',
    ),
    says: 'No Volume pgg is declared, so REX-Ray would create it or fail',
  },
];
