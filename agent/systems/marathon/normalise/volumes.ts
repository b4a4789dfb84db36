/** Volumes of an app, by what they are of: an external driver, the agent's own disk, a secret, or a folder of the agent. */
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Json } from '../../../model/ref.ts';
import type { Context } from './context.ts';
import { isEmpty, isJsonObject, isList } from './equal.ts';
import { asIs, inPlaceOf, listOf, orDefault, rule, shape, since, unlessEmpty, variant } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';

type Kind = 'external' | 'persistent' | 'secret' | 'host';

export function volumesRule(profile: Profile): Rule {
  const all = listOf(volumeRule(profile));
  // Secrets as files came with 1.5: before, such a volume is one of nothing, and refused.
  return isSince(profile, '1.5') ? all : rule((value, context) => all(withoutSecrets(value), context), inPlaceOf(all));
}

function withoutSecrets(volumes: Json | undefined): Json | undefined {
  return isList(volumes) ? volumes.filter((volume) => kindOf(volume) !== 'secret') : volumes;
}

function volumeRule(profile: Profile): Rule {
  const mount = { containerPath: asIs, mode: asIs };
  return variant(kindOf, {
    external: shape({ ...mount, external: externalRule(profile) }),
    persistent: shape({ ...mount, persistent: persistentRule(profile) }),
    secret: shape({ containerPath: asIs, secret: asIs }),
    host: shape({ ...mount, hostPath: asIs }),
  });
}

function kindOf(volume: Json | undefined): Kind {
  if (!isJsonObject(volume)) return 'host';
  if (isJsonObject(volume['persistent'])) return 'persistent';
  if (isJsonObject(volume['external'])) return 'external';
  return typeof volume['secret'] === 'string' ? 'secret' : 'host';
}

function externalRule(profile: Profile): Rule {
  const shared = since<Context>(profile, '1.8', { shared: orDefault(false) });
  return shape({ size: asIs, name: asIs, provider: asIs, options: unlessEmpty, ...shared });
}

function persistentRule(profile: Profile): Rule {
  const fields = {
    size: asIs,
    maxSize: asIs,
    ...since<Context>(profile, '1.6', { profileName: asIs }),
    constraints: orNone(setOf<Context>(asIs)),
  };
  // A volume of a profile is a mount since 1.8 (raml/VolumeConversion.scala).
  const isMount = (value: Json | undefined): boolean =>
    isSince(profile, '1.8') && isJsonObject(value) && typeof value['profileName'] === 'string';
  return variant((value) => (isMount(value) ? 'mount' : 'root'), {
    mount: shape({ type: orDefault('mount'), ...fields }),
    root: shape({ type: orDefault('root'), ...fields }),
  });
}

/** A set that is there also when it is empty. */
function orNone(set: Rule): Rule {
  const { keep, holds } = inPlaceOf(set);
  return rule((value, context) => set(value, context) ?? [], {
    keep: (form, context) => (isEmpty(form) ? undefined : keep(form, context)),
    holds: (kept, value, context) => holds(kept, value ?? [], context),
  });
}
