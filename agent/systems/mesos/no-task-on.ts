/** Whether a host is out of use, as far as Mesos knows: no agent in touch with it runs anything there. Pure. */
import type { Precondition } from '../../model/change.ts';
import type { Agents, LiveTask } from './types.ts';

/**
 * Why a task may run on a host with an address of `args.ips`, as a clause for a person; null: none does. Tasks whose agent is out of
 * reach, as those of a host that died are for weeks, are not held against it: that its machine is off is for others to say.
 */
export function taskOn({ args = {} }: Precondition, tasks: readonly LiveTask[], { registered, awaited }: Agents): string | null {
  const ips = Array.isArray(args['ips']) ? args['ips'] : [];
  if (ips.length === 0) return 'it is not said which host is meant';
  if (awaited > 0) return `Mesos still waits for ${awaited} agents after a fail-over, and does not know what they run`;
  const unknown = [...registered.values()].find(({ ip }) => ip === null);
  if (unknown !== undefined) return `Mesos knows its agent ${unknown.hostname} by no address`;
  const there = tasks.find(({ agentId }) => ips.includes(registered.get(agentId)?.ip ?? null));
  return there === undefined ? null : `task ${there.id} runs there`;
}
