/** When a machine can do no harm any more. */
import { whyMayRun } from '../../../agent/systems/cloud-disks/host-fenced.ts';
import type { CloudHost } from '../../../agent/systems/cloud-disks/types.ts';
import { assert, describe } from '../../helpers/suite.ts';

function host(id: string, state: CloudHost['state'], ...ips: readonly string[]): CloudHost {
  return { id, ips, zone: 'us-east-1a', type: 'm5.large', state, mappings: [], attachFree: null };
}

const LOST = ['10.0.0.11', '10.1.0.11'];
const others = [host('i-2', 'running', '10.0.0.12')];

function why(hosts: readonly CloudHost[], machine = 'stopped', provider: 'aws-ebs' | 'static' = 'aws-ebs'): string | null {
  return whyMayRun({ account: { id: 'a', provider }, hosts: [...others, ...hosts] }, { ips: LOST, machine });
}

describe('a machine', (it) => {
  const rows: readonly (readonly [string, string | null, string | null])[] = [
    ['that is stopped', why([host('i-1', 'stopped', '10.0.0.11')]), null],
    ['that is terminated and still has its address', why([host('i-1', 'terminated', '10.1.0.11')]), null],
    ['that runs', why([host('i-1', 'running', '10.0.0.11')]), 'machine i-1 is running'],
    ['that is stopping', why([host('i-1', 'other', '10.0.0.11')]), 'machine i-1 is neither stopped nor gone'],
    [
      'whose address another one has by now',
      why([host('i-1', 'stopped', '10.0.0.11'), host('i-3', 'running', '10.0.0.11')]),
      'machine i-3 is running',
    ],
    ['that is not shown', why([]), 'the cloud shows no machine with the address 10.0.0.11, 10.1.0.11'],
    ['that is not shown, and that people have to call gone', why([], 'unseen'), null],
    ['that runs, although it was not seen before', why([host('i-1', 'running', '10.1.0.11')], 'unseen'), 'machine i-1 is running'],
    ['of a list of disks', why([], 'unseen', 'static'), 'a list of disks in plumbline.yaml does not say which machines run'],
  ];
  for (const [what, found, expected] of rows) it(`${what}: ${expected ?? 'is fenced'}`, () => assert.is(found, expected));

  it('has to be named', () => {
    const fleet = { account: { id: 'a', provider: 'aws-ebs' }, hosts: [] } as const;
    for (const args of [{}, { ips: [] }, { ips: 'x' }]) assert.is(whyMayRun(fleet, args), 'it is not said which machine is meant');
  });
});
