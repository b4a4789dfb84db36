/** Pools that grow, as they may be declared. */
import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';

const LIMITS = '{ rows: 8, rawGiB: 20000, monthlyUsd: 500 }';
const NODES = ['gold', 'silver'].map((tier) => {
  return documentOf('StorageNode', tier, 'spec: { protectionDomain: pd }').replace('metadata: {', `metadata: { labels: { tier: ${tier} },`);
});

function load(spec: string, nodes: readonly string[] = NODES): Promise<Loaded> {
  const text = [documentOf('StoragePool', 'p', `spec: { protectionDomain: pd, ${spec} }`), ...nodes].join('---\n');
  return loadFiles({ ...VALID, 'prod/x.yaml': text });
}

const growth = (fields: string): string => `growth: { ${fields}, when: { usedPercent: 80 }, target: 79 }`;
const ebs = (fields: string): string => `cloudDisks: { provider: aws-ebs, limits: ${LIMITS}, ${fields} }`;

describe('a pool may', (it) => {
  for (const [what, spec] of [
    ['only tell, without disks to add', growth('mode: off')],
    ['grow by rows to come', `${ebs('rows: ')}, ${growth('mode: propose, ifUnanswered: { after: 4h, then: commit }')}`],
    ['grow at its critical threshold', `${ebs('rows: ')}, thresholds: { high: 70, critical: 80 }, ${growth('mode: commit')}`],
    [
      'grow at any percentage while ScaleIO keeps its thresholds',
      `${ebs('rows: ')}, growth: { mode: commit, when: { usedPercent: 99 }, target: 98 }`,
    ],
    ['have rows without growing', ebs('rows: { r1: 180 }')],
    ['have as much throughput as gp3 comes with', ebs('throughputMiBs: 750, rows: ')],
    ['have as much throughput as its iops allow', ebs('iops: 4000, throughputMiBs: 1000, rows: ')],
    ['have a row with more iops for the throughput', ebs('throughputMiBs: 750, rows: { r1: { sizeGiB: 180, iops: 3000 } }')],
    [
      'have rows of a type that takes none of its settings',
      ebs('iops: 4000, throughputMiBs: 1000, rows: { r1: { sizeGiB: 125, type: st1 } }'),
    ],
    ['have io2 with iops', ebs('type: io2, iops: 100, rows: { r1: { sizeGiB: 180, iops: 200 } }')],
    ['have a key of its own', ebs('kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/x", rows: ')],
    ['not be encrypted', ebs('encrypted: false, rows: ')],
    ['have disks that are there', `cloudDisks: { provider: static, limits: ${LIMITS}, rows: { r1: 180 } }`],
    ['have some of the nodes', `nodes: { matchLabels: { tier: gold } }, ${ebs('rows: ')}`],
  ] as const) {
    it(what, async () => {
      const loaded = await load(spec);
      assert.equal(loaded.kind === 'ok' ? loaded.warnings : loaded.errors, []);
    });
  }

  it('be without nodes as long as it has no cloud disks', async () => assert.is((await load(growth('mode: off'), [])).kind, 'ok'));

  it('not be said to select no node while a node cannot be read', async () => {
    const broken = documentOf('StorageNode', 'n', 'spec: { protectionDomain: pd, ip: x }');
    const loaded = await load(`nodes: { matchLabels: { tier: bronze } }, ${ebs('rows: ')}`, [broken]);
    const codes = loaded.kind === 'refused' ? loaded.errors.map(({ code }) => code) : [];
    assert.equal(codes, ['schema/unknown-field']);
  });
});
