import { instant } from '../../../agent/clock.ts';
import { isDue, isSameSchedule, isSpent, movedOn } from '../../../agent/systems/chronos/schedule.ts';
import { assert, describe } from '../../helpers/suite.ts';

const NOON = instant(Date.UTC(2026, 0, 5, 12));

/** Declared, live, the time zone, and whether Chronos can have made the one of the other. */
const PAIRS: readonly (readonly [string, string, string, boolean])[] = [
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-01-01T02:00:00Z/P1D', '', true],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-03-09T02:00:00.000Z/P1D', '', true],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-03-09T03:00:00.000Z/P1D', '', false],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2025-12-31T02:00:00.000Z/P1D', '', false],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-01-01T02:00:00Z/PT24H', '', false],
  ['R/2026-01-01T02:00:00Z/P1DT0H', 'R/2026-01-02T02:00:00.000Z/P1D', '', true],
  ['R/2026-01-01T02:00:00+01:00/PT90M', 'R/2026-01-01T02:30:00.000Z/PT90M', '', true],
  ['R/2026-01-01T02:00:00/PT1H', 'R/2026-01-01T05:00:00.000Z/PT1H', '', true],
  ['R5/2026-01-01T02:00:00Z/P1D', 'R2/2026-01-04T02:00:00.000Z/P1D', '', true],
  ['R5/2026-01-01T02:00:00Z/P1D', 'R/2026-01-04T02:00:00.000Z/P1D', '', false],
  ['R5/2027-01-01T02:00:00Z/P1D', 'R0/2026-01-06T02:00:00.000Z/P1D', '', false],
  ['R//PT1M', 'R/2026-01-01T00:00:30.000Z/PT1M', '', true],
  ['R/2026-01-31T02:00:00Z/P1M', 'R/2026-02-28T02:00:00.000Z/P1M', '', true],
  ['R/2026-01-31T02:00:00Z/P1M', 'R/2026-02-28T03:00:00.000Z/P1M', '', false],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-07-01T02:00:00.000+02:00/P1D', 'Europe/Berlin', true],
  ['R/2026-01-01T02:00:00Z/P1D', 'R/2026-07-01T03:00:00.000+02:00/P1D', 'Europe/Berlin', false],
  ['R/2026-01-01T02:00:00Z/PT24H', 'R/2026-07-01T03:00:00.000+02:00/PT24H', 'Europe/Berlin', true],
  ['every day', 'every day', '', true],
  ['every day', 'R/2026-01-01T02:00:00Z/P1D', '', false],
];

describe('schedules of Chronos', (it) => {
  it('are the same while Chronos only moved them along', () => {
    for (const [declared, live, zone, isSame] of PAIRS) assert.is(isSameSchedule(declared, live, zone), isSame, `${declared} ${live}`);
  });

  it('are spent at no repeats left', () => {
    assert.equal(['R0/2026-01-01T02:00:00Z/P1D', 'R1/2026-01-01T02:00:00Z/P1D', 'R/2026-01-01T02:00:00Z/P1D'].map(isSpent), [
      true,
      false,
      false,
    ]);
  });

  it('are due once their start lies behind, by the clock of their time zone', () => {
    assert.is(isDue('R/2026-01-05T11:59:00Z/P1D', '', NOON), true);
    assert.is(isDue('R/2026-01-05T12:30:00Z/P1D', '', NOON), false);
    assert.is(isDue('R/2026-01-05T12:30:00Z/P1D', 'Europe/Berlin', NOON), true);
    assert.is(isDue('R/2026-01-05T12:30:00Z/P1D', 'No/Where', NOON), false);
    assert.is(isDue('R0/2026-01-05T11:00:00Z/P1D', '', NOON), false);
    assert.is(isDue('R//P1D', '', NOON), true);
  });

  it('move on to the first start that lies ahead, and not when it does already', () => {
    const rows: readonly (readonly [string, string, string])[] = [
      ['R/2026-01-01T02:00:00Z/P1D', '', 'R/2026-01-06T02:00:00.000Z/P1D'],
      ['R3/2026-01-01T02:00:00Z/PT1H', '', 'R3/2026-01-05T12:00:00.000Z/PT1H'],
      ['R/2026-01-05T12:30:00Z/P1D', '', 'R/2026-01-05T12:30:00Z/P1D'],
      ['R/2026-01-05T12:30:00Z/P1D', 'Europe/Berlin', 'R/2026-01-06T12:30:00.000Z/P1D'],
      ['R/2025-01-31T02:00:00Z/P1M', '', 'R/2026-01-31T02:00:00.000Z/P1M'],
      ['R/2025-11-30T02:00:00Z/P3M', '', 'R/2026-02-28T02:00:00.000Z/P3M'],
      ['R//PT1M', '', 'R//PT1M'],
      ['R/2026-01-01T02:00:00Z/PT0S', '', 'R/2026-01-01T02:00:00Z/PT0S'],
    ];
    for (const [schedule, zone, moved] of rows) assert.is(movedOn(schedule, zone, NOON), moved);
  });
});
