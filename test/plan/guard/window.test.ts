import { instant } from '../../../agent/clock.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { SyncSpec } from '../../../agent/model/kinds.gen.ts';
import { change } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declared } from '../declared.ts';
import { liftedIn } from './judged.ts';

type Window = NonNullable<SyncSpec['windows']>[number];

const restart = change('App//web', { op: 'restart', class: 'disruptive' });
const night: Window = { effect: 'allow', schedule: '0 22 * * *', duration: '8h' };
const day: Window = { effect: 'deny', schedule: '0 8 * * *', duration: '10h' };

/** At a time of 2026-11-21, a Saturday. */
function lifted(windows: readonly Window[], time: string, made: Change = restart): string {
  const now = instant(Date.parse(`2026-11-21T${time}Z`));
  return liftedIn(made, {
    standing: { kind: 'onlooker' },
    inputs: { now, desired: declared([], { mode: 'apply', windows: [...windows] }) },
  });
}

describe('guard window', (it) => {
  const rows: readonly (readonly [string, readonly Window[], string, string])[] = [
    ['a moment before it may', [night], '21:59:59.999', '0.001 s'],
    ['as soon as it may', [night], '22:00:00', 'now'],
    ['as long as it may, over midnight', [night], '05:59:59.999', 'now'],
    ['when it may no more', [night], '06:00:00', '57600 s'],
    ['a moment before it may not', [day], '07:59:59.999', 'now'],
    ['as soon as it may not', [day], '08:00:00', '36000 s'],
    ['as long as it may not', [day], '17:59:59', '1 s'],
    ['when it may again', [day], '18:00:00', 'now'],
    ['where one denies and another allows', [{ ...day, duration: '24h' }, night], '23:00:00', '32400 s'],
    ['where two deny', [day, { ...day, duration: '12h' }], '12:00:00', '28800 s'],
    ['where one of two allows', [night, { ...night, schedule: '0 12 * * *' }], '13:00:00', 'now'],
    ['where neither of two allows', [night, { ...night, schedule: '0 21 * * *' }], '20:00:00', '3600 s'],
    ['where none opens within a day', [{ ...night, schedule: '0 22 * * 3' }], '12:00:00', '86460 s'],
    ['a whole day long', [{ ...day, schedule: '0 0 * * *', duration: '24h' }], '23:59:00', '60 s'],
    ['in minutes', [{ ...day, schedule: '0 12 * * *', duration: '30m' }], '12:29:59', '1 s'],
    ['without windows', [], '12:00:00', 'now'],
  ];
  for (const [when, windows, time, expected] of rows) {
    it(`a restart ${when}, at ${time}: ${expected}`, () => assert.is(lifted(windows, time), expected));
  }

  const never: Window = { effect: 'deny', schedule: '* * * * *', duration: '1h' };
  const made = (changeClass: Change['class']): Change => change('App//web', { class: changeClass });
  for (const [what, window, one, isLifted] of [
    ['additive, unless it is named', never, made('additive'), true],
    ['additive, when it is named', { ...never, classes: ['additive'] }, made('additive'), false],
    ['disruptive', never, made('disruptive'), false],
    ['disruptive, unless it is named', { ...never, classes: ['additive'] }, made('disruptive'), true],
    ['of a kind that is named', { ...never, kinds: ['App'] }, restart, false],
    ['of a kind that is not named', { ...never, kinds: ['Volume'] }, restart, true],
    ['a proposal', { ...never, classes: ['additive'] }, change('Approval/a', { op: 'propose' }), true],
  ] satisfies readonly (readonly [string, Window, Change, boolean])[]) {
    it(`is ${isLifted ? 'not ' : ''}about a change that is ${what}`, () =>
      assert.is(lifted([window], '12:00:00', one) === 'now', isLifted));
  }
});
