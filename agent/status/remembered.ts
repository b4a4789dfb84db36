/** What a status says of the journal: who stopped what, what waits for whom, what was begun. Pure. */
import { formatInstant } from '../clock.ts';
import { approvalBranch, isApprovable } from '../model/approval.ts';
import type { Change } from '../model/change.ts';
import { openGrowths } from '../model/growth.ts';
import type { Intent, Memory } from '../model/memory.ts';
import type { Ref } from '../model/ref.ts';
import type { PassReport } from '../model/report.ts';

/** Instants are ISO 8601; ages are left to who reads it, or a status would be new with every pass. */
export interface Remembered {
  /** What people stopped for a time. */
  readonly holds: readonly { readonly ref: Ref | '*'; readonly until: string; readonly by: string; readonly reason: string }[];
  /** The memory is lost: until an Approval names this change and key, only what cannot be wrong is done. */
  readonly lost: { readonly since: string; readonly why: string; readonly change: string; readonly key: string } | null;
  /** What an Approval would let be made. */
  readonly approvals: readonly Awaited[];
  /** Rows that a person may merge, or decline by deleting the branch. */
  readonly growths: readonly OpenGrowth[];
  /** Objects whose document was taken out of git, and that are left as they are. */
  readonly forgotten: readonly { readonly ref: Ref; readonly backendId: string; readonly since: string }[];
  /** Calls that may have been made, although their answer was not seen. */
  readonly begun: readonly { readonly id: string; readonly at: string }[];
}

export interface OpenGrowth {
  readonly pool: Ref;
  readonly row: string;
  readonly sizeGiB: number;
  readonly branch: string;
  readonly since: string;
}

export interface Awaited {
  readonly change: string;
  readonly key: string;
  readonly why: string;
  /** The branch that approves it when it is merged; null while none was pushed. */
  readonly branch: string | null;
  /** The file of an Approval of it, which counts no more; null: there is none. */
  readonly expiredIn: string | null;
  /** With what follows once that is done. */
  readonly effects: readonly string[];
}

export function remembered(report: PassReport, memory: Memory): Remembered {
  const holds = memory.holds.filter(({ until }) => until > report.at);
  const forgotten = [...memory.inventory.values()].flatMap(({ ref, backendId, forgottenAt }) => {
    return forgottenAt === null ? [] : [{ ref, backendId, since: formatInstant(forgottenAt) }];
  });
  return {
    holds: holds.map(({ ref, until, by, reason }) => ({ ref, until: formatInstant(until), by, reason })),
    lost: report.lost && { ...report.lost, since: formatInstant(report.lost.since) },
    approvals: awaited(report, memory),
    growths: openGrowths(report.cluster, memory.growths).map(({ pool, row, sizeGiB, branch, at }) => {
      return { pool, row, sizeGiB, branch, since: formatInstant(at) };
    }),
    forgotten: forgotten.toSorted((one, other) => (one.ref < other.ref ? -1 : 1)),
    begun: outcomesUnseen(report, memory).map(({ line }) => ({ id: line.id, at: line.at })),
  };
}

/** A disk that is only kept for a day longer was let go of in sight. */
function outcomesUnseen({ health }: PassReport, { intents }: Memory): readonly Intent[] {
  const removed = new Set(health.findings.filter(({ code }) => code === 'DiskRemoved').map(({ ref }) => ref));
  return intents.filter(({ ref, line }) => line.op !== 'delete' || !removed.has(ref));
}

function awaited(report: PassReport, memory: Memory): readonly Awaited[] {
  return report.results.flatMap(({ change, outcome }) => {
    if (outcome.kind !== 'blocked' || !isApprovable(outcome.by)) return [];
    const { id, approvalKey: key } = change;
    const branch = memory.proposed.includes(key) ? approvalBranch(key) : null;
    const effects = [...change.effects, ...change.then.map((step) => `then ${step}`)];
    return [{ change: id, key, why: outcome.why, branch, expiredIn: expiredIn(change, report), effects }];
  });
}

/** One that counted would let it be made. */
function expiredIn({ id, approvalKey }: Change, { source }: PassReport): string | null {
  const docs = source.kind === 'ok' ? [...source.value.docs.Approval.values()] : [];
  const doc = docs.find(({ spec }) => spec.changes.some(({ change, key }) => change === id && key === approvalKey));
  return doc?.origin.file ?? null;
}
