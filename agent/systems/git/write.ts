/** Writes what was planned for git: one commit on one branch, or the end of a branch of our own, by compare-and-swap. */
import type { Change, Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import { commitRow, proposeRow } from './add-row.ts';
import { pushProposal } from './push-proposal.ts';
import type { GitAction, GitPort } from './types.ts';
import { withdrawProposal } from './withdraw.ts';

/** Throws `repo/*` and `git/*`. */
export async function writeGit(port: GitPort, { action }: Change<GitAction>, ctx: WriteCtx): Promise<Written> {
  switch (action.do) {
    case 'pushProposal':
      return pushProposal(port, action.args, ctx);
    case 'proposeRow':
      return proposeRow(port, action.args, ctx);
    case 'commitRow':
      return commitRow(port, action.args, ctx);
    case 'withdrawProposal':
      return withdrawProposal(port, action.args, ctx);
  }
}
