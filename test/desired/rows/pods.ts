/** Mistakes in pods and groups: what Marathon would refuse, and what a patch would lose. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

/** A pod of one container with the given fields; `more` are further lines of its spec. */
function podOf(container: string, more = ''): string {
  return documentOf('Pod', '/x', `spec:\n  containers: [{ name: web, resources: {}${container} }]${more}`);
}

const group = (name: string, body: string): string => documentOf('Group', name, `spec: ${body}`);

const PATCHED = `spec:
  patches: [{ target: { kind: Group, name: /shop }, merge: { spec: { ❯apps: [{ id: web, cmd: sleep 2 }] } } }]`;

export const POD_ROWS: readonly MistakeRow[] = [
  {
    name: 'a pod that runs nothing',
    code: 'desired/pod-containers',
    text: documentOf('Pod', '/x', 'spec: ❯{ labels: {} }'),
    says: 'The pod runs nothing',
  },
  {
    name: 'a container port on the host network',
    code: 'desired/pod-network',
    text: podOf(', endpoints: [{ name: http, ❯containerPort: 80 }]', '\n  networks: [{ mode: host }]'),
    says: 'use hostPort',
  },
  {
    name: 'a check of an endpoint that is not there',
    code: 'desired/pod-check',
    text: podOf(', endpoints: [{ name: http }], healthCheck: { tcp: { endpoint: ❯htp } }'),
    says: 'did you mean http?',
  },
  {
    name: 'a volume that no pod has',
    code: 'desired/pod-volume',
    text: podOf(', volumeMounts: [{ name: ❯dta, mountPath: d }, { name: data, mountPath: e }]', '\n  volumes: [{ name: data }]'),
    says: 'did you mean data?',
  },
  {
    name: 'a secret that no pod has',
    code: 'desired/pod-secret',
    text: podOf(', environment: { A: { secret: ❯s } }'),
    says: 'no secret s',
  },
  {
    name: 'a limit below what a container takes',
    code: 'desired/pod-limits',
    text: podOf(', resourceLimits: { cpus: ❯0.5 }'),
    says: 'below what the container takes at least (1)',
  },
  {
    name: 'a constraint without its value',
    code: 'desired/pod-placement',
    text: podOf('', '\n  scheduling: { placement: { constraints: [❯{ fieldName: rack, operator: LIKE }] } }'),
    says: 'LIKE needs a value',
  },
  {
    name: "the agent's own label of a pod",
    code: 'desired/pod-mark',
    text: podOf('', '\n  labels: { ❯plumbline: prod/7 }'),
    says: 'writes the label plumbline itself',
  },
  {
    name: 'a role that only groups below the root enforce',
    code: 'desired/group-role',
    text: group('/shop/db', '{ ❯enforceRole: true }'),
    says: '/shop/db is inside of another group',
  },
  {
    name: 'a patch of what is in a group',
    code: 'desired/group-members',
    file: 'prod/cluster.yaml',
    text: `${documentOf('Cluster', 'prod', PATCHED)}---\n${group('/shop', '{ apps: [{ id: web, cmd: sleep 1 }] }')}`,
    says: 'A patch of a group reaches none of its apps',
  },
];
