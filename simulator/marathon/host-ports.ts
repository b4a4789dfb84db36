/** The ports of the host that a task asks for; 0 is any. */
import type { AppDefinition } from './definition.ts';
import { hostPortsOf } from './pod-runs.ts';
import { portMappingsOf } from './ports.ts';

/** On the host's network the numbers of port definitions are those of the host only with requirePorts. */
export function hostPorts(definition: AppDefinition): readonly number[] {
  if (definition.pod !== undefined) return hostPortsOf(definition.pod);
  const mappings = portMappingsOf(definition);
  if (mappings.length > 0) return mappings.flatMap(({ hostPort }) => hostPort ?? []);
  return (definition.portDefinitions ?? []).map(({ port }) => (definition.requirePorts ? (port ?? 0) : 0));
}
