/**
 * One normal form for a pod as git declares it and as Marathon answers it, for each version: every default filled as that version does,
 * fields that it derives or forgets left out (PodNormalization.scala and PodConversion.scala of Marathon).
 */
import { withoutMark } from '../mark.ts';
import type { Profile } from '../profile.ts';
import type { JsonObject } from '../types.ts';
import { isJsonObject } from './equal.ts';
import { asIs, orDefault, shape, since, unlessEmpty } from './rules.ts';
import type { Rule } from './rules.ts';
import { onlyTrue } from './fields.ts';
import { containers } from './pod-containers.ts';
import { podContextOf } from './pod-context.ts';
import type { PodContext, PodDefaults } from './pod-context.ts';
import { linuxInfo } from './pod-linux.ts';
import { scheduling } from './pod-scheduling.ts';
import { networks, volumes } from './pod-volumes.ts';

const scaling = orDefault({}, shape<PodContext>({ kind: () => 'fixed', instances: asIs }));
const executorResources = orDefault({}, shape<PodContext>({ cpus: orDefault(0.1), mem: orDefault(32), disk: orDefault(10) }));

// Left out on purpose: version (read-only) and the ownership mark (see mark.ts).
function podRule(profile: Profile): Rule<PodContext> {
  return shape<PodContext>({
    containers: containers(profile),
    environment: unlessEmpty,
    executorResources,
    labels: (value) => withoutMark(value ?? {}),
    networks,
    scaling,
    scheduling: scheduling(profile),
    secrets: unlessEmpty,
    user: asIs,
    volumes: volumes(profile),
    ...since<PodContext>(profile, '1.9', { role: (_value, { role }) => role, linuxInfo: linuxInfo(profile) }),
    ...since<PodContext>(profile, '1.10', { legacySharedCgroups: onlyTrue }),
  });
}

const rules = new Map<Profile, Rule<PodContext>>();

function ruleOf(profile: Profile): Rule<PodContext> {
  const known = rules.get(profile) ?? podRule(profile);
  rules.set(profile, known);
  return known;
}

/** The normal form of a pod. `openRole` is for one that names none; `scaling.instances` stays open when the pod leaves it open. */
export function normalisePod(pod: JsonObject, defaults: PodDefaults, openRole: string): JsonObject {
  const normal = ruleOf(defaults.profile)(pod, podContextOf(pod, defaults, openRole));
  return isJsonObject(normal) ? normal : {};
}
