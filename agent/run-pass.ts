/** A whole pass of a writing agent: plan, journal ahead, apply, and the journal and the status whatever happened. */
import type { Agent } from './agent.ts';
import { claimIfFree } from './claim.ts';
import type { ClaimOptions } from './claim.ts';
import { asPlumblineError } from './errors.ts';
import { intentsFor } from './intents-for.ts';
import { writeJournal } from './journal.ts';
import type { Change } from './model/change.ts';
import type { PassReport } from './model/report.ts';
import { applyPass, planPass, unplanned } from './pass.ts';
import type { Planned } from './pass.ts';
import { countRepeats } from './plan/guard/repeated.ts';
import type { WhichCommit } from './read-git.ts';
import { publishStatus } from './publish.ts';
import type { Publishing } from './publish.ts';
import type { Done } from './remember.ts';
import { isNews, withAccepted } from './remember.ts';

export interface PassRun extends Publishing, Done {
  readonly planned: Planned;
  /** When to run the next pass because something waits; null: nothing does. */
  readonly wakeInMs: number | null;
  /** Until something is due by the clock; null: nothing is. */
  readonly dueInMs: number | null;
}

export interface PassOptions {
  readonly selected: (change: Change) => boolean;
  readonly claim: ClaimOptions;
  /** What to make true instead of the tracked branch's newest. */
  readonly commit: string | null;
}

export async function runPass(agent: Agent, options: PassOptions): Promise<PassRun> {
  const which: WhichCommit = { ref: options.commit, mayGoBack: false };
  // A writer asks for no claim; one whose successor has let go finds out by planning.
  if (agent.recall.standing !== 'writer') await claimOrSay(agent, options.claim);
  const planned = await planOrSay(agent, which);
  const mayBeFree = planned.standing.kind === 'onlooker' && planned.memory.kind === 'ok';
  const isClaimed = mayBeFree && (await claimOrSay(agent, options.claim));
  return runPlanned(agent, isClaimed ? await planOrSay(agent, which) : planned, options.selected);
}

async function planOrSay(agent: Agent, which: WhichCommit): Promise<Planned> {
  try {
    return await planPass(agent, which);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    agent.ctx.log.error({ err: error, code: error.code.code }, 'pass crashed');
    return unplanned(agent, error);
  }
}

/** Whether the cluster was claimed; one that cannot be claimed now is planned and not written to. */
async function claimOrSay(agent: Agent, claim: ClaimOptions): Promise<boolean> {
  const { epoch } = agent.recall;
  try {
    await claimIfFree(agent, claim);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    agent.ctx.log.warn({ err: error, code: error.code.code }, 'the cluster could not be claimed');
  }
  return agent.recall.epoch !== epoch;
}

/** Makes what was planned, as far as it is selected. */
export async function runPlanned(agent: Agent, planned: Planned, selected: (change: Change) => boolean): Promise<PassRun> {
  await writeAhead(agent, planned, selected);
  const done = await applyPass(agent, planned, selected);
  const { report } = done;
  agent.recall.repeats = countRepeats(agent.recall.repeats, report.results);
  logPass(agent, report);
  const published = await publishStatus(agent, planned, done);
  // What waited for the recovery of a lost memory can go on now.
  const isRecovered = report.lost !== null && agent.recall.memory?.lost === null && agent.recall.lost === null;
  const { nextDueAt } = report.health;
  const dueInMs = nextDueAt === undefined ? null : Math.max(0, nextDueAt - report.at);
  const waits = [report.wakeInMs, published.statusInMs, isRecovered ? 0 : null].filter((ms) => ms !== null);
  return { planned, ...done, wakeInMs: waits.length === 0 ? null : Math.min(...waits), dueInMs, ...published };
}

/**
 * The journal before the first write: which commit is followed from now on, and each call that spends or destroys. A journal
 * that cannot be written holds up those calls only, because each of them asks for its intent.
 */
async function writeAhead(agent: Agent, planned: Planned, selected: (change: Change) => boolean): Promise<void> {
  const { memory, standing } = planned;
  if (standing.kind !== 'writer' || memory.kind === 'unknown') return;
  const made = planned.verdicts.flatMap(({ kind, change }) => (kind === 'allowed' && selected(change) ? [change] : []));
  if (made.length === 0) return;
  try {
    const intents = await intentsFor(agent, made, planned);
    const next = withAccepted(agent, planned, intents);
    if (!isNews(memory.value, next(memory.value))) return;
    const what = intents.length > 0 ? `about to ${intents.map(({ line }) => line.id).join(', ')}` : 'about to follow';
    await writeJournal(agent, { next, lines: [], report: null, what: `${what} ${planned.plan?.commit.slice(0, 7) ?? ''}` });
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    agent.ctx.log.warn({ err: error, code: error.code.code }, 'journal not written');
  }
}

function logPass(agent: Agent, report: PassReport): void {
  const counts: Record<string, number> = { applied: 0, waiting: 0, failed: 0, skipped: 0, blocked: 0 };
  for (const { outcome } of report.results) counts[outcome.kind] = (counts[outcome.kind] ?? 0) + 1;
  const commit = report.plan?.commit ?? null;
  const unread = report.plan?.unknown.map(({ system, facet }) => `${system} ${facet}`) ?? [];
  const git = report.source.kind === 'unknown' ? report.source.error.message : undefined;
  const { durationMs, standing } = report;
  agent.ctx.log.info(
    { commit, standing: standing.kind, planned: report.results.length, ...counts, unread, git, durationMs: Math.round(durationMs) },
    'pass',
  );
}
