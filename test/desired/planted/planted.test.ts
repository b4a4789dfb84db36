import fc from 'fast-check';
import type { Loaded } from '../../../agent/model/desired.ts';
import { allDocs } from '../../../agent/model/desired.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { loadFiles } from '../load-files.ts';
import type { MemoryFiles } from '../memory-source.ts';
import { DOCUMENTS, KINDS_OF_MISTAKES, repositoryWith } from './repository.ts';

const OPTIONS = { secrets: new Map([['db', ['/planted/*']]]) };
const RUNS = 150;
const SEED = 20_261_121;

function load(files: MemoryFiles): Promise<Loaded> {
  return loadFiles(files, OPTIONS);
}

function shown(errors: readonly { code: string; file: string; line: number; column: number }[]): readonly string[] {
  return errors.map(({ code, file, line, column }) => `${file}:${line}:${column} ${code}`);
}

describe('mistakes planted in two hundred documents', (it) => {
  it(`are none while none is planted`, async () => {
    const loaded = await load(repositoryWith(new Set()).files);
    assert.equal(loaded.kind === 'refused' ? shown(loaded.errors) : [], []);
    assert.equal(shown(loaded.warnings), []);
    assert.is(loaded.kind === 'ok' ? allDocs(loaded.desired).length : 0, DOCUMENTS);
  });

  for (const mistake of KINDS_OF_MISTAKES) {
    it(`are found when the only one is ${mistake.name}`, async () => {
      const { files, expected } = repositoryWith(new Set([mistake]));
      const loaded = await load(files);
      assert.equal(loaded.kind === 'refused' ? shown(loaded.errors) : [], shown(expected), JSON.stringify(loaded).slice(0, 2000));
    });
  }

  it('are exactly those that are found, in any order of files', { timeoutMs: 120_000 }, async () => {
    assert.ok(KINDS_OF_MISTAKES.length >= 30);
    const some = fc.subarray([...KINDS_OF_MISTAKES], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(some, fc.nat(), async (mistakes, seed) => {
        const { files, expected } = repositoryWith(new Set(mistakes));
        const loaded = await load(shuffled(files, seed));
        assert.equal(loaded.kind === 'refused' ? shown(loaded.errors).toSorted() : [], shown(expected).toSorted());
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });
});

/** Another order for each seed. */
function shuffled(files: MemoryFiles, seed: number): MemoryFiles {
  const keyed = Object.entries(files).map((entry, index) => ({ entry, key: Math.imul(index + 1, seed | 1) >>> 8 }));
  return Object.fromEntries(keyed.toSorted((a, b) => a.key - b.key).map(({ entry }) => entry));
}
