/** Resources as Mesos writes them, and who holds them. */
import type { Running } from './running.ts';

export type Body = { readonly [name: string]: unknown };

export function scalar(name: string, value: number) {
  return { name, type: 'SCALAR', scalar: { value } };
}

export function portRanges(ranges: readonly { readonly begin: number; readonly end: number }[]) {
  return { name: 'ports', type: 'RANGES', ranges: { range: ranges } };
}

/** What these tasks hold on hosts that live: one sum of each kind. */
export function allocated(running: readonly Running[]): readonly Body[] {
  const alive = running.filter(({ host }) => host.alive);
  if (alive.length === 0) return [];
  const cpus = scalar(
    'cpus',
    alive.reduce((sum, one) => sum + one.cpus, 0),
  );
  const mem = scalar(
    'mem',
    alive.reduce((sum, { memMiB }) => sum + memMiB, 0),
  );
  const ports = alive.flatMap((one) => one.ports.map((port) => ({ begin: port, end: port })));
  const role = { role: '*', allocation_info: { role: alive[0]?.role ?? '*' } };
  return [cpus, mem, ...(ports.length === 0 ? [] : [portRanges(ports)])].map((sum) => ({ ...sum, ...role }));
}

export function nanoseconds(ms: number): Body {
  return { nanoseconds: ms * 1_000_000 };
}
