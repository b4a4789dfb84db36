import { readFileSync } from 'node:fs';
import { plumbline } from '../helpers/command.ts';
import { assert, describe } from '../helpers/suite.ts';

function schemaFile(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.json`, import.meta.url), 'utf8'));
}

describe('plumbline schema', (it) => {
  const rows = [
    { words: [], file: 'plumbline' },
    { words: ['App'], file: 'App' },
    { words: ['storagepool'], file: 'StoragePool' },
    { words: ['agent-config'], file: 'agent-config' },
    { words: ['Volume', '-o', 'json'], file: 'Volume' },
  ];
  for (const { words, file } of rows) {
    it(`${words.join(' ')} prints schemas/${file}.json`, async () => {
      const { code, out, err } = await plumbline(['schema', ...words]);
      assert.is(code, 0, err);
      assert.equal(JSON.parse(out), schemaFile(file));
    });
  }

  it('names the nearest kind for one it does not know', async () => {
    const { code, out, err } = await plumbline(['schema', 'Volum']);
    assert.equal([code, out], [1, '']);
    assert.match(err, 'There is no kind "Volum"; did you mean Volume?');
  });

  it('names them all when none is near', async () => {
    const { code, err } = await plumbline(['schema', 'Zebra']);
    assert.is(code, 1);
    assert.match(
      err,
      /there are App, Approval, Cluster, FaultSet, Framework, Group, Job, Pod, ProtectionDomain, StorageNode, StoragePool, Volume, agent-config\.$/m,
    );
  });
});
