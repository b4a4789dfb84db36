/** A whole pass of a writing agent: plan, apply, and the status whatever happened. */
import type { Agent } from './agent.ts';
import { asPlumblineError } from './errors.ts';
import type { PlumblineError } from './errors.ts';
import type { Change } from './model/change.ts';
import type { PassReport } from './model/report.ts';
import { applyPass, planPass, unplanned } from './pass.ts';
import type { Planned } from './pass.ts';
import { countRepeats } from './plan/guard/repeated.ts';
import { changeLines } from './status/change-lines.ts';
import { publish } from './status/publish.ts';

export interface PassRun {
  readonly planned: Planned;
  readonly report: PassReport;
  /** When to run the next pass because something waits; null: nothing does. */
  readonly wakeInMs: number | null;
  /** When a status that is not yet on the branch may be committed; null: the branch says all there is to say. */
  readonly statusInMs: number | null;
  /** Why the status could not be committed; null when it could, was held back or had nothing to say. */
  readonly statusError: PlumblineError | null;
}

type StatusRun = Pick<PassRun, 'statusInMs' | 'statusError'>;

/** After a status could not be pushed. */
const STATUS_RETRY_MS = 15_000;

/** `commit`: what to make true instead of the tracked branch's newest. */
export async function runPass(agent: Agent, selected: (change: Change) => boolean, commit: string | null = null): Promise<PassRun> {
  const planned = await planPass(agent, commit).catch((thrown: unknown) => {
    const error = asPlumblineError(thrown);
    agent.ctx.log.error({ err: error, code: error.code.code }, 'pass crashed');
    return unplanned(agent, error);
  });
  return runPlanned(agent, planned, selected);
}

/** Makes what was planned, as far as it is selected. */
export async function runPlanned(agent: Agent, planned: Planned, selected: (change: Change) => boolean): Promise<PassRun> {
  const report = await applyPass(agent, planned, selected);
  agent.recall.repeats = countRepeats(agent.recall.repeats, report.results);
  logPass(agent, report);
  const status = await publishStatus(agent, planned, report);
  const waits = [report.wakeInMs, status.statusInMs].filter((ms) => ms !== null);
  return { planned, report, wakeInMs: waits.length === 0 ? null : Math.min(...waits), ...status };
}

/** Best effort: a status that cannot be written never holds up or fails a pass; the lines of what was done are kept for the next. */
async function publishStatus(agent: Agent, planned: Planned, report: PassReport): Promise<StatusRun> {
  const { memory } = planned;
  // What is read while the agent stops is mostly unknown: only what was done is told.
  if (agent.ctx.signal.aborted && changeLines(report).length === 0) return { statusInMs: null, statusError: null };
  if (memory.kind === 'unknown') return keepLines(agent, report, memory.error);
  const { clock, log } = agent.ctx;
  const signal = agent.lastSignal;
  const deps = { repo: agent.repo, branch: agent.branches.status, clock, signal, redact: (text: string) => agent.redactor.text(text) };
  try {
    const published = await publish(deps, { report, memory: memory.value, unsaved: agent.unsaved });
    agent.recall.memory = published.memory;
    agent.unsaved = [];
    return { statusInMs: published.retryInMs, statusError: null };
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    log.warn({ err: error, code: error.code.code }, 'status not written');
    return keepLines(agent, report, error);
  }
}

function keepLines(agent: Agent, report: PassReport, statusError: PlumblineError): StatusRun {
  agent.unsaved = [...agent.unsaved, ...changeLines(report)];
  return { statusInMs: STATUS_RETRY_MS, statusError };
}

function logPass(agent: Agent, report: PassReport): void {
  const counts: Record<string, number> = { applied: 0, waiting: 0, failed: 0, skipped: 0, blocked: 0 };
  for (const { outcome } of report.results) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  const commit = report.plan?.commit ?? null;
  const unread = report.plan?.unknown.map(({ system, facet }) => `${system} ${facet}`) ?? [];
  const git = report.source.kind === 'unknown' ? report.source.error.message : undefined;
  agent.ctx.log.info({ commit, planned: report.results.length, ...counts, unread, git, durationMs: Math.round(report.durationMs) }, 'pass');
}
