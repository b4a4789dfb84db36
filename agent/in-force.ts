/**
 * Which documents are in force: the tracked branch's newest commit if every file in it is valid, else the last accepted
 * one. Nothing is ever in force in part.
 */
import type { Instant } from './clock.ts';
import { asPlumblineError, declareErrors, PlumblineError } from './errors.ts';
import type { Desired, DocError, Loaded } from './model/desired.ts';
import type { AcceptedCommit, Memory } from './model/memory.ts';
import type { Reading } from './model/observed.ts';
import { ok, unknown } from './model/observed.ts';
import { repoErrors } from './repo/errors.ts';

export const sourceErrors = declareErrors('source', {
  noBranch: { class: 'stalled', help: 'Push the tracked branch, or set git.branch in plumbline.yaml to the one that exists.' },
  nothingAccepted: { class: 'stalled', help: 'Correct the errors listed and push: until one commit is valid, nothing is in force.' },
});

export interface InForce {
  readonly source: Reading<Desired>;
  /** The newest commit, when it was refused. */
  readonly refused: { readonly commit: string; readonly errors: readonly DocError[] } | null;
  readonly warnings: readonly DocError[];
  readonly settled: Desired | null;
}

export interface InForceDeps {
  readonly now: Instant;
  readonly load: (commit: string) => Promise<Loaded>;
  /** The tracked branch's name and commit; the commit is null when the branch does not exist. */
  readonly branch: string;
  readonly head: string | null;
  /** A commit that somebody named: no other one may stand in for it. */
  readonly isNamed: boolean;
}

export async function readInForce(deps: InForceDeps, memory: Memory): Promise<InForce> {
  try {
    const { desired, refused, warnings } = await newestValid(deps, memory.accepted);
    return { source: ok(desired, deps.now), refused, warnings, settled: await readSettled(deps, memory, desired) };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    return { source: unknown(error), refused: thrown instanceof Refused ? thrown.refused : null, warnings: [], settled: null };
  }
}

/** Every file of the head was read, it is not valid, and nothing that was accepted before can stand in for it. */
class Refused extends PlumblineError {
  readonly refused: NonNullable<InForce['refused']>;

  constructor(refused: NonNullable<InForce['refused']>) {
    super(
      sourceErrors.nothingAccepted,
      `Commit ${refused.commit.slice(0, 7)} is refused (errors: ${refused.errors.length}), and no accepted commit can stand in for it.`,
    );
    this.refused = refused;
  }
}

type Newest = Pick<InForce, 'refused' | 'warnings'> & { readonly desired: Desired };

async function newestValid(deps: InForceDeps, accepted: AcceptedCommit | null): Promise<Newest> {
  const { head } = deps;
  if (head === null) throw new PlumblineError(sourceErrors.noBranch, `The repository has no branch ${deps.branch}.`);
  const loaded = await deps.load(head);
  if (loaded.kind === 'ok') return { desired: loaded.desired, refused: null, warnings: loaded.warnings };
  const refused = { commit: head, errors: loaded.errors };
  const standing = accepted === null || deps.isNamed ? null : await loadIfThere(deps, accepted.commit);
  if (standing?.kind !== 'ok') throw new Refused(refused);
  return { desired: standing.desired, refused, warnings: loaded.warnings };
}

/** Only to tell drift from a change in git. */
async function readSettled(deps: InForceDeps, { settled }: Memory, desired: Desired): Promise<Desired | null> {
  if (settled === null) return null;
  if (settled.inputs === desired.inputs) return desired;
  const loaded = await loadIfThere(deps, settled.commit);
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
