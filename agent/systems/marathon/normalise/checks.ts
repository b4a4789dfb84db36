/** Health, check and readiness. Marathon forgets some fields of a health check, depending on its protocol and version. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import type { Context } from './context.ts';
import { isJsonObject } from './equal.ts';
import { asIs, listOf, omitEmpty, orDefault, shape, since, until, variant } from './rules.ts';
import type { Rule, Rules } from './rules.ts';
import { setOf } from './sets.ts';

/** Fields of an app. */
export function checkRules(profile: Profile): Rules {
  return {
    healthChecks: setOf(healthCheckRule(profile)),
    ...since<Context>(profile, '1.8', { check }),
    readinessChecks: omitEmpty(listOf(readinessCheck)),
  };
}

const timing: Rules = {
  protocol: orDefault('HTTP'),
  gracePeriodSeconds: orDefault(300),
  intervalSeconds: orDefault(60),
  maxConsecutiveFailures: orDefault(3),
  timeoutSeconds: orDefault(20),
};
const delaySeconds = orDefault(15);

/**
 * Which fields survive, by protocol (HealthCheckConversion.scala; up to 1.4 Formats.scala): checks made by Marathon itself (HTTP, HTTPS,
 * TCP) lose delaySeconds, a COMMAND loses all that is about ports, and since 1.5 every check loses ignoreHttp1xx.
 */
function healthCheckRule(profile: Profile): Rule {
  const mesos: Rules = { delaySeconds, ...since<Context>(profile, '1.6', { ipProtocol: orDefault('IPv4') }) };
  const http = ofPort({ ...timing, path: asIs, ...until<Context>(profile, '1.4', { ignoreHttp1xx: orDefault(false) }) });
  const mesosHttp = ofPort({ ...timing, ...mesos, path: asIs });
  const rules = {
    HTTP: http,
    HTTPS: http,
    TCP: ofPort(timing),
    MESOS_HTTP: mesosHttp,
    MESOS_HTTPS: mesosHttp,
    MESOS_TCP: ofPort({ ...timing, ...mesos }),
    COMMAND: shape({ ...timing, command: asIs, delaySeconds }),
    unknown: asIs,
  };
  return variant((check) => protocolOf(check, rules), rules);
}

function protocolOf<K extends string>(check: Json | undefined, rules: { readonly [protocol in K]: Rule }): K | 'unknown' {
  const protocol = isJsonObject(check) ? (check['protocol'] ?? 'HTTP') : 'unknown';
  return typeof protocol === 'string' && Object.hasOwn(rules, protocol) ? (protocol as K) : 'unknown';
}

/** Marathon injects index 0 on every update, but on a create only when the app has ports: missing means 0, unless a port is named. */
function ofPort(fields: Rules): Rule {
  return variant((check) => (isJsonObject(check) && (check['port'] ?? null) !== null ? 'named' : 'indexed'), {
    named: shape({ ...fields, port: asIs, portIndex: asIs }),
    indexed: shape({ ...fields, portIndex: orDefault(0) }),
  });
}

const httpCheck = shape({ port: asIs, portIndex: asIs, path: asIs, scheme: orDefault('HTTP') });

/** Shown, and without effect. */
const check = shape<Context>({
  http: httpCheck,
  tcp: shape({ port: asIs, portIndex: asIs }),
  exec: asIs,
  intervalSeconds: orDefault(60),
  timeoutSeconds: orDefault(20),
  delaySeconds,
});

const readinessCheck = shape<Context>({
  name: orDefault('readinessCheck'),
  protocol: orDefault('HTTP'),
  path: orDefault('/'),
  portName: orDefault('http-api'),
  intervalSeconds: orDefault(30),
  timeoutSeconds: orDefault(10),
  httpStatusCodesForReady: (value, context) => setOf(asIs)(value, context) ?? [200],
  preserveLastResponse: orDefault(false),
});
