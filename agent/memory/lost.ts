/** Noticing that the status branch is gone or went back. */
import type { Memory } from '../model/memory.ts';
import type { Mark } from '../model/observed.ts';
import type { Repo } from '../model/repo.ts';

/** How long a status branch may lack what was known of it: a server may lag behind that long. */
export const ASTRAY_MS = 120_000;

/** `behind`: it went back; `forked`: it went back and on another way. */
export type TipStanding = 'same' | 'ahead' | 'behind' | 'forked' | 'gone';

export interface Tips {
  /** The newest commit this process or its data folder knows of; null: none. */
  readonly known: string | null;
  /** As just listed; null: there is no such branch. */
  readonly listed: string | null;
}

export async function tipStanding(_repo: Pick<Repo, 'contains'>, _tips: Tips): Promise<TipStanding> {
  throw new Error('to come');
}

/** Why marks on live objects say that memory is lost; null: the journal accounts for all of them. */
export function lostByMarks(
  _memory: Memory,
  _marks: readonly Mark[],
  _ours: { readonly cluster: string; readonly epoch: number },
): string | null {
  return null;
}
