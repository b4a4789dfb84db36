/** Which REX-Ray volumes an app mounts, in each of the three ways there are (docs of Marathon, Docker and mesos-module-dvdi). */
import type { AppSpec, ExternalVolume } from '../model/kinds.gen.ts';
import type { Path } from '../schema/fault.ts';

/** A mounted volume and where the app says so; all paths start at the document. */
export interface Mount {
  /** The volume's name as the driver, and so ScaleIO, knows it. */
  readonly volume: string;
  readonly path: Path;
  readonly shared: boolean;
  /** What the driver would create if the volume were not there. */
  readonly sizeGiB: Option | null;
  readonly pool: Option | null;
}

export interface Option {
  readonly value: string;
  readonly path: Path;
}

const REXRAY = 'rexray';
const DVDI = 'DVDI_VOLUME_NAME';

export function mountsOf(spec: AppSpec): readonly Mount[] {
  const { container, env } = spec;
  // Nearly every app: nothing is made for it.
  if (container?.volumes === undefined && container?.docker?.parameters === undefined && !usesDvdi(env)) return NONE;
  return [...externalMounts(spec), ...dockerMounts(spec), ...dvdiMounts(spec)];
}

const NONE: readonly Mount[] = [];

function usesDvdi(env: AppSpec['env']): boolean {
  return env !== undefined && Object.keys(env).some((key) => key.startsWith(DVDI));
}

/** `container.volumes` with `external`: Marathon's own way. */
function externalMounts({ container }: AppSpec): readonly Mount[] {
  return (container?.volumes ?? []).flatMap((volume, index) => {
    if (!('external' in volume) || volume.external.options['dvdi/driver'] !== REXRAY) return [];
    const path = ['container', 'volumes', index, 'external'];
    return [externalMount(volume, ['spec', ...path], container?.type === 'MESOS')];
  });
}

/** Only containers of type MESOS hand options on; in others a rule refuses them. */
function externalMount({ external }: ExternalVolume, path: Path, handsOptionsOn: boolean): Mount {
  const mount = { volume: external.name, path: [...path, 'name'], shared: external.shared === true };
  if (!handsOptionsOn) return { ...mount, sizeGiB: null, pool: null };
  const option = (name: string): Option | null => {
    const value = external.options[name];
    return value === undefined ? null : { value, path: [...path, 'options', name] };
  };
  // `size` wins over the option of the same meaning (Marathon's DVDIProvider).
  const sizeGiB = external.size === undefined ? option('dvdi/size') : { value: String(external.size), path: [...path, 'size'] };
  return { ...mount, sizeGiB, pool: option('dvdi/volumetype') };
}

/** `docker run --volume-driver=rexray --volume=name:/path`: how frameworks start their executors. */
function dockerMounts(spec: AppSpec): readonly Mount[] {
  const parameters = spec.container?.docker?.parameters ?? [];
  if (!parameters.some(({ key, value }) => key === 'volume-driver' && value === REXRAY)) return [];
  return parameters.flatMap(({ key, value }, index) => {
    const volume = key === 'volume' ? /^([^/.:][^:]*):/.exec(value)?.[1] : undefined;
    if (volume === undefined) return [];
    return [{ volume, path: ['spec', 'container', 'docker', 'parameters', index, 'value'], shared: false, sizeGiB: null, pool: null }];
  });
}

/** `DVDI_VOLUME_NAME`, `DVDI_VOLUME_NAME1` to `9` with `_DRIVER` and `_OPTS`: the isolator of older Mesos agents. */
function dvdiMounts(spec: AppSpec): readonly Mount[] {
  const env = spec.env ?? {};
  return Object.entries(env).flatMap(([key, volume]) => {
    if (!key.startsWith(DVDI)) return [];
    const suffix = key.slice(DVDI.length);
    if (!/^[1-9]?$/.test(suffix) || typeof volume !== 'string' || (env[`DVDI_VOLUME_DRIVER${suffix}`] ?? REXRAY) !== REXRAY) return [];
    const option = dvdiOptions(env[`DVDI_VOLUME_OPTS${suffix}`], ['spec', 'env', `DVDI_VOLUME_OPTS${suffix}`]);
    return [{ volume, path: ['spec', 'env', key], shared: false, sizeGiB: option('size'), pool: option('volumetype') }];
  });
}

/** Reads `size=5,volumetype=default`; names in any case, as dvdcli takes them. */
function dvdiOptions(text: unknown, path: Path): (name: string) => Option | null {
  const pairs = typeof text === 'string' ? text.split(',').map((pair) => pair.split('=')) : [];
  return (name) => {
    const value = pairs.find(([key = '']) => key.trim().toLowerCase() === name)?.[1]?.trim();
    return value === undefined ? null : { value, path };
  };
}
