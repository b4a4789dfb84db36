/** Mistakes in pools that grow. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const NODE = (labels = '{}', domain = 'pd') =>
  documentOf('StorageNode', 'n', `spec: { protectionDomain: ${domain} }`).replace('name: n', `name: n, labels: ${labels}`);
const LIMITS = 'limits: { rows: 8, rawGiB: 20000, monthlyUsd: 500 }';

/** A pool with one node, whose spec has these lines; those of cloudDisks beside provider and limits. */
function poolOf(disks: string | null, rest = '', node = NODE('{ tier: gold }')): string {
  const cloudDisks = disks === null ? '' : `  cloudDisks:\n    ${LIMITS}\n${indented(disks, 4)}`;
  return `${documentOf('StoragePool', 'p', `spec:\n  protectionDomain: pd\n${indented(rest, 2)}${cloudDisks}`)}---\n${node}`;
}

function indented(lines: string, spaces: number): string {
  return lines === '' ? '' : `${lines.replaceAll(/^/gm, ' '.repeat(spaces))}\n`;
}

const ebs = (lines: string, rows = 'rows:') => poolOf(`provider: aws-ebs\n${lines}\n${rows}`);
const growing = (growth: string, rest = '') => poolOf('provider: aws-ebs\nrows:', `${rest === '' ? '' : `${rest}\n`}growth: ${growth}`);

export const POOL_ROWS: readonly MistakeRow[] = [
  {
    name: 'growth without disks to add',
    code: 'desired/growth-without-disks',
    text: poolOf(null, '❯growth: { mode: propose, when: { usedPercent: 80 }, target: 65 }'),
    says: 'there is no spec.cloudDisks; add it, or say mode: off.',
  },
  {
    name: 'a target that is where growth starts',
    code: 'desired/growth-order',
    text: growing('{ mode: commit, when: { usedPercent: 80 }, target: ❯80 }'),
    says: 'target (80) must be lower than when.usedPercent (80)',
  },
  {
    name: 'growth that starts above critical',
    code: 'desired/growth-order',
    text: growing('{ mode: off, when: { usedPercent: ❯91 }, target: 65 }', 'thresholds: { high: 80, critical: 90 }'),
    says: 'usedPercent (91) must not be above thresholds.critical (90)',
  },
  {
    name: 'an answer that nobody is asked for',
    code: 'desired/growth-unanswered',
    text: growing('{ mode: commit, when: { usedPercent: 80 }, target: 65, ❯ifUnanswered: { after: 4h, then: commit } }'),
    says: 'mode commit makes none',
  },
  {
    name: 'a way to grow that there is not',
    code: 'schema/wrong-value',
    text: growing('{ mode: ❯proposal, when: { usedPercent: 80 }, target: 65 }'),
    says: 'did you mean propose?',
  },
  {
    name: 'a time without a unit',
    code: 'schema/wrong-type',
    text: growing('{ mode: propose, when: { usedPercent: 80, fullWithin: ❯4 }, target: 65 }'),
    says: 'must be a text, not 4',
  },
  {
    name: 'a row twice',
    code: 'schema/duplicate-key',
    text: ebs('type: gp3', 'rows:\n  r1: 180\n  ❯r1: 180'),
    says: 'r1 is already given in line 11; keep one of them.',
  },
  {
    name: 'a row that is no row key',
    code: 'schema/unknown-field',
    text: ebs('type: gp3', 'rows:\n  ❯row1: 180'),
    says: 'row1 is no possible key in spec.cloudDisks.rows: a row key is r and a number, such as r3.',
  },
  {
    name: 'a row too small for ScaleIO',
    code: 'schema/wrong-value',
    text: ebs('type: gp3', 'rows:\n  r1: ❯99'),
    says: 'at least 100, not 99',
  },
  {
    name: 'a row of words',
    code: 'schema/wrong-type',
    text: ebs('type: gp3', 'rows:\n  r1: ❯large'),
    says: 'spec.cloudDisks.rows.r1 must be',
  },
  {
    name: 'a misspelt field of a row',
    code: 'schema/unknown-field',
    text: ebs('type: gp3', 'rows:\n  r1: { ❯sizeGib: 180 }'),
    says: 'did you mean sizeGiB?',
  },
  {
    name: 'a size of a row in words',
    code: 'schema/wrong-type',
    text: ebs('type: gp3', 'rows:\n  r1: { sizeGiB: ❯large }'),
    says: 'spec.cloudDisks.rows.r1.sizeGiB must be a whole number',
  },
  {
    name: 'no limits',
    code: 'schema/missing-field',
    text: poolOf(null, 'cloudDisks: ❯{ provider: aws-ebs, rows: }'),
    says: 'limits is missing',
  },
  {
    name: 'a key for disks that are not encrypted',
    code: 'desired/disk-settings',
    text: ebs('encrypted: false\n❯kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/x"'),
    says: 'encrypted is false; remove one of the two.',
  },
  { name: 'iops on gp2', code: 'desired/disk-settings', text: ebs('type: gp2\n❯iops: 4000'), says: 'Disks of type gp2 take no iops' },
  { name: 'iops on st1', code: 'desired/disk-settings', text: ebs('type: st1\n❯iops: 4000'), says: 'Disks of type st1 take no iops' },
  {
    name: 'throughput on io2',
    code: 'desired/disk-settings',
    text: ebs('type: io2\niops: 4000\n❯throughputMiBs: 250'),
    says: 'Disks of type io2 take no throughputMiBs',
  },
  { name: 'io1 without iops', code: 'desired/disk-settings', text: ebs('type: ❯io1'), says: 'Disks of type io1 need iops; add them.' },
  { name: 'too few iops for gp3', code: 'desired/disk-settings', text: ebs('iops: ❯2999'), says: 'at least 3000 iops, not 2999' },
  {
    name: 'more throughput than the iops that gp3 comes with allow',
    code: 'desired/disk-settings',
    text: ebs('throughputMiBs: ❯751'),
    says: '751 MiB/s need at least 3004 iops on type gp3; 3000 iops are enough for 750 MiB/s.',
  },
  {
    name: 'more throughput than its own iops allow',
    code: 'desired/disk-settings',
    text: ebs('iops: 3999\nthroughputMiBs: ❯1000'),
    says: '1000 MiB/s need at least 4000 iops on type gp3; 3999 iops are enough for 999 MiB/s.',
  },
  {
    name: 'iops of a row on the type of the pool',
    code: 'desired/disk-settings',
    text: ebs('type: gp2', 'rows:\n  r1: { sizeGiB: 180, ❯iops: 4000 }'),
    says: 'type gp2',
  },
  {
    name: 'throughput of a row on a type of its own',
    code: 'desired/disk-settings',
    text: ebs('type: gp3', 'rows:\n  r1: { sizeGiB: 180, type: st1, ❯throughputMiBs: 250 }'),
    says: 'type st1',
  },
  {
    name: 'a row of io2 without iops',
    code: 'desired/disk-settings',
    text: ebs('type: gp3', 'rows:\n  r1: { sizeGiB: 180, type: ❯io2 }'),
    says: 'need iops',
  },
  {
    name: 'a row whose iops are too few for the throughput of the pool',
    code: 'desired/disk-settings',
    text: ebs('iops: 4000\nthroughputMiBs: 1000', 'rows:\n  r1: { sizeGiB: 180, iops: ❯3999 }'),
    says: '1000 MiB/s need at least 4000 iops',
  },
  {
    name: 'a row of gp3 with the iops of io1',
    code: 'desired/disk-settings',
    text: ebs('type: io1\niops: 2000', 'rows:\n  r1: { sizeGiB: 180, type: ❯gp3 }'),
    says: 'at least 3000 iops, not 2000',
  },
  {
    name: 'a row too small for st1',
    code: 'desired/disk-settings',
    text: ebs('type: st1', 'rows:\n  r1: ❯124'),
    says: 'at least 125 GiB, not 124',
  },
  {
    name: 'a row of st1 that is too small for it',
    code: 'desired/disk-settings',
    text: ebs('type: gp3', 'rows:\n  r1: { sizeGiB: ❯100, type: st1 }'),
    says: 'at least 125 GiB, not 100',
  },
  ...(['type: gp3', 'encrypted: true', 'iops: 3000', 'throughputMiBs: 125'] as const).map((setting) => ({
    name: `static disks with ${setting}`,
    code: 'desired/disk-settings',
    text: poolOf(`provider: static\n❯${setting}\nrows:`),
    says: `Disks of provider static are as they are; remove ${setting.split(':')[0]}.`,
  })),
  {
    name: 'a row of static disks with a type',
    code: 'desired/disk-settings',
    text: poolOf('provider: static\nrows:\n  r1: { sizeGiB: 180, ❯type: gp3 }'),
    says: 'remove type.',
  },
  {
    name: 'labels that no node has',
    code: 'desired/pool-nodes',
    text: poolOf('provider: aws-ebs\nrows:', 'nodes: { matchLabels: ❯{ tier: silver, rack: a } }'),
    says: 'No StorageNode has the labels tier: silver, rack: a; label the nodes of the pool so.',
  },
  {
    name: 'labels of which a node has only one',
    code: 'desired/pool-nodes',
    text: poolOf(null, 'nodes: { matchLabels: ❯{ tier: gold, rack: a } }'),
    says: 'tier: gold, rack: a',
  },
  {
    name: 'labels of a node in another domain',
    code: 'desired/pool-nodes',
    text: `${documentOf('ProtectionDomain', 'other', 'spec: {}')}---\n${poolOf('provider: aws-ebs\nrows:', 'nodes: { matchLabels: ❯{ tier: gold } }', NODE('{ tier: gold }', 'other'))}`,
    says: 'StorageNode/n has these labels, but is in other, and the pool in pd; select nodes of one domain. The other one is at prod/x.yaml:21:27.',
  },
  {
    name: 'cloud disks for no node at all',
    code: 'desired/pool-nodes',
    text: poolOf('provider: aws-ebs\nrows:', '', documentOf('ProtectionDomain', 'x', '')).replace('cloudDisks', '❯cloudDisks'),
    says: 'No StorageNode of pd is declared, so no row has a node for its disks',
  },
  {
    name: 'an incarnation of nothing',
    code: 'schema/wrong-value',
    text: documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, incarnation: ❯0 }'),
    says: 'at least 1, not 0',
  },
];
