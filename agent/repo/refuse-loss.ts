/** Nothing that is pushed takes anything away, but what the agent itself put on a branch of its own. */
import { PlumblineError } from '../errors.ts';
import { repoErrors } from './errors.ts';
import type { Objects } from './objects.ts';

export interface Push {
  readonly branch: string;
  /** null: the branch is deleted. */
  readonly commit: string | null;
  /** What the branch must be now; null: it must not exist. */
  readonly expected: string | null;
}

/** Each holds one commit of the agent's; whoever expects that very commit loses nothing of anybody's. */
export function isOwnBranch(branch: string): boolean {
  return branch.startsWith('plumbline/grow/');
}

/** Throws `repo/bad-change`. */
export async function refuseLoss(objects: Objects, { branch, commit, expected }: Push): Promise<void> {
  const refuse = (message: string): never => {
    throw new PlumblineError(repoErrors.badChange, message, { branch, commit, expected });
  };
  if (commit === null && expected === null) refuse(`${branch} is to be deleted, and not to exist.`);
  if (isOwnBranch(branch) || expected === null) return;
  if (commit === null) return refuse(`${branch} is not a branch that the agent may delete.`);
  const follows = await objects.contains(commit, expected);
  if (!follows) refuse(`The commit ${commit} does not follow ${expected}, so pushing it would lose commits.`);
}
