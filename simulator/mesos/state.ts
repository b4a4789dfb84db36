/** What the masters know. */
import type { Marathon } from '../marathon/marathon.ts';
import type { Host } from '../service.ts';
import type { World } from '../world.ts';
import type { Framework } from './framework.ts';
import { marathonRunning, schedulerRunning } from './running.ts';
import type { Running } from './running.ts';

export interface MesosState {
  readonly world: World;
  readonly masterId: string;
  readonly marathons: readonly Marathon[];
  readonly startedMs: number;
  /** Schedulers other than the Marathons. */
  frameworks(): readonly Framework[];
  /** Agents that have not come back since the masters failed over. */
  awaited(): readonly Host[];
}

export function allRunning({ marathons, frameworks }: MesosState): readonly Running[] {
  return [...marathons.flatMap(marathonRunning), ...frameworks().flatMap(schedulerRunning)];
}

/** An agent on a machine that took another's place is another agent, which no test here has to tell apart. */
export function agentId({ name }: Host, { masterId, world }: MesosState): string {
  return `${masterId}-S${world.hosts.findIndex((host) => host.name === name)}`;
}
