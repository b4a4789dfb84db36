/** What may not stand beside each other in a definition of old and new forms (AppValidation.scala validateOldAppAPI; 1.4 Formats.scala). */
import type { AppInput, Container } from './definition.ts';
import type { AppProfile } from './profiles/app.ts';
import { areUnique, broken } from './rule.ts';
import type { Demand } from './rule.ts';
import type { Detail } from './shape.ts';

/** Checked before old forms are translated. */
export function checkLegacy(input: AppInput): readonly Detail[] {
  const { container, networks = [], ipAddress, uris = [], fetch = [] } = input;
  const isDocker = container !== undefined && container.type !== 'MESOS';
  const hasNetworks = networks.length > 0;
  return broken([
    ...dockerDemands(container),
    [!isDocker || ipAddress?.discovery === undefined, '/ipAddress', 'ipAddress/discovery is not allowed for Docker containers'],
    [uris.length === 0 || fetch.length === 0, '/uris', 'may not be set in conjunction with fetch'],
    [container?.docker?.network === undefined || !hasNetworks, '/', 'must not specify both container.docker.network and networks'],
    [ipAddress === undefined || !hasNetworks, '/', 'must not specify both networks and ipAddress'],
    ...portDemands(input),
  ]);
}

/** The Mesos containerizer never had these. */
function dockerDemands({ type, docker }: Container = {}): readonly Demand[] {
  const { network, parameters = [], portMappings } = docker ?? { image: '' };
  const isFree = type !== 'MESOS';
  const names = (portMappings ?? []).flatMap(({ name }) => name ?? []);
  return [
    [isFree || network === undefined, '/container/docker/network', 'must be empty'],
    [isFree || parameters.length === 0, '/container/docker/parameters', 'must be empty'],
    [isFree || portMappings === undefined, '/container/docker/portMappings', 'must be empty'],
    [areUnique(names), '/container/docker/portMappings', 'Port names must be unique.'],
  ];
}

function portDemands({ ports, portDefinitions, ipAddress }: AppInput): readonly Demand[] {
  const fixed = (ports ?? []).filter((port) => port !== 0);
  const hasPorts = (ports ?? []).length > 0 || (portDefinitions ?? []).length > 0;
  const numbers = portDefinitions?.map(({ port = 0 }) => port);
  const isOneForm = ports === undefined || numbers === undefined || JSON.stringify(ports) === JSON.stringify(numbers);
  return [
    [areUnique(fixed), '/', 'ports must be unique'],
    [ipAddress === undefined || !hasPorts, '/', 'cannot specify both an IP address and port'],
    [isOneForm, '/', 'cannot specify both ports and port definitions'],
  ];
}

/** In 1.4 these are mistakes of reading: a 400, and most have no path. */
export function checkLegacy14(input: AppInput, profile: AppProfile): readonly Detail[] {
  if (profile.networks !== 'legacy') return [];
  const { uris = [], fetch = [], container } = input;
  const isOne = uris.length === 0 || fetch.length === 0;
  return broken([[isOne, '', 'You cannot specify both uris and fetch fields'], ...portDemands(input), ...containerizerDemands(container)]);
}

function containerizerDemands({ type, docker }: Container = {}): readonly Demand[] {
  const kind = type === 'MESOS' ? 'Mesos' : 'Docker';
  const unfit = kind === 'Mesos' ? (['credential', 'portMappings', 'network', 'parameters'] as const) : (['credential'] as const);
  return unfit.map((name): Demand => {
    const value = docker?.[name];
    const isUnset = value === undefined || (Array.isArray(value) && value.length === 0);
    return [isUnset, `/container/${name}`, `${kind} Containerizer does not support ${name}`];
  });
}
