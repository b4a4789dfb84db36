/** Errors of devices that were cleared. */
import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import { clearedAfter } from '../../agent/memory/cleared.ts';
import type { Change, Outcome } from '../../agent/model/change.ts';
import { change, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { noonPlus } from './objects.ts';

const REF = 'Device/n1/sdb';
const clearing = call('clearDeviceError');
const failed: Outcome = { kind: 'failed', error: new PlumblineError(httpErrors.timeout, 'no answer') };
const applied: Outcome = { kind: 'applied', backendId: 'd1' };

function call(name: string): Change {
  const action = { system: 'scaleio', do: 'setDevice', args: { deviceId: 'd1', call: name } } as const;
  return change(REF, { backendId: 'd1', approvalKey: 'k', action });
}

describe('errors of devices that were cleared', (it) => {
  const rows: readonly (readonly [string, Change, Outcome, readonly string[], boolean])[] = [
    ['the call was made', clearing, applied, ['k'], true],
    ['it had no answer', clearing, failed, ['k'], true],
    ['it was not begun', clearing, failed, ['other'], false],
    ['it was not needed', clearing, { kind: 'skipped', why: 'it has none' }, ['k'], false],
    ['it waits', clearing, { kind: 'waiting', why: 'the pool rebuilds' }, [], false],
    ['another call was made', call('activateDevice'), applied, ['k'], false],
  ];
  for (const [when, made, outcome, tried, isNoted] of rows) {
    it(`are ${isNoted ? '' : 'not '}noted when ${when}`, () => {
      const results = [{ change: made, outcome }];
      const after = clearedAfter({ cleared: [] }, { results, tried: new Set(tried), now: NOON });
      assert.equal(after, isNoted ? [{ ref: REF, backendId: 'd1', at: NOON }] : []);
    });
  }

  it('are the very same list while nothing is added and none is a day old', () => {
    const cleared = [{ ref: REF, backendId: 'd1', at: NOON }] as const;
    const facts = { results: [], tried: new Set<string>() };
    assert.is(clearedAfter({ cleared }, { ...facts, now: noonPlus(86_399_999) }), cleared);
    assert.equal(clearedAfter({ cleared }, { ...facts, now: noonPlus(86_400_000) }), []);
  });
});
