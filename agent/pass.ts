/**
 * One pass, from the git tree to the status commit. Reads like the flow: git tree -> desired -> observe -> plan -> guard ->
 * apply -> observe again what was written -> status -> git.
 */
import type { Instant } from './clock.ts';
import { applyPlan } from './apply/apply.ts';
import type { Applied } from './apply/apply.ts';
import { asPlumblineError } from './errors.ts';
import type { PlumblineError } from './errors.ts';
import { readInForce } from './in-force.ts';
import type { InForce } from './in-force.ts';
import { readMemory } from './memory/memory.ts';
import type { Change, Plan, Verdict } from './model/change.ts';
import type { Desired, Loaded } from './model/desired.ts';
import type { Memory } from './model/memory.ts';
import type { Reading, Sight } from './model/observed.ts';
import { ok, unknown } from './model/observed.ts';
import type { SystemName } from './model/ref.ts';
import type { PassReport } from './model/report.ts';
import type { Repo } from './model/repo.ts';
import type { Ctx, Inputs, System } from './model/system.ts';
import { healthOf, observe, observeAgain } from './observe.ts';
import { judge } from './plan/guard/guard.ts';
import type { Repeats } from './plan/guard/repeated.ts';
import { makePlan } from './plan/plan.ts';
import { wakeInMs } from './wake.ts';

export interface PassDeps {
  readonly cluster: string;
  readonly repo: Repo;
  readonly branches: { readonly tracked: string; readonly status: string };
  readonly systems: ReadonlyMap<SystemName, System>;
  readonly ctx: Ctx;
  readonly load: (commit: string) => Promise<Loaded>;
  /** What earlier passes of this process know; losing it costs time only. */
  readonly recall: Recall;
}

export interface Recall {
  memory: Memory | null;
  repeats: Repeats;
}

/** What stands before anything is written. */
export interface Planned {
  readonly at: Instant;
  readonly memory: Reading<Memory>;
  readonly inForce: InForce;
  readonly inputs: Inputs | null;
  readonly plan: Plan | null;
  readonly verdicts: readonly Verdict[];
  readonly sight: Sight;
}

/** Reads git and the systems and plans; writes nothing. `ref` plans another commit than the tracked branch's. */
export async function planPass(deps: PassDeps, ref: string | null): Promise<Planned> {
  const at = deps.ctx.clock.now();
  const { memory, inForce } = await readGit(deps, ref, at);
  if (inForce.source.kind === 'unknown') return nothingInForce(at, memory, inForce);
  const inputs: Inputs = { desired: inForce.source.value, settled: inForce.settled, now: at };
  const systems = [...deps.systems.values()];
  const world = await observe(systems, deps.ctx);
  const plan = makePlan(inputs, systems, world);
  const sight = { world, health: healthOf(systems, inputs, world) };
  return { at, memory, inForce, inputs, plan, verdicts: judge(plan, deps.recall.repeats), sight };
}

/** Makes what was planned, as far as `selected` asks for it, and gives the report. */
export async function applyPass(deps: PassDeps, planned: Planned, selected: (change: Change) => boolean): Promise<PassReport> {
  const startedMs = deps.ctx.clock.monotonicMs();
  const { inputs } = planned;
  const systems = [...deps.systems.values()];
  const lookAgain = async (before: Sight, written: ReadonlySet<SystemName>): Promise<Sight> => {
    try {
      const world = await observeAgain(systems, written, deps.ctx, before.world);
      return { world, health: inputs ? healthOf(systems, inputs, world) : before.health };
    } catch (thrown) {
      // A fault of ours: what was written must still be reported.
      deps.ctx.log.error({ err: asPlumblineError(thrown) }, 'could not look again');
      return before;
    }
  };
  const how = { systems: deps.systems, ctx: deps.ctx, selected, lookAgain };
  const applied = await applyPlan(planned.verdicts, planned.sight, how);
  return reportOf(deps, planned, applied, deps.ctx.clock.monotonicMs() - startedMs);
}

function reportOf(deps: PassDeps, planned: Planned, applied: Applied, durationMs: number): PassReport {
  const { source, refused, warnings } = planned.inForce;
  const known = { cluster: deps.cluster, at: planned.at, durationMs, source, refused, warnings, plan: planned.plan };
  const report = { ...known, results: applied.results, health: applied.sight.health };
  return { ...report, wakeInMs: wakeInMs(report) };
}

async function readGit(deps: PassDeps, ref: string | null, now: Instant): Promise<{ memory: Reading<Memory>; inForce: InForce }> {
  const listed = await deps.repo.branches();
  if (listed.kind === 'unknown') return { memory: listed, inForce: notRead(listed) };
  const tip = listed.value.get(deps.branches.status) ?? null;
  const memory = await readMemory({ repo: deps.repo, cluster: deps.cluster, tip, now }, deps.recall.memory);
  if (memory.kind === 'unknown') return { memory, inForce: notRead(memory) };
  deps.recall.memory = memory.value;
  const head = ref ?? listed.value.get(deps.branches.tracked) ?? null;
  const which = { branch: deps.branches.tracked, head, isNamed: ref !== null };
  const inForce = await readInForce({ now, load: deps.load, ...which }, memory.value);
  return { memory, inForce };
}

/** What stands when planning itself failed: nothing is in force, and the status says why. */
export function unplanned(deps: PassDeps, error: PlumblineError): Planned {
  const at = deps.ctx.clock.now();
  const memory = deps.recall.memory === null ? unknown(error) : ok(deps.recall.memory, at);
  return nothingInForce(at, memory, notRead(unknown(error)));
}

function notRead({ error }: { readonly error: PlumblineError }): InForce {
  const source: Reading<Desired> = unknown(error);
  return { source, refused: null, warnings: [], settled: null };
}

function nothingInForce(at: Instant, memory: Reading<Memory>, inForce: InForce): Planned {
  const sight: Sight = { world: new Map(), health: { ready: new Map(), findings: [], gauges: [] } };
  return { at, memory, inForce, inputs: null, plan: null, verdicts: [], sight };
}
