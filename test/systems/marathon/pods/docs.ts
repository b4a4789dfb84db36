/** Hands for the tests of pods: documents, and a pod that says something of everything. */
import type { Desired, Doc } from '../../../../agent/model/desired.ts';
import type { GroupSpec, PodSpec } from '../../../../agent/model/kinds.gen.ts';
import { refOf } from '../../../../agent/model/ref.ts';
import { desired, NOTHING_SAID } from '../../../helpers/builders.ts';
import type { DocOptions } from '../inputs.ts';

const ORIGIN = { file: 'pods.yaml', blob: '0', index: 0 };

export function podDoc(name: string, spec: PodSpec, { state = 'present', links = [] }: DocOptions = {}): Doc<'Pod'> {
  return {
    ref: refOf('Pod', name),
    kind: 'Pod',
    name,
    state,
    ...NOTHING_SAID,
    spec,
    specDigest: JSON.stringify(spec),
    links,
    origin: ORIGIN,
  };
}

export function groupDoc(name: string, spec: GroupSpec, { state = 'present' }: DocOptions = {}): Doc<'Group'> {
  return {
    ref: refOf('Group', name),
    kind: 'Group',
    name,
    state,
    ...NOTHING_SAID,
    spec,
    specDigest: JSON.stringify(spec),
    links: [],
    origin: ORIGIN,
  };
}

export function podsOf(pods: readonly Doc<'Pod'>[], groups: readonly Doc<'Group'>[] = []): Desired {
  const docs = { Pod: new Map(pods.map((doc) => [doc.name, doc])), Group: new Map(groups.map((doc) => [doc.name, doc])) };
  return { ...desired(), docs: { ...desired().docs, ...docs } };
}

/** With something in nearly every field; nothing that the oldest Marathon does not have. */
export const FULL: PodSpec = {
  containers: [
    {
      name: 'web',
      exec: { command: { shell: 'sleep 1' } },
      resources: { cpus: 0.1, mem: 32 },
      endpoints: [{ name: 'http', hostPort: 0, protocol: ['tcp'], labels: { VIP_0: '/web:80' } }, { name: 'any' }],
      image: { kind: 'DOCKER', id: 'nginx:1.25', forcePull: true },
      environment: { A: 'b' },
      user: 'nobody',
      healthCheck: { http: { endpoint: 'http', path: '/health' }, timeoutSeconds: 5, intervalSeconds: 10 },
      volumeMounts: [{ name: 'tmp', mountPath: 'tmp' }],
      artifacts: [{ uri: 'https://repo.example.com/a.tar.gz' }],
      labels: { a: 'b' },
      lifecycle: { killGracePeriodSeconds: 1.5 },
    },
    { name: 'side', exec: { command: { argv: ['sleep', '1'] } }, resources: {} },
  ],
  environment: { TOKEN: 'x', LANG: 'C' },
  labels: { team: 'search' },
  user: 'root',
  volumes: [{ name: 'tmp' }],
  scheduling: {
    placement: {
      constraints: [
        { fieldName: 'hostname', operator: 'UNIQUE' },
        { fieldName: 'rack', operator: 'LIKE', value: 'a.*' },
      ],
    },
    backoff: { backoff: 0.5 },
  },
};
