/** What every write to git begins with, and what ends one. */
import type { Written } from '../../model/change.ts';
import type { Repo } from '../../model/repo.ts';
import type { Ctx } from '../../model/system.ts';

/** Branch -> commit, as the remote has them now. Throws what kept it from being read. */
export async function listBranches(repo: Repo): Promise<ReadonlyMap<string, string>> {
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  return listed.value;
}

/** Seconds since the epoch: how git tells the time. */
export function nowS({ clock }: Ctx): number {
  return Math.floor(clock.now() / 1000);
}

/** Somebody else moved it: what people do with a branch stands. */
export function leftAlone(branch: string): Written {
  return { kind: 'skipped', why: `branch ${branch} is not as it was left, so it is left alone` };
}
