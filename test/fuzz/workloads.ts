/** Pods, groups and jobs that are right whatever else is declared. */
import fc from 'fast-check';
import { fieldsOf, namesOf, SCHEMAS, specOf } from './parts.ts';
import type { Fields } from './parts.ts';

export interface Workload {
  readonly kind: 'Group' | 'Job' | 'Pod';
  readonly name: string;
  readonly spec: Fields;
  /** What is left of it for the document itself: members of a group are documents of their own. */
  readonly own: Fields;
}

/** Fields that no rule beyond the schema looks at. */
const FREE_OF_PODS = ['user', 'scaling', 'executorResources', 'legacySharedCgroups'];
const FREE_OF_JOBS = ['command', 'shell', 'description', 'ownerName', 'disabled', 'retries', 'cpus', 'mem', 'runAsUser'];

export function workloads(): fc.Arbitrary<readonly Workload[]> {
  return fc.array(fc.oneof(pods(), groups(), jobs()), { maxLength: 3 });
}

function pods(): fc.Arbitrary<Workload> {
  return fc.tuple(namesOf('Pod'), podSpecs()).map(([name, spec]) => ({ kind: 'Pod', name, spec, own: spec }));
}

function podSpecs(): fc.Arbitrary<Fields> {
  const container = { name: 'web', resources: { cpus: 0.1, mem: 32 } };
  return specOf('Pod', FREE_OF_PODS).map((free) => ({ ...free, containers: [container] }));
}

/** A pod in it, or an app in a group in it, or nothing. */
function groups(): fc.Arbitrary<Workload> {
  const members = fc.oneof(
    fc.constant({}),
    podSpecs().map((pod) => ({ pods: [{ id: 'p', ...pod }] })),
    fc.constant({ groups: [{ id: 'g', apps: [{ id: 'a', cmd: 'sleep 1' }] }] }),
  );
  return fc.tuple(namesOf('Group'), members).map(([name, spec]) => ({ kind: 'Group', name, spec, own: {} }));
}

function jobs(): fc.Arbitrary<Workload> {
  const chronos = fieldsOf(SCHEMAS['Job']?.properties?.['spec']?.properties?.['chronos'], FREE_OF_JOBS, SCHEMAS['Job']);
  return fc.tuple(namesOf('Job'), chronos).map(([name, free]) => {
    const spec = { chronos: { ...free, schedule: 'R/2026-01-01T02:00:00Z/P1D' } };
    return { kind: 'Job', name, spec, own: spec };
  });
}
