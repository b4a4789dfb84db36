/** Commits the journal, and what goes with it, to the status branch: by compare-and-swap, never by force. */
import { instant } from '../clock.ts';
import type { Clock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { STATUS_FILES } from '../model/memory.ts';
import type { Memory } from '../model/memory.ts';
import type { Repo } from '../model/repo.ts';
import { memoryErrors } from './errors.ts';
import { journalFiles, samplesFile } from './files.ts';
import { tipStanding } from './lost.ts';
import { readMemory } from './memory.ts';

const PUSHES = 5;
const FIRST_BACKOFF_MS = 50;
/** How far back, by any committer's clock, a commit of ours is looked for that was pushed a moment ago. */
const JUST_NOW_MS = 10 * 60_000;

export interface JournalDeps {
  readonly repo: Repo;
  readonly cluster: string;
  /** The status branch. */
  readonly branch: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The status branch at the commit that the next one goes on top of. */
export interface JournalPlace {
  /** A file's text, '' when it is not there. */
  readonly textOf: (path: string) => Promise<string>;
  /** Clusters that have a folder on the branch. */
  readonly clusters: readonly string[];
  /** Paths of the files below a folder, which is given with a slash at its end. */
  readonly below: (folder: string) => readonly string[];
}

export interface Entry {
  readonly after: Memory;
  /** Whole files beside the journal's own, which follow from `after`; null deletes. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
}

/** Derived anew when somebody else moved the branch meanwhile; null: there is nothing to write. */
export type Derive = (memory: Memory, at: JournalPlace) => Promise<Entry | null>;

/**
 * What is remembered once it is pushed and verified. `memory` is what the branch was last seen to say. Throws `memory/*` and
 * `repo/*`: then the branch says all of the entry or nothing of it, and the next reading tells which.
 */
export async function commitJournal(deps: JournalDeps, memory: Memory, derive: Derive): Promise<Memory> {
  let current = memory;
  for (let attempt = 0; attempt < PUSHES; attempt += 1) {
    if (current.isNewer) throw new PlumblineError(memoryErrors.newer, `The journal on ${deps.branch} was written by a newer version.`);
    const entry = await derive(current, await placeAt(deps.repo, current.tip));
    if (entry === null) return current;
    const commit = await writeCommit(deps, current, entry);
    if (commit === null) return { ...entry.after, tip: current.tip };
    const answer = await deps.repo.push(deps.branch, commit, current.tip);
    if (answer === 'pushed') return { ...entry.after, tip: commit };
    if (answer === 'declined') throw new PlumblineError(memoryErrors.declined, `The push of ${deps.branch} was declined.`);
    await deps.clock.sleep(FIRST_BACKOFF_MS * 2 ** attempt, deps.signal);
    current = await readAgain(deps, current);
    if (await isThere(deps, current.tip, commit)) return current;
  }
  throw new PlumblineError(memoryErrors.contended, `The push of ${deps.branch} lost ${PUSHES} races in a row.`);
}

/** The commit's id, not pushed yet; null when it would change no file. */
async function writeCommit({ repo, cluster, clock }: JournalDeps, current: Memory, entry: Entry): Promise<string | null> {
  const before = current.tip === null ? null : current;
  const files = new Map([...entry.files, ...journalFiles(cluster, before, entry.after)]);
  if (files.size === 0) return null;
  const whole = new Map([...files, ...samplesFile(cluster, entry.after)]);
  return repo.commit({ parent: current.tip, files: whole, message: entry.message, timestampS: Math.floor(clock.now() / 1000) });
}

/** Nothing is ever written on top of a branch that went back: what it lost would seem never to have been. */
async function readAgain({ repo, cluster, branch, clock }: JournalDeps, before: Memory): Promise<Memory> {
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  const tip = listed.value.get(branch) ?? null;
  const found = await tipStanding(repo, { known: before.tip, listed: tip });
  if (found !== 'same' && found !== 'ahead') {
    throw new PlumblineError(memoryErrors.astray, `${branch} does not hold what was known of it (${found}).`);
  }
  const read = await readMemory({ repo, cluster, tip, now: clock.now() }, before);
  if (read.kind === 'unknown') throw read.error;
  return read.value;
}

/** A push whose answer was lost may have come first after all, with somebody else's on top of it. */
async function isThere({ repo, clock }: JournalDeps, tip: string | null, commit: string): Promise<boolean> {
  if (tip === null) return false;
  const latest = await repo.firstParents(tip, instant(clock.now() - JUST_NOW_MS));
  return latest.some((one) => one.commit === commit);
}

async function placeAt(repo: Repo, tip: string | null): Promise<JournalPlace> {
  const source = tip === null ? null : await repo.source(tip);
  const present = (await source?.folder(''))?.files ?? [];
  const blobs = new Map(present.map(({ path, blob }) => [path, blob]));
  const isStatus = (path: string): boolean => path.split('/').length === 2 && path.endsWith(`/${STATUS_FILES.status}`);
  return {
    textOf: async (path) => {
      const blob = blobs.get(path);
      return source && blob !== undefined ? Buffer.from(await source.blob(blob)).toString('utf8') : '';
    },
    clusters: [...blobs.keys()].filter(isStatus).map((path) => path.slice(0, path.indexOf('/'))),
    below: (folder) => [...blobs.keys()].filter((path) => path.startsWith(folder)),
  };
}
