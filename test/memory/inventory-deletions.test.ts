/** What becomes of the inventory when objects are deleted, or replaced. */
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import { memoryErrors } from '../../agent/memory/errors.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { memory } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { intent, noonPlus, owned, removal } from './objects.ts';
import { entryOf, facts, remembering, result } from './inventory-facts.ts';

const PG = 'Volume/pg';
const WEB = 'App//web';
const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));

const notSeen = { sees: () => unread };
const gonePg = { gone: new Set([PG]) };

describe('a deletion', (it) => {
  const deletes = { id: `remove ${PG}`, op: 'delete', class: 'destructive', backendId: `id of ${PG}`, approvalKey: 'k' } as const;
  const gone = removal(PG, { at: noonPlus(60_000) });

  it('drops the entry and is recorded', () => {
    const after = inventoryAfter(remembering(owned(PG)), facts({ [PG]: 'absent' }, {}, { ...gonePg, results: [result(PG, deletes)] }));
    assert.is(after.inventory.size, 0);
    assert.equal(after.removals, [gone]);
  });

  it('of what is still there, as it says itself, leaves the entry, and is recorded once', () => {
    const before = remembering(owned(PG));
    const after = inventoryAfter(before, facts({ [PG]: 'absent' }, {}, { results: [result(PG, deletes)] }));
    assert.equal([after.inventory.get(PG)?.specDigest, after.removals], [null, [gone]]);
    const later = inventoryAfter({ ...before, ...after }, facts({ [PG]: 'absent' }, {}, gonePg));
    assert.equal([later.inventory.size, later.removals], [0, [gone]]);
  });

  it('of an app is taken at its word', () => {
    const made = result(WEB, { ...deletes, id: `remove ${WEB}`, backendId: `id of ${WEB}`, class: 'disruptive' });
    const after = inventoryAfter(remembering(owned(WEB)), facts({ [WEB]: 'absent' }, {}, { ...notSeen, results: [made] }));
    assert.is(after.inventory.size, 0);
  });

  it('is not recorded, as nothing counts it, where a schedule ended the object', () => {
    const old: Ref = 'Snapshot/pg/20261120-0300';
    const ended = result(old, { ...deletes, id: `remove ${old}`, backendId: `id of ${old}`, consent: 'schedule' });
    const after = inventoryAfter(remembering(owned(old)), facts({ [PG]: 8 }, { [PG]: 'v1' }, { ...notSeen, results: [ended] }));
    assert.equal([after.inventory.has(old), after.removals], [false, []]);
  });

  it('is recorded for what was never owned', () => {
    const after = inventoryAfter(memory(), facts({ [PG]: 'absent' }, {}, { results: [result(PG, deletes)] }));
    assert.equal(after.removals, [{ ...gone, applied: null }]);
  });

  it('of another object of that name leaves the entry', () => {
    const results = [result(PG, deletes, { kind: 'applied', backendId: 'v9' })];
    const after = inventoryAfter(remembering(owned(PG)), facts({ [PG]: 'absent' }, {}, { ...notSeen, results }));
    assert.equal([after.inventory.size, after.removals[0]?.applied], [1, null]);
  });

  it('that was not made is no removal', () => {
    const results = [result(PG, deletes, { kind: 'waiting', why: '' })];
    const after = inventoryAfter(remembering(owned(PG)), facts({ [PG]: 'absent' }, { [PG]: `id of ${PG}` }, { results }));
    assert.equal([after.inventory.size, after.removals.length], [1, 0]);
  });

  for (const [ageMs, kept] of [
    [86_399_999, 1],
    [86_400_000, 0],
    [86_400_001, 0],
  ] as const) {
    it(`counts ${kept === 1 ? 'still' : 'no longer'} after ${ageMs} ms`, () => {
      const after = inventoryAfter(memory({ removals: [removal(PG)] }), facts({}, {}, { now: noonPlus(ageMs) }));
      assert.is(after.removals.length, kept);
    });
  }
});

describe('invariant 8, created once: another volume of the same name', (it) => {
  const before = remembering(owned(PG, { backendId: 'v1' }));
  const known = (over: Partial<InventoryFacts> = {}): InventoryFacts => facts({ [PG]: 8 }, { [PG]: 'v2' }, over);

  it('does not take the place of the lost one', () => {
    assert.is(inventoryAfter(before, known()).inventory, before.inventory);
  });

  it('takes it when people approved that', () => {
    const after = entryOf(before, known({ isReplaceable: ({ backendId }) => backendId === 'v1' }), PG);
    assert.equal([after?.backendId, after?.how], ['v2', 'adopted']);
  });

  it('takes it when its approved creation is in the journal', () => {
    const creation = intent(PG, 'create');
    const begun = { ...creation, line: { ...creation.line, backendId: 'v1' } };
    assert.is(entryOf({ ...before, intents: [begun] }, known(), PG)?.backendId, 'v2');
    const deletion = { ...begun, line: { ...begun.line, op: 'delete' } };
    const elsewhere = { ...begun, line: { ...begun.line, backendId: 'v0' } };
    assert.is(entryOf({ ...before, intents: [creation, deletion, elsewhere] }, known(), PG)?.backendId, 'v1');
  });

  it('is no question of an app: that is its name', () => {
    const after = entryOf(remembering(owned(WEB, { backendId: 'x' })), facts({ [WEB]: 8 }, { [WEB]: 'y' }), WEB);
    assert.is(after?.backendId, 'y');
  });
});
