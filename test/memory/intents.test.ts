/** Calls that spend or destroy: each is logged exactly once, whatever happened to the process that made it. */
import { PlumblineError } from '../../agent/errors.ts';
import { memoryErrors } from '../../agent/memory/errors.ts';
import { intentFor, intentOf, settleIntents } from '../../agent/memory/intents.ts';
import type { IntentFacts, SettledIntents } from '../../agent/memory/intents.ts';
import type { Intent } from '../../agent/model/memory.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Outcome } from '../../agent/model/change.ts';
import { change, health, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { intent, inventoryOf, owned, removal } from './objects.ts';

const PG = 'Volume/pg';
const context = { commit: 'c'.repeat(40), tip: 't'.repeat(40), epoch: 7, now: NOON };
const deletes = change(PG, { id: `remove ${PG}`, op: 'delete', class: 'destructive', backendId: 'v1', approvalKey: 'k' });

describe('an intent', (it) => {
  it('holds the line that will be logged', () => {
    const { line, system, ref, approvalKey, epoch } = intentOf(deletes, context);
    assert.equal([system, ref, approvalKey, epoch], ['scaleio', PG, 'k', 7]);
    assert.equal(
      [line.at, line.commit, line.id, line.op, line.backendId],
      ['2026-11-21T14:00:00.000Z', context.commit, deletes.id, 'delete', 'v1'],
    );
  });

  it('names its line by sha256 of change id, action and the commit it was pushed on', () => {
    assert.is(intentOf(deletes, context).line.line, '9f46f0eecad496ce08eb539c16d70d3c94b9311b33d062b1aefa4466794cfd30');
  });

  for (const [what, made, isSame] of [
    ['another time and epoch', intentOf(deletes, { ...context, epoch: 8, now: 0 as never }), true],
    ['another commit of the status branch', intentOf(deletes, { ...context, tip: 'u' }), false],
    ['another action', intentOf({ ...deletes, action: { ...deletes.action, do: 'other' } }, context), false],
    ['another change', intentOf({ ...deletes, id: 'keep it' }, context), false],
  ] as const) {
    it(`has ${isSame ? 'the same' : 'another'} line with ${what}`, () => {
      assert.is(made.line.line === intentOf(deletes, context).line.line, isSame);
    });
  }

  it('is found by the id and the key of its change', () => {
    const journaled = [intentOf(deletes, context)];
    assert.is(intentFor(journaled, deletes), journaled[0]);
    assert.is(intentFor(journaled, { ...deletes, id: 'remove Volume/other' }), undefined);
    assert.is(intentFor(journaled, { ...deletes, approvalKey: 'of another id' }), undefined);
  });
});

const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));
const unseen = { sees: () => ok(false, NOON) };
const gone = { ...unseen, gone: { has: () => true } as unknown as ReadonlySet<string> };
const there = { sees: () => ok(true, NOON) };
const replanned = (one: Intent): Partial<IntentFacts> => ({ planned: new Set([one.approvalKey]) });

const NOTHING: IntentFacts = {
  planned: new Set(),
  results: [],
  sees: () => unread,
  gone: new Set(),
  health: health({ [PG]: 'unknown' }),
  isLeaving: () => false,
  hasRow: () => null,
  commit: 'c'.repeat(40),
  now: NOON,
};

function settle(one: Intent, over: Partial<IntentFacts>): SettledIntents {
  return settleIntents({ intents: [one], inventory: inventoryOf(owned(PG)) }, { ...NOTHING, ...over });
}

/** In one word, with what is logged and what is recorded as removed. */
function told({ open, lines, removals }: SettledIntents): string {
  if (open.length > 0) return `open ${lines.length} ${removals.length}`;
  return lines.length === 0 ? `given up ${removals.length}` : `made ${lines[0]?.backendId} ${removals.length}`;
}

function resultOf(one: Intent, outcome: Outcome): Partial<IntentFacts> {
  const { id, op } = one.line;
  return { results: [{ change: change(PG, { id, op: op as 'delete', approvalKey: one.approvalKey }), outcome }] };
}

/** A step of it with another one to come. */
function stepOf(one: Intent, outcome: Outcome = { kind: 'applied', backendId: 'v9' }): Partial<IntentFacts> {
  const { results = [] } = resultOf(one, outcome);
  return { results: results.map(({ change: made }) => ({ change: { ...made, then: ['deletes it'] }, outcome })) };
}

function seesDisk(backendId: string | null): Partial<IntentFacts> {
  const applied = { sds: 's', hostId: 'h', incarnation: 1, sizeGiB: 180 };
  return { health: health({ [PG]: 'progressing' }, { disks: new Map([[PG, { backendId, applied }]]) }) };
}

describe('what became of an intent', (it) => {
  const deletion = intent(PG);
  const creation = intent(PG, 'create');
  const update = intent(PG, 'update');
  const growth = intent('Growth/gold', 'grow');
  const applied = { kind: 'applied', backendId: 'v9' } as const;
  const failed = { kind: 'failed', error: unread.error } as const;
  const is = (kind: 'ready' | 'absent' | 'missing' | 'unknown', id?: string): Partial<IntentFacts> => {
    return { health: health({ [PG]: kind }, { ids: new Map(id === undefined ? [] : [[PG, id]]) }) };
  };
  for (const [what, one, over, fate] of [
    ['a deletion this pass made', deletion, { ...replanned(deletion), ...resultOf(deletion, applied) }, 'made v9 0'],
    ['a deletion whose answer was lost', deletion, { ...replanned(deletion), ...resultOf(deletion, failed) }, 'open 0 0'],
    ['a deletion that is planned again', deletion, { ...replanned(deletion), ...gone }, 'open 0 0'],
    ['a deletion of what was not read', deletion, {}, 'open 0 0'],
    ['a deletion of what is gone', deletion, gone, `made id of ${PG} 1`],
    ['a deletion of what is in no list, and was not asked for by its id', deletion, unseen, 'open 0 0'],
    ['a deletion that nobody wants any more', deletion, there, 'given up 0'],
    ['a deletion that goes on without a call for now', deletion, { ...there, isLeaving: () => true }, 'open 0 0'],
    ['a deletion of which this pass made a step', deletion, { ...replanned(deletion), ...stepOf(deletion) }, 'open 1 0'],
    ['a deletion of which a step failed', deletion, { ...replanned(deletion), ...stepOf(deletion, failed) }, 'open 0 0'],
    ['a purchase this pass sees', creation, seesDisk('v2'), 'made v2 0'],
    ['a purchase that is still to be made', creation, { ...seesDisk(null), ...replanned(creation) }, 'open 0 0'],
    ['a purchase of which nothing is seen', creation, seesDisk(null), 'given up 0'],
    ['a creation this pass made', creation, { ...replanned(creation), ...resultOf(creation, applied) }, 'made v9 0'],
    ['a creation that is planned again', creation, { ...replanned(creation), ...is('missing', 'v2') }, 'open 0 0'],
    ['a creation of what was not read', creation, is('unknown'), 'open 0 0'],
    ['a creation of what is there with another id', creation, is('ready', 'v2'), 'made v2 0'],
    ['a creation of what came back by itself', creation, is('ready', `id of ${PG}`), 'given up 0'],
    ['a creation that nobody wants any more', creation, is('missing'), 'given up 0'],
    ['a row that is in force', growth, { hasRow: () => true }, 'made id of Growth/gold 0'],
    ['a row that is not in the newest commit', growth, { hasRow: () => false }, 'given up 0'],
    ['a row that may be in a commit to come', growth, {}, 'open 0 0'],
    ['a row that is committed anew', growth, { ...replanned(growth), hasRow: () => false }, 'open 0 0'],
    ['an update that is planned again', update, { ...replanned(update), ...is('ready') }, 'open 0 0'],
    ['an update of what was not read', update, is('unknown'), 'open 0 0'],
    ['an update that has not ended', update, { health: health({ [PG]: 'progressing' }) }, 'open 0 0'],
    ['an update that left nothing to change', update, is('ready'), `made id of ${PG} 0`],
    ['an update that may have been taken back in git', update, { ...is('ready'), commit: 'another' }, 'given up 0'],
    ['an update of what is not well', update, is('missing'), 'given up 0'],
  ] as const) {
    it(`is ${fate.replace(/ \d.*/, '')}: ${what}`, () => {
      assert.is(told(settle(one, over)), fate);
    });
  }

  it('is logged with the line it was journaled with', () => {
    assert.equal(settle(deletion, gone).lines, [deletion.line]);
  });

  it('is logged with what the call did that was made in the end', () => {
    const results = [
      { change: change(PG, { id: creation.line.id, approvalKey: creation.approvalKey, effects: ['buys 200 GiB'] }), outcome: applied },
    ];
    assert.equal(settle(creation, { results }).lines, [{ ...creation.line, backendId: 'v9', effects: ['buys 200 GiB'] }]);
  });

  it('is logged step by step, each once', () => {
    const [step] = settle(deletion, stepOf(deletion)).lines;
    assert.is.not(step?.line, deletion.line.line);
    assert.equal(settle(deletion, stepOf(deletion)).lines, [step]);
    assert.equal([step?.id, step?.effects], [deletion.line.id, [`creates ${PG}`]]);
  });

  it('asks for the row that it is about', () => {
    const asked: string[] = [];
    settle(intent('Growth/gold', 'grow'), { hasRow: (ref, row) => (asked.push(`${ref} ${row}`), true) });
    assert.equal(asked, ['Growth/gold id of Growth/gold']);
  });

  it('is recorded as a removal with what was applied last', () => {
    assert.equal(settle(deletion, gone).removals, [removal(PG, { approvalKey: deletion.approvalKey })]);
    const other = { ...deletion, line: { ...deletion.line, backendId: 'v0' } };
    assert.is(settle(other, gone).removals[0]?.applied, null);
  });

  it('is looked up by the id it was about', () => {
    const asked: string[] = [];
    settle(deletion, { sees: ({ ref, backendId }) => (asked.push(`${ref} ${backendId}`), ok(true, NOON)) });
    assert.equal(asked, [`${PG} id of ${PG}`]);
  });
});
