/**
 * Whether a change may still be written, asked right before each write: the branches are listed again, so that a hold or
 * another writer's claim pushed since the plan was made counts at once.
 */
import { applyErrors } from './apply/errors.ts';
import type { Permit } from './apply/write-one.ts';
import { PlumblineError } from './errors.ts';
import { LAST_CALL_MS, leaseAgeMs, newLease } from './lease.ts';
import { intentFor } from './memory/intents.ts';
import { needsIntent } from './model/change.ts';
import type { Change } from './model/change.ts';
import type { Memory } from './model/memory.ts';
import { RESCUE_WITHOUT_GIT_MS, WITHOUT_GIT_MS } from './model/report.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';
import { isRescue } from './plan/guard/git-partition.ts';
import { judgeAgain } from './plan/guard/guard.ts';
import { recallMemory } from './read-git.ts';
import { standingIn } from './standing.ts';

/** What was read again must be this new when the call is made. */
const REREAD_MS = 5_000;

export function permitFor(deps: PassDeps, planned: Planned): (change: Change) => Promise<Permit> {
  return async (change) => {
    const listedAtMs = deps.ctx.clock.monotonicMs();
    const listed = await deps.repo.branches();
    if (listed.kind === 'unknown') return cutOff(deps, planned, change, listedAtMs);
    const now = deps.ctx.clock.now();
    const memory = await recallMemory(deps, listed.value.get(deps.branches.status) ?? null, now);
    if (memory.kind === 'unknown') return cutOff(deps, planned, change, listedAtMs);
    const objection = objectionTo(deps, planned, { change, memory: memory.value });
    if (objection !== null) return objection;
    deps.recall.lease = newLease(deps.ctx.clock);
    const head = listed.value.get(deps.branches.tracked) ?? null;
    const doubt = needsIntent(change) ? doubtOf(planned, head) : null;
    return doubt === null ? granted(deps, change, listedAtMs) : waiting(doubt);
  };
}

/** A tombstone or an Approval may have been taken back, also by a commit that is refused as a whole. */
function doubtOf({ head: before, inForce }: Planned, head: string | null): string | null {
  if (head !== before) return 'the tracked branch moved on; planned again next pass';
  return inForce.refused === null ? null : 'the newest commit is refused, and may take it back';
}

function objectionTo(deps: PassDeps, planned: Planned, { change, memory }: { change: Change; memory: Memory }): Permit | null {
  const { inputs, plan, sight } = planned;
  if (inputs === null || plan === null) return waiting('nothing is planned');
  const now = deps.ctx.clock.now();
  const standing = standingIn(deps, memory, now);
  if (standing.kind === 'onlooker') return waiting('the cluster could not be claimed: see why the status branch cannot be written');
  const { rules, recall } = deps;
  const facts = {
    plan,
    sight,
    standing,
    rules,
    repeats: recall.repeats,
    bought: planned.bought,
    rescued: planned.rescued,
    inputs: { ...inputs, memory, now },
  };
  const objection = judgeAgain(facts, change);
  if (objection !== null) return { kind: 'refused', outcome: { kind: 'blocked', ...objection } };
  // A restart would take what was made for somebody's whose memory is lost.
  if (memory.accepted === null) return waiting('the commit it follows is not in the journal yet');
  const isJournaled = intentFor(memory.intents, change) !== undefined;
  return needsIntent(change) && !isJournaled ? waiting('its intent is not in the journal yet') : null;
}

/** Git cannot be read: what neither spends nor destroys may go on while the lease lasts, and what saves a pool longer. */
function cutOff(deps: PassDeps, planned: Planned, change: Change, listedAtMs: number): Permit {
  const { lease } = deps.recall;
  const ageMs = lease === null ? Infinity : leaseAgeMs(lease, deps.ctx.clock);
  if (ageMs <= WITHOUT_GIT_MS && !needsIntent(change)) return granted(deps, change, listedAtMs);
  if (ageMs < RESCUE_WITHOUT_GIT_MS && isRescue(change, planned)) return granted(deps, change, null);
  return waiting('git cannot be read, so another agent may be the writer by now');
}

/** What spends or destroys also rests on the branches as they were just listed; null: on no branch, whoever is the writer. */
function granted({ ctx, recall, cluster }: PassDeps, change: Change, listedAtMs: number | null): Permit {
  const { clock } = ctx;
  const lastCallMs = listedAtMs === null ? RESCUE_WITHOUT_GIT_MS : LAST_CALL_MS;
  const fresh = (readAtMs: number): void => {
    const lookedAtMs = needsIntent(change) ? Math.min(readAtMs, listedAtMs ?? readAtMs) : readAtMs;
    const isStale = clock.monotonicMs() - lookedAtMs > REREAD_MS || recall.lease === null || leaseAgeMs(recall.lease, clock) > lastCallMs;
    if (isStale) throw new PlumblineError(applyErrors.stale, 'The agent was held up between looking and writing.');
    recall.tried.add(change.approvalKey);
  };
  return { kind: 'granted', with: { fresh, mark: `${cluster}/${recall.epoch ?? 0}` } };
}

function waiting(why: string): Permit {
  return { kind: 'refused', outcome: { kind: 'waiting', why } };
}
