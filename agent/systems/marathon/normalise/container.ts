/** The container and its volumes. */
import type { Json } from '../../../model/ref.ts';
import type { JsonObject } from '../types.ts';
import { portMappings } from './network.ts';
import { asIs, chain, isJsonObject, isList, listOf, orDefault, setOf, shape, unlessEmpty } from './rules.ts';
import type { Rule, Rules } from './rules.ts';

const image: Rules = { image: asIs, forcePullImage: orDefault(false) };
const dockerEngine = shape({ ...image, privileged: orDefault(false), parameters: orDefault([]) });
// Marathon forgets privileged and parameters here, but answers their defaults.
const mesosEngine = shape({
  ...image,
  privileged: () => false,
  parameters: () => [],
  credential: asIs,
  pullConfig: asIs,
});

const volume: Rule = (value, context) => {
  if (!isJsonObject(value)) return value;
  if (isJsonObject(value['persistent'])) return persistentVolume(value, context);
  if (isJsonObject(value['external'])) return externalVolume(value, context);
  return typeof value['secret'] === 'string' ? secretVolume(value, context) : hostVolume(value, context);
};

const hostVolume = shape({ containerPath: asIs, mode: asIs, hostPath: asIs });
const secretVolume = shape({ containerPath: asIs, secret: asIs });

const persistentVolume = shape({
  containerPath: asIs,
  mode: asIs,
  persistent: (value, context) => {
    const type = isJsonObject(value) && typeof value['profileName'] === 'string' ? 'mount' : 'root';
    const constraints: Rule = (list, inner) => setOf(asIs)(list, inner) ?? [];
    return shape({ type: orDefault(type), size: asIs, maxSize: asIs, profileName: asIs, constraints })(value, context);
  },
});

const externalVolume = shape({
  containerPath: asIs,
  mode: asIs,
  external: shape({ size: asIs, name: asIs, provider: asIs, options: unlessEmpty, shared: orDefault(false) }),
});

const volumes = chain(orDefault([]), listOf(volume));
const dockerContainer = shape({ type: orDefault('DOCKER'), docker: dockerEngine, volumes, portMappings });
const mesosContainer = shape({ type: asIs, docker: mesosEngine, volumes, portMappings, linuxInfo: asIs });

/** Missing, it is still there when the app is in a container network. */
export const container: Rule = (value, context) => {
  const declared = value ?? (context.networkMode === 'host' ? undefined : { type: 'MESOS' });
  if (!isJsonObject(declared)) return declared;
  return (declared['type'] === 'MESOS' ? mesosContainer : dockerContainer)(declared, context);
};

/** Whether some volume of the app is of this kind: `persistent` (local) or `external`. */
export function hasVolume(app: JsonObject, kind: 'persistent' | 'external'): boolean {
  return volumesOf(app).some((entry) => isJsonObject(entry) && isJsonObject(entry[kind]));
}

export function volumesOf(app: JsonObject): readonly Json[] {
  const own = app['container'];
  const list = isJsonObject(own) ? own['volumes'] : undefined;
  return isList(list) ? list : [];
}
