/** Health, check and readiness. Marathon forgets some fields of a health check, depending on its protocol and version. */
import type { Json } from '../../../model/ref.ts';
import type { Profile } from '../profile.ts';
import type { Context } from './context.ts';
import { isEqual, isJsonObject } from './equal.ts';
import { asIs, holdsOf, listOf, omitEmpty, orDefault, rule, shape, since, until } from './rules.ts';
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
  return byProtocol(
    new Map([
      ['HTTP', http],
      ['HTTPS', http],
      ['TCP', ofPort(timing)],
      ['MESOS_HTTP', mesosHttp],
      ['MESOS_HTTPS', mesosHttp],
      ['MESOS_TCP', ofPort({ ...timing, ...mesos })],
      ['COMMAND', shape({ ...timing, command: asIs, delaySeconds })],
    ]),
  );
}

function byProtocol(rules: ReadonlyMap<unknown, Rule>): Rule {
  const holds = new Map([...rules].map(([protocol, of]) => [protocol, holdsOf(of)]));
  return rule(
    (value, context) => (isJsonObject(value) ? (rules.get(value['protocol'] ?? 'HTTP') ?? asIs)(value, context) : value),
    (form, value, context) => {
      if (!isJsonObject(form) || !isJsonObject(value)) return isEqual(form, value);
      const protocol = value['protocol'] ?? 'HTTP';
      return form['protocol'] === protocol && (holds.get(protocol)?.(form, value, context) ?? false);
    },
  );
}

/** Marathon injects index 0 on every update, but on a create only when the app has ports: missing means 0, unless a port is named. */
function ofPort(fields: Rules): Rule {
  const named = shape({ ...fields, port: asIs, portIndex: asIs });
  const indexed = shape({ ...fields, portIndex: orDefault(0) });
  const [namedHolds, indexedHolds] = [holdsOf(named), holdsOf(indexed)];
  return rule(
    (value, context) => (namesPort(value) ? named : indexed)(value, context),
    (form, value, context) => (namesPort(value) ? namedHolds : indexedHolds)(form, value, context) && namesPort(form) === namesPort(value),
  );
}

function namesPort(check: Json | undefined): boolean {
  return isJsonObject(check) && (check['port'] ?? null) !== null;
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
