import { assert, describe } from '../helpers/suite.ts';
import { appOf, VALID } from './cluster-files.ts';
import { loadFiles, placed } from './load-files.ts';

/** This many apps that each wait for a group of a thousand. */
async function waiting(count: number): Promise<readonly string[]> {
  const group = Array.from({ length: 1000 }, (_, n) => appOf('cmd: sleep 1', `/group/${n}`)).join('---\n');
  const apps = Array.from({ length: count }, (_, n) => appOf('cmd: sleep 1\ndependencies: [/group]', `/waits/${n}`)).join('---\n');
  const loaded = await loadFiles({ ...VALID, 'shared/a.yaml': group, 'shared/b.yaml': apps });
  return loaded.kind === 'refused' ? loaded.errors.map(placed) : [];
}

describe('apps that wait for whole groups', (it) => {
  it('may do so a million times together', { timeoutMs: 30_000 }, async () => assert.equal(await waiting(1000), []));

  it('may not do so once more', { timeoutMs: 30_000 }, async () => {
    // Six lines and a separator for each of the thousand before it.
    assert.equal(await waiting(1001), ['shared/b.yaml:7006:18 desired/too-many-links']);
  });
});
