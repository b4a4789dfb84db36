/** Old ways to say ports, networks and files, which Marathon still takes - but not beside the new ones (Marathon's AppNormalization). */
import type { AppSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { atKey } from './rule.ts';
import type { Rule } from './rule.ts';

/** How an app with an old word for its network is on it; null: it has none. */
export function oldMode({ ipAddress, container }: AppSpec): 'host' | 'container/bridge' | 'container' | null {
  const network = container?.docker?.network;
  if (network === 'HOST') return 'host';
  if (network === 'BRIDGE') return 'container/bridge';
  return network === 'USER' || ipAddress !== undefined ? 'container' : null;
}

/** Port mappings of an app, wherever they stand; undefined: none are given. */
export function mappingsOf({ container, ipAddress }: AppSpec): readonly { readonly name?: string }[] | undefined {
  const discovered = container?.type === 'DOCKER' || container?.docker?.network !== undefined ? undefined : ipAddress?.discovery?.ports;
  return discovered ?? container?.portMappings ?? container?.docker?.portMappings;
}

/** Port definitions of an app, also those of which only the number is given; undefined: none are given. */
export function definitionsOf({ portDefinitions, ports }: AppSpec): readonly { readonly port?: number; readonly name?: string }[] | undefined {
  return portDefinitions ?? ports?.map((port) => ({ port }));
}

export const oldWordsRule: Rule = (spec) => {
  const { uris, ports, ipAddress, container } = spec;
  const docker = container?.docker;
  if ((uris ?? ports ?? ipAddress ?? docker?.network ?? docker?.portMappings) === undefined) return [];
  const isGiven = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;
  const discovered = ipAddress?.discovery?.ports;
  return [
    ...(isGiven(uris) && isGiven(spec.fetch) ? twice(['uris'], 'fetch') : []),
    ...(isGiven(ports) && isGiven(spec.portDefinitions) ? twice(['ports'], 'portDefinitions') : []),
    ...(oldMode(spec) !== null && isGiven(spec.networks) ? twice(ipAddress === undefined ? DOCKER_NETWORK : ['ipAddress'], 'networks') : []),
    ...(isGiven(docker?.portMappings) && isGiven(container?.portMappings) ? twice(DOCKER_MAPPINGS, 'container.portMappings') : []),
    ...(isGiven(discovered) && isGiven(container?.portMappings) ? twice(DISCOVERY, 'container.portMappings') : []),
    ...(isGiven(discovered) && container !== undefined && container.type !== 'MESOS' ? [undiscovered()] : []),
  ];
};

const DOCKER_NETWORK: Path = ['container', 'docker', 'network'];
const DOCKER_MAPPINGS: Path = ['container', 'docker', 'portMappings'];
const DISCOVERY: Path = ['ipAddress', 'discovery', 'ports'];

function twice(path: Path, instead: string): readonly Fault[] {
  return [atKey(desiredErrors.appOldWords, path, `There are both ${path.join('.')} and ${instead}, which mean the same; keep ${instead}.`)];
}

function undiscovered(): Fault {
  const message = 'A container of type DOCKER takes no ipAddress.discovery.ports; use container.portMappings.';
  return atKey(desiredErrors.appOldWords, DISCOVERY, message);
}
