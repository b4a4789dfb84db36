/** Noticing that the status branch is gone or went back. */
import { PlumblineError } from '../errors.ts';
import type { Memory } from '../model/memory.ts';
import type { Mark } from '../model/observed.ts';
import type { Repo } from '../model/repo.ts';

/** How long a status branch may lack what was known of it: a server may lag behind that long. */
export const ASTRAY_MS = 120_000;

/** `behind`: it went back; `forked`: it went back and on another way, or what was known is nowhere to be found. */
export type TipStanding = 'same' | 'ahead' | 'behind' | 'forked' | 'gone';

export interface Tips {
  /** The newest commit this process or its data folder knows of; null: none. */
  readonly known: string | null;
  /** As just listed; null: there is no such branch. */
  readonly listed: string | null;
}

/** Throws `repo/*` when it cannot be told. */
export async function tipStanding(repo: Pick<Repo, 'contains'>, { known, listed }: Tips): Promise<TipStanding> {
  if (known === listed) return 'same';
  if (known === null) return 'ahead';
  if (listed === null) return 'gone';
  if (await repo.contains(listed, known)) return 'ahead';
  return (await containsIfThere(repo, known, listed)) ? 'behind' : 'forked';
}

/** A commit that was known to another clone may not be in this one. */
async function containsIfThere(repo: Pick<Repo, 'contains'>, commit: string, ancestor: string): Promise<boolean> {
  try {
    return await repo.contains(commit, ancestor);
  } catch (thrown) {
    if (thrown instanceof PlumblineError && thrown.code.code === 'repo/no-such-ref') return false;
    throw thrown;
  }
}

/** `epoch`: the highest one that live marks may carry. */
export interface Ours {
  readonly cluster: string;
  readonly epoch: number;
}

/** Why marks on live objects say that memory is lost, as a clause; null: the journal accounts for all of them. */
export function lostByMarks({ accepted, isNewer }: Memory, marks: readonly Mark[], ours: Ours): string | null {
  const newest = newestOf(marks.filter(({ cluster }) => cluster === ours.cluster));
  if (newest === null || isNewer) return null;
  const mark = `${newest.backendId} carries the mark ${newest.cluster}/${newest.epoch}`;
  if (accepted === null) return `${mark}, but the status branch names no accepted commit`;
  return newest.epoch > ours.epoch ? `${mark}, but the status branch knows of no epoch above ${ours.epoch}` : null;
}

function newestOf(marks: readonly Mark[]): Mark | null {
  let newest: Mark | null = null;
  for (const mark of marks) if (newest === null || mark.epoch > newest.epoch) newest = mark;
  return newest;
}
