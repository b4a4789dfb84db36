/** How an app is upgraded, what happens when its agent is gone, what its tasks fetch. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import { isSince } from '../profile.ts';
import type { Context } from './context.ts';
import { asIs, listOf, orDefault, rule, inPlaceOf, shape } from './rules.ts';
import type { Rule } from './rules.ts';

// 1.4 fills in what is missing of it; later ones require both.
const upgrade = shape<Context>({ minimumHealthCapacity: orDefault(1), maximumOverCapacity: orDefault(1) });
const RESIDENT_UPGRADE = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 };
const STATELESS_UPGRADE = { minimumHealthCapacity: 1, maximumOverCapacity: 1 };

/** An app with a volume of its own can not have two tasks at once: Marathon's default minds that. */
export const upgradeStrategy: Rule = withDefault(upgrade, (context) => (isCareful(context) ? RESIDENT_UPGRADE : STATELESS_UPGRADE));

function isCareful({ hasPersistentVolume, hasExternalVolume, hasResidency, defaults }: Context): boolean {
  return hasPersistentVolume || hasExternalVolume || (hasResidency && !isSince(defaults.profile, '1.6'));
}

/** Five and ten minutes before 1.4.9, and in 1.5.0 (state/UnreachableStrategy.scala). */
const OLD_TIMES = { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 };
const HAS_OLD_TIMES = /^1\.(?:4\.[0-8]|5\.0)(?!\d)/;
/** With local persistent volumes, 1.4.0 and 1.4.1 alone did not have `disabled`: an hour and a week. */
const FIRST_RESIDENT_TIMES = { inactiveAfterSeconds: 3600, expungeAfterSeconds: 604_800 };
const HAS_FIRST_RESIDENT_TIMES = /^1\.4\.[01](?!\d)/;

const newTimes = shape<Context>({ inactiveAfterSeconds: orDefault(0), expungeAfterSeconds: orDefault(0) });
const oldTimes = shape<Context>({
  inactiveAfterSeconds: orDefault(OLD_TIMES.inactiveAfterSeconds),
  expungeAfterSeconds: orDefault(OLD_TIMES.expungeAfterSeconds),
});

/** An object of two times or the text `disabled`, which is the default with local persistent volumes. */
export const unreachableStrategy: Rule = rule(
  (value, context) => {
    const { version } = context.defaults;
    const times = HAS_OLD_TIMES.test(version) ? oldTimes : newTimes;
    return times(value ?? (context.hasPersistentVolume ? residentDefault(version) : {}), context);
  },
  // Every Marathon answers it whole.
  inPlaceOf(newTimes),
);

function residentDefault(version: string): Json {
  return HAS_FIRST_RESIDENT_TIMES.test(version) ? FIRST_RESIDENT_TIMES : 'disabled';
}

/** An hour, and since 1.8 five minutes. */
export function maxLaunchDelaySeconds(profile: Profile): Rule<unknown> {
  return orDefault(isSince(profile, '1.8') ? 300 : 3600);
}

export const fetch = listOf(
  shape<Context>({ uri: asIs, extract: orDefault(true), executable: orDefault(false), cache: orDefault(false), destPath: asIs }),
);

function withDefault(of: Rule, fallback: (context: Context) => Json): Rule {
  const { keep, holds } = inPlaceOf(of);
  return rule((value, context) => of(value ?? fallback(context), context), {
    keep,
    holds: (kept, value, context) => holds(kept, value ?? fallback(context), context),
  });
}
