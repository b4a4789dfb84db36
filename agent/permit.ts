/**
 * Whether a change may still be written, asked right before each write: the branches are listed again, so that a hold or
 * another writer's claim pushed since the plan was made counts at once.
 */
import { applyErrors } from './apply/errors.ts';
import type { Permit } from './apply/write-one.ts';
import { formatInstant } from './clock.ts';
import { PlumblineError } from './errors.ts';
import { LAST_CALL_MS, LEASE_MS, leaseAgeMs, newLease } from './lease.ts';
import { heldBy } from './memory/holds.ts';
import { intentFor } from './memory/intents.ts';
import type { BlockedBy, Change } from './model/change.ts';
import type { Memory } from './model/memory.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';
import { recallMemory } from './read-git.ts';
import { standingIn } from './standing.ts';

/** What was read again must be this new when the call is made. */
const REREAD_MS = 5_000;

export function permitFor(deps: PassDeps, planned: Planned): (change: Change) => Promise<Permit> {
  return async (change) => {
    const listed = await deps.repo.branches();
    if (listed.kind === 'unknown') return cutOff(deps, change);
    const now = deps.ctx.clock.now();
    const memory = await recallMemory(deps, listed.value.get(deps.branches.status) ?? null, now);
    if (memory.kind === 'unknown') return cutOff(deps, change);
    const objection = objectionTo(deps, change, memory.value);
    if (objection !== null) return objection;
    deps.recall.lease = newLease(deps.ctx.clock);
    const head = listed.value.get(deps.branches.tracked) ?? null;
    // An Approval or a tombstone may just have been taken back.
    if (needsIntent(change) && head !== planned.head) return waiting('the tracked branch moved on; planned again next pass');
    return granted(deps);
  };
}

function needsIntent(change: Change): boolean {
  return change.class === 'spend' || change.class === 'destructive';
}

function objectionTo(deps: PassDeps, change: Change, memory: Memory): Permit | null {
  const now = deps.ctx.clock.now();
  const standing = standingIn(deps, memory, now);
  if (standing.kind !== 'writer') return blocked('not-the-writer', 'this agent is not, or no longer, the writer of the cluster');
  const hold = heldBy(memory.holds, change.ref, now);
  if (hold !== null) return blocked('held', `held by ${hold.by} until ${formatInstant(hold.until)}: ${hold.reason}`, hold.until);
  // A restart would take what was made for somebody's whose memory is lost.
  if (memory.accepted === null) return waiting('the commit it follows is not in the journal yet');
  const isJournaled = intentFor(memory.intents, change) !== undefined;
  return needsIntent(change) && !isJournaled ? waiting('its intent is not in the journal yet') : null;
}

/** Git cannot be read: what neither spends nor destroys may go on while the lease lasts. */
function cutOff(deps: PassDeps, change: Change): Permit {
  const { lease } = deps.recall;
  const mayGoOn = lease !== null && !needsIntent(change) && leaseAgeMs(lease, deps.ctx.clock) <= LEASE_MS;
  return mayGoOn ? granted(deps) : waiting('git cannot be read, so another agent may be the writer by now');
}

function granted({ ctx, recall, cluster }: PassDeps): Permit {
  const { clock } = ctx;
  const fresh = (readAtMs: number): void => {
    const isStale = clock.monotonicMs() - readAtMs > REREAD_MS || recall.lease === null || leaseAgeMs(recall.lease, clock) > LAST_CALL_MS;
    if (isStale) throw new PlumblineError(applyErrors.stale, 'The agent was held up between looking and writing.');
  };
  return { kind: 'granted', with: { fresh, mark: `${cluster}/${recall.epoch ?? 0}` } };
}

function waiting(why: string): Permit {
  return { kind: 'refused', outcome: { kind: 'waiting', why } };
}

function blocked(by: BlockedBy, why: string, recheckAt: Memory['holds'][number]['until'] | null = null): Permit {
  return { kind: 'refused', outcome: { kind: 'blocked', by, why, recheckAt } };
}
