/** What Marathon 1.4 fills in, and what it keeps in old forms (v1.4.13 api/v2/json/Formats.scala, state/Container.scala). */
import { fillHealthChecks, fillStrategies } from './defaults.ts';
import type { AppDefinition, AppInput, Container, IpAddress, PortDefinition, PortMapping, Volume } from './definition.ts';
import { fetchesOf } from './fetch.ts';
import { over, withoutEmpty } from './omit.ts';
import { DOCKER, FETCH, PORT_DEFINITION, PORT_MAPPING, READINESS_CHECK } from './profiles/app.ts';
import type { AppProfile } from './profiles/app.ts';
import { portMappingsOf, servicePorts } from './ports.ts';
import { Refusal } from './refusal.ts';
import type { JsonObject } from './shape.ts';

/** The definition with every default; service ports are still as asked for. `id` is already absolute. */
export function fillDefaults14(input: AppInput & { readonly id: string }, profile: AppProfile): AppDefinition {
  const { uris, ports: _ports, ...rest } = input;
  const container = input.container === undefined ? undefined : fillContainer(input.container);
  const portDefinitions = fillPortDefinitions(input);
  const hasPorts = portDefinitions.length > 0 || portMappingsOf({ container }).length > 0;
  return withoutEmpty<AppDefinition>(
    {
      ...profile.scalars,
      ...rest,
      ...fillStrategies(input, profile),
      container,
      portDefinitions,
      healthChecks: fillHealthChecks(input, hasPorts, profile),
      fetch: fillFetch(input.fetch, uris),
      ipAddress: fillIpAddress(input.ipAddress),
      labels: input.labels ?? {},
      requirePorts: input.requirePorts === true,
      readinessChecks: input.readinessChecks?.map((check) => ({ ...READINESS_CHECK, ...check })),
    },
    [...EMPTY_LISTS, 'env', 'secrets'],
  );
}

function fillFetch(fetch: AppInput['fetch'] = [], uris: readonly string[] = []): AppInput['fetch'] {
  return fetch.length > 0 ? fetch.map((one) => ({ ...FETCH, ...one })) : fetchesOf(uris, '1.4');
}

/** An app with an address of its own has none. */
function fillPortDefinitions({ ipAddress, portDefinitions, ports }: AppInput): readonly PortDefinition[] {
  if (ipAddress !== undefined) return [];
  return (portDefinitions ?? fromPorts(ports)).map((one) => ({ port: 0, protocol: 'tcp', labels: {}, ...one }));
}

function fromPorts(ports: readonly number[] | undefined): readonly PortDefinition[] {
  return ports === undefined ? [PORT_DEFINITION] : ports.map((port) => ({ port }));
}

function fillIpAddress(ipAddress: IpAddress | undefined): IpAddress | undefined {
  if (ipAddress === undefined) return undefined;
  const ports = (ipAddress.discovery?.ports ?? []).map((port) => ({ labels: {}, ...port }));
  return { groups: [], labels: {}, ...ipAddress, discovery: { ports } };
}

function fillContainer({ type = 'DOCKER', docker, appc, volumes = [] }: Container): Container {
  if (type === 'DOCKER' && docker === undefined) throw new Refusal(500, { message: 'docker must not be empty' });
  return withoutEmpty<Container>({
    type,
    docker: docker === undefined ? undefined : fillDocker(docker, type),
    appc: docker === undefined ? over({ labels: {}, forcePullImage: false }, appc) : undefined,
    volumes: volumes.map(fillVolume),
  });
}

type Docker = NonNullable<Container['docker']>;

/** Ports are mapped on a bridge and in networks of one's own; the Mesos containerizer only has an image here. */
function fillDocker({ image, forcePullImage = false, portMappings = [], ...docker }: Docker, type: string): Docker {
  if (type !== 'DOCKER') return { image, forcePullImage };
  const isBridge = docker.network === 'BRIDGE';
  const mapped = isBridge || docker.network === 'USER' ? portMappings : [];
  const mappings = mapped.map((one): PortMapping => ({ ...PORT_MAPPING, ...(isBridge ? { hostPort: 0 } : {}), ...one }));
  return { ...DOCKER, ...docker, image, forcePullImage, portMappings: mappings };
}

function fillVolume({ external, persistent, ...volume }: Volume): Volume {
  return {
    ...volume,
    ...(persistent === undefined ? {} : { persistent: { type: 'root', constraints: [], ...persistent } }),
    ...(external === undefined ? {} : { external: { options: {}, ...external } }),
  };
}

const EMPTY_LISTS = ['constraints', 'dependencies', 'fetch', 'healthChecks', 'readinessChecks', 'storeUrls'] as const;

/** What 1.4 shows of fields that are not set. */
const UNSET: JsonObject = {
  ...Object.fromEntries(EMPTY_LISTS.map((name) => [name, []])),
  args: null,
  cmd: null,
  container: null,
  env: {},
  ipAddress: null,
  residency: null,
  secrets: {},
  taskKillGracePeriodSeconds: null,
  user: null,
};

/** As 1.4 writes it: null for what is unset, and both forms of uris and ports, which it does not show beside an ipAddress. */
export function written14(definition: AppDefinition): JsonObject {
  const { portDefinitions, requirePorts, container, acceptedResourceRoles = [], ...rest } = definition;
  const ports = { ports: servicePorts(definition), portDefinitions, requirePorts };
  return {
    ...UNSET,
    ...rest,
    ...(rest.args?.length === 0 ? { args: null } : {}),
    ...(acceptedResourceRoles.length === 0 ? {} : { acceptedResourceRoles }),
    ...(container === undefined ? {} : { container: writtenContainer(container) }),
    uris: (rest.fetch ?? []).map(({ uri }) => uri),
    ...(rest.ipAddress === undefined ? ports : {}),
  };
}

function writtenContainer({ docker, ...container }: Container): JsonObject {
  if (docker === undefined) return container;
  const unset = container.type === 'DOCKER' ? { network: null } : { credential: null };
  return { ...container, docker: { ...unset, ...docker } };
}
