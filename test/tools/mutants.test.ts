import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readMutant } from '../../tools/mutant.ts';
import { mutants } from '../../tools/test-mutants.ts';
import { assert, describe } from '../helpers/suite.ts';
import { rows } from '../safety/topics.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const INVARIANTS = 12;

describe('test/mutants', (it) => {
  it('has at least twenty, and one for each invariant', () => {
    const broken = new Set(mutants().map(({ invariant }) => invariant));
    assert.ok(mutants().length >= 20, `It has ${mutants().length}.`);
    assert.equal(
      Array.from({ length: INVARIANTS }, (_, index) => index + 1).filter((invariant) => !broken.has(invariant)),
      [],
    );
  });
  it('says of each which test kills it: one in a file that is there, or a row', () => {
    const named = new Set(rows.map(({ guard }) => guard));
    const unkilled = mutants().filter(({ name, killer }) =>
      killer === null ? !named.has(`mutant: ${name}`) : !existsSync(ROOT + killer.file),
    );
    assert.equal(
      unkilled.map(({ name }) => name),
      [],
    );
  });
  it('applies, each patch by itself', { needs: ['git'] }, () => {
    const stale = mutants().filter(({ name }) => {
      const { status } = spawnSync('git', ['apply', '--check', `test/mutants/${name}.patch`], { cwd: ROOT });
      return status !== 0;
    });
    assert.equal(
      stale.map(({ name }) => name),
      [],
    );
  });
  it('is refused without a word on what it breaks', () => {
    assert.throws(() => readMutant('blind', 'File: x\n--- a/x\n'), /blind\.patch has no line "Mutates: \.\.\."/);
  });
  it('is refused when it names a file and no test in it', () => {
    assert.throws(() => readMutant('blind', 'Mutates: all\nFile: x\n--- a/x\n'), /has no line "Test: \.\.\."/);
  });
});
