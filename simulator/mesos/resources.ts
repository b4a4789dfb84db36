/** Resources as Mesos writes them, and who holds them. */
import type { Running } from './running.ts';

export type Body = { readonly [name: string]: unknown };

export function scalar(name: string, value: number) {
  return { name, type: 'SCALAR', scalar: { value } };
}

/** What these tasks hold on hosts that live: one sum of each kind. */
export function allocated(running: readonly Running[]): readonly Body[] {
  const alive = running.filter(({ host }) => host.alive);
  const sums = [
    scalar(
      'cpus',
      alive.reduce((sum, { cpus }) => sum + cpus, 0),
    ),
    scalar(
      'mem',
      alive.reduce((sum, { memMiB }) => sum + memMiB, 0),
    ),
  ];
  const role = { role: '*', allocation_info: { role: alive[0]?.role ?? '*' } };
  return sums.filter((sum) => sum.scalar.value > 0).map((sum) => ({ ...sum, ...role }));
}

export function nanoseconds(ms: number): Body {
  return { nanoseconds: ms * 1_000_000 };
}
