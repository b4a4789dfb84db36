/** Networks and ports of an app (Marathon's NetworkValidation and AppValidation). */
import type { ErrorCode } from '../../errors.ts';
import type { AppNetwork, AppSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { definitionsOf, oldMode } from './old-words.ts';
import { at, atKey, repeated } from './rule.ts';
import type { Rule } from './rule.ts';

const code = desiredErrors.appNetwork;

export const networkRule: Rule = ({ networks = [], container }) => {
  const second = networks.findIndex((network, index) => index > 0 && modeOf(network) === 'container');
  const isDocker = container !== undefined && container.type !== 'MESOS';
  return [
    ...networkFaults(code, networks, 'app'),
    ...(isDocker && second > 0 ? [at(code, ['networks', second], 'A container of type DOCKER is on one network at most.')] : []),
  ];
};

/** What is wrong with the networks of an app or a pod, whatever else it has. */
export function networkFaults(of: ErrorCode, networks: readonly AppNetwork[], what: 'app' | 'pod'): readonly Fault[] {
  const modes = networks.map(modeOf);
  const mixed = modes.findIndex((mode, index) => index > 0 && (mode !== 'container' || modes[0] !== 'container'));
  const names = networks.map(({ name }, index) => (modes[index] === 'container' ? (name ?? '') : index));
  const an = what === 'app' ? 'An app' : 'A pod';
  return [
    ...(mixed > 0 ? [at(of, ['networks', mixed], `${an} has one host network, or one container/bridge, or only container networks.`)] : []),
    ...repeated(names).map((index) => at(of, ['networks', index], `The ${what} is on this network already.`)),
    ...networks.flatMap(({ name, labels = {} }, index) => {
      if (modes[index] !== 'container' && name !== undefined)
        return [atKey(of, ['networks', index, 'name'], `A ${modes[index]} network has no name.`)];
      const hasLabels = modes[index] === 'host' && Object.keys(labels).length > 0;
      return hasLabels ? [atKey(of, ['networks', index, 'labels'], 'A host network has no labels.')] : [];
    }),
  ];
}

export const portRule: Rule = (spec) => {
  const { portDefinitions = [], ports = [], container } = spec;
  const { portMappings = [], docker } = container ?? {};
  const oldMappings = docker?.portMappings ?? [];
  if (portDefinitions.length + portMappings.length + ports.length + oldMappings.length < 2) return modeFaults(spec);
  return [
    ...modeFaults(spec),
    ...nameTwice(portDefinitions, ['portDefinitions']),
    ...nameTwice(portMappings, ['container', 'portMappings']),
    ...nameTwice(oldMappings, ['container', 'docker', 'portMappings']),
    ...portTwice(
      portDefinitions.map(({ port = 0 }) => port),
      (index) => ['portDefinitions', index, 'port'],
    ),
    ...portTwice(ports, (index) => ['ports', index]),
  ];
};

function modeFaults(spec: AppSpec): readonly Fault[] {
  // Beside an old word for the network Marathon drops the ports that do not belong to it.
  if (oldMode(spec) !== null) return [];
  const mapped = (spec.container?.portMappings ?? []).length > 0;
  if (isHost(spec)) {
    const remedy = 'use portDefinitions, or networks: [{ mode: container/bridge }].';
    return mapped ? [atKey(code, ['container', 'portMappings'], `On the host network there are no portMappings; ${remedy}`)] : [];
  }
  return [...(mapped ? mappedFaults(spec) : []), ...hostFaults(spec)];
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

/** 0 is any port. */
function portTwice(ports: readonly number[], pathOf: (index: number) => Path): readonly Fault[] {
  return repeated(ports)
    .filter((index) => ports[index] !== 0)
    .map((index) => at(code, pathOf(index), `Port ${ports[index]} is there twice.`));
}

/** Each of the mappings is on networks of the app, and a port of the host on one of them. */
function mappedFaults({ container, networks = [] }: AppSpec): readonly Fault[] {
  const mappings = container?.portMappings ?? [];
  const known = new Set(networks.map(({ name }) => name));
  const isSeveral = networks.length > 1;
  return mappings.flatMap(({ networkNames = [], hostPort }, index) => {
    const path = ['container', 'portMappings', index];
    return [
      // One without a name has the name that its Marathon was started with.
      ...networkNames.flatMap((name, position) =>
        known.has(name) || known.has(undefined) ? [] : [at(code, [...path, 'networkNames', position], `The app is on no network ${name}.`)],
      ),
      ...(isSeveral && hostPort !== undefined && networkNames.length !== 1
        ? [at(code, [...path, 'hostPort'], 'With several networks, networkNames must say on which one of them this hostPort is.')]
        : []),
    ];
  });
}
