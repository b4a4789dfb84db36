/**
 * Pushes one commit, or the end of a branch, by compare-and-swap. The server compares with what it listed at the beginning of
 * the push, so that listing must show exactly what the caller expects; what came of it is judged by listing again, never by a
 * text.
 */
import type { PrePushParams } from 'isomorphic-git';
import { systemClock } from '../clock.ts';
import { asPlumblineError, PlumblineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { atomicFs } from './atomic-fs.ts';
import { repoErrors } from './errors.ts';
import { git } from './isomorphic-git.ts';
import type { Mirror } from './mirror.ts';
import { branchRef } from './ref-names.ts';
import { isOwnBranch, refuseLoss } from './refuse-loss.ts';
import type { Push } from './refuse-loss.ts';
import { codeOf } from './translate.ts';

/** What the server said, before it is checked. */
type Answer =
  | { readonly kind: 'accepted' }
  /** The branch was not what was expected: nothing was sent. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly why: string }
  /** Perhaps only the answer was lost: it may have happened. */
  | { readonly kind: 'failed'; readonly error: PlumblineError };

const NO_COMMIT = '0'.repeat(40);
/** A server that lost a race may answer before the winner's branch can be seen. */
const SECOND_LOOK_MS = 200;

interface Context {
  readonly mirror: Mirror;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Throws this room's errors when neither outcome could be made sure of, or nobody may push at all. */
export async function pushRemote(context: Context, push: Push): Promise<'pushed' | 'lost-race' | 'declined'> {
  const { mirror } = context;
  const ref = branchRef(push.branch);
  const { expected } = push;
  await mirror.healing(() => refuseLoss(mirror.objects, push));
  const answer = await mirror.alone(() => send(mirror, ref, push));
  const tip = (await mirror.list()).get(ref) ?? null;
  if (tip === push.commit) {
    if (tip !== null) await mirror.note(ref, tip);
    return 'pushed';
  }
  switch (answer.kind) {
    case 'accepted':
      return (await isBelow(mirror, push, tip)) ? 'pushed' : 'lost-race';
    case 'moved':
      return 'lost-race';
    case 'refused':
      return refusedOrLate(context, ref, push, answer.why);
    case 'failed':
      if (tip !== expected) return 'lost-race';
      throw answer.error;
  }
}

async function send({ objects, transport }: Mirror, ref: string, { branch, commit, expected }: Push): Promise<Answer> {
  // `force` keeps isomorphic-git from asking whether one follows the other; what the server compares stays the same.
  const how = commit === null ? { ref: expected ?? NO_COMMIT, delete: true } : { ref: commit, force: isOwnBranch(branch) };
  const what = { fs: atomicFs, gitdir: objects.gitdir, cache: objects.cache(), remote: 'origin', remoteRef: ref, ...how };
  const onPrePush = ({ remoteRef }: PrePushParams): boolean => remoteRef.oid === (expected ?? NO_COMMIT);
  try {
    return await transport.run((wire) => git.push({ ...what, ...wire, onPrePush }).then(() => ({ kind: 'accepted' }) as const, answerOf));
  } catch (thrown) {
    return { kind: 'failed', error: asPlumblineError(thrown) };
  }
}

/** Rethrows what is no answer of the server. */
function answerOf(thrown: unknown): Answer {
  const code = codeOf(thrown);
  if (code === 'UserCanceledError' || code === 'PushRejectedError') return { kind: 'moved' };
  if (!(thrown instanceof git.Errors.GitPushError)) throw thrown;
  const { result, prettyDetails } = thrown.data;
  if (result.ok) return { kind: 'refused', why: prettyDetails.trim() };
  const message = 'The server of the repository could not store a push.';
  return { kind: 'failed', error: new PlumblineError(repoErrors.writeRefused, message, { said: result.error }, { cause: thrown }) };
}

/** Somebody may have pushed on top of ours, or made the branch anew, before we looked. */
async function isBelow(mirror: Mirror, { branch, commit, expected }: Push, tip: string | null): Promise<boolean> {
  if (tip === null) return false;
  if (commit === null) return tip !== expected;
  const brought = await mirror.bring(branchRef(branch), tip);
  return mirror.healing(() => mirror.objects.contains(brought, commit));
}

async function refusedOrLate({ mirror, log, signal }: Context, ref: string, push: Push, why: string): Promise<'lost-race' | 'declined'> {
  await systemClock().sleep(SECOND_LOOK_MS, signal);
  const tip = (await mirror.list()).get(ref) ?? null;
  if (tip !== push.expected) return 'lost-race';
  log.warn({ branch: push.branch, commit: push.commit, why }, 'The server of the repository declined a push');
  return 'declined';
}
