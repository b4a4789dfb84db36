/** Deletes the branch of a proposal that nobody needs any more, and nobody touched. */
import { PlumblineError } from '../../errors.ts';
import type { Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import { gitErrors } from './errors.ts';
import { leftAlone, listBranches } from './branches.ts';
import type { GitPort, WithdrawProposal } from './types.ts';

export async function withdrawProposal({ repo }: GitPort, args: WithdrawProposal['args'], ctx: WriteCtx): Promise<Written> {
  const { branch, commit } = args;
  const readAtMs = ctx.clock.monotonicMs();
  const tip = (await listBranches(repo)).get(branch);
  if (tip === undefined) return { kind: 'skipped', why: `branch ${branch} is gone already` };
  if (tip !== commit) return leftAlone(branch);
  ctx.fresh(readAtMs);
  switch (await repo.push(branch, null, commit)) {
    case 'pushed':
      return { kind: 'applied', backendId: commit };
    case 'lost-race':
      return leftAlone(branch);
    case 'declined':
      throw new PlumblineError(gitErrors.proposalDeclined, `The repository declined to delete the branch ${branch}.`, { branch });
  }
}
