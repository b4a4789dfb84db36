/**
 * What a change of each field of an app does (AppDefinition.isUpgrade of Marathon): anything but `instances` replaces every task, even a
 * label. What is refused of an app with local persistent volumes is decided in diff/reserved.ts, where lists are looked at as a whole.
 */
import type { PathEffect } from './types.ts';

type Row = Omit<PathEffect, 'path' | 'effect' | 'since'> & { readonly since?: PathEffect['since'] };

function restart(path: string, { since = '1.4', ...more }: Row = {}): PathEffect {
  return { path, effect: 'restart', since, ...more };
}

function restarts(...paths: readonly string[]): readonly PathEffect[] {
  return paths.map((path) => restart(path));
}

const RESIDENT = { resident: 'fixed', why: 'what an app with local persistent volumes takes was reserved for it' } as const;
const OLD = (instead: string): Row => ({ why: `the old way to say ${instead}` });

export const APP_EFFECTS: readonly PathEffect[] = [
  { path: 'instances', effect: 'scale', since: '1.4' },
  ...restarts('cmd', 'args[]', 'user', 'env.*', 'labels.*', 'executor', 'secrets.*.source'),
  ...['cpus', 'mem', 'disk', 'gpus'].map((path) => restart(path, RESIDENT)),
  restart('resourceLimits.cpus', { since: '1.10' }),
  restart('resourceLimits.mem', { since: '1.10' }),
  ...(['cpus', 'mem', 'disk'] as const).map((field): PathEffect => ({
    path: `executorResources.${field}`,
    effect: 'none',
    since: '1.6',
    why: 'kept only when the app is created: an update drops it (AppConversion.appToUpdate)',
  })),
  ...restarts('container.type', 'container.docker.image', 'container.docker.forcePullImage'),
  restart('container.docker.privileged', { why: 'forgotten with type MESOS' }),
  restart('container.docker.parameters[].key', { why: 'forgotten with type MESOS' }),
  restart('container.docker.parameters[].value', { why: 'forgotten with type MESOS' }),
  restart('container.docker.pullConfig.secret', { since: '1.5' }),
  restart('container.docker.network', OLD('networks')),
  restart('container.docker.portMappings', OLD('container.portMappings')),
  ...['image', 'id', 'labels.*', 'forcePullImage'].map((field) => restart(`container.appc.${field}`, { until: '1.8' })),
  restart('container.volumes[].containerPath', { why: 'refused of local persistent volumes, which are told apart by it' }),
  ...restarts('container.volumes[].mode', 'container.volumes[].hostPath'),
  restart('container.volumes[].secret', { since: '1.5' }),
  ...restarts('container.volumes[].external.name', 'container.volumes[].external.provider', 'container.volumes[].external.options.*'),
  restart('container.volumes[].external.size', { why: 'the volume keeps its size: the driver heeds this only when it makes one' }),
  restart('container.volumes[].external.shared', { since: '1.8' }),
  ...['type', 'size', 'maxSize', 'constraints[]'].map((field) =>
    restart(`container.volumes[].persistent.${field}`, { resident: 'fixed', why: 'local persistent volumes cannot be changed' }),
  ),
  restart('container.volumes[].persistent.profileName', {
    since: '1.6',
    resident: 'fixed',
    why: 'local persistent volumes cannot be changed',
  }),
  ...['containerPort', 'servicePort', 'name', 'protocol', 'labels.*'].map((field) => restart(`container.portMappings[].${field}`)),
  restart('container.portMappings[].hostPort', { ...RESIDENT }),
  restart('container.portMappings[].networkNames[]', { since: '1.5' }),
  restart('container.linuxInfo.seccomp.profileName', { since: '1.8' }),
  restart('container.linuxInfo.seccomp.unconfined', { since: '1.8' }),
  restart('container.linuxInfo.ipcInfo.mode', { since: '1.9' }),
  restart('container.linuxInfo.ipcInfo.shmSize', { since: '1.9' }),
  ...restarts('networks[].mode', 'networks[].name', 'networks[].labels.*'),
  restart('networks[].groups[]', { until: '1.4', why: 'as ipAddress.groups' }),
  ...['networkName', 'labels.*', 'discovery.ports[]'].map((field) => restart(`ipAddress.${field}`, OLD('networks'))),
  restart('ipAddress.groups[]', { until: '1.4' }),
  restart('portDefinitions[].port', RESIDENT),
  ...restarts('portDefinitions[].name', 'portDefinitions[].protocol', 'portDefinitions[].labels.*'),
  restart('ports[]', OLD('portDefinitions')),
  restart('requirePorts', { ...RESIDENT, why: 'only on the host network; elsewhere it is false' }),
  ...[
    'protocol',
    'path',
    'port',
    'portIndex',
    'command.value',
    'gracePeriodSeconds',
    'intervalSeconds',
    'maxConsecutiveFailures',
    'timeoutSeconds',
  ].map((field) => restart(`healthChecks[].${field}`)),
  restart('healthChecks[].delaySeconds', { why: 'forgotten with the protocols HTTP, HTTPS and TCP' }),
  restart('healthChecks[].ipProtocol', { since: '1.6', why: 'forgotten but with the protocols MESOS_*' }),
  restart('healthChecks[].ignoreHttp1xx', { until: '1.4', why: 'read and forgotten since 1.5' }),
  ...[
    'http.port',
    'http.portIndex',
    'http.path',
    'http.scheme',
    'tcp.port',
    'tcp.portIndex',
    'exec.command.shell',
    'exec.command.argv[]',
    'intervalSeconds',
    'timeoutSeconds',
    'delaySeconds',
  ].map((field) => restart(`check.${field}`, { since: '1.8' })),
  ...['name', 'protocol', 'path', 'portName', 'intervalSeconds', 'timeoutSeconds', 'httpStatusCodesForReady[]', 'preserveLastResponse'].map(
    (field) => restart(`readinessChecks[].${field}`),
  ),
  ...restarts('dependencies[]', 'constraints[][]', 'acceptedResourceRoles[]'),
  restart('role', { since: '1.9', resident: 'fixed', why: 'with local persistent volumes only by force, which is never used' }),
  ...['uri', 'extract', 'executable', 'cache', 'destPath'].map((field) => restart(`fetch[].${field}`)),
  restart('uris[]', OLD('fetch')),
  restart('storeUrls[]', { until: '1.4' }),
  ...restarts('upgradeStrategy.minimumHealthCapacity', 'upgradeStrategy.maximumOverCapacity'),
  ...restarts('unreachableStrategy.inactiveAfterSeconds', 'unreachableStrategy.expungeAfterSeconds', 'unreachableStrategy'),
  restart('residency.relaunchEscalationTimeoutSeconds', { until: '1.5', why: 'since 1.6 only shown' }),
  restart('residency.taskLostBehavior', { until: '1.5', why: 'since 1.6 only shown' }),
  ...restarts('killSelection', 'taskKillGracePeriodSeconds', 'backoffSeconds', 'backoffFactor', 'maxLaunchDelaySeconds'),
  restart('tty', { since: '1.5' }),
];
