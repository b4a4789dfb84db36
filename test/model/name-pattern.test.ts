import { matchesFile, matchesName } from '../../agent/model/name-pattern.ts';
import { assert, describe } from '../helpers/suite.ts';

const FILES = [
  ['a/b.yaml', 'a/b.yaml', true],
  ['a/b.yaml', 'a/b.yamlx', false],
  ['a/*.yaml', 'a/b.yaml', true],
  ['a/*.yaml', 'a/b/c.yaml', false],
  ['a/**', 'a/b/c.yaml', true],
  ['a/**', 'a', false],
  ['a/**/c.yaml', 'a/b/b/c.yaml', true],
  ['*', 'a.yaml', true],
  ['*', 'a/b.yaml', false],
  ['**', 'a/b.yaml', true],
  ['a.*.yaml', 'a.b.yaml', true],
  ['a.*.yaml', 'axb.yaml', false],
  ['*a*b*', 'xaxbx', true],
  ['*a*b*', 'xbxax', false],
  ['', '', true],
  ['*', '', true],
] as const;

describe('a pattern of files', (it) => {
  for (const [pattern, path, fits] of FILES) {
    it(`${pattern} ${fits ? 'fits' : 'does not fit'} ${path}`, () => assert.is(matchesFile(pattern, path), fits));
  }

  it('is decided at once, however many stars there are', { timeoutMs: 2_000 }, () => {
    assert.not(matchesFile(`${'*a'.repeat(200)}b`, 'a'.repeat(1_000)));
    assert.not(matchesFile(`${'**a'.repeat(200)}b`, 'a'.repeat(1_000)));
    assert.not(matchesName(`${'*a'.repeat(200)}b`, 'a'.repeat(10_000)));
  });
});
