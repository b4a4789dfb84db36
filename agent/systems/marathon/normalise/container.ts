/** The container and its volumes. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import type { Context } from './context.ts';
import { isEqual, isJsonObject } from './equal.ts';
import { portMappingsRule } from './network.ts';
import { asIs, holdsOf, listOf, orDefault, rule, shape, since, unlessEmpty, until } from './rules.ts';
import type { Rule, Rules } from './rules.ts';
import { volumeRule } from './volumes.ts';

const image: Rules = { image: asIs, forcePullImage: orDefault(false) };
const dockerEngine = shape({ ...image, privileged: orDefault(false), parameters: orDefault([]) });

/** What Marathon forgets of it, and answers in its stead. */
function always(fallback: Json): Rule<unknown> {
  return rule(
    () => fallback,
    () => true,
  );
}

function mesosEngine(profile: Profile): Rule {
  const login = since<Context>(profile, '1.5', { credential: asIs, pullConfig: asIs });
  return shape({ ...image, privileged: always(false), parameters: always([]), ...login });
}

const appcEngine = shape({ ...image, id: asIs, labels: unlessEmpty });

/** Missing, it is still there when the app is in a container network. */
export function containerRule(profile: Profile): Rule {
  const more: Rules = {
    volumes: orDefault<Context>([], listOf(volumeRule(profile))),
    portMappings: portMappingsRule(profile),
  };
  const docker = shape({ type: orDefault('DOCKER'), docker: dockerEngine, ...more });
  const mesos = shape({
    type: asIs,
    docker: mesosEngine(profile),
    ...more,
    ...until<Context>(profile, '1.8', { appc: appcEngine }),
    ...since<Context>(profile, '1.8', { linuxInfo: linuxInfoRule(profile) }),
  });
  const [dockerHolds, mesosHolds] = [holdsOf(docker), holdsOf(mesos)];
  return rule(
    (value, context) => {
      const given = value ?? (context.networkMode === 'host' ? undefined : IMPLICIT);
      return isMesos(given) ? mesos(given, context) : docker(given, context);
    },
    (form, value, context) => {
      const given = value ?? (context.networkMode === 'host' ? undefined : IMPLICIT);
      if (!isJsonObject(form) || !isJsonObject(given)) return isEqual(form, given);
      return (isMesos(given) ? mesosHolds : dockerHolds)(form, given, context) && isMesos(form) === isMesos(given);
    },
  );
}

const IMPLICIT: Json = { type: 'MESOS' };

function isMesos(container: Json | undefined): boolean {
  return isJsonObject(container) && container['type'] === 'MESOS';
}

function linuxInfoRule(profile: Profile): Rule {
  return shape({ seccomp: asIs, ...since<Context>(profile, '1.9', { ipcInfo: asIs }) });
}
