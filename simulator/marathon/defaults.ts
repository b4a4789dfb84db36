/** What Marathon 1.10+ fills in when a definition leaves it out (raml/AppConversion.scala, AppNormalization.scala). */
import type { AppDefinition, AppInput, Container, Network, PortDefinition, PortMapping, Volume } from './definition.ts';
import { defaultHealthCheck, READINESS_DEFAULTS, CHECK_DEFAULTS } from './default-checks.ts';
import type { JsonObject } from './shape.ts';
import { isResident, mountsExternal } from './volumes.ts';

/** Facts of this Marathon that defaults depend on. */
export const MESOS_ROLE = '*';

const ARCHIVE = /\.(tar|tar\.gz|tar\.bz2|tar\.xz|gz|tgz|tbz2|txz|zip)$/;

/** The definition with every default; service ports are still as asked for. `id` is already absolute. */
export function fillDefaults(input: AppInput & { readonly id: string }): AppDefinition {
  const { uris, ports: _ports, requirePorts, residency: _derived, ...rest } = input;
  const networks = fillNetworks(input.networks);
  const isHost = networks[0]?.mode === 'host';
  return withoutEmpty<AppDefinition>({
    ...scalarDefaults,
    ...rest,
    ...fillStrategies(input),
    ...fillPortsAndChecks(input, networks[0]?.mode ?? 'host'),
    labels: rest.labels ?? {},
    networks,
    requirePorts: isHost && requirePorts === true,
    readinessChecks: rest.readinessChecks?.map((check) => ({ ...READINESS_DEFAULTS, ...check })),
    check: over(CHECK_DEFAULTS, rest.check),
    fetch: fetchesOf(rest.fetch, uris),
    executorResources: over({ cpus: 0.1, mem: 32, disk: 10 }, rest.executorResources),
    tty: rest.tty === true ? true : undefined,
  });
}

/** The defaults below what is given; nothing when nothing is given. */
function over(defaults: JsonObject, given: JsonObject | undefined): JsonObject | undefined {
  return given === undefined ? undefined : { ...defaults, ...given };
}

type PortsAndChecks = { readonly [K in 'container' | 'portDefinitions' | 'healthChecks']: AppDefinition[K] | undefined };

/** What depends on the network: ports stand in `portDefinitions` on the host's, in the container's `portMappings` elsewhere. */
function fillPortsAndChecks(input: AppInput, mode: string): PortsAndChecks {
  const container = input.container === undefined ? undefined : fillContainer(input.container, mode);
  const definitions = mode === 'host' ? (input.portDefinitions ?? fromPorts(input.ports)) : [];
  const hasPorts = definitions.length > 0 || container?.portMappings !== undefined;
  return {
    container,
    portDefinitions: mode === 'host' ? definitions.map(fillPortDefinition) : undefined,
    healthChecks: input.healthChecks?.map((check) => defaultHealthCheck(check, hasPorts)),
  };
}

function fillPortDefinition(definition: PortDefinition): PortDefinition {
  return withoutEmpty<PortDefinition>({ port: 0, protocol: 'tcp', ...definition }, ['labels']);
}

const scalarDefaults = {
  backoffFactor: 1.15,
  backoffSeconds: 1,
  cpus: 1,
  disk: 0,
  executor: '',
  gpus: 0,
  instances: 1,
  killSelection: 'YOUNGEST_FIRST',
  maxLaunchDelaySeconds: 300,
  mem: 128,
  role: MESOS_ROLE,
} as const;

function fillStrategies(input: AppInput): Pick<AppDefinition, 'upgradeStrategy' | 'unreachableStrategy' | 'residency'> {
  const resident = isResident(input);
  const upgrade =
    resident || mountsExternal(input)
      ? { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }
      : { minimumHealthCapacity: 1, maximumOverCapacity: 1 };
  const asked = input.unreachableStrategy ?? (resident ? 'disabled' : {});
  return {
    upgradeStrategy: { ...upgrade, ...input.upgradeStrategy },
    unreachableStrategy: asked === 'disabled' ? asked : { inactiveAfterSeconds: 0, expungeAfterSeconds: 0, ...asked },
    ...(resident ? { residency: { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' } } : {}),
  };
}

function fillNetworks(networks: readonly Network[] = []): readonly Network[] {
  return networks.length === 0 ? [{ mode: 'host' }] : networks.map((network) => ({ mode: 'container', ...network }));
}

/** Left out: one port named default. Legacy `ports` come without a name. */
function fromPorts(ports: readonly number[] | undefined): readonly PortDefinition[] {
  return ports === undefined ? [{ port: 0, name: 'default', protocol: 'tcp' }] : ports.map((port) => ({ port, protocol: 'tcp' }));
}

function fillContainer(container: Container, mode: string): Container {
  const { portMappings, docker, volumes, ...rest } = container;
  const bridge = mode === 'container/bridge';
  const mappings =
    mode === 'host' ? undefined : (portMappings ?? [{ containerPort: 0, name: 'default' }]).map((one) => fillMapping(one, bridge));
  return {
    type: 'DOCKER',
    ...rest,
    ...(docker === undefined ? {} : { docker: { forcePullImage: false, privileged: false, parameters: [], ...docker } }),
    volumes: (volumes ?? []).map(fillVolume),
    ...(mappings === undefined ? {} : { portMappings: mappings }),
  };
}

function fillMapping(mapping: PortMapping, bridge: boolean): PortMapping {
  return { containerPort: 0, labels: {}, protocol: 'tcp', servicePort: 0, ...(bridge ? { hostPort: 0 } : {}), ...mapping };
}

function fillVolume(volume: Volume): Volume {
  if (volume.external !== undefined)
    return { ...volume, external: withoutEmpty<NonNullable<Volume['external']>>({ shared: false, ...volume.external }, ['options']) };
  if (volume.persistent !== undefined) return { ...volume, persistent: { type: 'root', constraints: [], ...volume.persistent } };
  return volume;
}

function fetchesOf(fetch: AppInput['fetch'], uris: AppInput['uris']): AppInput['fetch'] {
  if (uris !== undefined) return uris.map((uri) => ({ uri, extract: ARCHIVE.test(uri), executable: false, cache: false }));
  return fetch?.map((one) => ({ extract: true, executable: false, cache: false, ...one }));
}

/** Fields that Marathon leaves out of its answers when they are empty. */
const OMITTED_EMPTY: readonly string[] = [
  'acceptedResourceRoles',
  'args',
  'constraints',
  'dependencies',
  'env',
  'fetch',
  'healthChecks',
  'readinessChecks',
  'secrets',
];

/** Without undefined fields, and without those of `names` that are an empty list or object. */
function withoutEmpty<T extends object>(value: { readonly [K in keyof T]: T[K] | undefined }, names: readonly string[] = OMITTED_EMPTY): T {
  const kept = Object.entries(value).filter(([name, inner]) => inner !== undefined && !(names.includes(name) && isEmpty(inner)));
  return Object.fromEntries(kept) as T;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
