/** What is owned after a pass. */
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import { memoryErrors } from '../../agent/memory/errors.ts';
import { PlumblineError } from '../../agent/errors.ts';
import type { Outcome } from '../../agent/model/change.ts';
import type { Owned } from '../../agent/model/memory.ts';
import { unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { memory, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { noonPlus, owned, removal } from './objects.ts';
import { entryOf, facts, remembering, result } from './inventory-facts.ts';

const PG = 'Volume/pg';
const WEB = 'App//web';
const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));

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
