/** Pushes a proposal: a branch that is there already is left alone, whoever made it. */
import { PlumblineError } from '../../errors.ts';
import type { Change, Written } from '../../model/change.ts';
import type { WriteCtx } from '../../model/system.ts';
import { gitErrors } from './errors.ts';
import type { GitAction, GitPort } from './types.ts';

/** Throws `repo/*` or `git/proposal-declined`. */
export async function writeGit({ repo, redact }: GitPort, { action }: Change<GitAction>, ctx: WriteCtx): Promise<Written> {
  const { branch, parent, file, text, message } = action.args;
  const readAtMs = ctx.clock.monotonicMs();
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  if (listed.value.has(branch)) return isThere(branch);
  const files = new Map([[file, redact(text)]]);
  const commit = await repo.commit({ parent, files, message: redact(message), timestampS: Math.floor(ctx.clock.now() / 1000) });
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
