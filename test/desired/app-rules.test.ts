/** Apps that Marathon takes, near to ones that it refuses: see rows/app-rules.ts. */
import { ownFaults } from '../../agent/desired/own-faults.ts';
import type { AppSpec } from '../../agent/model/kinds.gen.ts';
import { assert, describe } from '../helpers/suite.ts';

function told(spec: AppSpec): readonly string[] {
  return ownFaults('App', { state: 'present', labels: {}, spec }).map(({ message }) => message);
}

const SINGLE = { MARATHON_SINGLE_INSTANCE_APP: 'true' };

describe('an app that Marathon takes', (it) => {
  const rows: readonly (readonly [string, AppSpec])[] = [
    ['a command beside no arguments', { cmd: 'sleep 1', args: [] }],
    ['an image that starts something itself', { args: [], container: { docker: { image: 'x' } } }],
    ['a container of Mesos without an image', { cmd: 'sleep 1', container: { type: 'MESOS' } }],
    ['both words for ports, as Marathon 1.4 answers them', { cmd: 'sleep 1', ports: [0, 80], portDefinitions: [{}, { port: 80 }] }],
    [
      'a mapping on the network whose name only Marathon knows',
      { networks: [{}], container: { type: 'MESOS', docker: { image: 'x' }, portMappings: [{ networkNames: ['dcos'] }] } },
    ],
    [
      'a port of the host on one of two networks',
      {
        networks: [{ name: 'a' }, { name: 'b' }],
        container: { type: 'MESOS', docker: { image: 'x' }, portMappings: [{ hostPort: 0, networkNames: ['b'] }, {}] },
      },
    ],
    ['an address beside no ports', { cmd: 'sleep 1', ipAddress: {}, ports: [] }],
    ['a check of the only port', { cmd: 'sleep 1', check: { tcp: {} } }],
    ['a check of a port of the agent', { cmd: 'sleep 1', portDefinitions: [], check: { http: { port: 80 } } }],
    ['a check that runs something', { cmd: 'sleep 1', portDefinitions: [], check: { exec: { command: { shell: 'true' } } } }],
    [
      'the other family of addresses',
      { container: { docker: { image: 'x' } }, healthChecks: [{ protocol: 'MESOS_TCP', ipProtocol: 'IPv6' }] },
    ],
    ['graphics processors with Mesos', { cmd: 'sleep 1', gpus: 1 }],
    ['IS without a value', { cmd: 'sleep 1', constraints: [['rack', 'IS']] }],
    [
      'any group of a field',
      {
        cmd: 'sleep 1',
        constraints: [
          ['rack', 'GROUP_BY'],
          ['zone', 'GROUP_BY', '3'],
        ],
      },
    ],
    ['a single one', { cmd: 'sleep 1', labels: SINGLE, upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 } }],
    ['one that is not single', { cmd: 'sleep 1', labels: { MARATHON_SINGLE_INSTANCE_APP: 'false' }, instances: 2 }],
    ['a migration without a version', { cmd: 'sleep 1', labels: { DCOS_MIGRATION_API_VERSION: '' } }],
  ];
  for (const [name, spec] of rows) it(`is ${name}`, () => assert.equal(told(spec), []));
});
