/** How many objects may be under way at once because of disruptive changes: `sync.maxDisruptive`. */
import { instant } from '../../clock.ts';
import { kindOf } from '../../model/ref.ts';
import type { Ref } from '../../model/ref.ts';
import { syncOf } from '../../model/sync.ts';
import type { GuardFacts, MakeGuard } from './types.ts';

const LOOK_AGAIN_MS = 10_000;

export const maxDisruptive: MakeGuard = (facts) => {
  const { desired, now } = facts.inputs;
  const most = syncOf(desired)?.maxDisruptive ?? Number.POSITIVE_INFINITY;
  let moving: readonly Ref[] | null = null;
  return (change, allowed) => {
    if (change.class !== 'disruptive' || most === Number.POSITIVE_INFINITY) return null;
    moving ??= underWay(facts);
    const begun = allowed.filter(({ class: made }) => made === 'disruptive').map(({ ref }) => ref);
    const count = new Set([...moving, ...begun, change.ref]).size;
    if (count <= most) return null;
    const why = `${count - 1} other objects are under way to a new state, and ${most} may be at once`;
    return { by: 'max-disruptive', why, recheckAt: instant(now + LOOK_AGAIN_MS) };
  };
};

/** Apps and pods with a deployment. One whose deletion is planned is called progressing before anything was done. */
function underWay({ plan, sight }: GuardFacts): readonly Ref[] {
  const going = new Set(plan.changes.flatMap(({ op, ref }) => (op === 'delete' ? [ref] : [])));
  const progressing = [...sight.health.ready].filter(
    ([ref, { kind }]) => kind === 'progressing' && (kindOf(ref) === 'App' || kindOf(ref) === 'Pod'),
  );
  return progressing.map(([ref]) => ref).filter((ref) => !going.has(ref));
}
