/** Whether a host is out of use, as far as Mesos knows: nothing runs there, or may. Pure. */
import type { Precondition } from '../../model/change.ts';
import type { Agents, LiveTask } from './types.ts';

/**
 * Why a task may run on a host with an address of `args.ips`, as a clause for a person; null: none does. Where a task is whose agent
 * is out of reach nobody knows; that is no matter only where `args.machine` is `stopped`, since there it cannot be.
 */
export function taskOn({ args = {} }: Precondition, tasks: readonly LiveTask[], { registered, awaited }: Agents): string | null {
  const ips = Array.isArray(args['ips']) ? args['ips'] : [];
  if (ips.length === 0) return 'it is not said which host is meant';
  if (awaited > 0) return `Mesos still waits for ${awaited} agents after a fail-over, and does not know what they run`;
  const unknown = [...registered.values()].find(({ ip }) => ip === null);
  if (unknown !== undefined) return `Mesos knows its agent ${unknown.hostname} by no address`;
  const there = tasks.find(({ agentId }) => ips.includes(registered.get(agentId)?.ip ?? null));
  if (there !== undefined) return `task ${there.id} runs there`;
  const lost = tasks.find(({ agentId }) => !registered.has(agentId));
  return lost === undefined || args['machine'] === 'stopped' ? null : `task ${lost.id} is out of reach, and may run there`;
}
