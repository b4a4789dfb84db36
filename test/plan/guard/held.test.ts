import { instant } from '../../../agent/clock.ts';
import type { Hold } from '../../../agent/model/memory.ts';
import { change, NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { knowing } from '../declared.ts';
import { judged, liftedIn, MINUTE_MS } from './judged.ts';

const hold = (ref: Hold['ref'], ms: number): Hold => ({ ref, until: instant(NOON + ms), reason: 'moving racks', by: 'ada' });
const facts = (...holds: readonly Hold[]): { readonly inputs: { readonly memory: ReturnType<typeof knowing> } } => ({
  inputs: { memory: knowing([], { holds }) },
});

describe('guard held', (it) => {
  const changes = [change('App//web'), change('Volume/pg')];

  it('stops what is held, and nothing else', () => assert.equal(judged(changes, facts(hold('Volume/pg', 1))), ['allowed', 'held']));
  it('stops everything for *', () => assert.equal(judged(changes, facts(hold('*', 1))), ['held', 'held']));
  it('stops nothing any more when it is over', () => assert.equal(judged(changes, facts(hold('*', 0))), ['allowed', 'allowed']));

  it('is lifted by time, when the last hold on the object is over', () => {
    assert.is(
      liftedIn(change('App//web'), facts(hold('App//web', MINUTE_MS), hold('*', 2 * MINUTE_MS), hold('Volume/pg', 3 * MINUTE_MS))),
      '120 s',
    );
  });
});
