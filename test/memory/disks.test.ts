/** What is remembered of cloud disks. */
import { isLeaving } from '../../agent/memory/disks.ts';
import { memoryErrors } from '../../agent/memory/errors.ts';
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import { PlumblineError } from '../../agent/errors.ts';
import type { AnyDoc, Desired } from '../../agent/model/desired.ts';
import type { Change, Outcome, Result } from '../../agent/model/change.ts';
import type { DiskApplied } from '../../agent/model/growth.ts';
import type { Memory, Owned } from '../../agent/model/memory.ts';
import type { DiskSeen } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { change, desired, memory, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { intent, inventoryOf, noonPlus, owned, removal } from './objects.ts';

const DISK = 'Disk/gold/n1/r1';
const LATER = noonPlus(60_000);
const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));
const APPLIED: DiskApplied = { sds: 'sds1', hostId: 'i-1', incarnation: 1, sizeGiB: 180 };

type Row = number | { readonly sizeGiB: number; readonly state: 'absent' };

function declaring(rows: { readonly [key: string]: Row } | null, pool = 'gold', nodes: readonly string[] = ['n1']): Desired {
  const none = desired();
  const doc = { kind: 'StoragePool', name: pool, ref: `StoragePool/${pool}`, state: 'present', spec: { cloudDisks: { rows } } };
  const node = (name: string) => ({ kind: 'StorageNode', name, ref: `StorageNode/${name}`, state: 'present', spec: {} });
  const docs = {
    ...none.docs,
    StoragePool: new Map([[pool, doc as unknown as AnyDoc]]),
    StorageNode: new Map(nodes.map((name) => [name, node(name) as unknown as AnyDoc])),
  };
  return { ...none, commit: 'd'.repeat(40), docs: docs as unknown as Desired['docs'] };
}

const bought = declaring({ r1: 180 });
const removed = declaring({ r1: { sizeGiB: 180, state: 'absent' } });
const deleted = declaring({ r2: 180 });

function facts(docs: Desired, over: Partial<InventoryFacts> & { readonly seen?: { readonly [ref: Ref]: DiskSeen } } = {}): InventoryFacts {
  const { seen = {}, ...rest } = over;
  return {
    desired: docs,
    ids: new Map(),
    disks: new Map(Object.entries(seen) as [Ref, DiskSeen][]),
    sees: () => ok(true, NOON),
    results: [],
    gone: new Set(),
    isAbsent: () => false,
    isInSync: () => true,
    isReplaceable: () => false,
    now: LATER,
    ...rest,
  };
}

const seenAs = (backendId: string | null, over: Partial<DiskApplied> = {}): { readonly [ref: Ref]: DiskSeen } => {
  return { [DISK]: { backendId, applied: { ...APPLIED, ...over } } };
};

function result(over: Partial<Change>, outcome: Outcome): Result {
  return { change: change(DISK, over), outcome };
}

const buys = result({ op: 'create' }, { kind: 'applied', backendId: 'vol-1' });
const known = (over: Partial<Owned> = {}): Owned => owned(DISK, { backendId: 'vol-1', applied: APPLIED, specDigest: null, ...over });
const knowing = (...all: readonly Owned[]): Memory => memory({ inventory: inventoryOf(...all) });
const entryOf = (before: Memory, given: InventoryFacts): Owned | undefined => inventoryAfter(before, given).inventory.get(DISK);

describe('a disk is remembered', (it) => {
  it('from when it is bought, seen or not, with what it was bought for', () => {
    const entry = entryOf(memory(), facts(bought, { results: [buys], seen: seenAs(null), sees: () => ok(false, NOON) }));
    assert.equal(entry, known({ commit: 'd'.repeat(40), since: LATER }));
  });

  it('also when nothing could be looked at after the purchase', () => {
    const entry = entryOf(memory(), facts(bought, { results: [buys], sees: () => unread }));
    assert.equal([entry?.backendId, entry?.applied, entry?.how], ['vol-1', null, 'created']);
    const next = entryOf(knowing(known({ applied: null })), facts(bought, { seen: seenAs('vol-1') }));
    assert.equal(next, known());
  });

  it('when it is seen, as adopted', () => {
    assert.equal(
      entryOf(memory(), facts(bought, { seen: seenAs('vol-1') })),
      known({ how: 'adopted', commit: 'd'.repeat(40), since: LATER }),
    );
  });

  it('as bought, and by which commit, when whoever bought it did not live to tell', () => {
    const begun = memory({ intents: [{ ...intent(DISK, 'create'), system: 'cloud-disks' }] });
    assert.equal(entryOf(begun, facts(bought, { seen: seenAs('vol-1') })), known({ how: 'created', commit: 'c'.repeat(40), since: LATER }));
  });

  for (const [what, results, seen] of [
    ['is only about to be bought', [], seenAs(null)],
    ['was not bought after all', [result({ op: 'create' }, { kind: 'waiting', why: '' })], seenAs(null)],
    ['is not there', [], {}],
  ] as const) {
    it(`not when it ${what}`, () => assert.is(entryOf(memory(), facts(bought, { results, seen })), undefined));
  }

  it('not when its row is to go, or in no file', () => {
    for (const docs of [removed, deleted]) assert.is(entryOf(memory(), facts(docs, { seen: seenAs('vol-1') })), undefined);
  });

  it('with where it is now', () => {
    const moved = facts(bought, { seen: seenAs('vol-1', { hostId: 'i-2', incarnation: 2 }) });
    assert.equal(entryOf(knowing(known()), moved), known({ applied: { ...APPLIED, hostId: 'i-2', incarnation: 2 } }));
  });

  it('as the very same entry while nothing changes', () => {
    const before = knowing(known());
    assert.is(inventoryAfter(before, facts(bought, { seen: seenAs('vol-1') })).inventory, before.inventory);
    assert.is(inventoryAfter(before, facts(bought, { sees: () => ok(false, NOON) })).inventory, before.inventory, 'not visible yet');
    assert.is(inventoryAfter(before, facts(bought, { sees: () => unread })).inventory, before.inventory);
  });
});

describe('another disk for the same row and node', (it) => {
  const other = (over: Partial<DiskApplied> = {}) => seenAs('vol-2', over);
  const begun = { ...intent(DISK, 'create'), system: 'cloud-disks' } as const;
  for (const [what, before, given, id] of [
    ['does not take its place', knowing(known()), facts(bought, { seen: other() }), 'vol-1'],
    ['does when the node is said to be another one', knowing(known()), facts(bought, { seen: other({ incarnation: 2 }) }), 'vol-2'],
    ['does not when the node is said to be an older one', knowing(known()), facts(bought, { seen: other({ incarnation: 0 }) }), 'vol-1'],
    [
      'does not when it is not known of which node the first one was',
      knowing(known({ applied: null })),
      facts(bought, { seen: other({ incarnation: 2 }) }),
      'vol-1',
    ],
    [
      'does when the first one was never seen whole',
      knowing(known({ applied: { ...APPLIED, isNew: true } })),
      facts(bought, { seen: other() }),
      'vol-2',
    ],
    [
      'does when this pass bought it',
      knowing(known({ backendId: 'vol-0' })),
      facts(bought, { seen: seenAs('vol-0'), results: [buys] }),
      'vol-1',
    ],
    ['does when an earlier process began to buy it', { ...knowing(known()), intents: [begun] }, facts(bought, { seen: other() }), 'vol-2'],
  ] as const) {
    it(what, () => assert.is(entryOf(before, given)?.backendId, id));
  }
});

describe('a row that goes', (it) => {
  const step = { id: `remove ${DISK}`, op: 'delete', class: 'destructive', backendId: 'vol-1', approvalKey: 'k' } as const;
  const applied = { kind: 'applied', backendId: 'vol-1' } as const;

  it('leaves its disk remembered until the last step, and that is one removal', () => {
    const first = inventoryAfter(
      knowing(known()),
      facts(removed, { results: [result({ ...step, then: ['deletes it'] }, applied)], seen: seenAs('vol-1') }),
    );
    assert.equal([first.inventory.get(DISK), first.removals], [known(), []]);
    const last = inventoryAfter(knowing(known()), facts(removed, { results: [result(step, applied)], seen: seenAs('vol-1') }));
    assert.equal([last.inventory.size, last.removals], [0, [removal(DISK, { backendId: 'vol-1', at: LATER, applied: APPLIED })]]);
  });

  for (const [what, over, stays] of [
    ['is not there any more', { sees: () => ok(false, NOON), isAbsent: () => true }, false],
    ['is there', { isAbsent: () => true }, true],
    ['was not read', { sees: () => unread, isAbsent: () => true }, true],
    ['is in no list, but leaves a trace', { sees: () => ok(false, NOON) }, true],
  ] as const) {
    it(`leaves its disk ${stays ? 'remembered' : 'forgotten'} when it ${what}`, () => {
      assert.is(inventoryAfter(knowing(known()), facts(removed, over)).inventory.size, stays ? 1 : 0);
    });
  }
});

describe('a row whose line is taken out', (it) => {
  for (const [what, docs] of [
    ['with its line', deleted],
    ['with the rows', declaring(null)],
    ['with its pool', declaring({ r1: 180 }, 'silver')],
    ['with its node', declaring({ r1: 180 }, 'gold', ['n2'])],
  ] as const) {
    it(`leaves its disk as forgotten, once, and as long as it is there: ${what}`, () => {
      const first = inventoryAfter(knowing(known()), facts(docs));
      assert.equal(first.removals, [
        removal(DISK, { backendId: 'vol-1', what: 'forgotten', at: LATER, approvalKey: '', applied: APPLIED }),
      ]);
      const before = { ...memory(), ...first };
      assert.is(inventoryAfter(before, facts(docs, { now: noonPlus(120_000) })).inventory, first.inventory);
      assert.is(inventoryAfter(before, facts(docs, { sees: () => ok(false, NOON) })).inventory.size, 0);
    });
  }

  it('is no longer forgotten when the line is back', () => {
    assert.equal(entryOf(knowing(known({ forgottenAt: NOON })), facts(bought, { seen: seenAs('vol-1') })), known());
  });

  it('takes its entry along when its pool or its node has another name', () => {
    const after = inventoryAfter(
      knowing(known()),
      facts(declaring({ r1: 180 }, 'silver'), {
        seen: { 'Disk/silver/n1/r1': { backendId: 'vol-1', applied: APPLIED } },
      }),
    );
    assert.equal([[...after.inventory.keys()], after.removals], [['Disk/silver/n1/r1'], []]);
  });
});

describe('the removal of a disk', (it) => {
  for (const [what, docs, ref, goesOn] of [
    ['goes on while the tombstone of its row stands', removed, DISK, true],
    ['is over when its row is wanted again', bought, DISK, false],
    ['is over when its row is in no file', deleted, DISK, false],
    ['goes on when it is of no row at all', bought, 'Disk/orphan/vol-1', true],
    ['is none of a volume', removed, 'Volume/pg', false],
  ] as const) {
    it(what, () => assert.is(isLeaving(docs, ref), goesOn));
  }
});
