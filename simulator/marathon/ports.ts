/** Service ports: a port asked for as 0 becomes the lowest free one of 10000 to 20000 (AssignDynamicServiceLogic.scala). */
import type { AppDefinition } from './definition.ts';

export const FIRST_PORT = 10_000;
export const LAST_PORT = 20_000;

/** The ports of a definition that live in the range everybody shares, in order; 0 = to be assigned. */
export function servicePorts(app: AppDefinition): readonly number[] {
  if (app.portDefinitions !== undefined) return app.portDefinitions.map((one) => one.port ?? 0);
  return (app.container?.portMappings ?? []).map((one) => one.servicePort ?? 0);
}

/**
 * The definition with every 0 replaced: first by what the app had before and does not ask for by number, in order, then by
 * the lowest ports that `taken` does not hold. Null when the range is exhausted.
 */
export function assignPorts(app: AppDefinition, before: AppDefinition | null, taken: ReadonlySet<number>): AppDefinition | null {
  const asked = new Set(servicePorts(app));
  const reusable = (before === null ? [] : servicePorts(before)).filter((port) => port !== 0 && !asked.has(port));
  const given = new Set([...asked, ...reusable]);
  let candidate = FIRST_PORT;
  const lowestFree = (): number => {
    while (taken.has(candidate) || given.has(candidate)) candidate += 1;
    given.add(candidate);
    return candidate;
  };
  const assigned = servicePorts(app).map((port) => (port === 0 ? (reusable.shift() ?? lowestFree()) : port));
  return candidate > LAST_PORT ? null : withServicePorts(app, assigned);
}

function withServicePorts(app: AppDefinition, ports: readonly number[]): AppDefinition {
  if (app.portDefinitions !== undefined) {
    return { ...app, portDefinitions: app.portDefinitions.map((one, index) => ({ ...one, port: ports[index] ?? 0 })) };
  }
  const mappings = app.container?.portMappings;
  if (mappings === undefined || app.container === undefined) return app;
  return {
    ...app,
    container: { ...app.container, portMappings: mappings.map((one, index) => ({ ...one, servicePort: ports[index] ?? 0 })) },
  };
}
