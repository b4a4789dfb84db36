/**
 * Translates the forms of 1.4 and before into those of 1.5 and later (api/v2/AppNormalization.scala): docker.network and
 * ipAddress into networks, docker.portMappings and discovery into container.portMappings, ports into portDefinitions, uris
 * into fetch. Mixing old and new is refused where Marathon refuses it.
 */
import type { AppInput, Container, Network, PortDefinition, PortMapping } from './definition.ts';
import { fetchesOf } from './fetch.ts';
import { withoutEmpty } from './omit.ts';
import type { ProfileName } from './profiles/profile.ts';
import { Refusal } from './refusal.ts';

/** --mesos_bridge_name */
const BRIDGE_NAME = 'mesos-bridge';

/** The same app without any old form; what is left out stays left out. */
export function migrated(input: AppInput, profile: ProfileName): AppInput {
  const { uris: _uris, ports, ipAddress, storeUrls: _storeUrls, ...rest } = input;
  const old = rest.container ?? (ipAddress === undefined ? undefined : { type: 'MESOS' });
  return withoutEmpty<AppInput>(
    {
      ...rest,
      fetch: fetchOf(input, profile),
      networks: networksOf(input),
      container: old === undefined ? undefined : migratedContainer(old, discovered(input)),
      portDefinitions: rest.portDefinitions ?? ports?.map((port): PortDefinition => ({ port, protocol: 'tcp' })),
    },
    [],
  );
}

function failed(message: string): Refusal {
  return new Refusal(500, { message });
}

function fetchOf({ uris = [], fetch }: AppInput, profile: ProfileName): AppInput['fetch'] {
  if (uris.length === 0) return fetch;
  if ((fetch ?? []).length > 0) throw failed('cannot specify both uris and fetch fields');
  return fetchesOf(uris, profile);
}

/** What the old fields say of networks; NONE has no translation. */
function networksOf({ ipAddress, container, networks = [] }: AppInput): AppInput['networks'] {
  const type = container?.docker?.network;
  if (ipAddress === undefined && type === undefined) return networks.length === 0 ? undefined : networks;
  if (networks.length > 0) throw failed('cannot mix deprecated and canonical network APIs');
  const { networkName: name, labels } = ipAddress ?? {};
  const usual = name === BRIDGE_NAME ? 'BRIDGE' : 'USER';
  return [oldNetwork(type ?? usual, withoutEmpty<Network>({ name, labels }, []))];
}

function oldNetwork(type: string, { name, ...labels }: Network): Network {
  if (type === 'HOST') return { mode: 'host' };
  if (type === 'BRIDGE') return { mode: 'container/bridge', ...labels };
  if (type === 'USER') return { mode: 'container', ...(name === undefined ? {} : { name }), ...labels };
  throw failed('unsupported docker network type None');
}

/** Ports that ipAddress announces: no host ports belong to them. */
function discovered({ ipAddress }: AppInput): readonly PortMapping[] {
  return (ipAddress?.discovery?.ports ?? []).map(({ number = 0, ...port }) => ({ containerPort: number, ...port }));
}

function migratedContainer({ docker, portMappings, ...rest }: Container, announced: readonly PortMapping[]): Container {
  const { network: _network, portMappings: former, ...image } = docker ?? { image: '' };
  const mappings = currentMappings(portMappings, former);
  if (announced.length > 0) refuseAnnounced(rest.type, mappings);
  const own = announced.length > 0 ? announced : mappings;
  return withoutEmpty<Container>({ ...rest, docker: docker === undefined ? undefined : image, portMappings: own }, []);
}

function currentMappings(current: Container['portMappings'], former: Container['portMappings']): Container['portMappings'] {
  const isGiven = current !== undefined && current.length > 0;
  if (isGiven && former !== undefined && former.length > 0) throw failed('cannot specify both portMappings and docker.portMappings');
  return isGiven ? current : (former ?? current);
}

function refuseAnnounced(type: string | undefined, mappings: Container['portMappings']): void {
  if (type !== 'MESOS') throw failed('ipAddress.discovery.ports do not apply for container type Docker');
  if (mappings !== undefined) throw failed('container.portMappings and ipAddress.discovery.ports must not both be set');
}
