/** What is owned after a pass. */
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import { memoryErrors } from '../../agent/memory/errors.ts';
import { PlumblineError } from '../../agent/errors.ts';
import type { Change, Outcome, Result } from '../../agent/model/change.ts';
import type { Memory, Owned } from '../../agent/model/memory.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { change, memory, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { declared, intent, inventoryOf, noonPlus, owned, removal } from './objects.ts';

const PG = 'Volume/pg';
const WEB = 'App//web';
const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));

type Live = { readonly [ref: Ref]: string };

/** Everything is read, there and in sync unless a test says otherwise. */
function facts(docs: Parameters<typeof declared>[0], live: Live, over: Partial<InventoryFacts> = {}): InventoryFacts {
  return {
    desired: declared(docs),
    ids: new Map(Object.entries(live) as [Ref, string][]),
    sees: ({ backendId }) => ok(Object.values(live).includes(backendId), NOON),
    results: [],
    gone: new Set(),
    disks: new Map(),
    isAbsent: () => true,
    isInSync: () => true,
    isReplaceable: () => false,
    now: noonPlus(60_000),
    ...over,
  };
}

function result(ref: Ref, over: Partial<Change>, outcome: Outcome = { kind: 'applied', backendId: `id of ${ref}` }): Result {
  return { change: change(ref, over), outcome };
}

const remembering = (...all: readonly Owned[]): Memory => memory({ inventory: inventoryOf(...all) });
const entryOf = (before: Memory, known: InventoryFacts, ref: Ref): Owned | undefined => inventoryAfter(before, known).inventory.get(ref);
const differs = { isInSync: () => false };
const notSeen = { sees: () => unread };
const gonePg = { gone: new Set([PG]) };

describe('the inventory takes in', (it) => {
  it('a declared object that is there and in sync, with what is declared as applied', () => {
    const entry = entryOf(memory(), facts({ [PG]: 8 }, { [PG]: 'v1' }), PG);
    const commit = 'd'.repeat(40);
    const since = noonPlus(60_000);
    assert.equal(entry, owned(PG, { backendId: 'v1', how: 'adopted', commit, since }));
  });

  it('one that is there and still differs, with nothing applied', () => {
    const entry = entryOf(memory(), facts({ [PG]: 8 }, { [PG]: 'v1' }, differs), PG);
    assert.equal([entry?.how, entry?.applied, entry?.specDigest], ['adopted', null, null]);
  });

  it('no spec of which something was left undone: done later, it would be taken for drift', () => {
    const known = facts({ [PG]: 16 }, { [PG]: 'v1' }, { withheld: new Set<Ref>([PG]), results: [result(PG, { op: 'rename' })] });
    const entry = entryOf(remembering(owned(PG, { backendId: 'v1', applied: 8, specDigest: 'old' })), known, PG);
    assert.equal([entry?.applied, entry?.specDigest], [8, 'old']);
  });

  it('one that this pass created, as created', () => {
    const known = facts({ [PG]: 8 }, { [PG]: 'v1' }, { ...differs, results: [result(PG, {})] });
    const entry = entryOf(memory(), known, PG);
    assert.equal([entry?.how, entry?.applied], ['created', { size: 8 }]);
  });

  for (const [what, docs, live] of [
    ['one that was not seen', { [PG]: 8 }, {}],
    ['one that is declared away', { [PG]: 'absent' }, { [PG]: 'v1' }],
    ['one that is not declared', {}, { [PG]: 'v1' }],
  ] as const) {
    it(`not ${what}`, () => {
      assert.is(inventoryAfter(memory(), facts(docs, live)).inventory.size, 0);
    });
  }
});

describe('the last applied spec', (it) => {
  const before = remembering(owned(PG, { backendId: 'v1' }));
  const live = { [PG]: 'v1' };

  it('is nothing once a call took back what was applied, whatever is declared now', () => {
    const tookBack: Outcome = { kind: 'applied', backendId: '/web', tookBack: true };
    const known = facts(
      { [WEB]: 16 },
      { [WEB]: '/web' },
      { ...differs, results: [result(WEB, { op: 'restart', then: ['restarts'] }, tookBack)] },
    );
    const entry = entryOf(remembering(owned(WEB, { backendId: '/web' })), known, WEB);
    assert.equal([entry?.applied, entry?.specDigest, entry?.backendId], [null, null, '/web']);
    assert.is(entryOf(memory(), { ...known, ids: new Map() }, WEB), undefined);
  });

  it('stands beside the newest work on it that was begun, until more is', () => {
    const began = { id: 'd1', what: 'change' } as const;
    const known = facts(
      { [WEB]: 16 },
      { [WEB]: '/web' },
      { results: [result(WEB, { op: 'restart' }, { kind: 'applied', backendId: '/web', began })] },
    );
    const entry = entryOf(memory(), known, WEB);
    assert.equal([entry?.began, entry?.applied], [began, { size: 16 }]);
    const later = { ...known, results: [result(WEB, { op: 'restart' }, { kind: 'applied', backendId: '/web' })] };
    assert.equal(entryOf(remembering(entry as Owned), later, WEB)?.began, began);
    assert.equal(entryOf(remembering(entry as Owned), { ...known, results: [] }, WEB)?.began, began);
  });

  it('is nothing, too, for what is not declared any more', () => {
    const tookBack: Outcome = { kind: 'applied', backendId: '/web', tookBack: true };
    const known = facts({}, { [WEB]: '/web' }, { results: [result(WEB, { op: 'delete', then: ['removes'] }, tookBack)] });
    const entry = entryOf(remembering(owned(WEB, { backendId: '/web' })), known, WEB);
    assert.equal([entry?.applied, entry?.forgottenAt], [null, noonPlus(60_000)]);
  });

  const update = { op: 'update' } as const;
  for (const [what, over, applied] of [
    ['what is declared once it is in sync', {}, 16],
    ['what it was while it differs', differs, 8],
    ['what is declared once it was applied', { ...differs, results: [result(PG, update)] }, 16],
    ['what it was while steps are to come', { ...differs, results: [result(PG, { ...update, then: ['grows'] })] }, 8],
    ['what it was when only a fault was mended', { ...differs, results: [result(PG, { ...update, id: `repair ${PG}` })] }, 8],
    ['what it was after a failed change', { ...differs, results: [result(PG, update, { kind: 'waiting', why: '' })] }, 8],
    ['what it was after a change of another object', { ...differs, results: [result('Volume/other', update)] }, 8],
  ] as const) {
    it(`is ${what}`, () => {
      const entry = entryOf(before, facts({ [PG]: 16 }, live, over), PG);
      assert.equal([entry?.applied, entry?.specDigest], [{ size: applied }, `digest ${applied}`]);
    });
  }

  it('names the commit it was applied from, and no later one', () => {
    assert.is(entryOf(before, facts({ [PG]: 16 }, live), PG)?.commit, 'd'.repeat(40));
    assert.is(entryOf(before, facts({ [PG]: 8 }, live), PG)?.commit, 'a'.repeat(40));
  });

  it('and everything else stays the very same when nothing changed', () => {
    const quiet = memory({ inventory: before.inventory, removals: [removal(PG)] });
    const after = inventoryAfter(quiet, facts({ [PG]: 8 }, live));
    assert.is(after.inventory, quiet.inventory);
    assert.is(after.removals, quiet.removals);
  });
});

describe('an object that is no longer there', (it) => {
  const volume = remembering(owned(PG));
  const app = remembering(owned(WEB));
  const forgotten = { forgottenAt: NOON };
  for (const [what, before, known, stays] of [
    ['a declared volume: that makes it missing', volume, facts({ [PG]: 8 }, {}), true],
    ['a volume whose document went, too', remembering(owned(PG, forgotten)), facts({}, {}), true],
    ['a volume that is declared away, and was asked for by its id', volume, facts({ [PG]: 'absent' }, {}, gonePg), false],
    ['a volume that is declared away, and that a list lacks', volume, facts({ [PG]: 'absent' }, {}), true],
    ['a volume that is declared away and was not read', volume, facts({ [PG]: 'absent' }, {}, notSeen), true],
    ['a declared app', app, facts({ [WEB]: 8 }, {}), true],
    ['an app whose document went before', remembering(owned(WEB, forgotten)), facts({}, {}), false],
    ['an app whose document went before, and that was not read', remembering(owned(WEB, forgotten)), facts({}, {}, notSeen), true],
    ['an app that is declared away', app, facts({ [WEB]: 'absent' }, {}), false],
  ] as const) {
    it(`is ${stays ? 'remembered' : 'dropped'}: ${what}`, () => {
      const after = inventoryAfter(before, known);
      assert.is(after.inventory.size, stays ? 1 : 0);
      assert.equal(after.removals, []);
    });
  }
});

describe('a document taken out of git', (it) => {
  const known = facts({}, { [PG]: `id of ${PG}` });

  it('leaves its object remembered as forgotten, and counts as a removal once', () => {
    const before = remembering(owned(PG));
    const after = inventoryAfter(before, known);
    assert.is(after.inventory.get(PG)?.forgottenAt, noonPlus(60_000));
    assert.equal(after.removals, [removal(PG, { what: 'forgotten', at: noonPlus(60_000), approvalKey: '' })]);
    const later = inventoryAfter({ ...before, ...after }, { ...known, now: noonPlus(120_000) });
    assert.is(later.inventory, after.inventory);
    assert.is(later.removals, after.removals);
  });

  for (const [how, docs] of [
    ['declared again', { [PG]: 8 }],
    ['declared away', { [PG]: 'absent' }],
  ] as const) {
    it(`is no longer forgotten once it is ${how}`, () => {
      const before = remembering(owned(PG, { forgottenAt: NOON }));
      assert.is(entryOf(before, facts(docs, { [PG]: `id of ${PG}` }), PG)?.forgottenAt, null);
    });
  }

  it('is forgotten, but not adopted, when its name changes without a word', () => {
    const after = inventoryAfter(remembering(owned(WEB)), facts({ 'App//web2': 8 }, { [WEB]: `id of ${WEB}`, 'App//web2': '/web2' }));
    assert.equal([...after.inventory.keys()], [WEB, 'App//web2']);
    assert.is(after.removals.length, 1);
  });

  it('takes its entry along to another name of the same volume', () => {
    const before = remembering(owned(PG, { backendId: 'v1', forgottenAt: NOON }));
    const after = inventoryAfter(before, facts({ 'Volume/pg-main': 8 }, { 'Volume/pg-main': 'v1' }));
    assert.equal([...after.inventory.values()], [owned('Volume/pg-main', { backendId: 'v1' })]);
    assert.equal(after.removals, []);
  });

  it('leaves its entry where it is when the app of that name on another Marathon has the same id', () => {
    const before = remembering(owned(WEB, { backendId: '/web' }));
    const after = inventoryAfter(before, facts({ 'App/batch:/web': 8 }, { 'App/batch:/web': '/web' }));
    assert.equal([...after.inventory.keys()], [WEB, 'App/batch:/web']);
  });
});

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
