/** Where the instances of a pod run, how they are replaced and restarted (raml/PodConversion.scala, PodNormalization.normalizeScheduling). */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import { isSince } from '../profile.ts';
import { isList } from './equal.ts';
import { asIs, omitEmpty, orDefault, shape } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';
import type { PodContext } from './pod-context.ts';

const NS_PER_SECOND = 1e9;
const NS_PER_MS = 1e6;

/** Marathon keeps whole milliseconds of what it rounded to whole nanoseconds. */
const toTheMs: Rule<unknown> = (value) =>
  typeof value === 'number' ? Math.trunc(Math.round(value * NS_PER_SECOND) / NS_PER_MS) / 1000 : value;

function backoff(profile: Profile): Rule<PodContext> {
  return shape<PodContext>({
    backoff: orDefault(1, toTheMs),
    backoffFactor: orDefault(1.15),
    maxLaunchDelay: orDefault(isSince(profile, '1.8') ? 300 : 3600, toTheMs),
  });
}

const upgrade = shape<PodContext>({ minimumHealthCapacity: orDefault(1), maximumOverCapacity: orDefault(1) });
const RESIDENT_UPGRADE = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 };
const unreachable = shape<PodContext>({ inactiveAfterSeconds: orDefault(0), expungeAfterSeconds: orDefault(0) });

const upgradeOf: Rule<PodContext> = (value, context) => upgrade(value ?? (context.isResident ? RESIDENT_UPGRADE : {}), context);
const unreachableOf: Rule<PodContext> = (value, context) => unreachable(value ?? (context.isResident ? 'disabled' : {}), context);

const constraint = shape<PodContext>({ fieldName: asIs, operator: asIs, value: asIs });
const roles = setOf<PodContext>(asIs);

/** 1.9 forgets roles that the pod could not use; others refuse them (PodNormalization.sanitizeAcceptedResourceRoles). */
const usableRoles: Rule<PodContext> = (value, context) => {
  const usable: Json | undefined = isList(value) ? value.filter((role) => role === '*' || role === context.role) : value;
  return roles(usable, context);
};

function placement(profile: Profile): Rule<PodContext> {
  return omitEmpty(shape<PodContext>({ constraints: setOf(constraint), acceptedResourceRoles: profile === '1.9' ? usableRoles : roles }));
}

export function scheduling(profile: Profile): Rule<PodContext> {
  return orDefault(
    {},
    shape<PodContext>({
      backoff: orDefault({}, backoff(profile)),
      upgrade: upgradeOf,
      placement: placement(profile),
      killSelection: orDefault('YOUNGEST_FIRST'),
      unreachableStrategy: unreachableOf,
    }),
  );
}
