/** What Marathon fills in of a container since 1.5, and what it drops of one (raml/ContainerConversion.scala). */
import type { AppInput, Container, Network, PortDefinition, PortMapping, Volume } from './definition.ts';
import { isOnHostNetwork } from './definition.ts';
import { over, withoutEmpty } from './omit.ts';
import { DOCKER, PORT_DEFINITION, PORT_MAPPING } from './profiles/app.ts';
import type { AppProfile } from './profiles/app.ts';
import { isSince } from './profiles/profile.ts';
import type { JsonObject } from './shape.ts';

export interface ContainerFilling {
  readonly profile: AppProfile;
  readonly networks: readonly Network[];
}

/** Somebody who asks for a network of the app's own gets a container that has one. */
export function fillContainer(app: AppInput, { profile, networks }: ContainerFilling): Container | undefined {
  const isHost = isOnHostNetwork({ networks });
  const container = app.container ?? (isHost ? undefined : { type: 'MESOS' });
  if (container === undefined) return undefined;
  const { type = 'DOCKER', docker, volumes = [], appc, linuxInfo } = container;
  return withoutEmpty<Container>({
    type,
    docker: docker === undefined ? undefined : fillDocker(docker, type),
    appc: over({ labels: {}, forcePullImage: false }, appc),
    volumes: volumes.map((volume) => fillVolume(volume, profile)),
    portMappings: isHost ? undefined : fillMappings(container, app.portDefinitions ?? [], networks),
    linuxInfo: type === 'MESOS' && linuxInfo !== undefined ? fillLinuxInfo(linuxInfo) : undefined,
  });
}

/** Off the host's network each of the ports asked for in portDefinitions becomes a mapping, too. */
function fillMappings(
  { portMappings = [{ name: PORT_DEFINITION.name }] }: Container,
  definitions: readonly PortDefinition[],
  networks: readonly Network[],
): readonly PortMapping[] {
  const isBridge = networks[0]?.mode === 'container/bridge';
  const missing = Array.from({ length: Math.max(0, definitions.length - portMappings.length) }, (): PortMapping => ({}));
  return [...portMappings, ...missing].map((one) => fillMapping(one, isBridge));
}

type Docker = NonNullable<Container['docker']>;

/** The Mesos containerizer has neither privileges nor parameters, yet their defaults are shown. */
function fillDocker(docker: Docker, type: string): Docker {
  return type === 'DOCKER' ? { ...DOCKER, ...docker } : { ...DOCKER, ...docker, privileged: false, parameters: [] };
}

function fillMapping(mapping: PortMapping, isBridge: boolean): PortMapping {
  return withoutEmpty<PortMapping>({ ...PORT_MAPPING, ...(isBridge ? { hostPort: 0 } : {}), ...mapping }, ['networkNames']);
}

function fillLinuxInfo(linuxInfo: JsonObject): JsonObject {
  const { seccomp } = linuxInfo as { readonly seccomp?: JsonObject };
  return seccomp === undefined ? linuxInfo : { ...linuxInfo, seccomp: { unconfined: false, ...seccomp } };
}

type External = NonNullable<Volume['external']>;

function fillVolume(volume: Volume, profile: AppProfile): Volume {
  const { external, persistent } = volume;
  if (external !== undefined) {
    const shared = profile.unknown.has('container.volumes[].external.shared') ? {} : { shared: false };
    return { ...volume, external: withoutEmpty<External>({ ...shared, ...external }, ['options']) };
  }
  if (persistent === undefined) return volume;
  const type = persistent.profileName !== undefined && isSince(profile.name, '1.8') ? 'mount' : 'root';
  return { ...volume, persistent: { type, constraints: [], ...persistent } };
}
