/** Health, check and readiness. Marathon forgets some fields of a health check, depending on its protocol. */
import { asIs, chain, isJsonObject, listOf, orDefault, setOf, shape, unlessEmpty } from './rules.ts';
import type { Rule, Rules } from './rules.ts';

const timing: Rules = {
  protocol: orDefault('HTTP'),
  gracePeriodSeconds: orDefault(300),
  intervalSeconds: orDefault(60),
  maxConsecutiveFailures: orDefault(3),
  timeoutSeconds: orDefault(20),
};
const delaySeconds = orDefault(15);
const ipProtocol = orDefault('IPv4');
const port: Rules = { port: asIs, portIndex: asIs };

// Which fields survive, by protocol (HealthCheckConversion.scala): checks made by Marathon itself (HTTP, HTTPS, TCP)
// lose delaySeconds, every check loses ignoreHttp1xx, a COMMAND loses all that is about ports.
const http = shape({ ...timing, ...port, path: asIs });
const tcp = shape({ ...timing, ...port });
const mesosHttp = shape({ ...timing, ...port, path: asIs, delaySeconds, ipProtocol });
const mesosTcp = shape({ ...timing, ...port, delaySeconds, ipProtocol });
const command = shape({ ...timing, command: asIs, delaySeconds });

const byProtocol: ReadonlyMap<unknown, Rule> = new Map([
  ['HTTP', http],
  ['HTTPS', http],
  ['TCP', tcp],
  ['MESOS_HTTP', mesosHttp],
  ['MESOS_HTTPS', mesosHttp],
  ['MESOS_TCP', mesosTcp],
  ['COMMAND', command],
]);

const healthCheck: Rule = (value, context) => {
  if (!isJsonObject(value)) return value;
  const protocol = value['protocol'] ?? 'HTTP';
  const namesPort = (value['port'] ?? value['portIndex'] ?? null) !== null;
  // Marathon injects index 0 on every update, but on a create only when the app has ports: missing means 0.
  const check = namesPort ? value : { ...value, portIndex: 0 };
  return (byProtocol.get(protocol) ?? asIs)(check, context);
};

export const healthChecks = setOf(healthCheck);

const httpCheck = shape({ ...port, path: asIs, scheme: orDefault('HTTP') });

export const check = shape({
  http: httpCheck,
  tcp: shape(port),
  exec: asIs,
  intervalSeconds: orDefault(60),
  timeoutSeconds: orDefault(20),
  delaySeconds,
});

const readinessCheck = shape({
  name: orDefault('readinessCheck'),
  protocol: orDefault('HTTP'),
  path: orDefault('/'),
  portName: orDefault('http-api'),
  intervalSeconds: orDefault(30),
  timeoutSeconds: orDefault(10),
  httpStatusCodesForReady: (value, context) => setOf(asIs)(value, context) ?? [200],
  preserveLastResponse: orDefault(false),
});

export const readinessChecks = chain(listOf(readinessCheck), unlessEmpty);
