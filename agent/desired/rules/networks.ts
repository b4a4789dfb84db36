/** Networks and ports of an app (Marathon's NetworkValidation and AppValidation). */
import type { AppNetwork, AppSpec } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { definitionsOf, oldMode } from './old-words.ts';
import { at, atKey, repeated } from './rule.ts';
import type { Rule } from './rule.ts';

const code = desiredErrors.appNetwork;

export const networkRule: Rule = ({ networks = [] }) => {
  const faults: Fault[] = [];
  const [first] = networks;
  const isMixed = (mode: string): boolean => mode !== 'container' || (first !== undefined && modeOf(first) !== 'container');
  const mixed = networks.findIndex((network, index) => index > 0 && isMixed(modeOf(network)));
  if (mixed > 0) {
    faults.push(at(code, ['networks', mixed], 'An app has one host network, or one container/bridge, or only container networks.'));
  }
  for (const [index, network] of networks.entries()) {
    const mode = modeOf(network);
    if (mode === 'container' || network.name === undefined) continue;
    faults.push(atKey(code, ['networks', index, 'name'], `A ${mode} network has no name.`));
  }
  return faults;
};

export const portRule: Rule = (spec) => {
  const { portDefinitions = [], container } = spec;
  const { portMappings = [] } = container ?? {};
  if (portDefinitions.length + portMappings.length < 2) return modeFaults(spec);
  return [
    ...modeFaults(spec),
    ...nameTwice(portDefinitions, ['portDefinitions']),
    ...nameTwice(portMappings, ['container', 'portMappings']),
    ...portTwice(portDefinitions.map(({ port = 0 }) => port)),
  ];
};

function modeFaults(spec: AppSpec): readonly Fault[] {
  // Beside an old word for the network Marathon drops the ports that do not belong to it.
  if (oldMode(spec) !== null) return [];
  const mapped = (spec.container?.portMappings ?? []).length > 0;
  const unknown = mapped ? unknownNetworks(spec) : [];
  if (isHost(spec)) {
    const remedy = 'use portDefinitions, or networks: [{ mode: container/bridge }].';
    return mapped
      ? [atKey(code, ['container', 'portMappings'], `On the host network there are no portMappings; ${remedy}`), ...unknown]
      : [];
  }
  return [...unknown, ...hostFaults(spec)];
}

/** What only an app on the host network has. */
function hostFaults(spec: AppSpec): readonly Fault[] {
  const faults: Fault[] = [];
  if ((definitionsOf(spec) ?? []).length > 0) {
    const field = spec.portDefinitions === undefined ? 'ports' : 'portDefinitions';
    faults.push(atKey(code, [field], `${field} are for the host network; use container.portMappings.`));
  }
  if (spec.requirePorts === true) faults.push(at(code, ['requirePorts'], 'requirePorts is for the host network.'));
  return faults;
}

export function isHost(spec: AppSpec): boolean {
  const { networks = [] } = spec;
  const old = oldMode(spec);
  return old === 'host' || (old === null && networks.length === 0) || networks.some((network) => modeOf(network) === 'host');
}

function modeOf(network: AppNetwork): string {
  return network.mode ?? 'container';
}

function nameTwice(ports: readonly { readonly name?: string }[], path: readonly string[]): readonly Fault[] {
  const names = ports.map(({ name }, index) => name ?? index);
  return repeated(names).map((index) => at(code, [...path, index, 'name'], `There are two ports ${names[index]}.`));
}

function portTwice(ports: readonly number[]): readonly Fault[] {
  return repeated(ports)
    .filter((index) => ports[index] !== 0)
    .map((index) => at(code, ['portDefinitions', index, 'port'], `Port ${ports[index]} is there twice.`));
}

function unknownNetworks({ container, networks = [] }: AppSpec): readonly Fault[] {
  const mappings = container?.portMappings ?? [];
  if (mappings.every(({ networkNames }) => networkNames === undefined)) return [];
  const known = new Set(networks.map(({ name }) => name));
  return mappings.flatMap(({ networkNames = [] }, index) =>
    networkNames.flatMap((name, position) => {
      const path = ['container', 'portMappings', index, 'networkNames', position];
      return known.has(name) ? [] : [at(code, path, `The app is on no network ${name}.`)];
    }),
  );
}
