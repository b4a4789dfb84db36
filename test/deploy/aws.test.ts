import { readFileSync } from 'node:fs';
import { assert, describe } from '../helpers/suite.ts';

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: { readonly [operator: string]: { readonly [key: string]: string | readonly string[] } };
}

function file(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

function statements(policy: string): readonly Statement[] {
  return (JSON.parse(file(`deploy/aws/${policy}.json`)) as { readonly Statement: readonly Statement[] }).Statement;
}

function actions(policy: string): readonly string[] {
  return [...new Set(statements(policy).flatMap(({ Action }) => Action))].toSorted((a, b) => a.localeCompare(b));
}

/** What the agent calls: `ec2.describeVolumes(` in its client. */
function called(): readonly string[] {
  const calls = file('agent/systems/cloud-disks/aws-ebs/client.ts').matchAll(/ec2\.([a-z]\w+)\(/g);
  const names = [...calls].map(([, name = '']) => `ec2:${name.charAt(0).toUpperCase()}${name.slice(1)}`);
  return [...new Set(names)].toSorted((a, b) => a.localeCompare(b));
}

describe('the IAM policies', (it) => {
  it('allow what the agent calls, and nothing else', () => {
    assert.equal(
      [...actions('disks'), ...actions('removal')].toSorted((a, b) => a.localeCompare(b)),
      called(),
    );
  });

  it('keep what takes away apart from the rest', () => {
    assert.equal(actions('removal'), ['ec2:DeleteVolume', 'ec2:DetachVolume']);
  });

  it('bind every change to the cluster’s tag', () => {
    const changing = [...statements('disks'), ...statements('removal')].filter(({ Sid }) => Sid !== 'See');
    for (const { Sid, Condition = {} } of changing) {
      const equal = Condition['StringEquals'] ?? {};
      const tag = equal['aws:ResourceTag/plumbline/cluster'] ?? equal['aws:RequestTag/plumbline/cluster'];
      assert.is(tag, 'CLUSTER', Sid);
    }
  });

  it('delete only what is marked as being removed', () => {
    const [deleting] = statements('removal').filter(({ Action }) => Action === 'ec2:DeleteVolume');
    const mark = deleting?.Condition?.['StringLike']?.['aws:ResourceTag/plumbline/removed'];
    assert.is(mark, '20*');
  });

  it('allow no wildcard of actions but for the key', () => {
    assert.equal(
      ['disks', 'removal'].flatMap(actions).filter((action) => action.includes('*')),
      [],
    );
  });
});
