/** Networks and ports (api/v2/validation/NetworkValidation.scala, AppValidation.scala). */
import type { AppDefinition, Network, PortMapping } from './definition.ts';
import { isOnHostNetwork } from './definition.ts';
import { portMappingsOf } from './ports.ts';
import { areUnique, broken } from './rule.ts';
import type { Demand } from './rule.ts';
import type { Detail } from './shape.ts';

export function checkNetworks(app: AppDefinition): readonly Detail[] {
  const networks = app.networks ?? [];
  return broken([...networkDemands(networks), ...dockerDemands(app, networks)]);
}

function networkDemands(networks: readonly Network[]): readonly Demand[] {
  const of = (mode: string): readonly Network[] => networks.filter((one) => one.mode === mode);
  const named = networks.flatMap(({ name }) => name ?? []);
  const unnamed = of('container').filter(({ name }) => name === undefined);
  const kinds = new Set(networks.map(({ mode }) => mode));
  const isPlain = networks.length === 1 || (kinds.size === 1 && kinds.has('container'));
  const bare = of('host').every(({ name, labels = {} }) => name === undefined && Object.keys(labels).length === 0);
  return [
    [bare, '/networks', 'Host networks may not have names or labels'],
    [of('container/bridge').every(({ name }) => name === undefined), '/networks', 'Bridge networks may not have names'],
    [areUnique(named) && unnamed.length < 2, '/networks', 'Duplicate networks are not allowed'],
    [
      isPlain || networks.length === 0,
      '/networks',
      'May specify a single host network, single bridge network, or else 1-to-n container networks',
    ],
    // --default_network_name is not set.
    [unnamed.length === 0, '/networks', 'Network name must be specified when container network is selected.'],
  ];
}

function dockerDemands({ container }: AppDefinition, networks: readonly Network[]): readonly Demand[] {
  const count = networks.filter(({ mode }) => mode === 'container').length;
  const fits = container?.type !== 'DOCKER' || count <= 1;
  return [[fits, '/', 'may only specify a single container network when using the Docker container engine']];
}

export function checkPorts(app: AppDefinition): readonly Detail[] {
  const definitions = app.portDefinitions ?? [];
  const fixed = definitions.map(({ port }) => port).filter((port) => port !== 0);
  const mappings = app.container?.portMappings;
  return broken([
    [areUnique(definitions.flatMap(({ name }) => name ?? [])), '/portDefinitions', 'Port names must be unique.'],
    [areUnique(fixed), '/portDefinitions', 'Ports must be unique.'],
    ...(mappings === undefined ? [] : mappingDemands(mappings, app.networks ?? [])),
  ]);
}

function mappingDemands(mappings: readonly PortMapping[], networks: readonly Network[]): readonly Demand[] {
  const known = networks.flatMap(({ name }) => name ?? []);
  const isMany = networks.filter(({ mode }) => mode === 'container').length > 1;
  const each = mappings.flatMap(({ hostPort, networkNames = [] }, index): readonly Demand[] => {
    const path = `/container/portMappings(${index})`;
    const unknown = networkNames.findIndex((name) => !known.includes(name));
    return [
      [
        !isMany || hostPort === undefined || networkNames.length === 1,
        path,
        'networkNames must be a single item list when hostPort is specified and more than 1 container network is defined',
      ],
      [unknown === -1, `${path}/networkNames(${unknown})`, `is not one of (${known.join(',')})`],
    ];
  });
  return [[areUnique(mappings.flatMap(({ name }) => name ?? [])), '/container/portMappings', 'Port names must be unique.'], ...each];
}

/** Names that readiness checks may use; in 1.4 the old forms say where they stand. */
export function portNamesOf(app: AppDefinition): readonly string[] {
  const { ipAddress, container, portDefinitions = [] } = app;
  const isMapped = !isOnHostNetwork(app) || container?.docker?.network === 'BRIDGE' || container?.docker?.network === 'USER';
  const ports = isMapped ? portMappingsOf(app) : (ipAddress?.discovery?.ports ?? portDefinitions);
  return ports.flatMap(({ name }) => name ?? []);
}
