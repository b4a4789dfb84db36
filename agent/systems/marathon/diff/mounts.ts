/** Which named volumes an app mounts, in each of the three ways that REX-Ray is asked for one. */
import { volumesOf } from '../normalise/context.ts';
import { isJsonObject, isList } from '../normalise/equal.ts';
import type { JsonObject } from '../types.ts';

/** Vendor names of external volumes, of `volume` parameters of Docker, and of DVDI_VOLUME_NAME variables. */
export function mountedVolumes(app: JsonObject): ReadonlySet<string> {
  const names = [...externalNames(app), ...dockerNames(app), ...dvdiNames(app)];
  return new Set(names.filter((name) => typeof name === 'string'));
}

function externalNames(app: JsonObject): readonly unknown[] {
  return volumesOf(app).map((volume) =>
    isJsonObject(volume) && isJsonObject(volume['external']) ? volume['external']['name'] : undefined,
  );
}

/** `--volume=name:/path`, as Docker writes it; a host path starts with `/` and is nobody's name. */
function dockerNames(app: JsonObject): readonly unknown[] {
  const docker = isJsonObject(app['container']) ? app['container']['docker'] : undefined;
  const parameters = isJsonObject(docker) && isList(docker['parameters']) ? docker['parameters'] : [];
  return parameters
    .filter(isJsonObject)
    .filter(({ key }) => key === 'volume')
    .map(({ value }) => (typeof value === 'string' ? value.split(':')[0] : undefined));
}

/** mesos-module-dvdi reads DVDI_VOLUME_NAME and, with one digit more, nine further ones. */
function dvdiNames(app: JsonObject): readonly unknown[] {
  const env = isJsonObject(app['env']) ? app['env'] : {};
  return Object.entries(env)
    .filter(([name]) => /^DVDI_VOLUME_NAME[1-9]?$/.test(name))
    .map(([, value]) => value);
}
