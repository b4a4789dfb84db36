import type { ErrorCode } from '../../agent/errors.ts';
import { schemaErrors } from '../../agent/schema/errors.ts';
import { newMistakes } from '../../agent/schema/mistakes.ts';
import { assert, describe } from '../helpers/suite.ts';

/** As adding a mistake does where there is no stack left: the parser catches that, and complains once more from further up. */
function failingOnce(): ErrorCode {
  let asked = 0;
  return {
    ...schemaErrors.syntax,
    get code() {
      asked += 1;
      if (asked === 1) throw new RangeError('Maximum call stack size exceeded');
      return schemaErrors.syntax.code;
    },
  };
}

describe('a mistake told once a line', (it) => {
  it('is not lost when adding it failed', () => {
    const mistakes = newMistakes(() => ({ line: 1, column: 1 }));
    const code = failingOnce();
    assert.throws(() => mistakes.addOncePerLine(0, code, 'This is wrong.'), /call stack/);
    mistakes.addOncePerLine(0, code, 'This is wrong.');
    assert.is(mistakes.sorted().length, 1);
  });
});
