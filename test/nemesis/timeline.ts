/** Everything that happened in one world, in one order: requests by the simulator's ledger, pushes by where they fell in it. */
import { createHash } from 'node:crypto';
import type { LedgerEntry } from '../../simulator/ledger.ts';
import type { GitServer, Pushed } from '../helpers/git-server.ts';
import { git, gitWithInput } from '../helpers/git-cli.ts';
import type { State } from './state.ts';

/** A move of a branch: an agent's, or a person's. */
export interface Moved extends Pushed {
  /** The newest ledger entry at that moment: those after it came later. */
  readonly afterSeq: number;
  readonly atMs: number;
}

export interface Timeline {
  readonly moves: readonly Moved[];
  /** What a commit of main declares. */
  readonly declared: ReadonlyMap<string, State>;
  /** Notes a commit on main that a person made. */
  pushed(commit: string, state: State): void;
}

interface Watched {
  readonly sim: { now(): number; ledger(): readonly LedgerEntry[] };
  readonly server: GitServer;
}

/** Watches from now on. */
export function watchWorld({ sim, server }: Watched): Timeline {
  const moves: Moved[] = [];
  const declared = new Map<string, State>();
  const note = (push: Pushed): void => void moves.push({ ...push, afterSeq: sim.ledger().length, atMs: sim.now() });
  server.onPush = note;
  return {
    moves,
    declared,
    pushed(commit, state) {
      declared.set(commit, state);
      note({ branch: 'main', from: '', to: commit });
    },
  };
}

/** Files of many commits in one process: `<commit>:<path>` -> text; null where there is none. */
export async function textsOf(bare: string, names: readonly string[]): Promise<ReadonlyMap<string, string | null>> {
  if (names.length === 0) return new Map();
  const output = Buffer.from(await gitWithInput(bare, `${names.join('\n')}\n`, 'cat-file', '--batch', '--buffer'));
  const texts = new Map<string, string | null>();
  let at = 0;
  for (const name of names) {
    const end = output.indexOf('\n', at);
    const head = output.subarray(at, end === -1 ? undefined : end).toString();
    const size = head.endsWith(' missing') ? null : Number(head.split(' ')[2]);
    texts.set(name, size === null ? null : output.subarray(end + 1, end + 1 + size).toString());
    at = size === null ? end + 1 : end + 1 + size + 1;
  }
  return texts;
}

/** Paths in a commit below a folder. */
export async function pathsIn(bare: string, commit: string, folder: string): Promise<readonly string[]> {
  const listed = await git(bare, 'ls-tree', '-r', '--name-only', commit, '--', folder);
  return listed === '' ? [] : listed.split('\n');
}

/** The key that approves a removal of storage, computed here a second time from the contract: docs/safety.md. */
export function removalKey(systemId: string, ref: string, backendId: string): string {
  return createHash('sha256').update(['plumbline/1', systemId, ref, 'delete', backendId, 'destructive'].join('|')).digest('hex');
}
