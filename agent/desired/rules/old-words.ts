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
export function mappingsOf(spec: AppSpec): readonly { readonly name?: string }[] | undefined {
  const { container, ipAddress } = spec;
  const isFound = container === undefined || container.type === 'MESOS';
  return (isFound ? ipAddress?.discovery?.ports : undefined) ?? container?.portMappings ?? container?.docker?.portMappings;
}

/** Port definitions of an app, also those of which only the number is given; undefined: none are given. */
export function definitionsOf({
  portDefinitions,
  ports,
}: AppSpec): readonly { readonly port?: number; readonly name?: string }[] | undefined {
  return portDefinitions ?? ports?.map((port) => ({ port }));
}

interface Pair {
  readonly path: Path;
  readonly old: (spec: AppSpec) => unknown;
  readonly instead: string;
  readonly now: (spec: AppSpec) => unknown;
}

const DISCOVERY: Path = ['ipAddress', 'discovery', 'ports'];

const PAIRS: readonly Pair[] = [
  { path: ['uris'], old: ({ uris }) => uris, instead: 'fetch', now: ({ fetch }) => fetch },
  // Marathon 1.4 answers both, and later ones take both where they agree.
  {
    path: ['ports'],
    old: ({ ports }) => ports,
    instead: 'portDefinitions',
    now: ({ portDefinitions, ports }) => differing(portDefinitions, ports),
  },
  { path: ['ipAddress'], old: ({ ipAddress }) => ipAddress, instead: 'networks', now: ({ networks }) => networks },
  {
    path: ['container', 'docker', 'network'],
    old: ({ container }) => container?.docker?.network,
    instead: 'networks',
    now: ({ networks }) => networks,
  },
  {
    path: ['container', 'docker', 'portMappings'],
    old: ({ container }) => container?.docker?.portMappings,
    instead: 'container.portMappings',
    now: ({ container }) => container?.portMappings,
  },
  {
    path: DISCOVERY,
    old: ({ ipAddress }) => ipAddress?.discovery?.ports,
    instead: 'container.portMappings',
    now: ({ container }) => container?.portMappings,
  },
];

export const oldWordsRule: Rule = (spec) => {
  const twice = PAIRS.filter(({ old, now }) => isGiven(old(spec)) && isGiven(now(spec)));
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  return [
    ...twice.map(({ path, instead }) =>
      atKey(desiredErrors.appOldWords, path, `There are both ${path.join('.')} and ${instead}, which mean the same; keep ${instead}.`),
    ),
    ...(spec.ipAddress !== undefined && isGiven(definitionsOf(spec)) ? [onHost(spec)] : []),
    ...(isDocker && isGiven(spec.ipAddress?.discovery?.ports) ? [undiscovered()] : []),
  ];
};

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function differing(definitions: AppSpec['portDefinitions'] = [], ports: AppSpec['ports'] = []): unknown {
  const isSame = definitions.length === ports.length && definitions.every(({ port = 0 }, index) => port === ports[index]);
  return isSame ? undefined : definitions;
}

function onHost({ portDefinitions }: AppSpec): Fault {
  const field = isGiven(portDefinitions) ? 'portDefinitions' : 'ports';
  return atKey(desiredErrors.appOldWords, [field], `${field} are for the host network, and ipAddress is another one; keep one of them.`);
}

function undiscovered(): Fault {
  const message = 'A container of type DOCKER takes no ipAddress.discovery.ports; use container.portMappings.';
  return atKey(desiredErrors.appOldWords, DISCOVERY, message);
}
