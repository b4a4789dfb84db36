/** The volumes of a pod and the networks it is on. */
import type { Profile } from '../profile.ts';
import { isJsonObject, isList } from './equal.ts';
import { asIs, listOf, omitEmpty, orDefault, shape, since, unlessEmpty } from './rules.ts';
import type { Rule } from './rules.ts';
import { setOf } from './sets.ts';
import type { PodContext } from './pod-context.ts';

const constraintsOf = setOf<PodContext>(asIs);

/** Constraints are written even when there are none. */
const persistent: Rule<PodContext> = (value, context) => {
  const type = isJsonObject(value) && typeof value['profileName'] === 'string' ? 'mount' : 'root';
  const constraints: Rule<PodContext> = (list, inner) => constraintsOf(list, inner) ?? [];
  return shape<PodContext>({ type: orDefault(type), size: asIs, maxSize: asIs, profileName: asIs, constraints })(value, context);
};

/** In a version that does not have the kind of volume it is a folder that is gone with the instance. */
export function volumes(profile: Profile): Rule<PodContext> {
  return omitEmpty(
    listOf<PodContext>(
      shape<PodContext>({
        name: asIs,
        host: asIs,
        ...since<PodContext>(profile, '1.5', { secret: asIs }),
        ...since<PodContext>(profile, '1.6', { persistent }),
      }),
    ),
  );
}

const named = shape<PodContext>({
  mode: orDefault('container'),
  name: (value, { defaultNetworkName }) => value ?? defaultNetworkName ?? undefined,
  labels: unlessEmpty,
});
const bridge = shape<PodContext>({ mode: asIs, labels: unlessEmpty });

const network: Rule<PodContext> = (value, context) => {
  const isBridge = isJsonObject(value) && value['mode'] === 'container/bridge';
  return (isBridge ? bridge : named)(value, context);
};

const all = listOf<PodContext>(network);

/** The host's network is the one that needs no word. */
export const networks: Rule<PodContext> = (value, context) => {
  const isHost = isList(value) && value.every((one) => isJsonObject(one) && one['mode'] === 'host');
  return isHost ? undefined : all(value, context);
};
