/** Commits the journal and the status after a pass: best effort, and never in the way of one. */
import type { Agent } from './agent.ts';
import { asPlumblineError } from './errors.ts';
import type { PlumblineError } from './errors.ts';
import { goneForSure } from './gone.ts';
import { writeJournal } from './journal.ts';
import { intentFor } from './memory/intents.ts';
import { needsIntent } from './model/change.ts';
import type { Change } from './model/change.ts';
import { NO_MEMORY } from './model/memory.ts';
import type { ChangeLine, Memory } from './model/memory.ts';
import type { PassReport } from './model/report.ts';
import type { Planned } from './pass.ts';
import { isNews, remember } from './remember.ts';
import type { Done, Settled, Step } from './remember.ts';
import { changeLines } from './status/change-lines.ts';
import { statusDocument } from './status/document.ts';
import { holdMs } from './status/news.ts';

export interface Publishing {
  /** When a status that is not yet on the branch may be committed; null: the branch says all there is to say. */
  readonly statusInMs: number | null;
  /** Why the status could not be committed; null when it could, was held back or had nothing to say. */
  readonly statusError: PlumblineError | null;
}

/** After a status could not be pushed. */
const RETRY_MS = 15_000;
const NOTHING: Publishing = { statusInMs: null, statusError: null };

/** The lines of what was done are kept for the next pass when they cannot be written now. */
export async function publishStatus(agent: Agent, planned: Planned, done: Done): Promise<Publishing> {
  const { recall } = agent;
  const { report } = done;
  const gone = await goneForSure(agent, recall.memory, done, planned.inputs?.desired ?? null);
  const { next, lines: found } = remember(agent, planned, { ...done, gone });
  const lines = [...recall.unsaved, ...found, ...changeLines(report, hasIntentIn(agent, report))];
  // What is read while the agent stops is mostly unknown: only what was done is told.
  if (lines.length === 0 && (agent.ctx.signal.aborted || planned.standing.kind !== 'writer')) return NOTHING;
  if (planned.memory.kind === 'unknown') {
    // What was bought meanwhile is owned, although nobody can be told yet.
    if (planned.standing.kind === 'partitioned') recall.seen = inventoryAsWriter(agent, planned, { ...done, gone });
    return kept(agent, lines, planned.memory.error);
  }
  const inMs = holdFor(agent, next, report, lines);
  if (inMs === null || inMs > 0) return { statusInMs: inMs, statusError: null };
  try {
    await writeJournal(agent, { next, lines, report, what: 'handed over' });
    recall.unsaved = [];
    recall.seen = new Map();
    return NOTHING;
  } catch (thrown) {
    recall.seen = next(recall.memory ?? NO_MEMORY).inventory;
    const error = asPlumblineError(thrown);
    agent.ctx.log.warn({ err: error, code: error.code.code }, 'status not written');
    return kept(agent, lines, error);
  }
}

/** Whether a pass of a process that has not claimed the cluster found something that the branch does not say, and nobody else will. */
export function hasNews(agent: Agent, planned: Planned, done: Done): boolean {
  const { memory } = agent.recall;
  if (planned.standing.kind !== 'onlooker' || planned.inputs === null || memory === null) return false;
  const { writer } = memory;
  const isClaimed = writer !== null && !writer.released && (writer.until === null || planned.at < writer.until);
  if (isClaimed) return false;
  return holdFor(agent, remember(agent, asWriter(planned), { ...done, gone: new Set() }).next, done.report, []) !== null;
}

function asWriter(planned: Planned): Planned {
  return { ...planned, standing: { kind: 'writer', epoch: 0, writesFrom: planned.at } };
}

function inventoryAsWriter(agent: Agent, planned: Planned, done: Settled): Memory['inventory'] {
  return remember(agent, asWriter(planned), done).next(agent.recall.memory ?? NO_MEMORY).inventory;
}

/** Only without git something is bought that may have none. */
function hasIntentIn({ recall }: Agent, { standing }: PassReport): (change: Change) => boolean {
  const intents = recall.memory?.intents ?? [];
  return (change) => needsIntent(change) && (standing.kind !== 'partitioned' || intentFor(intents, change) !== undefined);
}

/** Milliseconds until the status may be committed: 0 = now, null = it says nothing new. */
function holdFor(agent: Agent, next: Step, report: PassReport, lines: readonly ChangeLine[]): number | null {
  const before = agent.recall.memory ?? NO_MEMORY;
  const after = next(before);
  const { document, conditions } = statusDocument(report, after);
  const published = { digest: document.digest, at: report.at, conditions };
  return holdMs(before.published, published, { journalChanged: isNews(before, after), lines: lines.length });
}

function kept(agent: Agent, lines: readonly ChangeLine[], statusError: PlumblineError): Publishing {
  agent.recall.unsaved = lines;
  return { statusInMs: RETRY_MS, statusError };
}
