/** Apps with local persistent volumes: what they must say, and what may never change once they exist. */
import type { AppDefinition } from './definition.ts';
import { portMappingsOf } from './ports.ts';
import { broken } from './rule.ts';
import type { RuleContext } from './rule.ts';
import type { Detail } from './shape.ts';
import { isResident } from './volumes.ts';

export function checkResident(app: AppDefinition, { profile }: RuleContext): readonly Detail[] {
  const isStated = profile.residency === 'kept' && app.residency !== undefined;
  if (!isResident(app) && !isStated) return [];
  const { maximumOverCapacity } = app.upgradeStrategy;
  return broken([
    [isResident(app), '/', 'App must contain persistent volumes and define residency'],
    [app.unreachableStrategy === 'disabled', '/', 'unreachableStrategy must be disabled for resident tasks'],
    [maximumOverCapacity === 0, '/upgradeStrategy/maximumOverCapacity', `got ${maximumOverCapacity}, expected 0.0`],
  ]);
}

const NO_OTHER_RESOURCES =
  'Services with persistent volumes configured may not change resource requirements. If you need to make this change, please create a new service.';
const NO_OTHER_PORTS =
  'Services with persistent volumes configured may not change host ports. If you need to make this change, please create a new service.';

/** Checked against the plan, so that paths begin with the number of the app in it. */
export function checkResidentUpdate(before: AppDefinition, after: AppDefinition): readonly Detail[] {
  if (!isResident(before) && !isResident(after)) return [];
  const { maximumOverCapacity } = after.upgradeStrategy;
  const resources = (['cpus', 'mem', 'disk', 'gpus', 'requirePorts'] as const).map((name) => {
    return [before[name] === after[name], `/app(0)/${name}`, NO_OTHER_RESOURCES] as const;
  });
  return broken([
    ...resources,
    [persistentOf(before) === persistentOf(after), '/app(0)', 'Persistent volumes can not be changed!'],
    [hostPortsOf(before) === hostPortsOf(after), '/app(0)', NO_OTHER_PORTS],
    [maximumOverCapacity === 0, '/app(0)/upgradeStrategy/maximumOverCapacity', `got ${maximumOverCapacity}, expected 0.0`],
  ]);
}

/** They are found again by where they are mounted; their constraints are a set. */
function persistentOf(app: AppDefinition): string {
  const volumes = (app.container?.volumes ?? []).flatMap(({ persistent, ...volume }) => {
    if (persistent === undefined) return [];
    const constraints = (persistent.constraints ?? []).map((constraint) => constraint.join()).toSorted();
    return [{ ...volume, persistent: { ...persistent, constraints } }];
  });
  return JSON.stringify(volumes.toSorted((a, b) => (a.containerPath < b.containerPath ? -1 : 1)));
}

/** On the host's network the ports of the definition are the ports of the host. */
function hostPortsOf(app: AppDefinition): string {
  const mappings = portMappingsOf(app);
  const ports = mappings.length > 0 ? mappings.map(({ hostPort }) => hostPort) : (app.portDefinitions ?? []).map(({ port }) => port);
  return JSON.stringify([...new Set(ports.filter((port) => port !== undefined))].toSorted((a, b) => a - b));
}
