import { instant } from '../agent/clock.ts';
import { PlumblineError } from '../agent/errors.ts';
import { httpErrors } from '../agent/http.ts';
import { unknown } from '../agent/model/observed.ts';
import type { Readiness } from '../agent/model/observed.ts';
import type { Ref } from '../agent/model/ref.ts';
import type { PassReport } from '../agent/model/report.ts';
import { wakeInMs } from '../agent/wake.ts';
import { change, health, NOON, report, writer } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';

const down = new PlumblineError(httpErrors.unreachable, 'down');
const refused = new PlumblineError(httpErrors.tooLarge, 'refused');
const plan = { changes: [], digest: 'd', at: NOON, commit: 'c', unknown: [] };
const finding = { ref: 'Volume/a', code: 'X', why: '', remedy: '', causedBy: null } as const;

function blocked(ms: number | null): Partial<PassReport> {
  const recheckAt = ms === null ? null : instant(NOON + ms);
  return { results: [{ change: change('App//a'), outcome: { kind: 'blocked', by: 'window', why: '', recheckAt } }] };
}

describe('waking', (it) => {
  for (const [when, over, ms] of [
    ['nothing waits', {}, null],
    ['a change waits', { results: [{ change: change('App//a'), outcome: { kind: 'waiting', why: '' } }] }, 3000],
    [
      'a change was made, to see that it took',
      { results: [{ change: change('App//a'), outcome: { kind: 'applied', backendId: 'a' } }] },
      3000,
    ],
    ['a change failed', { results: [{ change: change('App//a'), outcome: { kind: 'failed', error: down } }] }, 15_000],
    [
      'a change failed and another waits, not sooner',
      {
        results: [
          { change: change('App//a'), outcome: { kind: 'failed', error: down } },
          { change: change('App//b'), outcome: { kind: 'waiting', why: '' } },
        ],
      },
      15_000,
    ],
    [
      'a change was refused, which only a person changes',
      { results: [{ change: change('App//a'), outcome: { kind: 'failed', error: refused } }] },
      null,
    ],
    [
      'a system is unread while an object is on its way',
      { plan: { ...plan, unknown: [{ system: 'scaleio', facet: 'pools', error: down }] }, health: health({ 'App//a': 'progressing' }) },
      15_000,
    ],
    ['an object is on its way', { health: health({ 'App//a': 'progressing' }) }, 3000],
    ['an object is degraded, which only an event or a person changes', { health: health({ 'App//a': 'degraded' }) }, null],
    ['a change is blocked for a time, then', blocked(90_000), 90_000],
    ['a change is blocked until a time that is over', blocked(0), 3000],
    ['a change is blocked until a person acts', blocked(null), null],
    ['another agent writes', { standing: { kind: 'standby', writer: writer() }, health: health({ 'App//a': 'progressing' }) }, null],
    ['another agent writes for a time, then', { standing: { kind: 'standby', writer: writer({ until: instant(NOON + 60_000) }) } }, 60_000],
    ['two agents fight', { standing: { kind: 'flapping', since: NOON, with: 'other' }, health: health({ 'App//a': 'progressing' }) }, null],
    ['a newer version keeps the journal', { standing: { kind: 'outdated' }, health: health({ 'App//a': 'progressing' }) }, null],
    ['the writer may not write yet', { standing: { kind: 'writer', epoch: 1, writesFrom: instant(NOON + 130_000) } }, 130_000],
    ['git was readable a while ago only', { standing: { kind: 'partitioned', since: NOON, epoch: 1, error: down } }, 15_000],
    ['git is unread', { source: unknown(down), plan: null }, 15_000],
    ['a finding has a time', { health: health({}, { findings: [{ ...finding, recheckAt: instant(NOON + 7000) }] }) }, 7000],
    ['a finding needs a person', { health: health({}, { findings: [{ ...finding, recheckAt: null }] }) }, null],
  ] as const) {
    it(`is in ${ms} ms when ${when}`, () => assert.is(wakeInMs(report(over)), ms));
  }

  it('does not look every few seconds at what nobody may bring further', () => {
    const under = health({ 'App//a': 'progressing' });
    assert.is(wakeInMs(report({ ...blocked(null), plan, health: under })), null);
    assert.is(wakeInMs(report({ plan, health: under })), 3000);
  });

  it('does not look every few seconds at what is behind such a thing', () => {
    const behind = (...chain: readonly (readonly [Ref, Ref | null])[]): Partial<PassReport> => {
      const ready = chain.map(([ref, first]): [Ref, Readiness] => {
        return [ref, { kind: 'progressing', why: '', ...(first === null ? {} : { behind: first }) }];
      });
      return { plan, health: { ...health(), ready: new Map(ready) } };
    };
    const wake = (...chain: readonly (readonly [Ref, Ref | null])[]): number | null =>
      wakeInMs(report({ ...blocked(null), ...behind(...chain) }));
    assert.is(wake(['App//a', null], ['App//b', 'App//a']), null);
    assert.is(wake(['App//c', 'App//b'], ['App//b', 'App//a'], ['App//a', null]), null);
    assert.is(wake(['App//c', 'App//d'], ['App//d', 'App//c']), 3000);
    assert.is(wake(['App//a', null], ['App//b', 'App//a'], ['App//c', null]), 3000);
    assert.is(wake(['App//b', 'App//c'], ['App//c', null]), 3000);
  });
});
