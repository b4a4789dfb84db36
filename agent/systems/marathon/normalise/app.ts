/**
 * One normal form for an app as git declares it and as Marathon answers it: every default filled as that version of Marathon does
 * (AppNormalization.scala, AppConversion.scala; up to 1.4 Formats.scala), fields that it derives or forgets left out.
 */
import { PROFILES } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { JsonObject } from '../types.ts';
import { checkRules } from './checks.ts';
import { containerRule } from './container.ts';
import { contextOf } from './context.ts';
import type { Context, Defaults } from './context.ts';
import { isJsonObject } from './equal.ts';
import { labels, onlyTrue, residency, role, rolesOf, setOfIds } from './fields.ts';
import { modernised } from './legacy.ts';
import { networksRule, portDefinitions, requirePorts } from './network.ts';
import { asIs, holdsOf, omitEmpty, open, orDefault, shape, since, unlessEmpty, until } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';
import { fetch, maxLaunchDelaySeconds, unreachableStrategy, upgradeStrategy } from './strategies.ts';

// Left out on purpose: version, task counts and the like (read-only), and executorResources (an update through PUT drops it:
// AppConversion.appToUpdate).
function appRule(profile: Profile): Rule {
  return shape<Context>({
    instances: open,
    cmd: asIs,
    cpus: orDefault(1),
    mem: orDefault(128),
    disk: orDefault(0),
    gpus: orDefault(0),
    env: unlessEmpty,
    labels,
    container: containerRule(profile),
    networks: networksRule(profile),
    portDefinitions,
    requirePorts,
    ...checkRules(profile),
    acceptedResourceRoles: rolesOf(profile),
    args: unlessEmpty,
    backoffFactor: orDefault(1.15),
    backoffSeconds: orDefault(1),
    constraints: setOf(asIs),
    dependencies: setOfIds,
    executor: orDefault(''),
    fetch: omitEmpty(fetch),
    killSelection: orDefault('YOUNGEST_FIRST'),
    maxLaunchDelaySeconds: maxLaunchDelaySeconds(profile),
    secrets: unlessEmpty,
    taskKillGracePeriodSeconds: asIs,
    unreachableStrategy,
    upgradeStrategy,
    user: asIs,
    ...until<Context>(profile, '1.4', { storeUrls: unlessEmpty }),
    ...until<Context>(profile, '1.5', { residency }),
    ...since<Context>(profile, '1.5', { tty: onlyTrue }),
    ...since<Context>(profile, '1.9', { role }),
    ...since<Context>(profile, '1.10', { resourceLimits: unlessEmpty }),
  });
}

const RULES: ReadonlyMap<Profile, Rule> = new Map(PROFILES.map((profile) => [profile, appRule(profile)]));

function ruleOf(profile: Profile): Rule {
  return RULES.get(profile) ?? asIs;
}

/** The normal form of an app. What git may leave to the live app stays open: see `adoptLive`. */
export function normaliseApp(id: string, app: JsonObject, defaults: Defaults): JsonObject {
  const modern = modernised(app, defaults);
  const normal = ruleOf(defaults.profile)(modern, contextOf(id, modern, defaults));
  return isJsonObject(normal) ? normal : {};
}

/**
 * Whether a live app is as declared, found without building its normal form. It may say no where the forms are equal, never yes where they
 * differ.
 */
export function isInForm(declared: JsonObject, id: string, live: JsonObject, defaults: Defaults): boolean {
  // Since 1.5 Marathon answers in today's words.
  const modern = defaults.profile === '1.4' ? modernised(live, defaults) : live;
  return holdsOf(ruleOf(defaults.profile))(declared, modern, contextOf(id, modern, defaults));
}
