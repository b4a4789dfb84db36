/**
 * What each version of Marathon fills in and knows of an app, read in its own sources: up to 1.4 in
 * api/v2/json/Formats.scala and state/AppDefinition.scala (v1.4.13), since 1.5 in the RAML types app, appContainer,
 * healthCheck, readinessCheck, volumes, artifact, resources, check and in raml/AppConversion.scala,
 * api/v2/AppNormalization.scala (v1.5.15, v1.6.590, v1.7.236, v1.8.244, v1.9.109, v1.10.26).
 */
import { isSince } from './profile.ts';
import type { ProfileName } from './profile.ts';

export interface AppProfile {
  readonly name: ProfileName;
  /** Defaults of plain fields. */
  readonly scalars: typeof SCALARS & { readonly maxLaunchDelaySeconds: number };
  /** 1.4 keeps `ipAddress` and `container.docker.network`; later ones turn them into `networks` and `container.portMappings`. */
  readonly networks: 'legacy' | 'canonical';
  /** 1.4 writes null for what is unset, empty lists, and old and new forms of ports and uris side by side. */
  readonly writes: 'nulls' | 'what-is-set';
  /** Up to 1.5 `residency` is kept as given, and makes an app resident; later it only shows what persistent volumes imply. */
  readonly residency: 'kept' | 'derived';
  /** 1.4 fills in a missing part of an upgradeStrategy; later both are required. */
  readonly fillsUpgradeStrategy: boolean;
  /** Kept in 1.4; read and forgotten since, though shown as false for HTTP and HTTPS. */
  readonly keepsIgnoreHttp1xx: boolean;
  /** Paths of fields this version does not know: it drops them without a word. */
  readonly unknown: ReadonlySet<string>;
}

const SCALARS = {
  backoffFactor: 1.15,
  backoffSeconds: 1,
  cpus: 1,
  disk: 0,
  executor: '',
  gpus: 0,
  instances: 1,
  killSelection: 'YOUNGEST_FIRST',
  mem: 128,
} as const;

/** In seconds: an hour, and since 1.8 five minutes. */
const MAX_LAUNCH_DELAY = { until17: 3600, since18: 300 };

/** The same in all versions; unreachableStrategy of the releases before 1.4.13 and 1.5.1 was another. */
export const UPGRADE_STRATEGY = { minimumHealthCapacity: 1, maximumOverCapacity: 1 } as const;
/** Of an app with external or local persistent volumes, and while residency is kept: of an app that states it. */
export const CAREFUL_UPGRADE_STRATEGY = { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 } as const;
export const UNREACHABLE_STRATEGY = { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 } as const;
/** Of an app with local persistent volumes. */
export const RESIDENT_UNREACHABLE_STRATEGY = 'disabled';
export const RESIDENCY = { relaunchEscalationTimeoutSeconds: 3600, taskLostBehavior: 'WAIT_FOREVER' } as const;
/** Where the app has the host's network and neither portDefinitions nor ports; for all other networks a port mapping like it. */
export const PORT_DEFINITION = { port: 0, name: 'default', protocol: 'tcp' } as const;
export const PORT_MAPPING = { containerPort: 0, servicePort: 0, protocol: 'tcp', labels: {} } as const;
export const DOCKER = { forcePullImage: false, privileged: false, parameters: [] } as const;
export const FETCH = { extract: true, executable: false, cache: false } as const;
export const EXECUTOR_RESOURCES = { cpus: 0.1, mem: 32, disk: 10 } as const;
export const CHECK = { intervalSeconds: 60, timeoutSeconds: 20, delaySeconds: 15 } as const;
export const HEALTH_CHECK = { gracePeriodSeconds: 300, maxConsecutiveFailures: 3, protocol: 'HTTP', ipProtocol: 'IPv4', ...CHECK } as const;
export const READINESS_CHECK = {
  name: 'readinessCheck',
  protocol: 'HTTP',
  path: '/',
  portName: 'http-api',
  intervalSeconds: 30,
  timeoutSeconds: 10,
  httpStatusCodesForReady: [200],
  preserveLastResponse: false,
} as const;

/** The first and the last profile that knows a field; those not named here are known by all. */
const KNOWN: { readonly [path: string]: { readonly since?: ProfileName; readonly until?: ProfileName } } = {
  storeUrls: { until: '1.4' },
  'container.appc': { until: '1.8' },
  networks: { since: '1.5' },
  tty: { since: '1.5' },
  'container.portMappings': { since: '1.5' },
  'container.docker.pullConfig': { since: '1.5' },
  'container.volumes[].secret': { since: '1.5' },
  executorResources: { since: '1.6' },
  'healthChecks[].ipProtocol': { since: '1.6' },
  'container.volumes[].persistent.profileName': { since: '1.6' },
  check: { since: '1.8' },
  'container.linuxInfo': { since: '1.8' },
  'container.volumes[].external.shared': { since: '1.8' },
  role: { since: '1.9' },
  'container.linuxInfo.ipcInfo': { since: '1.9' },
  resourceLimits: { since: '1.10' },
};

export function appProfile(name: ProfileName): AppProfile {
  const is14 = name === '1.4';
  const maxLaunchDelaySeconds = isSince(name, '1.8') ? MAX_LAUNCH_DELAY.since18 : MAX_LAUNCH_DELAY.until17;
  return {
    name,
    scalars: { ...SCALARS, maxLaunchDelaySeconds },
    networks: is14 ? 'legacy' : 'canonical',
    writes: is14 ? 'nulls' : 'what-is-set',
    residency: isSince(name, '1.6') ? 'derived' : 'kept',
    fillsUpgradeStrategy: is14,
    keepsIgnoreHttp1xx: is14,
    unknown: new Set(Object.keys(KNOWN).filter((path) => !isKnown(path, name))),
  };
}

function isKnown(path: string, name: ProfileName): boolean {
  const { since = '1.4', until } = KNOWN[path] ?? {};
  return isSince(name, since) && (until === undefined || isSince(until, name));
}
