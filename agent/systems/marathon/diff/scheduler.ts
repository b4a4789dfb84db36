/**
 * Apps that run the scheduler of a declared Framework. One that comes back under another id knows nothing of the tasks it had: it
 * may not start beside them, and restarting it destroys what it was. Pure.
 */
import type { Draft, Precondition } from '../../../model/change.ts';
import type { Desired, Doc } from '../../../model/desired.ts';
import { kindOf, nameOn, refOf } from '../../../model/ref.ts';
import type { Json, Ref } from '../../../model/ref.ts';
import type { MarathonAction } from '../types.ts';

/** The draft as it is for an app that runs no scheduler; else with what must hold before its scheduler is started. */
export function forScheduler(draft: Draft<MarathonAction>, desired: Desired): Draft<MarathonAction> {
  const framework = schedulers(desired).get(draft.ref);
  if (framework === undefined) return draft;
  const start = startOf(draft);
  // What it does not mount itself holds up no app that runs.
  const needs = start === 'anew' ? draft.needs : draft.needs.filter((ref) => kindOf(ref) !== 'Volume' || !framework.links.includes(ref));
  if (start === null) return { ...draft, needs };
  const { name, keepsId = false } = framework.spec.registration;
  const requires = [...draft.requires, noOther(framework.ref, { registration: name, keepsId, replaces: start === 'again' })];
  if (start === 'anew' || keepsId) return { ...draft, needs, requires };
  const effects = [...draft.effects, `${name} registers under another id: it loses its tasks`];
  return { ...draft, class: 'destructive', needs, requires, effects };
}

function noOther(backendId: Ref, args: Precondition['args']): Precondition {
  return { system: 'mesos', check: 'no-other-scheduler', backendId, ...(args === undefined ? {} : { args }) };
}

/** `again`: in the place of one that runs. Null: no scheduler is started by it. */
function startOf({ op, fields, action }: Draft<MarathonAction>): 'anew' | 'again' | null {
  if (op === 'restart') return 'again';
  if (op === 'create') return isSome(definitionIn(action.args)['instances']) ? 'anew' : null;
  const scaled = fields.find(({ path }) => path === 'instances');
  return scaled?.from === 0 && isSome(scaled.to) ? 'anew' : null;
}

function definitionIn(args: MarathonAction['args']): { readonly [field: string]: Json } {
  return 'definition' in args ? args.definition : {};
}

function isSome(instances: Json | undefined): boolean {
  return typeof instances === 'number' && instances > 0;
}

/** By the app that runs each one's scheduler; made once for each tree. */
function schedulers(desired: Desired): ReadonlyMap<Ref, Doc<'Framework'>> {
  const known = byApp.get(desired);
  if (known !== undefined) return known;
  const present = [...desired.docs.Framework.values()].filter(({ state }) => state === 'present');
  const made = new Map(present.map((doc) => [refOf('App', nameOn(doc.on, doc.spec.app)), doc]));
  byApp.set(desired, made);
  return made;
}

const byApp = new WeakMap<Desired, ReadonlyMap<Ref, Doc<'Framework'>>>();
