/** Checks of an app: what they ask is there. */
import type { AppCheck, AppHealthCheck, AppSpec } from '../../../../agent/model/kinds.gen.ts';
import { isSince } from '../../../../agent/systems/marathon/profile.ts';
import { distinctBy, oneOf, without } from '../repair.ts';
import type { Repair } from '../repair.ts';
import { portCount, portNames } from './networks.ts';
import { modeOf } from './old-words.ts';

const isHttp = (protocol: string): boolean => /HTTPS?$/.test(protocol);

/** A port that there is, and what the protocol asks for; at most one check is made by Mesos over the network. */
export const healthChecks: Repair<AppSpec> = (spec, profile) => {
  if (spec.healthChecks === undefined) return spec;
  const count = isSince(profile, '1.5') || modeOf(spec) === 'host' ? portCount(spec) : mappedOf(spec);
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  const repaired = spec.healthChecks.map((check) => ofFamily(healthCheck(check, count), isDocker));
  const [mesos] = repaired.filter(({ protocol = '' }) => protocol.startsWith('MESOS_'));
  const fewer = repaired.filter((check) => check === mesos || check.protocol?.startsWith('MESOS_') !== true);
  return { ...spec, healthChecks: [...distinctBy(fewer, JSON.stringify)] };
};

/** Up to 1.4 checks find ports of another network only where Docker maps them, and none is mapped by itself. */
function mappedOf({ container }: AppSpec): number {
  if (container === undefined || container.type === 'MESOS') return 0;
  return (container.portMappings ?? container.docker?.portMappings ?? []).length;
}

/** Only Docker, asked by Mesos, knows the other family. */
function ofFamily(check: AppHealthCheck, isDocker: boolean): AppHealthCheck {
  const mayChoose = isDocker && check.protocol?.startsWith('MESOS_') === true;
  return mayChoose || check.ipProtocol !== 'IPv6' ? check : without(check, 'ipProtocol');
}

function healthCheck(check: AppHealthCheck, count: number): AppHealthCheck {
  const { protocol = 'HTTP', port, portIndex = 0, command } = check;
  if (protocol === 'COMMAND')
    return { ...without(check, 'port', 'portIndex', 'path', 'ipProtocol'), command: command ?? { value: 'true' } };
  const asking = without(check, 'command', ...(isHttp(protocol) ? [] : (['path'] as const)));
  if (port !== undefined && (count === 0 || check.portIndex === undefined || port % 2 === 0)) return without(asking, 'portIndex');
  if (count === 0) return { ...without(asking, 'portIndex'), port: 8080 };
  return portIndex < count ? without(asking, 'port') : { ...without(asking, 'port'), portIndex: portIndex % count };
}

/** Of one way to ask, and of a port that there is. */
export const check: Repair<AppSpec> = (spec) => {
  if (spec.check === undefined) return spec;
  const ways = (['http', 'tcp', 'exec'] as const).filter((way) => spec.check?.[way] !== undefined);
  const [first = 'tcp', ...more] = ways;
  const way = oneOf([first, ...more], JSON.stringify(spec.check[first] ?? null));
  const kept = without(spec.check, ...(['http', 'tcp', 'exec'] as const).filter((one) => one !== way));
  return { ...spec, check: withPort(ways.length === 0 ? { ...kept, tcp: {} } : kept, portCount(spec)) };
};

function withPort(given: AppCheck, count: number): AppCheck {
  const { http, tcp } = given;
  return {
    ...given,
    ...(http === undefined ? {} : { http: oneAddress(http, count) }),
    ...(tcp === undefined ? {} : { tcp: oneAddress(tcp, count) }),
  };
}

function oneAddress<T extends { port?: number; portIndex?: number }>(address: T, count: number): T {
  const { port, portIndex } = address;
  if (port !== undefined && portIndex !== undefined) return oneAddress(without(address, port % 2 === 0 ? 'port' : 'portIndex') as T, count);
  if (count === 0) return { ...without(address, 'portIndex'), port: port ?? 8080 } as T;
  // Only of a single port Marathon knows which one is meant.
  if (portIndex === undefined) return port !== undefined || count === 1 ? address : { ...address, portIndex: 0 };
  return portIndex < count ? address : { ...address, portIndex: portIndex % count };
}

/** Only of a port that has a name; it gives up before it asks again. */
export const readinessChecks: Repair<AppSpec> = (spec) => {
  const [given] = spec.readinessChecks ?? [];
  if (given === undefined) return spec;
  const names = portNames(spec);
  const [first, ...more] = names;
  if (first === undefined) return { ...spec, readinessChecks: [] };
  const { portName = 'http-api', intervalSeconds = 30, timeoutSeconds = 10 } = given;
  const asked = names.includes(portName) ? given : { ...given, portName: oneOf([first, ...more], portName) };
  const isSlow = timeoutSeconds >= intervalSeconds;
  return { ...spec, readinessChecks: [isSlow ? { ...asked, intervalSeconds: timeoutSeconds + 1 } : asked] };
};
