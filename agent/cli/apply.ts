/** `plumbline apply`: shows a plan, then repeats passes over the changes it showed until none waits or the time is up. */
import type { Agent } from '../agent.ts';
import type { Change, Result } from '../model/change.ts';
import type { Ref } from '../model/ref.ts';
import type { PassReport } from '../model/report.ts';
import { claimIfFree } from '../claim.ts';
import { instant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import { asPlumblineError } from '../errors.ts';
import { planPass } from '../pass.ts';
import type { Planned } from '../pass.ts';
import { hasNews } from '../publish.ts';
import type { WhichCommit } from '../read-git.ts';
import { runPlanned } from '../run-pass.ts';
import type { PassRun } from '../run-pass.ts';
import type { Args } from './args.ts';
import { exitCode, failureText } from './exit-code.ts';
import type { ExitCode, Verdicts } from './exit-code.ts';
import type { Io } from './io.ts';
import { outcomeLine, resultsJson } from './outcomes.ts';
import { counted } from '../plan/render/plan-view.ts';
import { render, show } from './planned-view.ts';
import type { Shown } from './planned-view.ts';
import { reachableCommit } from './reachable.ts';
import { awaitingTurn, turnCame } from './turn.ts';
import { letGo, withAgent } from './with-agent.ts';

export function apply(args: Args, io: Io): Promise<number> {
  return withAgent(args, io, 'silent', async (agent) => {
    const which = { ref: await reachableCommit(agent, args.ref), mayGoBack: false };
    const planned = await planPass(agent, which);
    const shown = show(planned, agent, args, io);
    if (args.output !== 'json') io.out(render(shown.view, args, io));
    const made = await makeAndLetGo(agent, planned, shown, { args, io, which });
    if (args.output === 'json') io.out(resultsJson(shown.view, made.results));
    else io.out(`${summaryLine(made)}${made.failure}`);
    if (made.statusError) io.err(`The status was not committed: ${made.statusError.message}\n${made.statusError.code.help}\n`);
    return made.code;
  });
}

interface Making {
  readonly args: Args;
  readonly io: Io;
  readonly which: WhichCommit;
}

interface Made {
  readonly results: readonly Result[];
  readonly code: ExitCode;
  /** Why that is 1; empty when it is not. */
  readonly failure: string;
  /** The tracked branch moved on while this verb waited, so the rest was left to the next one. */
  readonly overtaken: boolean;
  /** Declared objects that are not there yet, and that this verb was not to make: some wait for what it made. */
  readonly left: number;
  readonly statusError: PassRun['statusError'];
}

async function makeAndLetGo(agent: Agent, planned: Planned, shown: Shown, making: Making): Promise<Made> {
  try {
    return await makeShown(agent, planned, shown, making);
  } finally {
    await letGo(agent);
  }
}

async function makeShown(agent: Agent, planned: Planned, shown: Shown, making: Making): Promise<Made> {
  const isShown = isAmong(shown);
  const { clock, signal } = agent.ctx;
  const deadline = instant(clock.now() + making.args.waitMs);
  const isOver = (): boolean => signal.aborted || clock.now() >= deadline;
  const results = new Map<string, Result>();
  let { run, overtaken } = await firstRun(agent, planned, shown, { ...making, deadline });
  const sayWaiting = once(() => making.io.err('Done; waiting to commit the status, which is done at most once in 30 s.\n'));
  for (;;) {
    report(run.report, results, isShown, making);
    const underWay = isUnderWay(run.report, results, shown);
    if (overtaken || isOver() || (!underWay && !isStatusAwaited(run))) break;
    if (!underWay) sayWaiting();
    await clock.sleep(Math.min(run.wakeInMs ?? POLL_MS, deadline - clock.now()), signal);
    if (signal.aborted) break;
    const next = await planPass(agent, making.which);
    overtaken = isOvertaken(next, shown);
    if (overtaken) break;
    run = await runPlanned(agent, next, isShown);
  }
  const made = [...results.values()];
  const ending = endingOf(run.report, made, shown);
  const code = exitCode(ending);
  const { statusError } = run;
  const left = leftBy(run.report, results, shown);
  return { results: made, code: overtaken && code === 0 ? 2 : code, failure: failureText(ending), overtaken, left, statusError };
}

function leftBy({ health }: PassReport, results: ReadonlyMap<string, Result>, { selected }: Shown): number {
  const told = new Set([...results.values()].map(({ change }) => change.ref));
  return [...health.ready].filter(([ref, { kind }]) => kind === 'absent' && selected(ref) && !told.has(ref)).length;
}

interface First {
  readonly run: PassRun;
  readonly overtaken: boolean;
}

/** Claims the cluster only when there is something to write; then it may have moved on, so that it is planned again. */
async function firstRun(agent: Agent, planned: Planned, shown: Shown, making: Making & { deadline: Instant }): Promise<First> {
  const isShown = isAmong(shown);
  const isWanted = planned.verdicts.some(({ kind, change }) => kind === 'allowed' && isShown(change));
  const looked = await runPlanned(agent, isWanted ? awaitingTurn(planned) : planned, isShown);
  const before = { run: looked, overtaken: false };
  if (!isWanted && !hasNews(agent, planned, looked)) return before;
  try {
    await claimIfFree(agent, { verb: 'apply', until: instant(making.deadline + CLAIM_MARGIN_MS) });
  } catch (thrown) {
    if (isWanted) throw thrown;
    // Only the status would have been written: nothing that was asked for is lacking.
    return { run: { ...looked, statusError: asPlumblineError(thrown) }, overtaken: false };
  }
  if (!(await turnCame(agent, making.deadline, making.io))) return before;
  const next = await planPass(agent, making.which);
  if (isOvertaken(next, shown)) return { run: looked, overtaken: true };
  return { run: await runPlanned(agent, next, isShown), overtaken: false };
}

function isAmong({ view }: Shown): (change: Change) => boolean {
  const ids = new Set(view.verdicts.map(({ change }) => change.id));
  return ({ id }) => ids.has(id);
}

/** What is in force is not what the shown plan was made from. */
function isOvertaken({ inputs }: Planned, { desired }: Shown): boolean {
  return inputs !== null && inputs.desired.inputs !== desired.inputs;
}

/** For the last pass and the release. */
const CLAIM_MARGIN_MS = 5 * 60_000;

const POLL_MS = 3_000;

/** Whether time alone brings the status to git: it is held back, or what failed may pass. */
function isStatusAwaited({ statusInMs, statusError }: PassRun): boolean {
  return statusInMs !== null && statusError?.code.class !== 'stalled';
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/** Prints each outcome that is news. */
function report(pass: PassReport, results: Map<string, Result>, isShown: (change: Change) => boolean, { args, io }: Making): void {
  for (const result of pass.results.filter(({ change }) => isShown(change))) {
    const line = outcomeLine(result);
    const before = results.get(result.change.id);
    if (args.output !== 'json' && (!before || outcomeLine(before) !== line)) io.out(`${line}\n`);
    results.set(result.change.id, result);
  }
  // What was not read says nothing of what came about there.
  if (pass.plan === null || pass.plan.unknown.length > 0) return;
  const planned = new Set(pass.results.map(({ change }) => change.id));
  for (const [id, { change, outcome }] of results) {
    if (planned.has(id) || outcome.kind === 'applied') continue;
    results.set(id, { change, outcome: { kind: 'skipped', why: 'it has come about meanwhile' } });
  }
}

/** Whether all was just made (one more pass sees that it took), a shown change waits or failed for now, or a shown object is on its way. */
function isUnderWay(pass: PassReport, results: ReadonlyMap<string, Result>, shown: Shown): boolean {
  const made = pass.results.length > 0 && pass.results.every(({ outcome }) => outcome.kind === 'applied');
  const open = [...results.values()].some(({ outcome }) => {
    return (
      outcome.kind === 'waiting' ||
      (outcome.kind === 'blocked' && outcome.recheckAt !== null) ||
      (outcome.kind === 'failed' && outcome.error.code.class === 'transient')
    );
  });
  const refs = new Set<Ref>(shown.view.verdicts.map(({ change }) => change.ref));
  return made || open || [...pass.health.ready].some(([ref, { kind }]) => refs.has(ref) && kind === 'progressing');
}

/** A change that was applied and is no longer planned is done; one still planned counts as its last outcome says. */
function endingOf(pass: PassReport, results: readonly Result[], shown: Shown): Verdicts {
  return {
    source: pass.source,
    refused: pass.refused,
    standing: pass.standing,
    lost: pass.lost,
    unknown: pass.plan?.unknown ?? [],
    outcomes: results.map(({ outcome }) => outcome),
    health: pass.health,
    selected: shown.selected,
    isAll: shown.isAll,
  };
}

function summaryLine({ results, overtaken, left }: Made): string {
  const counts = new Map<string, number>();
  for (const { outcome } of results) counts.set(outcome.kind, (counts.get(outcome.kind) ?? 0) + 1);
  const parts = [...counts].map(([kind, count]) => `${count} ${kind}`);
  const moved = overtaken ? ' The tracked branch moved on meanwhile: run apply again.' : '';
  const more = left === 0 ? '' : ` Not there yet: ${counted(left, 'declared object')}. Run apply again; plan says what is waited for.`;
  return `${parts.length === 0 ? 'Nothing to do' : `Changes: ${parts.join(', ')}`}.${moved}${more}\n`;
}
