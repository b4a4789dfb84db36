/** What may not change of a pod that has persistent volumes (PodsValidation.residentUpdateIsValid). */
import { isResidentPod } from './pod-definition.ts';
import type { PodDefinition } from './pod-definition.ts';
import { hostPortsOf, resourcesOf } from './pod-runs.ts';
import type { Detail } from './shape.ts';
import { unless } from './validate-pod-container.ts';

export function checkResidentPodUpdate(before: PodDefinition, after: PodDefinition): readonly Detail[] {
  if (!isResidentPod(before) && !isResidentPod(after)) return [];
  const persistent = (pod: PodDefinition): string =>
    JSON.stringify((pod.volumes ?? []).filter((volume) => volume.persistent !== undefined));
  const ports = (pod: PodDefinition): string => JSON.stringify(hostPortsOf(pod).toSorted((a, b) => a - b));
  const [old, wanted] = [resourcesOf(before), resourcesOf(after)];
  const resources = (['cpus', 'mem', 'disk', 'gpus'] as const).flatMap((name) =>
    unless(old[name] === wanted[name], '/', `${name} cannot be updated if a pod has persistent volumes`),
  );
  return [
    ...unless(persistent(before) === persistent(after), '/', 'persistent volumes cannot be updated'),
    ...resources,
    ...unless(ports(before) === ports(after), '/', 'host ports cannot be updated if a pod has persistent volumes'),
  ];
}
