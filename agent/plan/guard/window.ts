/** When changes may be made: `sync.windows`. */
import { formatInstant, instant } from '../../clock.ts';
import type { Instant } from '../../clock.ts';
import { parseCron } from '../../cron.ts';
import type { Change, Objection } from '../../model/change.ts';
import type { SyncSpec } from '../../model/kinds.gen.ts';
import { kindOf } from '../../model/ref.ts';
import { isOfKind, syncOf } from '../../model/sync.ts';
import { parseDuration } from '../../units.ts';
import type { MakeGuard } from './types.ts';

type Window = NonNullable<SyncSpec['windows']>[number];

/** `until`: when an open one closes, or a closed one opens; a day ahead at most, when one looks again. */
interface State {
  readonly isOpen: boolean;
  readonly until: Instant;
}

export const window: MakeGuard = ({ inputs: { desired, now } }) => {
  const windows = syncOf(desired)?.windows ?? [];
  const known = new Map<Window, State>();
  // Only for windows that some change asks about: minutes are tried one by one.
  const stateNow = (one: Window): State => {
    const state = known.get(one) ?? stateAt(one, now);
    known.set(one, state);
    return state;
  };
  return (change) => {
    const about = windows.filter((one) => isAbout(one, change)).map((one) => ({ effect: one.effect, ...stateNow(one) }));
    const denied = about.filter(({ effect, isOpen }) => effect === 'deny' && isOpen);
    if (denied.length > 0) return wait('not now, by a deny window', Math.max(...denied.map(({ until }) => until)));
    const allowing = about.filter(({ effect }) => effect === 'allow');
    if (allowing.length === 0 || allowing.some(({ isOpen }) => isOpen)) return null;
    return wait('only inside an allow window', Math.min(...allowing.map(({ until }) => until)));
  };
};

function wait(why: string, untilMs: number): Objection {
  const recheckAt = instant(untilMs);
  return { by: 'window', why: `${why} of sync.windows: looked at again at ${formatInstant(recheckAt)}`, recheckAt };
}

/** A proposal changes nothing in the cluster; what lets a pool grow waits only for windows that name its kind. */
function isAbout(one: Window, { op, class: changeClass, ref }: Change): boolean {
  const classes: readonly string[] = one.classes ?? ['disruptive', 'destructive'];
  const isGrowth = op !== 'delete' && (kindOf(ref) === 'Disk' || kindOf(ref) === 'Growth');
  const isMeant = isGrowth ? one.kinds !== undefined && isOfKind(one, ref) : isOfKind(one, ref);
  return op !== 'propose' && classes.includes(changeClass) && isMeant;
}

function stateAt({ schedule, duration }: Window, now: Instant): State {
  const cron = parseCron(schedule);
  const durationMs = parseDuration(duration) ?? 0;
  // The first opening that is not over yet.
  const opening = cron.next(instant(now - durationMs));
  return opening <= now ? { isOpen: true, until: instant(opening + durationMs) } : { isOpen: false, until: cron.next(now) };
}
