import { canonicalCron } from '../../../agent/systems/metronome/cron.ts';
import { cronText, nextTime } from '../../../simulator/metronome/cron.ts';
import { assert, describe } from '../../helpers/suite.ts';

/** As written, and as cron-utils 9.0.0 prints it (parser/FieldParser.java, model/field/expression). */
const PRINTED: readonly (readonly [string, string])[] = [
  ['0 2 * * *', '0 2 * * *'],
  ['  */1  02 *  jan   sun ', '* 2 * 1 0'],
  ['*/15 * * * MON-FRI', '*/15 * * * 1-5'],
  ['/5 * * * 7', '*/5 * * * 0'],
  ['0 0 * * 5-7', '0 0 * * 5-7'],
  ['0 0 1,15 jun,dec *', '0 0 1,15 6,12 *'],
  ['0 0 L * *', '0 0 L * *'],
  ['0 0 * * 5#2', '0 0 * * 5#2'],
  ['0 0 1 1 * 2027', '0 0 1 1 * 2027'],
  ['0/20 8-18/2 * * *', '0/20 8-18/2 * * *'],
];

const NOON_MS = Date.UTC(2026, 0, 5, 12);

describe('cron of Metronome', (it) => {
  it('is brought to the form in which it is answered, and stays in it', () => {
    for (const [written, printed] of PRINTED) {
      assert.is(canonicalCron(written), printed);
      assert.is(canonicalCron(printed), printed);
    }
  });

  it('is printed so by the simulated one, which refuses what is none', () => {
    for (const [written, printed] of PRINTED) assert.is(cronText(written), printed);
    for (const wrong of ['', '* * * *', '61 * * * *', '* * * * nay', '* * 1-2-3 * *']) assert.is(cronText(wrong), null, wrong);
  });

  it('comes next when it says', () => {
    const next = (cron: string): string | null => {
      const ms = nextTime(cron, NOON_MS);
      return ms === null ? null : new Date(ms).toISOString();
    };
    assert.is(next('* * * * *'), '2026-01-05T12:01:00.000Z');
    assert.is(next('0 2 * 1 0'), '2026-01-11T02:00:00.000Z');
    assert.is(next('30 4 1,15 * 5'), '2026-01-09T04:30:00.000Z');
    assert.is(next('0/20 5-7 * * 0'), '2026-01-11T05:00:00.000Z');
    assert.is(next('0 0 L * *'), null);
  });
});
