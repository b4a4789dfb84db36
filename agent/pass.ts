/**
 * One pass, from the git tree to what is to be reported: git -> observe -> plan -> guard -> apply -> observe again what was
 * written. What it writes to git, before and after, is in run-pass.ts.
 */
import { applyPlan } from './apply/apply.ts';
import type { Instant } from './clock.ts';
import { asPlumblineError } from './errors.ts';
import type { PlumblineError } from './errors.ts';
import type { InForce } from './in-force.ts';
import type { Change, Plan, Verdict } from './model/change.ts';
import type { Bought } from './model/growth.ts';
import type { Memory } from './model/memory.ts';
import type { Reading, Sight } from './model/observed.ts';
import { ok, unknown } from './model/observed.ts';
import type { Ref, SystemName } from './model/ref.ts';
import type { Standing } from './model/report.ts';
import type { Inputs } from './model/system.ts';
import { look, lookAgain } from './look.ts';
import type { PassDeps } from './pass-deps.ts';
import { permitFor } from './permit.ts';
import { planAndJudge } from './plan-and-judge.ts';
import { readGit } from './read-git.ts';
import type { WhichCommit } from './read-git.ts';
import type { Done } from './remember.ts';
import { withPlaces } from './refused-fields.ts';
import { reportOf } from './report-of.ts';
import { standingIn } from './standing.ts';

/** What stands before anything is written. */
export interface Planned {
  readonly at: Instant;
  readonly memory: Reading<Memory>;
  readonly standing: Standing;
  readonly inForce: InForce;
  readonly head: string | null;
  readonly inputs: Inputs | null;
  readonly plan: Plan | null;
  readonly verdicts: readonly Verdict[];
  readonly sight: Sight;
  /** All that is bought; null: not known. */
  readonly bought: Bought | null;
  /** Disks that a pool cannot do without: see model/growth.ts. */
  readonly rescued: ReadonlySet<Ref>;
}

/** Reads git and the systems and plans; writes nothing. */
export async function planPass(deps: PassDeps, which: WhichCommit): Promise<Planned> {
  const at = deps.ctx.clock.now();
  const git = await readGit(deps, which, at);
  if (git.inForce.source.kind === 'unknown') return { at, ...git, ...NOTHING_PLANNED };
  const seen = await look(deps, git, at);
  const { inputs, sight, bought, rescued } = seen;
  return { at, ...git, inputs, sight, bought, rescued, ...planAndJudge(deps, git.standing, seen) };
}

/** Makes what was planned, as far as `selected` asks for it. */
export async function applyPass(deps: PassDeps, planned: Planned, selected: (change: Change) => boolean): Promise<Done> {
  const startedMs = deps.ctx.clock.monotonicMs();
  const again = async (before: Sight, written: ReadonlySet<SystemName>): Promise<Sight> => {
    try {
      const { inputs, head } = planned;
      return inputs === null ? before : await lookAgain(deps, { inputs, head }, before, written);
    } catch (thrown) {
      // A fault of ours: what was written must still be reported.
      deps.ctx.log.error({ err: asPlumblineError(thrown) }, 'could not look again');
      return before;
    }
  };
  deps.recall.tried.clear();
  const permit = permitFor(deps, planned);
  const applied = await applyPlan(planned.verdicts, planned.sight, {
    systems: deps.systems,
    ctx: deps.ctx,
    secretTexts: planned.inputs?.secretTexts ?? new Map(),
    permit,
    selected,
    lookAgain: again,
  });
  const results = await withPlaces(deps, planned.inputs?.desired ?? null, applied.results);
  const report = reportOf(deps, planned, { ...applied, results }, deps.ctx.clock.monotonicMs() - startedMs);
  return { report, world: applied.sight.world };
}

const NOTHING_PLANNED = {
  inputs: null,
  bought: null,
  rescued: new Set<Ref>(),
  plan: null,
  verdicts: [],
  sight: {
    world: new Map(),
    health: { ready: new Map(), findings: [], gauges: [], ids: new Map(), disks: new Map(), costs: [], marks: [], existing: null },
  },
} as const;

/** What stands when planning itself failed: nothing is in force, and the status says why. */
export function unplanned(deps: PassDeps, error: PlumblineError): Planned {
  const inForce: InForce = { source: unknown(error), refused: null, warnings: [], accepted: null };
  const at = deps.ctx.clock.now();
  const { memory } = deps.recall;
  if (memory === null) return { at, memory: unknown(error), standing: { kind: 'onlooker' }, inForce, head: null, ...NOTHING_PLANNED };
  return { at, memory: ok(memory, at), standing: standingIn(deps, memory, at), inForce, head: null, ...NOTHING_PLANNED };
}
