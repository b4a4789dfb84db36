/** The container and its volumes. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import type { Context } from './context.ts';
import { isJsonObject } from './equal.ts';
import { portMappingsRule } from './network.ts';
import { asIs, inPlaceOf, orDefault, plain, rule, shape, since, unlessEmpty, until, variant } from './rules.ts';
import type { Rule, Rules } from './rules.ts';
import { volumesRule } from './volumes.ts';

const image: Rules = { image: asIs, forcePullImage: orDefault(false) };
const dockerEngine = shape({ ...image, privileged: orDefault(false), parameters: orDefault([]) });

/** What Marathon forgets of it, and answers in its stead. */
function always(fallback: Json): Rule<unknown> {
  return plain(
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
    volumes: orDefault<Context>([], volumesRule(profile)),
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
  return orImplicit(
    variant((value) => (isJsonObject(value) && value['type'] === 'MESOS' ? 'MESOS' : 'DOCKER'), { DOCKER: docker, MESOS: mesos }),
  );
}

const IMPLICIT: Json = { type: 'MESOS' };

function orImplicit(of: Rule): Rule {
  const { keep, holds } = inPlaceOf(of);
  const given = (value: Json | undefined, { networkMode }: Context): Json | undefined =>
    value ?? (networkMode === 'host' ? undefined : IMPLICIT);
  return rule((value, context) => of(given(value, context), context), {
    keep,
    holds: (kept, value, context) => holds(kept, given(value, context), context),
  });
}

function linuxInfoRule(profile: Profile): Rule {
  return shape({ seccomp: asIs, ...since<Context>(profile, '1.9', { ipcInfo: asIs }) });
}
