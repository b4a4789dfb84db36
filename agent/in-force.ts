/**
 * Which documents are in force: the tracked branch's newest commit if every file in it is valid and it descends from the
 * last accepted one, else that one. Nothing is ever in force in part, and nothing that was accepted is ever undone by
 * moving a branch back: going back is a new commit.
 */
import type { Instant } from './clock.ts';
import { desiredErrors } from './desired/errors.ts';
import { asPlumblineError, declareErrors, PlumblineError } from './errors.ts';
import type { Desired, DocError, Loaded } from './model/desired.ts';
import type { AcceptedCommit, Memory } from './model/memory.ts';
import type { Refused } from './model/report.ts';
import type { Reading } from './model/observed.ts';
import { oneLine } from './model/printable.ts';
import { ok, unknown } from './model/observed.ts';
import type { Repo } from './model/repo.ts';
import { repoErrors } from './repo/errors.ts';

export const sourceErrors = declareErrors('source', {
  noBranch: { class: 'stalled', help: 'Push the tracked branch, or set git.branch in plumbline.yaml to the one that exists.' },
  refused: { class: 'stalled', help: 'Correct the errors listed, or name another commit. What is in force stays as it is.' },
  nothingAccepted: { class: 'stalled', help: 'Correct the errors listed and push: until one commit is valid, nothing is in force.' },
});

export interface InForce {
  readonly source: Reading<Desired>;
  /** The newest commit, when it was refused. */
  readonly refused: Refused | null;
  readonly warnings: readonly DocError[];
  /** The documents whose limits count: see Memory.before; null when there are none, or they are not to be had. */
  readonly accepted: Desired | null;
}

export interface InForceDeps {
  readonly now: Instant;
  readonly load: (commit: string) => Promise<Loaded>;
  readonly contains: Repo['contains'];
  /** The tracked branch's name and commit; the commit is null when the branch does not exist. */
  readonly branch: string;
  readonly head: string | null;
  /** A commit that somebody named: no other one may stand in for it. */
  readonly isNamed: boolean;
  /** To look only: any commit may be planned. */
  readonly mayGoBack: boolean;
  /** Not yet the writer: what the writer before accepted stays in force. */
  readonly staysPut: boolean;
}

export async function readInForce(deps: InForceDeps, memory: Memory): Promise<InForce> {
  try {
    const { desired, refused, warnings } = await newestValid(deps, memory.accepted);
    return { source: ok(desired, deps.now), refused, warnings, accepted: await readBefore(deps, memory) };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    return { source: unknown(error), refused: thrown instanceof RefusedError ? thrown.refused : null, warnings: [], accepted: null };
  }
}

/** The head was refused, and nothing that was accepted before can stand in for it, or may: the head was named. */
class RefusedError extends PlumblineError {
  readonly refused: Refused;

  constructor(refused: Refused, isNamed: boolean) {
    const why = refused.why ?? `errors: ${refused.errors.length}`;
    const said = `Commit ${refused.commit.slice(0, 7)} is refused (${why})`;
    super(
      isNamed ? sourceErrors.refused : sourceErrors.nothingAccepted,
      isNamed ? `${said}; it was named, so no other stands in for it.` : `${said}, and no accepted commit can stand in for it.`,
    );
    this.refused = refused;
  }
}

type Newest = Pick<InForce, 'refused' | 'warnings'> & { readonly desired: Desired };

async function newestValid(deps: InForceDeps, accepted: AcceptedCommit | null): Promise<Newest> {
  const { head } = deps;
  if (head === null) throw new PlumblineError(sourceErrors.noBranch, `The repository has no branch ${deps.branch}.`);
  if (deps.staysPut && accepted !== null) return standIn(deps, accepted, null);
  const loaded = await followed(deps, head, accepted);
  if (typeof loaded === 'string') return standIn(deps, accepted, { commit: head, why: loaded, errors: [] });
  if (loaded.kind === 'ok') return { desired: loaded.desired, refused: null, warnings: loaded.warnings };
  return standIn(deps, accepted, { commit: head, why: null, errors: loaded.errors }, loaded.warnings);
}

/** What the head declares, or why it is not followed. */
async function followed(deps: InForceDeps, head: string, accepted: AcceptedCommit | null): Promise<Loaded | string> {
  try {
    return (await whyAstray(deps, head, accepted)) ?? (await deps.load(head));
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    // What passes by itself is a fault of the way to git; anything else came with the commit, and takes nothing out of force.
    const isOfCommit = error.code === desiredErrors.tooSlow || ['stalled', 'bug'].includes(error.code.class);
    if (accepted === null || deps.isNamed || head === accepted.commit || !isOfCommit) throw thrown;
    return `it cannot be read: ${oneLine(error.message).replace(/\.$/, '')}`;
  }
}

/** Why the head may not follow the accepted commit; null when it may. */
async function whyAstray(deps: InForceDeps, head: string, accepted: AcceptedCommit | null): Promise<string | null> {
  if (accepted === null || deps.mayGoBack || head === accepted.commit) return null;
  const contains = await deps.contains(head, accepted.commit).catch((thrown: unknown) => {
    if (asPlumblineError(thrown).code === repoErrors.noSuchRef) return false;
    throw thrown;
  });
  return contains ? null : `it does not contain ${accepted.commit.slice(0, 7)}, the commit in force; merge that one into it`;
}

/** The accepted commit in place of a head that may not be followed. */
async function standIn(
  deps: InForceDeps,
  accepted: AcceptedCommit | null,
  refused: Refused | null,
  warnings: readonly DocError[] = [],
): Promise<Newest> {
  const standing = accepted === null || deps.isNamed ? null : await loadIfThere(deps, accepted.commit);
  if (standing?.kind === 'ok') return { desired: standing.desired, refused, warnings };
  throw new RefusedError(refused ?? { commit: accepted?.commit ?? '', why: 'it cannot be read any more', errors: [] }, deps.isNamed);
}

/** For the limits that a commit cannot loosen for itself. */
async function readBefore(deps: InForceDeps, { before }: Memory): Promise<Desired | null> {
  const loaded = before === null ? null : await loadIfThere(deps, before.commit);
  return loaded?.kind === 'ok' ? loaded.desired : null;
}

/** null for a commit that a rewritten history no longer has. */
async function loadIfThere(deps: InForceDeps, commit: string): Promise<Loaded | null> {
  try {
    return await deps.load(commit);
  } catch (thrown) {
    if (asPlumblineError(thrown).code === repoErrors.noSuchRef) return null;
    throw thrown;
  }
}
