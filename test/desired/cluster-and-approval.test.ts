import type { Desired } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { CLUSTER, documentOf, VALID } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import type { MemoryFiles } from './memory-source.ts';

async function accepted(files: MemoryFiles): Promise<Desired> {
  const loaded = await loadFiles(files);
  if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
  return loaded.desired;
}

describe('a document about what the agent may do', (it) => {
  it('approves changes by id and key, and says until when', async () => {
    const key = 'a'.repeat(64);
    const spec = `changes: [{ change: remove Volume/pg, key: ${key} }], expires: 2026-11-24T12:00:00Z, reason: moved`;
    const desired = await accepted({ ...VALID, 'prod/x.yaml': documentOf('Approval', 'drop', `spec: { ${spec} }`) });
    assert.equal(desired.docs.Approval.get('drop')?.spec, {
      changes: [{ change: 'remove Volume/pg', key }],
      expires: '2026-11-24T12:00:00Z',
      reason: 'moved',
    });
  });

  it('says what the agent may do by itself', async () => {
    const text =
      'mode: observe, windows: [{ effect: allow, schedule: 0 22 * * 1-5, duration: 24h }], rules: [{ mode: apply, files: ["**/a*.yaml"] }]';
    const desired = await accepted({ ...VALID, 'prod/cluster.yaml': CLUSTER.replace('[../shared]', `[../shared], sync: { ${text} }`) });
    const sync = desired.docs.Cluster.get('prod')?.spec.sync;
    assert.is(sync?.mode, 'observe');
    assert.equal(sync?.windows, [{ effect: 'allow', schedule: '0 22 * * 1-5', duration: '24h' }]);
  });
});
