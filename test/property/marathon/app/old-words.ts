/** The words of Marathon 1.4 and before, which every version takes: each only where the new ones are not said, too. */
import type { AppSpec } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { without } from '../repair.ts';
import type { Repair } from '../repair.ts';

/** Without the new ones. */
export function inOldWords(spec: AppSpec): AppSpec {
  const { container, ...others } = without(spec, 'networks', 'portDefinitions', 'fetch');
  return container === undefined ? others : { ...others, container: without(container, 'portMappings') };
}

export const oldWords: Repair<AppSpec> = (spec, profile) => {
  const repaired = networkWords(others(spec));
  // Only since 1.5 an address without ports has one.
  const isBare = repaired.ipAddress !== undefined && repaired.ipAddress.discovery?.ports === undefined;
  const isDocker = repaired.container?.docker?.network !== undefined;
  return isBare && !isDocker && !isSince(profile, '1.5') ? without(repaired, 'ipAddress') : repaired;
};

/** What is mounted says whether there is residency; Docker knows no other images than its own. */
function others(spec: AppSpec): AppSpec {
  const isResident = (spec.container?.volumes ?? []).some((volume) => 'persistent' in volume);
  const kept = without(spec, ...(spec.fetch === undefined ? [] : (['uris'] as const)), ...(isResident ? [] : (['residency'] as const)));
  const { container } = kept;
  const takesOther = container?.type === 'MESOS' && container.docker === undefined;
  return container === undefined || takesOther ? kept : { ...kept, container: without(container, 'appc') };
}

/** Networks in the new words, or as an option of Docker, or as an address. */
function networkWords(spec: AppSpec): AppSpec {
  const isNew = spec.networks !== undefined || spec.portDefinitions !== undefined || spec.container?.portMappings !== undefined;
  if (isNew) return without(withoutOption(spec), 'ipAddress', 'ports');
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  return isDocker ? asOption(spec) : asAddress(withoutOption(spec));
}

function asOption(spec: AppSpec): AppSpec {
  const network = spec.container?.docker?.network;
  if (network !== 'USER') return without(network === undefined ? withoutOption(spec) : spec, 'ipAddress');
  return { ...spec, ipAddress: { networkName: 'dcos', ...without(spec.ipAddress ?? {}, 'discovery') } };
}

function asAddress(spec: AppSpec): AppSpec {
  return spec.ipAddress === undefined ? spec : { ...spec, ipAddress: { networkName: 'dcos', ...spec.ipAddress } };
}

function withoutOption(spec: AppSpec): AppSpec {
  const { container } = spec;
  if (container?.docker === undefined) return spec;
  return { ...spec, container: { ...container, docker: without(container.docker, 'network', 'portMappings') } };
}

/** In either words. */
export function modeOf({ networks: [first] = [], container, ipAddress }: AppSpec): 'host' | 'container/bridge' | 'container' {
  if (first !== undefined) return first.mode ?? 'container';
  const network = container?.docker?.network;
  if (network === 'BRIDGE') return 'container/bridge';
  return ipAddress === undefined ? 'host' : 'container';
}
