/** Health and readiness checks: what they ask must be there (Marathon's AppValidation). */
import type { AppHealthCheck, AppSpec } from '../../model/kinds.gen.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { didYouMean } from '../../schema/nearest.ts';
import { desiredErrors } from '../errors.ts';
import { isHost } from './networks.ts';
import { definitionsOf, mappingsOf } from './old-words.ts';
import { at, atKey } from './rule.ts';
import type { Rule } from './rule.ts';

const code = desiredErrors.appCheck;

export const healthCheckRule: Rule = (spec) => {
  const { healthChecks = [] } = spec;
  const ports = portCount(spec);
  const isDocker = spec.container !== undefined && spec.container.type !== 'MESOS';
  const faults = healthChecks.flatMap((check, index) => [
    ...checkFaults(check, ['healthChecks', index], ports),
    ...familyFaults(check, ['healthChecks', index], isDocker),
  ]);
  if (healthChecks.length < 2) return faults;
  const [, second] = healthChecks.flatMap(({ protocol = '' }, index) => (protocol.startsWith('MESOS_') ? [index] : []));
  return second === undefined
    ? faults
    : [...faults, at(code, ['healthChecks', second], 'An app has at most one check with a MESOS_ protocol.')];
};

/** Of a check that changes nothing. */
export const checkRule: Rule = (spec) => {
  if (spec.check === undefined) return [];
  const { http, tcp, exec } = spec.check;
  const ways = [http, tcp, exec].filter((way) => way !== undefined);
  if (ways.length !== 1) return [at(code, ['check'], 'A check has exactly one of http, tcp and exec.')];
  const path = ['check', http === undefined ? 'tcp' : 'http'];
  const { port, portIndex } = http ?? tcp ?? {};
  const ports = portCount(spec);
  if (exec !== undefined || ports === null || (port !== undefined && portIndex === undefined)) return [];
  if (portIndex === undefined && ports > 1) return [at(code, path, `The app has ${ports} ports; say with portIndex which one to check.`)];
  return portFaults(portIndex, path, ports);
};

export const readinessRule: Rule = (spec) =>
  (spec.readinessChecks ?? []).flatMap(({ portName = 'http-api', intervalSeconds = 30, timeoutSeconds = 10 }, index) => {
    const path = ['readinessChecks', index];
    const names = (isHost(spec) ? definitionsOf(spec) : mappingsOf(spec))?.flatMap(({ name }) => (name === undefined ? [] : [name])) ?? [];
    return [
      ...(names.includes(portName)
        ? []
        : [at(code, [...path, 'portName'], `The app has no port called ${portName}${didYouMean(portName, names) || '.'}`)]),
      ...(timeoutSeconds < intervalSeconds
        ? []
        : [
            at(
              code,
              [...path, 'timeoutSeconds'],
              `timeoutSeconds (${timeoutSeconds}) must be less than intervalSeconds (${intervalSeconds}).`,
            ),
          ]),
    ];
  });

function checkFaults(check: AppHealthCheck, path: Path, ports: number | null): readonly Fault[] {
  const { protocol = 'HTTP', command, port, portIndex } = check;
  if (protocol === 'COMMAND') return command === undefined ? [at(code, path, 'A check with protocol COMMAND needs command.')] : [];
  if (command !== undefined)
    return [atKey(code, [...path, 'command'], `A check with protocol ${protocol} takes no command; say protocol: COMMAND.`)];
  if (port !== undefined && portIndex !== undefined)
    return [atKey(code, [...path, 'portIndex'], 'There are both port and portIndex; keep one.')];
  return port === undefined ? portFaults(portIndex, path, ports) : [];
}

/** Only Docker, asked by Mesos, knows the other family of addresses. */
function familyFaults({ protocol = 'HTTP', ipProtocol = 'IPv4' }: AppHealthCheck, path: Path, isDocker: boolean): readonly Fault[] {
  if (ipProtocol === 'IPv4' || (isDocker && protocol.startsWith('MESOS_'))) return [];
  return [at(code, [...path, 'ipProtocol'], 'Only checks with a MESOS_ protocol in containers of type DOCKER take IPv6.')];
}

/** Without port and portIndex Marathon asks the first port. */
function portFaults(portIndex: number | undefined, path: Path, ports: number | null): readonly Fault[] {
  if (ports === null || (portIndex ?? 0) < ports) return [];
  const there = ports === 0 ? 'no port' : `only ports 0 to ${ports - 1}`;
  return [
    at(
      code,
      portIndex === undefined ? path : [...path, 'portIndex'],
      `The app has ${there}, so there is no port ${portIndex ?? 0} to check.`,
    ),
  ];
}

/** How many ports the app has: what is left out is one that Marathon adds; null: cannot be told. */
function portCount(spec: AppSpec): number | null {
  if (isHost(spec)) return definitionsOf(spec)?.length ?? 1;
  const mappings = mappingsOf(spec);
  return spec.container === undefined ? (mappings?.length ?? null) : (mappings?.length ?? 1);
}
