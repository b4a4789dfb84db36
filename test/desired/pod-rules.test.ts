/** Rules of Marathon's about one pod that its schema cannot say. */
import type { PodSpec } from '../../agent/model/kinds.gen.ts';
import { ownFaults } from '../../agent/desired/own-faults.ts';
import { SCHEMAS } from '../../agent/desired/schemas.ts';
import { faultsOf } from '../../agent/schema/validate.ts';
import { assert, describe } from '../helpers/suite.ts';

type Container = NonNullable<PodSpec['containers']>[number];

const WEB: Container = { name: 'web', resources: {} };

function pod(container: Partial<Container> = {}, spec: Partial<PodSpec> = {}): PodSpec {
  return { containers: [{ ...WEB, ...container }], ...spec };
}

function told(spec: PodSpec, state: 'present' | 'absent' = 'present'): readonly string[] {
  return ownFaults('Pod', { state, labels: {}, spec }).map(
    ({ code, path }) => `${code.code.replace('desired/', '')} ${path.slice(1).join('.')}`,
  );
}

const PERSISTENT = { name: 'data', persistent: { size: 10 } };
const MOUNTED = { volumeMounts: [{ name: 'data', mountPath: 'data' }] };
const NET = [{ name: 'one' }];
const HTTP = { endpoints: [{ name: 'http' }] };

describe('a name in a pod', (it) => {
  const rows: readonly (readonly [string, Partial<Container>])[] = [
    ['healthApp1', { name: 'healthApp1' }],
    ['HTTP', { endpoints: [{ name: 'http', protocol: ['HTTP'] }] }],
    ['Web', { endpoints: [{ name: 'Web' }] }],
    ['My_net', { endpoints: [{ name: 'http', networkNames: ['My_net'] }] }],
    ['Data', { volumeMounts: [{ name: 'Data', mountPath: 'data' }] }],
  ];
  for (const [name, container] of rows) {
    it(`is refused with what would be right: ${name}`, () => {
      const document = { apiVersion: 'plumbline/v1', kind: 'Pod', metadata: { name: '/a' }, spec: pod(container) };
      const [fault] = faultsOf(SCHEMAS.Pod, document);
      assert.match(fault?.message ?? '', new RegExp(`cannot be "${name}": .*lower-case letters, digits and dashes`));
    });
  }
});

describe('a pod that Marathon takes', (it) => {
  const rows: readonly (readonly [string, PodSpec])[] = [
    ['the least', pod()],
    [
      'ports that are picked',
      pod({
        endpoints: [
          { name: 'a', hostPort: 0 },
          { name: 'b', hostPort: 0 },
        ],
      }),
    ],
    [
      'a resident',
      pod(MOUNTED, { volumes: [PERSISTENT], scheduling: { upgrade: { maximumOverCapacity: 0 }, unreachableStrategy: 'disabled' } }),
    ],
    ['a resident with defaults', pod(MOUNTED, { volumes: [PERSISTENT] })],
    ['a check', pod({ ...HTTP, healthCheck: { http: { endpoint: 'http' }, timeoutSeconds: 5, intervalSeconds: 10 } })],
    [
      'two networks',
      pod(
        { endpoints: [{ name: 'a', containerPort: 80, hostPort: 0, networkNames: ['one'] }] },
        { networks: [{ name: 'one' }, { name: 'two' }] },
      ),
    ],
    ['a secret', pod({ environment: { A: { secret: 's' } } }, { secrets: { s: { source: '/s' } } })],
    [
      'constraints',
      pod(
        {},
        {
          scheduling: {
            placement: {
              constraints: [
                { fieldName: 'hostname', operator: 'UNIQUE' },
                { fieldName: 'rack', operator: 'MAX_PER', value: '2' },
              ],
            },
          },
        },
      ),
    ],
  ];
  for (const [name, spec] of rows) it(`has nothing told of it: ${name}`, () => assert.equal(told(spec), []));

  it('may be anything where it shall be gone', () => {
    assert.equal(told({}, 'absent'), []);
  });
});

describe('a pod that Marathon would refuse', (it) => {
  const rows: readonly (readonly [string, PodSpec])[] = [
    ['pod-containers ', {}],
    ['pod-containers containers.1.name', { containers: [WEB, WEB] }],
    ['pod-network containers.0.endpoints.1.name', pod({ endpoints: [{ name: 'a' }, { name: 'a' }] })],
    [
      'pod-network containers.0.endpoints.1.hostPort',
      pod({
        endpoints: [
          { name: 'a', hostPort: 80 },
          { name: 'b', hostPort: 80 },
        ],
      }),
    ],
    [
      'pod-network containers.0.endpoints.1.containerPort',
      pod({
        endpoints: [
          { name: 'a', containerPort: 80 },
          { name: 'b', containerPort: 80 },
        ],
      }),
    ],
    ['pod-network networks.1', pod({}, { networks: [{ mode: 'host' }, { name: 'one' }] })],
    ['pod-network networks.1', pod({}, { networks: [{ name: 'one' }, { name: 'one' }] })],
    ['pod-network networks.0.name', pod({}, { networks: [{ mode: 'container/bridge', name: 'one' }] })],
    ['pod-network networks.0.labels', pod({}, { networks: [{ mode: 'host', labels: { a: 'b' } }] })],
    [
      'pod-network containers.0.endpoints.0.containerPort',
      pod({ endpoints: [{ name: 'a', containerPort: 80 }] }, { networks: [{ mode: 'host' }] }),
    ],
    ['pod-network containers.0.endpoints.0', pod({ endpoints: [{ name: 'a' }] }, { networks: NET })],
    [
      'pod-network containers.0.endpoints.0.networkNames.0',
      pod({ endpoints: [{ name: 'a', containerPort: 80, networkNames: ['two'] }] }, { networks: NET }),
    ],
    [
      'pod-network containers.0.endpoints.0.hostPort',
      pod({ endpoints: [{ name: 'a', containerPort: 80, hostPort: 0 }] }, { networks: [{ name: 'one' }, { name: 'two' }] }),
    ],
    ['pod-check containers.0.healthCheck', pod({ healthCheck: {} })],
    ['pod-check containers.0.healthCheck', pod({ ...HTTP, healthCheck: { http: { endpoint: 'http' }, tcp: { endpoint: 'http' } } })],
    ['pod-check containers.0.healthCheck.tcp.endpoint', pod({ ...HTTP, healthCheck: { tcp: { endpoint: 'htp' } } })],
    ['pod-check containers.0.healthCheck', pod({ ...HTTP, healthCheck: { tcp: { endpoint: 'http' }, timeoutSeconds: 60 } })],
    ['pod-volume containers.0.volumeMounts.0.name', pod(MOUNTED)],
    ['pod-volume volumes.0.name', pod({}, { volumes: [{ name: 'data' }] })],
    ['pod-volume volumes.1.name', pod(MOUNTED, { volumes: [{ name: 'data' }, { name: 'data', host: '/etc' }] })],
    ['pod-volume scheduling.upgrade', pod(MOUNTED, { volumes: [PERSISTENT], scheduling: { upgrade: {} } })],
    ['pod-volume scheduling.unreachableStrategy', pod(MOUNTED, { volumes: [PERSISTENT], scheduling: { unreachableStrategy: {} } })],
    [
      'pod-volume scheduling.placement.acceptedResourceRoles',
      pod(MOUNTED, { volumes: [PERSISTENT], scheduling: { placement: { acceptedResourceRoles: ['prod'] } } }),
    ],
    ['pod-volume role', pod(MOUNTED, { volumes: [PERSISTENT], role: '*' })],
    ['pod-secret environment.A.secret', pod({}, { environment: { A: { secret: 's' } } })],
    ['pod-secret containers.0.environment.A.secret', pod({ environment: { A: { secret: 's' } } })],
    ['pod-secret containers.0.image.pullConfig.secret', pod({ image: { kind: 'DOCKER', id: 'a', pullConfig: { secret: 's' } } })],
    ['pod-secret volumes.0.secret', pod(MOUNTED, { volumes: [{ name: 'data', secret: 's' }] })],
    ['pod-limits containers.0.resourceLimits.cpus', pod({ resourceLimits: { cpus: 0.5 } })],
    ['pod-limits containers.0.resourceLimits.mem', pod({ resourceLimits: { mem: 127 } })],
    ['pod-limits containers.0.resourceLimits', pod({ resourceLimits: { cpus: 'unlimited' } }, { legacySharedCgroups: true })],
    ['pod-limits containers.0.linuxInfo.seccomp', pod({ linuxInfo: { seccomp: { unconfined: true, profileName: 'a' } } })],
    ['pod-limits containers.0.linuxInfo.seccomp', pod({ linuxInfo: { seccomp: { unconfined: false } } })],
    ['pod-limits containers.0.linuxInfo.ipcInfo.shmSize', pod({ linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } })],
    ['pod-limits linuxInfo.ipcInfo.shmSize', pod({}, { linuxInfo: { ipcInfo: { mode: 'SHARE_PARENT', shmSize: 1 } } })],
    [
      'pod-placement scheduling.placement.constraints.0.value',
      pod({}, { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'UNIQUE', value: 'b' }] } } }),
    ],
    [
      'pod-placement scheduling.placement.constraints.0',
      pod({}, { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'LIKE' }] } } }),
    ],
    [
      'pod-placement scheduling.placement.constraints.0.value',
      pod({}, { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'MAX_PER', value: 'b' }] } } }),
    ],
    [
      'pod-placement scheduling.placement.constraints.0.value',
      pod({}, { scheduling: { placement: { constraints: [{ fieldName: 'a', operator: 'IS', value: '[1]' }] } } }),
    ],
    ['pod-mark labels.plumbline', pod({}, { labels: { plumbline: 'prod/1' } })],
  ];
  for (const [fault, spec] of rows)
    it(`is told at its place: ${fault} of ${JSON.stringify(spec)}`, () => assert.equal(told(spec), [fault]));
});
