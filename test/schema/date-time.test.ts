import { isDateTime } from '../../agent/schema/date-time.ts';
import { assert, describe } from '../helpers/suite.ts';

const ROWS: readonly (readonly [string, boolean])[] = [
  ['2026-11-24T12:00:00Z', true],
  ['2026-11-24T12:00:00.123Z', true],
  ['2026-11-24T12:00:00+02:00', true],
  ['2028-02-29T00:00:00Z', true],
  ['2026-11-24T12:00:00', false],
  ['2026-11-24 12:00:00Z', false],
  ['2026-11-24', false],
  ['2026-11-24T12:00Z', false],
  ['2026-02-29T12:00:00Z', false],
  ['2026-13-01T12:00:00Z', false],
  ['2026-11-24T25:00:00Z', false],
  ['2026-11-24T12:00:00+99:00', false],
  [' 2026-11-24T12:00:00Z', false],
  ['tomorrow', false],
  ['', false],
];

describe('a date and a time', (it) => {
  for (const [text, expected] of ROWS) it(`"${text}" ${expected ? 'is one' : 'is none'}`, () => assert.is(isDateTime(text), expected));
});
