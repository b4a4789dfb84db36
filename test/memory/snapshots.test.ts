/** What is remembered of snapshots. */
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import type { Change, Outcome, Result } from '../../agent/model/change.ts';
import type { AnyDoc, Desired, Doc } from '../../agent/model/desired.ts';
import type { Memory, Owned } from '../../agent/model/memory.ts';
import { ok } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { change, desired, memory, NOON, NOTHING_SAID } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { intent, inventoryOf, noonPlus, owned } from './objects.ts';

const PG = 'Volume/pg';
const SNAPSHOT = 'Snapshot/pg/20261121-1400';
const KEPT = {
  applied: { keep: 3, keepUntil: '2026-11-21T17:00:00.000Z', takenAt: '2026-11-21T14:00:00.000Z' },
  specDigest: null,
} as const;

function volumeDoc(name: string, state: AnyDoc['state'] = 'present'): Doc<'Volume'> {
  const origin = { file: 'v.yaml', blob: 'b', index: 0 };
  const spec = { pool: 'gold', sizeGiB: 8, snapshots: { schedule: '0 * * * *', keep: 5 } };
  return { ref: `Volume/${name}`, kind: 'Volume', name, state, ...NOTHING_SAID, spec, specDigest: 'digest 8', links: [], origin };
}

function declaring(...docs: readonly Doc<'Volume'>[]): Desired {
  return desired({ docs: { ...desired().docs, Volume: new Map(docs.map((doc) => [doc.name, doc])) } });
}

function facts(over: Partial<InventoryFacts> = {}): InventoryFacts {
  return {
    desired: declaring(volumeDoc('pg')),
    ids: new Map([[PG, `id of ${PG}`]]),
    sees: () => ok(false, NOON),
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

function result(over: Partial<Change>, outcome: Outcome = { kind: 'applied', backendId: 's1' }): Result {
  return { change: change(SNAPSHOT, over), outcome };
}

const VOLUME = owned(PG);
const remembering = (...all: readonly Owned[]): Memory => memory({ inventory: inventoryOf(VOLUME, ...all) });
const refsAfter = (before: Memory, known: InventoryFacts): readonly Ref[] => [...inventoryAfter(before, known).inventory.keys()];

describe('the inventory', (it) => {
  it('takes in a snapshot that this pass took, with what was promised for it', () => {
    const { inventory } = inventoryAfter(remembering(), facts({ results: [result({ op: 'create' })] }));
    const entry = inventory.get(SNAPSHOT);
    assert.equal(
      [entry?.backendId, entry?.how, entry?.applied],
      ['s1', 'created', { keep: 5, keepUntil: '2026-11-21T19:00:00.000Z', takenAt: '2026-11-21T14:01:00.000Z' }],
    );
  });

  for (const [what, over, outcome] of [
    ['one that could not be taken', { op: 'create' }, { kind: 'waiting', why: 'later' }],
    ['one that was found there', { op: 'create' }, { kind: 'skipped', why: 'there' }],
    ['one that was removed', { op: 'delete' }, { kind: 'applied', backendId: 's1' }],
  ] as const) {
    it(`takes in no snapshot for ${what}`, () => {
      assert.equal(refsAfter(remembering(), facts({ results: [result(over, outcome)] })), [PG]);
    });
  }

  it('keeps a snapshot that no list shows, until it was asked for and is gone: then one line says so', () => {
    const before = remembering(owned(SNAPSHOT, KEPT));
    assert.is(inventoryAfter(before, facts()).inventory, before.inventory);
    const { inventory, removals } = inventoryAfter(before, facts({ gone: new Set([SNAPSHOT]) }));
    assert.equal([...inventory.keys()], [PG]);
    assert.equal(
      removals.map(({ ref, what }) => `${what} ${ref}`),
      [`forgotten ${SNAPSHOT}`],
    );
  });

  it('tells of one that the agent was about to remove by its intent only', () => {
    const before = { ...remembering(owned(SNAPSHOT, KEPT)), intents: [intent(SNAPSHOT)] };
    assert.equal(inventoryAfter(before, facts({ gone: new Set([SNAPSHOT]) })).removals, []);
  });

  it('lets go of one that the agent removed', () => {
    const deletion = result({ op: 'delete' }, { kind: 'applied', backendId: `id of ${SNAPSHOT}` });
    assert.equal(refsAfter(remembering(owned(SNAPSHOT, KEPT)), facts({ results: [deletion] })), [PG]);
  });

  it('keeps the snapshots of a volume that is in no file any more', () => {
    const after = inventoryAfter(remembering(owned(SNAPSHOT, KEPT)), facts({ desired: declaring(), ids: new Map() }));
    assert.is(after.inventory.get(SNAPSHOT)?.forgottenAt, null);
  });

  it('has them under the new name of a renamed volume', () => {
    const known = facts({ desired: declaring(volumeDoc('db')), ids: new Map([['Volume/db', `id of ${PG}`]]) });
    const { inventory } = inventoryAfter(remembering(owned(SNAPSHOT, KEPT)), known);
    assert.equal(new Set(inventory.keys()), new Set(['Volume/db', 'Snapshot/db/20261121-1400']));
    const moved = inventory.get('Snapshot/db/20261121-1400');
    assert.equal([moved?.ref, moved?.backendId, moved?.applied], ['Snapshot/db/20261121-1400', `id of ${SNAPSHOT}`, KEPT.applied]);
  });
});
