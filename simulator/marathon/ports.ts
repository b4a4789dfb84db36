/** Service ports: a port asked for as 0 becomes the lowest free one of 10000 to 20000 (AssignDynamicServiceLogic.scala). */
import type { AppDefinition, Container, PortDefinition, PortMapping } from './definition.ts';

export const FIRST_PORT = 10_000;
export const LAST_PORT = 20_000;

/** The mappings of the container; 1.4 keeps them below `docker`. */
export function portMappingsOf({ container }: { readonly container?: Container | undefined }): readonly PortMapping[] {
  return container?.portMappings ?? container?.docker?.portMappings ?? [];
}

/** The ports of a definition that live in the range everybody shares, in order; 0 = to be assigned. */
export function servicePorts(app: Pick<AppDefinition, 'container' | 'portDefinitions'>): readonly number[] {
  const mappings = portMappingsOf(app);
  if (mappings.length > 0) return mappings.map((one) => one.servicePort ?? 0);
  return (app.portDefinitions ?? []).map((one) => one.port ?? 0);
}

/**
 * The definition with every 0 replaced: first by what the app had before and does not ask for by number, in order, then by
 * the lowest ports that `taken` does not hold. Null when the range is exhausted.
 */
export function assignPorts(app: AppDefinition, before: AppDefinition | null, taken: ReadonlySet<number>): AppDefinition | null {
  const asked = new Set(servicePorts(app));
  const isFree = (port: number): boolean => port >= FIRST_PORT && port <= LAST_PORT && !asked.has(port);
  const reusable = (before === null ? [] : servicePorts(before)).filter(isFree);
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
  const { container, portDefinitions = [] } = app;
  const definitions = portDefinitions.length === 0 ? {} : { portDefinitions: mergedDefinitions(portDefinitions, ports) };
  return { ...app, ...definitions, ...(container === undefined ? {} : { container: withMappedPorts(container, ports) }) };
}

/** 1.4 has portDefinitions beside port mappings: there are as many as service ports then, at least. */
function mergedDefinitions(definitions: readonly PortDefinition[], ports: readonly number[]): readonly PortDefinition[] {
  const count = Math.max(definitions.length, ports.length);
  return Array.from({ length: count }, (_, index) => ({
    protocol: 'tcp',
    ...(definitions[index] ?? { labels: {} }),
    port: ports[index] ?? 0,
  }));
}

function withMappedPorts(container: Container, ports: readonly number[]): Container {
  const mapped = (mappings: readonly PortMapping[]): readonly PortMapping[] => {
    return mappings.map((one, index) => ({ ...one, servicePort: ports[index] ?? 0 }));
  };
  const { portMappings, docker } = container;
  if (portMappings !== undefined) return { ...container, portMappings: mapped(portMappings) };
  if (docker?.portMappings === undefined) return container;
  return { ...container, docker: { ...docker, portMappings: mapped(docker.portMappings) } };
}
