import { assert, describe } from '../helpers/suite.ts';
import { documentOf } from './cluster-files.ts';
import { loadFiles } from './load-files.ts';
import { withFile } from './with-variables.ts';

function volumes(schedule: string): string {
  const spec = `spec: { pool: p, sizeGiB: 8, snapshots: { schedule: "${schedule}", keep: 7 } }`;
  const pool = documentOf('StoragePool', 'p', 'spec: { protectionDomain: d }');
  return [documentOf('ProtectionDomain', 'd', 'spec: {}'), pool, documentOf('Volume', 'diary', spec)].join('---\n');
}

describe('a schedule of snapshots', (it) => {
  for (const [schedule, often] of [
    ['* 3 * * *', 'every minute'],
    ['0-3 3 * * *', 'every minute'],
    ['58,2 0,23 * * 1', 'every 4 minutes'],
    ['*/2 * * * *', 'every 2 minutes'],
  ] as const) {
    it(`may be ${schedule}, with a warning`, async () => {
      const loaded = await loadFiles(withFile(volumes(schedule)));
      assert.is(loaded.kind, 'ok');
      assert.equal(
        loaded.warnings.map(({ code, message }) => [code, message]),
        [
          [
            'desired/frequent-snapshots',
            `spec.snapshots.schedule "${schedule}" takes snapshots ${often}, at least for a time; is that meant?`,
          ],
        ],
      );
    });
  }

  for (const schedule of ['0 3 * * *', '*/5 * * * *', '57,2 0,23 * * *', '0 0 29 2 *']) {
    it(`may be ${schedule}`, async () => assert.equal((await loadFiles(withFile(volumes(schedule)))).warnings, []));
  }
});
