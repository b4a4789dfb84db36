/** What a change of each field of a pod does (PodDefinition.isUpgrade and PodsValidation.residentUpdateIsValid of Marathon). */
import type { PathEffect } from './types.ts';

const NOT_STORED = 'kept only until another instance of Marathon leads; then it is set again (DeploymentPlan.createdOrUpdatedPods)';
const FIXED_SIZE = 'what a pod with persistent volumes takes was reserved for it';

export const POD_EFFECTS: readonly PathEffect[] = [
  ...rows({ effect: 'none', since: '1.4', why: 'there is only one' }, ['scaling.kind']),
  ...rows({ effect: 'scale', since: '1.4' }, ['scaling.instances']),
  ...rows({ effect: 'restart', since: '1.4' }, ['user', 'labels.*', 'environment.*', 'environment.*.secret', 'secrets.*.source']),
  ...rows({ effect: 'restart', since: '1.4' }, ['networks[].mode', 'networks[].name', 'networks[].labels.*']),
  ...rows({ effect: 'restart', since: '1.9' }, ['role', 'linuxInfo.ipcInfo.mode', 'linuxInfo.ipcInfo.shmSize']),
  ...rows({ effect: 'update', since: '1.10', why: NOT_STORED }, ['legacySharedCgroups']),
  ...below('containers[]', [
    ...rows({ effect: 'restart', since: '1.4' }, ['name', 'user', 'labels.*', 'environment.*', 'environment.*.secret']),
    ...rows({ effect: 'restart', since: '1.4' }, [
      ...command('exec.command'),
      'exec.overrideEntrypoint',
      'lifecycle.killGracePeriodSeconds',
    ]),
    ...rows({ effect: 'restart', resident: 'fixed', since: '1.4', why: FIXED_SIZE }, fields('resources', ['cpus', 'mem', 'disk', 'gpus'])),
    ...rows({ effect: 'restart', since: '1.10' }, fields('resourceLimits', ['cpus', 'mem'])),
    ...rows({ effect: 'restart', since: '1.4' }, [
      'endpoints[].name',
      'endpoints[].containerPort',
      'endpoints[].protocol[]',
      'endpoints[].labels.*',
    ]),
    ...rows({ effect: 'restart', resident: 'fixed', since: '1.4', why: FIXED_SIZE }, ['endpoints[].hostPort']),
    ...rows({ effect: 'restart', since: '1.5' }, ['endpoints[].networkNames[]', 'image.pullConfig.secret', 'image.labels.*', 'tty']),
    ...rows({ effect: 'restart', since: '1.4' }, ['image.kind', 'image.id', 'image.forcePull']),
    ...rows({ effect: 'restart', since: '1.4' }, [
      ...check('healthCheck'),
      'healthCheck.gracePeriodSeconds',
      'healthCheck.maxConsecutiveFailures',
    ]),
    ...rows({ effect: 'none', since: '1.4', why: 'kept by no Marathon (raml/ContainerConversion.scala)' }, check('check')),
    ...rows({ effect: 'restart', since: '1.4' }, ['volumeMounts[].name', 'volumeMounts[].mountPath', 'volumeMounts[].readOnly']),
    ...rows({ effect: 'restart', since: '1.4' }, artifact('artifacts[]')),
    ...rows({ effect: 'restart', since: '1.8' }, ['linuxInfo.seccomp.profileName', 'linuxInfo.seccomp.unconfined']),
    ...rows({ effect: 'restart', since: '1.9' }, ['linuxInfo.ipcInfo.mode', 'linuxInfo.ipcInfo.shmSize']),
  ]),
  ...below('volumes[]', [
    ...rows({ effect: 'restart', since: '1.4' }, ['name', 'host']),
    ...rows({ effect: 'restart', since: '1.5' }, ['secret']),
    ...rows({ effect: 'restart', resident: 'fixed', since: '1.6', why: 'the space was reserved for the pod' }, [
      ...fields('persistent', ['type', 'size', 'maxSize', 'profileName']),
      'persistent.constraints[][]',
    ]),
  ]),
  ...below('scheduling', [
    ...rows({ effect: 'restart', since: '1.4' }, [
      ...fields('placement.constraints[]', ['fieldName', 'operator', 'value']),
      'placement.acceptedResourceRoles[]',
      ...fields('backoff', ['backoff', 'backoffFactor', 'maxLaunchDelay']),
      ...fields('upgrade', ['minimumHealthCapacity', 'maximumOverCapacity']),
    ]),
    ...rows({ effect: 'update', since: '1.4', why: NOT_STORED }, [
      'killSelection',
      'unreachableStrategy',
      ...fields('unreachableStrategy', ['inactiveAfterSeconds', 'expungeAfterSeconds']),
    ]),
  ]),
  ...rows({ effect: 'update', resident: 'fixed', since: '1.4', why: NOT_STORED }, fields('executorResources', ['cpus', 'mem', 'disk'])),
];

function rows(same: Omit<PathEffect, 'path'>, paths: readonly string[]): readonly PathEffect[] {
  return paths.map((path) => ({ path, ...same }));
}

function below(place: string, inner: readonly PathEffect[]): readonly PathEffect[] {
  return inner.map((row) => ({ ...row, path: `${place}.${row.path}` }));
}

function fields(place: string, names: readonly string[]): readonly string[] {
  return names.map((name) => `${place}.${name}`);
}

function command(place: string): readonly string[] {
  return [`${place}.shell`, `${place}.argv[]`];
}

function check(place: string): readonly string[] {
  const ways = ['http.endpoint', 'http.path', 'http.scheme', 'tcp.endpoint', ...command('exec.command')];
  return fields(place, [...ways, 'intervalSeconds', 'timeoutSeconds', 'delaySeconds']);
}

function artifact(place: string): readonly string[] {
  return fields(place, ['uri', 'extract', 'executable', 'cache', 'destPath']);
}
