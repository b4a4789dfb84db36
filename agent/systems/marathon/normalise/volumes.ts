/** Volumes of an app, by what they are of: an external driver, the agent's own disk, a secret, or a folder of the agent. */
import { isSince } from '../profile.ts';
import type { Profile } from '../profile.ts';
import type { Json } from '../../../model/ref.ts';
import type { Context } from './context.ts';
import { isEmpty, isJsonObject } from './equal.ts';
import { asIs, holdsOf, orDefault, rule, shape, since, unlessEmpty } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';

type Kind = 'external' | 'persistent' | 'secret' | 'host';

export function volumeRule(profile: Profile): Rule {
  const mount = { containerPath: asIs, mode: asIs };
  const rules: { readonly [kind in Kind]: Rule } = {
    external: shape({ ...mount, external: externalRule(profile) }),
    persistent: shape({ ...mount, persistent: persistentRule(profile) }),
    secret: shape({ containerPath: asIs, secret: asIs }),
    host: shape({ ...mount, hostPath: asIs }),
  };
  return rule(
    (value, context) => rules[kindOf(value)](value, context),
    (form, value, context) => kindOf(form) === kindOf(value) && holdsOf(rules[kindOf(value)])(form, value, context),
  );
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

const constraints = setOf<Context>(asIs);

function persistentRule(profile: Profile): Rule {
  const fields = {
    size: asIs,
    maxSize: asIs,
    ...since<Context>(profile, '1.6', { profileName: asIs }),
    constraints: rule<Context>(
      (value, context) => constraints(value, context) ?? [],
      (form, value, context) => holdsOf(constraints)(isEmpty(form) ? undefined : form, value ?? [], context),
    ),
  };
  const root = shape({ type: orDefault('root'), ...fields });
  const mount = shape({ type: orDefault('mount'), ...fields });
  // A volume of a profile is a mount since 1.8 (raml/VolumeConversion.scala).
  const isMount = (value: Json | undefined): boolean =>
    isSince(profile, '1.8') && isJsonObject(value) && typeof value['profileName'] === 'string';
  return rule(
    (value, context) => (isMount(value) ? mount : root)(value, context),
    (form, value, context) => holdsOf(isMount(value) ? mount : root)(form, value, context),
  );
}
