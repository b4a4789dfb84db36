/** status.json: what a pass found, for programs. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import { explain } from '../errors.ts';
import type { DocError } from '../model/desired.ts';
import type { Condition, Memory } from '../model/memory.ts';
import type { Finding } from '../model/observed.ts';
import type { PassReport } from '../model/report.ts';
import { conditionsOf, unread } from './conditions.ts';
import type { Unread } from './conditions.ts';

/** Raised when a reader of an older version would misread the file. */
const SCHEMA_VERSION = 1;

export interface OpenChange {
  readonly id: string;
  readonly op: string;
  readonly class: string;
  readonly cause: string;
  readonly outcome: string;
  readonly why: string;
  readonly effects: readonly string[];
}

export interface StatusDocument {
  readonly schema: number;
  readonly cluster: string;
  /** ISO 8601; when the pass looked. */
  readonly at: string;
  /** Over what it means: not over times, and not over which of two commits with the same inputs is in force. */
  readonly digest: string;
  /** The commit in force; null when none is. */
  readonly commit: string | null;
  readonly refused: { readonly commit: string; readonly errors: readonly DocError[] } | null;
  readonly conditions: readonly (Omit<Condition, 'since'> & { readonly since: string })[];
  /** What is planned and not done. */
  readonly changes: readonly OpenChange[];
  readonly findings: readonly Omit<Finding, 'recheckAt'>[];
  readonly unread: readonly Unread[];
  readonly warnings: readonly DocError[];
  /** How many declared objects are in which state of readiness. */
  readonly objects: { readonly [readiness: string]: number };
}

export function statusDocument(report: PassReport, memory: Memory): StatusDocument {
  const conditions = conditionsOf(report, memory.published?.conditions ?? []);
  const meaning = {
    refused: report.refused,
    changes: openChanges(report),
    findings: report.health.findings.map(({ ref, code, why, remedy, causedBy }) => ({ ref, code, why, remedy, causedBy })),
    unread: unread(report),
    warnings: report.warnings,
    objects: countByReadiness(report),
  };
  return {
    schema: SCHEMA_VERSION,
    cluster: report.cluster,
    at: formatInstant(report.at),
    digest: digestOf(meaning, conditions, inputsInForce(report, memory)),
    commit: commitInForce(report, memory),
    ...meaning,
    conditions: conditions.map((condition) => ({ ...condition, since: formatInstant(condition.since) })),
  };
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
    const why = outcome.kind === 'failed' ? explain(outcome.error) : outcome.why;
    return [
      { id: change.id, op: change.op, class: change.class, cause: change.cause, outcome: outcome.kind, why, effects: change.effects },
    ];
  });
}

function countByReadiness(report: PassReport): { readonly [readiness: string]: number } {
  const counts: Record<string, number> = {};
  for (const { kind } of report.health.ready.values()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export function isCondition(document: StatusDocument, type: Condition['type'], status: Condition['status'] = 'True'): boolean {
  return document.conditions.some((condition) => condition.type === type && condition.status === status);
}

/** Reads the file back; null for anything but what this version writes. */
export function parseStatusDocument(json: string): StatusDocument | null {
  const parsed = parsedOrNull(json) as Partial<StatusDocument> | null;
  if (parsed?.schema !== SCHEMA_VERSION) return null;
  const lists = [parsed.conditions, parsed.changes, parsed.findings, parsed.unread];
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
