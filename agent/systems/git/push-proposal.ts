/** Pushes the proposal of an Approval: a branch that is there already is left alone, whoever made it. */
import { PlumblineError } from '../../errors.ts';
import type { Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import { gitErrors } from './errors.ts';
import { listBranches, nowS } from './branches.ts';
import type { GitPort, PushProposal } from './types.ts';

export async function pushProposal({ repo, redact }: GitPort, args: PushProposal['args'], ctx: WriteCtx): Promise<Written> {
  const { branch, parent, file, text, message } = args;
  const readAtMs = ctx.clock.monotonicMs();
  if ((await listBranches(repo)).has(branch)) return isThere(branch);
  const files = new Map([[file, redact(text)]]);
  const commit = await repo.commit({ parent, files, message: redact(message), timestampS: nowS(ctx) });
  ctx.fresh(readAtMs);
  switch (await repo.push(branch, commit, null)) {
    case 'pushed':
      return { kind: 'applied', backendId: branch };
    case 'lost-race':
      return isThere(branch);
    case 'declined':
      throw new PlumblineError(gitErrors.proposalDeclined, `The repository declined the new branch ${branch}.`, { branch });
  }
}

function isThere(branch: string): Written {
  return { kind: 'skipped', why: `branch ${branch} is there already` };
}
