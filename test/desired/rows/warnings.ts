/** What is only doubtful. */
import { appOf, mountOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

export const WARNING_ROWS: readonly MistakeRow[] = [
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
];
