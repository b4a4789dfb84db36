/** Which commit a writing verb may use: only what the tracked branch contains, because merging is what approves. */
import type { Agent } from '../agent.ts';
import { PlumblineError } from '../errors.ts';
import { usageErrors } from './errors.ts';

/** The commit `--ref` names, null without it; throws `usage/not-reachable` when the tracked branch does not contain it. */
export async function reachableCommit(agent: Agent, ref: string | null): Promise<string | null> {
  if (ref === null) return null;
  const commit = await agent.repo.resolve(ref);
  const head = await agent.repo.resolve(agent.branches.tracked);
  if (await agent.repo.contains(head, commit)) return commit;
  throw new PlumblineError(usageErrors.notReachable, `--ref ${ref}: ${commit.slice(0, 7)} is not part of ${agent.branches.tracked}.`);
}
