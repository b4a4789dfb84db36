import { assert, describe } from '../helpers/suite.ts';
import { appOf, CLUSTER, documentOf, VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

const volume = (name: string, spec: string): string => documentOf('Volume', name, `spec: { pool: gold, ${spec} }`);
const OPTIONS = { secrets: new Map([['ok', ['*']]]) };

const ROWS: readonly (readonly [name: string, files: MemoryFiles, error: string])[] = [
  [
    'a whole number out of bounds',
    { 'prod/x.yaml': volume('v', 'sizeGiB: 99999999999999999999') },
    'prod/x.yaml:4:30 schema/unsafe-number',
  ],
  [
    'a number beyond all others in JSON',
    {
      'prod/cluster.yaml': CLUSTER.replace('spec: {', 'spec: { sources: [{ files: a.json, as: App }],'),
      'prod/a.json': '{"id": "/x", "cmd": "xx", "mem": 1e400}',
    },
    'prod/a.json:1:34 schema/unsafe-number',
  ],
  ['a merge key', { 'prod/x.yaml': volume('v', 'sizeGiB: 8, <<: { name: y }') }, 'prod/x.yaml:4:33 schema/not-plain'],
  ['a second Cluster document of one name', { 'prod/x.yaml': CLUSTER }, 'prod/x.yaml:3:19 desired/two-clusters'],
  ['a name that differs in capitals', { 'prod/x.yaml': volume('PG', 'sizeGiB: 8') }, 'prod/x.yaml:3:19 schema/wrong-value'],
  [
    'a secret of ours in place of one of Marathon',
    { 'prod/x.yaml': appOf('cmd: sleep 1\nenv: { A: { secret: "${secrets.ok}" } }') },
    'prod/x.yaml:6:23 desired/secret-place',
  ],
  [
    'a secret as the name of a volume',
    { 'prod/x.yaml': appOf('cmd: sleep 1\nenv: { DVDI_VOLUME_NAME: "${secrets.ok}" }') },
    'prod/x.yaml:6:28 desired/secret-place',
  ],
];

describe('one mistake', (it) => {
  for (const [name, files, error] of ROWS) {
    it(`is told once when it is ${name}`, async () => {
      const loaded = await loadFiles({ ...VALID, ...files }, OPTIONS);
      assert.equal(loaded.kind === 'refused' ? loaded.errors.map(placed) : [], [error]);
      assert.equal(loaded.warnings, []);
    });
  }
});
