import { readMemory } from '../../agent/memory/memory.ts';
import type { Source } from '../../agent/model/desired.ts';
import type { Memory } from '../../agent/model/memory.ts';
import type { Reading } from '../../agent/model/observed.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { memory, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const never = async (): Promise<never> => Promise.reject(new Error('not asked in this test'));

/** A repository whose every commit holds these files. */
function repoWith(files: Readonly<Record<string, string>>): Repo {
  const source: Source = {
    commit: 't',
    folder: async (folder) => {
      const inside = Object.keys(files).filter((path) => path.startsWith(`${folder}/`));
      return inside.length === 0 ? null : { tree: 'x', files: inside.map((path) => ({ path, blob: path, mode: '100644' })) };
    },
    blob: async (id) => Buffer.from(files[id] ?? ''),
  };
  return { branches: never, resolve: never, contains: never, source: async () => source, commit: never, push: never };
}

function read(files: Readonly<Record<string, string>>, tip: string | null = 't', previous: Memory | null = null): Promise<Reading<Memory>> {
  return readMemory({ repo: repoWith(files), cluster: 'prod', tip, now: NOON }, previous);
}

const ACCEPTED = '{"accepted":{"commit":"a","inputs":"i"},"settled":null}';

describe('memory', (it) => {
  it('is empty when there is no status branch yet', async () => {
    const reading = await read({}, null);
    assert.equal(reading.kind === 'ok' && reading.value, memory());
  });

  it('is empty for a cluster that has no folder on the branch yet', async () => {
    const reading = await read({ 'other/accepted.json': ACCEPTED });
    assert.equal(reading.kind === 'ok' && reading.value, memory({ tip: 't' }));
  });

  it('names what was accepted and settled', async () => {
    const reading = await read({ 'prod/accepted.json': ACCEPTED });
    assert.equal(reading.kind === 'ok' && reading.value.accepted, { commit: 'a', inputs: 'i' });
  });

  it('is not read again while the branch has not moved', async () => {
    const previous = memory({ tip: 't', accepted: { commit: 'b', inputs: 'j' } });
    const reading = await read({ 'prod/accepted.json': ACCEPTED }, 't', previous);
    assert.is(reading.kind === 'ok' && reading.value, previous);
  });

  it('does without a status.json that was damaged by hand: the next pass writes it anew', async () => {
    const reading = await read({ 'prod/accepted.json': ACCEPTED, 'prod/status.json': '{' });
    assert.equal(reading.kind === 'ok' && [reading.value.accepted?.commit, reading.value.published], ['a', null]);
  });

  for (const [name, text] of [
    ['no JSON', '{"accepted":'],
    ['a list', '[]'],
    ['empty', ''],
  ] as const) {
    it(`is unknown, not empty, when a file on the branch is ${name}`, async () => {
      const reading = await read({ 'prod/accepted.json': text });
      assert.is(reading.kind === 'unknown' && reading.error.code.code, 'memory/malformed');
    });
  }
});
