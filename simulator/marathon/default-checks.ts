/** Defaults of health, readiness and start checks, and what Marathon loses of them (raml/HealthCheckConversion.scala). */
import type { HealthCheck } from './definition.ts';
import { CHECK, HEALTH_CHECK } from './profiles/app.ts';
import type { AppProfile } from './profiles/app.ts';
import { Refusal } from './refusal.ts';

/** Protocols whose checks Marathon makes itself; the others run on the agent. */
const BY_MARATHON: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TCP']);
const WITH_PATH: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'MESOS_HTTP', 'MESOS_HTTPS']);

/** A check of anything but a command goes to the first port when it names none. */
export function withPortIndex(check: HealthCheck): HealthCheck {
  const isPlaced = check.port !== undefined || check.portIndex !== undefined || check.protocol === 'COMMAND';
  return isPlaced ? check : { ...check, portIndex: 0 };
}

/** The check as Marathon shows it: without what the protocol has no use for, and with what Marathon has forgotten. */
export function defaultHealthCheck(check: HealthCheck, profile: AppProfile): HealthCheck {
  const { ignoreHttp1xx, ...filled } = { ...HEALTH_CHECK, ...check } as HealthCheck & { readonly protocol: string };
  refuseMismatch(filled);
  const isCommand = filled.protocol === 'COMMAND';
  const { port, portIndex, path, ipProtocol, delaySeconds, ...kept } = filled;
  const isByMarathon = BY_MARATHON.has(filled.protocol);
  // A command and Marathon's own checks have no address family, yet the default is shown; 1.4 shows nothing it has no use for.
  const ipProtocols = profile.unknown.has('healthChecks[].ipProtocol')
    ? {}
    : { ipProtocol: isCommand || isByMarathon ? HEALTH_CHECK.ipProtocol : ipProtocol };
  const showsDelay = !isByMarathon || profile.writes === 'what-is-set';
  return {
    ...kept,
    ...(isCommand ? {} : given({ port, portIndex })),
    ...(WITH_PATH.has(filled.protocol) ? given({ path }) : {}),
    ...ipProtocols,
    ...(showsDelay ? { delaySeconds: isByMarathon ? CHECK.delaySeconds : delaySeconds } : {}),
    ...(isByMarathon && filled.protocol !== 'TCP' ? { ignoreHttp1xx: profile.keepsIgnoreHttp1xx && ignoreHttp1xx === true } : {}),
  };
}

/** Marathon has no words of its own for these: they fail where the definition is converted. */
function refuseMismatch({ protocol, command, path, port }: HealthCheck): void {
  const isCommand = protocol === 'COMMAND';
  if (!isCommand && command !== undefined) throw failed(`illegal protocol ${protocol} specified with command`);
  if (isCommand && command === undefined) throw failed('illegal protocol COMMAND for non-command health check');
  if (isCommand && (path !== undefined || port !== undefined)) throw failed('Invalid combination of HealthCheck parameters');
}

function failed(message: string): Refusal {
  return new Refusal(500, { message });
}

function given(fields: { readonly [name: string]: unknown }): { readonly [name: string]: unknown } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
