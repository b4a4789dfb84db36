/** status.json: what a pass found, for programs. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import { explain } from '../errors.ts';
import type { BlockedBy } from '../model/change.ts';
import type { DocError } from '../model/desired.ts';
import type { PoolCost } from '../model/growth.ts';
import type { Condition, Memory } from '../model/memory.ts';
import { notReady } from '../model/observed.ts';
import type { Finding } from '../model/observed.ts';
import type { Ref } from '../model/ref.ts';
import type { PassReport, Refused } from '../model/report.ts';
import { standingSentence } from '../model/sentences.ts';
import { firstMistakes } from './told.ts';
import { causesOf } from './causes.ts';
import type { RootCause } from './causes.ts';
import { conditionsOf } from './conditions.ts';
import { remembered } from './remembered.ts';
import type { Remembered } from './remembered.ts';
import { unread } from './trouble.ts';
import type { Unread } from './trouble.ts';

/** Raised when a reader of an older version would misread the file. */
const SCHEMA_VERSION = 1;

export interface OpenChange {
  readonly id: string;
  readonly ref: Ref;
  readonly op: string;
  readonly class: string;
  readonly cause: string;
  readonly outcome: string;
  /** Which guard blocks it; null when none does. */
  readonly by: BlockedBy | null;
  /** Whether it waits for a time rather than for somebody. */
  readonly isTimed: boolean;
  readonly why: string;
  readonly effects: readonly string[];
}

export interface StatusDocument extends Remembered {
  readonly schema: number;
  readonly cluster: string;
  /** ISO 8601; when the pass looked. */
  readonly at: string;
  /** Over what it means: not over times, and not over which of two commits with the same inputs is in force. */
  readonly digest: string;
  /** The commit in force; null when none is. */
  readonly commit: string | null;
  readonly refused: Refused | null;
  /** Why the agent does not write; null when it does. */
  readonly standing: string | null;
  readonly conditions: readonly (Omit<Condition, 'since'> & { readonly since: string })[];
  /** What is not right, each with all that is not right because of it. */
  readonly causes: readonly RootCause[];
  /** What is planned and not done. */
  readonly changes: readonly OpenChange[];
  readonly findings: readonly Omit<Finding, 'recheckAt'>[];
  readonly unread: readonly Unread[];
  readonly warnings: readonly DocError[];
  /** What the disks of each pool cost. */
  readonly costs: readonly PoolCost[];
  /** How many declared objects are in which state of readiness. */
  readonly objects: { readonly [readiness: string]: number };
}

export interface Documented {
  readonly document: StatusDocument;
  readonly conditions: readonly Condition[];
}

export function statusDocument(report: PassReport, memory: Memory): Documented {
  const causes = causesOf(report);
  const conditions = conditionsOf(report, causes, memory.published?.conditions ?? []);
  const meaning = {
    ...remembered(report, memory),
    refused: report.refused && { ...report.refused, errors: firstMistakes(report.refused.errors) },
    standing: standingSentence(report.standing, report.at),
    causes,
    changes: openChanges(report),
    findings: report.health.findings.map(({ ref, code, why, remedy, causedBy }) => ({ ref, code, why, remedy, causedBy })),
    unread: unread(report),
    warnings: firstMistakes(report.warnings),
    costs: report.health.costs,
    objects: countByReadiness(report),
  };
  const document = {
    schema: SCHEMA_VERSION,
    cluster: report.cluster,
    at: formatInstant(report.at),
    digest: digestOf(meaning, conditions, inputsInForce(report, memory)),
    commit: commitInForce(report, memory),
    ...meaning,
    conditions: conditions.map((condition) => ({ ...condition, since: formatInstant(condition.since) })),
  };
  return { document, conditions };
}

/** When git cannot be read, what was accepted stays in force. */
function commitInForce(report: PassReport, memory: Memory): string | null {
  return report.source.kind === 'ok' ? report.source.value.commit : (memory.accepted?.commit ?? null);
}

function inputsInForce(report: PassReport, memory: Memory): string | null {
  return report.source.kind === 'ok' ? report.source.value.inputs : (memory.accepted?.inputs ?? null);
}

function digestOf(meaning: object, conditions: readonly Condition[], inputs: string | null): string {
  const timeless = conditions.map(({ type, status, reason, message }) => [type, status, reason, message]);
  return createHash('sha256')
    .update(JSON.stringify([meaning, timeless, inputs]))
    .digest('hex');
}

function openChanges(report: PassReport): readonly OpenChange[] {
  return report.results.flatMap(({ change, outcome }) => {
    if (outcome.kind === 'applied') return [];
    const { id, ref, op, class: changeClass, cause, effects } = change;
    const why = outcome.kind === 'failed' ? explain(outcome.error) : outcome.why;
    const by = outcome.kind === 'blocked' ? outcome.by : null;
    const isTimed = outcome.kind === 'blocked' && outcome.recheckAt !== null;
    return [{ id, ref, op, class: changeClass, cause, outcome: outcome.kind, by, isTimed, why, effects }];
  });
}

function countByReadiness(report: PassReport): { readonly [readiness: string]: number } {
  const { ready } = report.health;
  const others = notReady(ready);
  const counts: Record<string, number> = ready.size === others.size ? {} : { ready: ready.size - others.size };
  for (const { kind } of others.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export function isCondition(document: StatusDocument, type: Condition['type'], status: Condition['status'] = 'True'): boolean {
  return document.conditions.some((condition) => condition.type === type && condition.status === status);
}

/** Reads the file back; null for anything but what this version writes. */
export function parseStatusDocument(json: string): StatusDocument | null {
  const parsed = parsedOrNull(json) as Partial<StatusDocument> | null;
  if (parsed?.schema !== SCHEMA_VERSION) return null;
  const { conditions, causes, changes, findings, unread: unreadSystems, holds, approvals, growths, forgotten, begun, costs } = parsed;
  const lists = [conditions, causes, changes, findings, unreadSystems, holds, approvals, growths, forgotten, begun, costs];
  const isWhole = typeof parsed.cluster === 'string' && typeof parsed.at === 'string' && typeof (parsed.objects ?? '') === 'object';
  return isWhole && lists.every((list) => Array.isArray(list)) ? (parsed as StatusDocument) : null;
}

function parsedOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
