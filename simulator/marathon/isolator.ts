/** What the DVDI isolator of mesos-module-dvdi makes of a task's environment before it starts (isolator/docker_volume_driver_isolator.cpp). */
import type { AppDefinition } from './definition.ts';

const PREFIXES = 'NAME|DRIVER|OPTS|CONTAINERPATH|DVDCLI|EXPLICITCREATE';
const VARIABLE = new RegExp(`^DVDI_VOLUME_(${PREFIXES})(.*)$`);
/** Values it passes on to a shell. */
const CHECKED = ['NAME', 'DRIVER', 'OPTS'];
const PROHIBITED = /[%/:;\0<>|`$'?^& {"}[\]\n\t\v\f\r\\]/;

/** Why it lets the task fail; null when it does not. Docker's own containers it never sees. */
export function isolatorMistake({ container, env = {} }: AppDefinition): string | null {
  if (container?.type === 'DOCKER') return null;
  const mistakes = Object.entries(env).map(([name, value]) => mistakeOf(name, value));
  return mistakes.find((mistake) => mistake !== null) ?? null;
}

function mistakeOf(name: string, value: unknown): string | null {
  const [, part = '', suffix = ''] = VARIABLE.exec(name) ?? [];
  if (part === '') return null;
  if (!/^\d?$/.test(suffix)) return `prepare() failed: environment variable ${name} has more than one digit`;
  const isUnfit = CHECKED.includes(part) && typeof value === 'string' && PROHIBITED.test(value);
  return isUnfit ? `prepare() failed: prohibited characters in ${name}` : null;
}
