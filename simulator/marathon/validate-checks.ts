/** Health, readiness and start checks (api/v2/validation/AppValidation.scala, state/AppDefinition.scala). */
import type { AppDefinition, HealthCheck } from './definition.ts';
import { servicePorts } from './ports.ts';
import { broken } from './rule.ts';
import type { Demand } from './rule.ts';
import type { Detail, JsonObject } from './shape.ts';
import { portNamesOf } from './validate-network.ts';

const BY_MESOS: ReadonlySet<string> = new Set(['MESOS_HTTP', 'MESOS_HTTPS', 'MESOS_TCP']);

export function checkHealthChecks(app: AppDefinition): readonly Detail[] {
  const checks = app.healthChecks ?? [];
  const byMesos = checks.filter(({ protocol }) => BY_MESOS.has(protocol ?? ''));
  return broken([
    [byMesos.length <= 1, '/', 'AppDefinition can contain at most one Mesos health check'],
    ...checks.flatMap((check, index) => healthDemands(check, `/healthChecks(${index})`, app)),
  ]);
}

function healthDemands(check: HealthCheck, path: string, app: AppDefinition): readonly Demand[] {
  const isDefaultFamily = check['ipProtocol'] === undefined || check['ipProtocol'] === 'IPv4';
  const mayChooseFamily = BY_MESOS.has(check.protocol ?? '') && app.container?.type === 'DOCKER';
  return [
    [
      check.protocol === 'COMMAND' || isAddressed(check, servicePorts(app).length),
      path,
      'Health check port indices must address an element of the ports array or container port mappings.',
    ],
    [isDefaultFamily || mayChooseFamily, path, 'IPv6 can only be used for container type DOCKER and Mesos http/https/tcp health checks'],
  ];
}

/** An index must be one of a port; without index and port there may be only one port. */
function isAddressed({ port, portIndex }: { readonly port?: unknown; readonly portIndex?: unknown }, count: number): boolean {
  if (portIndex !== undefined) return typeof portIndex === 'number' && portIndex < count;
  return port !== undefined || count === 1;
}

export function checkReadinessChecks(app: AppDefinition): readonly Detail[] {
  const checks = app.readinessChecks ?? [];
  const names = portNamesOf(app);
  return broken([
    [checks.length <= 1, '/readinessChecks', `got ${checks.length}, expected 1 or less`],
    ...checks.flatMap(({ portName = '', timeoutSeconds = 0, intervalSeconds = 0 }, index): readonly Demand[] => {
      const path = `/readinessChecks(${index})`;
      return [
        [names.includes(portName), `${path}/portName`, `No port definition reference for portName ${portName}`],
        [timeoutSeconds < intervalSeconds, `${path}/timeoutSeconds`, `got ${timeoutSeconds}, expected less than ${intervalSeconds}`],
      ];
    }),
  ]);
}

export function checkStartCheck(app: AppDefinition): readonly Detail[] {
  if (app.check === undefined) return [];
  const { http, tcp, exec } = app.check as { readonly [kind: string]: JsonObject | undefined };
  const goesTo = http ?? tcp;
  return broken([
    [app.container?.type !== 'DOCKER', '/', "AppDefinition must not use 'checks' if using docker"],
    [
      [http, tcp, exec].filter((one) => one !== undefined).length === 1,
      '/check',
      'illegal RAML Check: expected one of http, tcp or exec checks',
    ],
    [
      goesTo === undefined || isAddressed(goesTo, servicePorts(app).length),
      '/check',
      'check port index must address an element of the ports array or container port mappings.',
    ],
  ]);
}
