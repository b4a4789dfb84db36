/** Defaults of health, readiness and start checks, and what Marathon loses of them (raml/HealthCheckConversion.scala). */
import type { HealthCheck } from './definition.ts';

export const READINESS_DEFAULTS = {
  name: 'readinessCheck',
  protocol: 'HTTP',
  path: '/',
  portName: 'http-api',
  intervalSeconds: 30,
  timeoutSeconds: 10,
  httpStatusCodesForReady: [200],
  preserveLastResponse: false,
} as const;

export const CHECK_DEFAULTS = { intervalSeconds: 60, timeoutSeconds: 20, delaySeconds: 15 } as const;

const HEALTH_DEFAULTS = {
  gracePeriodSeconds: 300,
  maxConsecutiveFailures: 3,
  protocol: 'HTTP',
  ipProtocol: 'IPv4',
  ...CHECK_DEFAULTS,
} as const;

/** Protocols whose checks Marathon makes itself; the others run on the agent. */
const BY_MARATHON: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TCP']);

/** The check as Marathon shows it: `ignoreHttp1xx` and, for its own protocols, `delaySeconds` are lost. */
export function defaultHealthCheck(check: HealthCheck, hasPorts: boolean): HealthCheck {
  const { ignoreHttp1xx: _lost, ...kept } = { ...HEALTH_DEFAULTS, ...check } as HealthCheck & { readonly protocol: string };
  if (kept.protocol === 'COMMAND') return withoutPorts(kept);
  return {
    ...kept,
    ...(kept.port === undefined && kept.portIndex === undefined && hasPorts ? { portIndex: 0 } : {}),
    ...(BY_MARATHON.has(kept.protocol) ? { delaySeconds: CHECK_DEFAULTS.delaySeconds } : {}),
    ...(kept.protocol === 'HTTP' || kept.protocol === 'HTTPS' ? { ignoreHttp1xx: false } : {}),
  };
}

function withoutPorts(check: HealthCheck): HealthCheck {
  const { port: _port, portIndex: _portIndex, ipProtocol: _ipProtocol, ...kept } = check;
  return { ...kept, ipProtocol: HEALTH_DEFAULTS.ipProtocol };
}
