/** Thousands of mistakes between documents: each told in few words, and none compared with all others. */
import { loadDesired } from '../../agent/desired/load.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Loaded } from '../../agent/model/desired.ts';
import { assert, describe } from '../helpers/suite.ts';
import { documentOf, VALID } from './cluster-files.ts';
import { memorySource } from './memory-source.ts';

const MANY = 1500;
const SLOWLY = { timeoutMs: 30_000 } as const;

function load(documents: (n: number) => readonly string[]): Promise<Loaded> {
  const text = Array.from({ length: MANY }, (_, n) => documents(n))
    .flat()
    .join('---\n');
  const limits = { ...DEFAULT_LIMITS, fileBytes: 4 * 1024 * 1024 };
  const source = memorySource({ ...VALID, 'prod/x.yaml': text });
  return loadDesired(source, { path: 'prod', cluster: 'prod', secrets: null, limits, monotonicMs: () => 0 });
}

function messagesOf(loaded: Loaded): readonly string[] {
  return loaded.kind === 'refused' ? loaded.errors.map(({ message }) => message) : [];
}

describe('of very many documents', (it) => {
  it('the nearest name is looked for only for the first hundred wrong names', SLOWLY, async () => {
    const messages = messagesOf(
      await load((n) => [
        ...(n === 0 ? [documentOf('StoragePool', 'quicksilver', 'spec: { protectionDomain: pd }')] : []),
        documentOf('Volume', `v${n}`, `spec: { pool: quicksilver${n}, sizeGiB: 8 }`),
      ]),
    );
    assert.is(messages.filter((message) => message.endsWith('did you mean quicksilver?')).length, 100);
  });

  it('a name that may mean any is told with three of them', SLOWLY, async () => {
    const messages = messagesOf(
      await load((n) => [
        documentOf('ProtectionDomain', `d${n}`, 'spec: { name: same }'),
        documentOf('StoragePool', `p${n}`, `spec: { protectionDomain: d${n}, name: q }`),
        ...(n === 0 ? [documentOf('Volume', 'v', 'spec: { pool: same/q, sizeGiB: 8 }')] : []),
      ]),
    );
    const expected = `same/q may mean StoragePool/p0 or StoragePool/p1 or StoragePool/p2 or ${MANY - 3} more; refer to one by its metadata.name.`;
    assert.ok(
      messages.includes(expected),
      messages.find((message) => message.includes('may mean')),
    );
  });

  it('a pool is told once of all the nodes of another domain', SLOWLY, async () => {
    const node = documentOf('StorageNode', 'n', 'spec: { protectionDomain: other }').replace(
      'metadata: {',
      'metadata: { labels: { a: b },',
    );
    const selector = 'nodes: { matchLabels: { a: b } }';
    const messages = messagesOf(
      await load((n) => [
        ...(n === 0
          ? [documentOf('ProtectionDomain', 'other', ''), documentOf('StoragePool', 'p', `spec: { protectionDomain: pd, ${selector} }`)]
          : []),
        node.replace('name: n ', `name: n${n} `),
      ]),
    );
    assert.is(messages.length, 1);
    assert.ok(messages[0]?.includes(`${MANY - 1} more are in other domains too.`), messages[0]);
  });
});
