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
import { onlyTrue, residency, role, setOfIds } from './fields.ts';
import { modernised } from './legacy.ts';
import { networksRule, portDefinitions, requirePorts } from './network.ts';
import { asIs, inPlaceOf, omitEmpty, open, orDefault, shape, since, unlessEmpty, until } from './rules.ts';
import type { InPlace, Kept, Rule } from './rules.ts';
import { entries, labels, setOf } from './sets.ts';
import { withSharedParts } from './shared.ts';
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
    env: entries,
    labels,
    container: containerRule(profile),
    networks: networksRule(profile),
    portDefinitions,
    requirePorts,
    ...checkRules(profile),
    acceptedResourceRoles: setOf(asIs),
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

interface Table {
  readonly rule: Rule;
  readonly inPlace: InPlace<Context>;
}

const TABLES: ReadonlyMap<Profile, Table> = new Map(PROFILES.map((profile) => [profile, tableOf(appRule(profile))]));

function tableOf(rule: Rule): Table {
  return { rule, inPlace: inPlaceOf(rule) };
}

function tableIn({ profile }: Defaults): Table {
  const table = TABLES.get(profile);
  if (table === undefined) throw new TypeError(`no table of ${profile}`);
  return table;
}

/** The normal form of an app; what git may leave to the live app stays open: see `adoptLive`. */
export function normaliseApp(id: string, app: JsonObject, defaults: Defaults): JsonObject {
  const modern = modernised(app, defaults);
  const normal = tableIn(defaults).rule(modern, contextOf(id, modern, defaults));
  return isJsonObject(normal) ? normal : {};
}

/** A declared app, kept to be compared with live ones. */
export interface KeptApp {
  readonly kept: Kept;
  readonly context: Context;
}

export function keepApp(id: string, form: JsonObject, defaults: Defaults): KeptApp {
  const context = contextOf(id, form, defaults);
  return { kept: withSharedParts(tableIn(defaults).inPlace.keep(form, context)), context };
}

/**
 * Whether a live app is as declared, found without building its normal form. It may say no where the forms are equal, never yes where they
 * differ. The context is the declared app's: a live app of another has other networks or volumes, and is not as declared.
 */
export function isAsKept({ kept, context }: KeptApp, live: JsonObject): boolean {
  const { defaults } = context;
  // Since 1.5 Marathon answers in today's words.
  return tableIn(defaults).inPlace.holds(kept, defaults.profile === '1.4' ? modernised(live, defaults) : live, context);
}
