/** A planned pass as the verbs plan and apply show it. */
import type { Plan } from '../model/change.ts';
import { findDoc } from '../model/desired.ts';
import type { Desired } from '../model/desired.ts';
import type { Health } from '../model/observed.ts';
import { declaringRef } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { Lost } from '../model/report.ts';
import { holdSentence, lostSentence, standingSentence } from '../model/sentences.ts';
import type { PassDeps } from '../pass-deps.ts';
import type { Planned } from '../pass.ts';
import { planJson } from '../plan/render/json.ts';
import { planMarkdown } from '../plan/render/markdown.ts';
import type { PlanView } from '../plan/render/plan-view.ts';
import { planText } from '../plan/render/text.ts';
import { lostOf } from '../report-of.ts';
import { selection } from './selection.ts';
import type { Args } from './args.ts';
import { errorLine } from './findings.ts';
import { painter } from './paint.ts';
import type { Io } from './io.ts';

export interface Shown {
  readonly view: PlanView;
  readonly desired: Desired;
  readonly plan: Plan;
  readonly lost: Lost | null;
  readonly selected: (ref: Ref) => boolean;
  /** Whether everything was asked for. */
  readonly isAll: boolean;
}

/** Throws the reason when nothing is in force, after printing the errors that a refused commit has. */
export function show(planned: Planned, deps: PassDeps, args: Args, io: Io): Shown {
  const { source, refused } = planned.inForce;
  if (source.kind === 'unknown' || planned.plan === null) {
    for (const error of refused?.errors ?? []) io.err(`${errorLine(error)}\n`);
    throw source.kind === 'unknown' ? source.error : new TypeError('a plan is missing');
  }
  const selected = selection(args.only, source.value);
  const { inputs, plan, verdicts, sight } = planned;
  const lost = inputs === null ? null : lostOf(deps, inputs.memory, sight.world);
  const view: PlanView = {
    cluster: deps.cluster,
    plan,
    verdicts: verdicts.filter(({ change }) => selected(change.ref)),
    unready: unreadyOf(planned, source.value).filter(({ ref }) => selected(ref)),
    findings: sight.health.findings.filter(({ ref }) => selected(ref)),
    refused,
    notes: notesOf(planned, lost, selected),
  };
  return { view, desired: source.value, plan, lost, selected, isAll: args.only.length === 0 };
}

/** What stops this agent, or what was asked for. */
function notesOf({ at, standing, inputs }: Planned, lost: Lost | null, selected: Shown['selected']): readonly string[] {
  const holds = (inputs?.memory.holds ?? []).filter(({ ref, until }) => until > at && (ref === '*' || selected(ref)));
  const notes = [...holds.map(holdSentence), standingSentence(standing, at), lost && lostSentence(lost)];
  return notes.filter((note) => note !== null);
}

function unreadyOf({ plan, sight }: Planned, desired: Desired): PlanView['unready'] {
  const { ready } = sight.health;
  const changed = new Set(plan?.changes.map(({ ref }) => ref));
  return [...ready].flatMap(([ref, readiness]) => {
    if (changed.has(ref)) return [];
    const why = 'why' in readiness ? readiness.why : readiness.kind === 'absent' ? awaitedBy(ref, ready, desired) : null;
    return why === null ? [] : [{ ref, kind: readiness.kind, why }];
  });
}

/** What is made only once something else is there is in no plan before. Null: it waits for nothing that is declared. */
function awaitedBy(ref: Ref, ready: Health['ready'], desired: Desired): string | null {
  const { links = [] } = findDoc(desired, declaringRef(ref)) ?? {};
  const awaited = links.filter((link) => ready.has(link) && ready.get(link)?.kind !== 'ready');
  return awaited.length === 0 ? null : `waits for ${awaited.join(', ')}`;
}

export function render(view: PlanView, args: Args, io: Io): string {
  if (args.output === 'json') return planJson(view);
  return args.output === 'md' ? planMarkdown(view) : planText(view, painter(args, io));
}
