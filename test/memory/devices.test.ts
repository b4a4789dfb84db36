/** What is remembered of the disks that nodes declare line by line. */
import { inventoryAfter } from '../../agent/memory/inventory.ts';
import type { InventoryFacts } from '../../agent/memory/inventory.ts';
import type { Desired, Doc } from '../../agent/model/desired.ts';
import type { StorageNodeSpec } from '../../agent/model/kinds.gen.ts';
import type { Memory, Owned } from '../../agent/model/memory.ts';
import { ok } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { change, desired, memory, NOON, NOTHING_SAID } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { inventoryOf, noonPlus, owned } from './objects.ts';

const NODE = 'StorageNode/n1';
const SDB = 'Device/n1/sdb';

type Lines = NonNullable<StorageNodeSpec['devices']>;
const HERE: Lines = { sdb: { path: '/dev/sdb', pool: 'gold' } };

function declaring(devices: Lines, state: 'present' | 'absent' = 'present'): Desired {
  const origin = { file: 'n.yaml', blob: 'b', index: 0 };
  const spec = { protectionDomain: 'pd', devices };
  const node: Doc<'StorageNode'> = {
    ref: NODE,
    kind: 'StorageNode',
    name: 'n1',
    state,
    ...NOTHING_SAID,
    spec,
    specDigest: 'digest 8',
    links: [],
    origin,
  };
  return desired({ docs: { ...desired().docs, StorageNode: new Map([['n1', node]]) } });
}

function facts(over: Partial<InventoryFacts> = {}): InventoryFacts {
  const ids = new Map<Ref, string>([
    [NODE, `id of ${NODE}`],
    [SDB, 'd1'],
  ]);
  const rest = {
    results: [],
    gone: new Set<string>(),
    disks: new Map(),
    isAbsent: () => true,
    isInSync: () => true,
    isReplaceable: () => false,
  };
  return { desired: declaring(HERE), ids, sees: () => ok(true, NOON), now: noonPlus(60_000), ...rest, ...over };
}

const remembering = (...all: readonly Owned[]): Memory => memory({ inventory: inventoryOf(owned(NODE), ...all) });
const KNOWN = owned(SDB, { backendId: 'd1', applied: null, specDigest: null });
const deviceAfter = (before: Memory, known: InventoryFacts): Owned | undefined => inventoryAfter(before, known).inventory.get(SDB);

describe('the inventory, of disks of nodes,', (it) => {
  it('takes in one that is there, as adopted, or as created by the pass that added it', () => {
    assert.equal(
      [deviceAfter(remembering(), facts())].map((one) => [one?.backendId, one?.how]),
      [['d1', 'adopted']],
    );
    const results = [{ change: change(SDB, { op: 'create' }), outcome: { kind: 'applied', backendId: 'd1' } as const }];
    assert.is(deviceAfter(remembering(), facts({ results }))?.how, 'created');
  });

  it('stays the very same while nothing changes', () => {
    const before = remembering(KNOWN);
    assert.is(inventoryAfter(before, facts()).inventory, before.inventory);
  });

  it('keeps one that ScaleIO does not show, and follows another one that takes its place', () => {
    assert.is(deviceAfter(remembering(KNOWN), facts({ ids: new Map([[NODE, `id of ${NODE}`]]) }))?.backendId, 'd1');
    const ids = new Map<Ref, string>([[SDB, 'd2']]);
    assert.is(deviceAfter(remembering(KNOWN), facts({ ids }))?.backendId, 'd2');
  });

  it('notes when the line is taken out, and forgets that when it comes back', () => {
    const forgotten = deviceAfter(remembering(KNOWN), facts({ desired: declaring({}), ids: new Map() }));
    assert.is(forgotten?.forgottenAt, noonPlus(60_000));
    assert.is(forgotten && deviceAfter(remembering(forgotten), facts())?.forgottenAt, null);
  });

  for (const [what, known] of [
    ['a line', declaring({ sdb: { path: '/dev/sdb', pool: 'gold', state: 'absent' } })],
    ['a node', declaring(HERE, 'absent')],
  ] as const) {
    it(`drops one of ${what} that is declared absent only when it is gone`, () => {
      assert.is(deviceAfter(remembering(KNOWN), facts({ desired: known }))?.backendId, 'd1');
      assert.is(deviceAfter(remembering(KNOWN), facts({ desired: known, sees: () => ok(false, NOON) }))?.backendId, 'd1');
      assert.is(deviceAfter(remembering(KNOWN), facts({ desired: known, gone: new Set([SDB]) })), undefined);
      assert.is(deviceAfter(remembering(), facts({ desired: known })), undefined);
    });
  }
});
