import { cell } from '../../agent/status/table.ts';
import { firstMistakes } from '../../agent/status/told.ts';
import { assert, describe } from '../helpers/suite.ts';

function mistakes(count: number) {
  return Array.from({ length: count }, (_, n) => ({
    code: 'schema/wrong-type',
    file: 'a.yaml',
    line: n + 1,
    column: 1,
    message: 'Wrong.',
  }));
}

describe('mistakes in a status', (it) => {
  it('are all listed up to a hundred', () => assert.equal(firstMistakes(mistakes(100)), mistakes(100)));

  it('are cut after a hundred, and the last says so', () => {
    const listed = firstMistakes(mistakes(250));
    assert.is(listed.length, 100);
    assert.is(listed.at(-1)?.message, 'Wrong. And 150 more: plumbline validate lists them.');
    assert.is(listed.at(-2)?.message, 'Wrong.');
  });

  it('cannot turn the direction of writing or hide a character', () => assert.is(cell('a\u202eb\u200bc'), 'a\\u202eb\\u200bc'));
});
