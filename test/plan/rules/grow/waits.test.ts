import { formatInstant } from '../../../../agent/clock.ts';
import { forgottenRows, waitOf } from '../../../../agent/plan/rules/grow/waits.ts';
import type { PoolStatistics } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, diskOf, factsOf, gone, host, HOUR_MS, rowOf, sds, slot, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const NODES = ['n1', 'n2', 'n3'];
const DONE = { ...rowOf('r1', NODES), pool: { cloudDisks: cloudDisks({ rows: { r1: 180 } }) } };

function wait(scene: Scene): string {
  const facts = factsOf(scene);
  const view = viewOf(facts);
  const rows = view.rows.filter(({ isAbsent }) => !isAbsent);
  return waitOf(view, rows, facts)?.why ?? 'goes on';
}

function counting(over: Partial<PoolStatistics>, inUseGiB = 500): Scene {
  return { ...DONE, filling: { inUseGiB, over } };
}

const ONE = gibToKib(1);
const [n1, n2] = [sds('n1'), sds('n2')];

const WAITS: readonly (readonly [string, Scene, string | RegExp])[] = [
  ['goes on when all is well', DONE, 'goes on'],
  ['waits while data cannot be read', counting({ failedKib: ONE }), 'some of its data cannot be read'],
  ['waits while data has one copy', counting({ degradedKib: ONE }), 'some of its data has only one copy'],
  ['waits while it is rebuilt', counting({ rebuildKib: ONE }), 'it is being rebuilt'],
  ['waits while capacity is out of reach', counting({ unreachableUnusedKib: ONE }), 'some of its capacity is out of reach'],
  ['waits while data moves to new disks', counting({ rebalanceKib: ONE }), /still moving/],
  ['does not wait for that at critical, where ScaleIO stops it', counting({ rebalanceKib: ONE }, 900), 'goes on'],
  ['waits for that just under critical', counting({ rebalanceKib: ONE }, 899), /still moving/],
  ['waits for a node that is away', { ...DONE, sds: [n1, n2, gone('n3')] }, 'StorageNode/n3 is not connected, or not in its normal state'],
  ['waits for a node that ScaleIO does not have', { ...DONE, sds: [n1, n2] }, 'StorageNode/n3 is no SDS of ScaleIO'],
  ['waits for a node without its one machine', { ...DONE, hosts: [host('n1'), host('n2')] }, /StorageNode\/n3 has no running machine/],
  [
    'waits where a machine takes no more disks',
    { ...DONE, hosts: [host('n1'), host('n2'), host('n3', { attachFree: 0 })] },
    /no room for one more/,
  ],
  ['takes the last place for a disk', { ...DONE, hosts: [host('n1'), host('n2'), host('n3', { attachFree: 1 })] }, 'goes on'],
  ['does not wait for what nobody knows', { ...DONE, hosts: [host('n1'), host('n2'), host('n3', { attachFree: null })] }, 'goes on'],
  ['waits for nodes at all', { nodes: [] }, /no StorageNode/],
  ['waits for a row without a disk somewhere', { ...DONE, ...rowOf('r1', ['n1', 'n2']) }, 'the row r1 is not finished on StorageNode/n3'],
  [
    'waits for a device that is being tested',
    { ...DONE, devices: [...NODES.slice(1).map((node) => deviceOf(node, 'r1')), deviceOf('n1', 'r1', { deviceState: 'InitialTest' })] },
    /r1 is not finished on StorageNode\/n1/,
  ],
  [
    'waits for a device with an error',
    { ...DONE, devices: [...NODES.slice(1).map((node) => deviceOf(node, 'r1')), deviceOf('n1', 'r1', { errorState: 'X' })] },
    /r1 is not finished on StorageNode\/n1/,
  ],
  [
    'waits while a row is removed',
    { ...DONE, pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, state: 'absent' } } }) } },
    'the row r1 is being removed',
  ],
  [
    'does not wait for removed disks to be deleted',
    { ...DONE, devices: [], pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, state: 'absent' } } }) } },
    'goes on',
  ],
  ['waits while a row is forgotten', { ...DONE, pool: {} }, 'the row r1 is in no file'],
];

describe('ordinary growth', (it) => {
  for (const [name, scene, why] of WAITS) {
    it(name, () => {
      if (typeof why === 'string') assert.is(wait(scene), why);
      else assert.match(wait(scene), why);
    });
  }
});

function attachedAgo(ms: number, cooldown?: string): Scene {
  const attachment = { hostId: 'i-n1', device: '/dev/xvdba', path: '/dev/x', state: 'attached', at: ago(ms) } as const;
  const disks = NODES.map((node) => diskOf(node, 'r1', node === 'n2' ? { attachments: [attachment] } : {}));
  const growth = { mode: 'propose', when: { usedPercent: 80 }, target: 65, ...(cooldown === undefined ? {} : { cooldown }) } as const;
  return { ...DONE, disks, pool: { ...DONE.pool, growth } };
}

describe('the cooldown', (it) => {
  it('lasts an hour from the disk attached last, if nothing else is said', () => {
    assert.match(wait(attachedAgo(HOUR_MS - 1)), 'growth.cooldown');
    assert.is(wait(attachedAgo(HOUR_MS)), 'goes on');
    assert.match(wait(attachedAgo(HOUR_MS, '2h')), 'growth.cooldown');
    assert.is(wait(attachedAgo(2 * HOUR_MS, '2h')), 'goes on');
  });

  it('says when it is over', () => {
    const facts = factsOf(attachedAgo(HOUR_MS / 2));
    const view = viewOf(facts);
    assert.is(formatInstant(waitOf(view, view.rows, facts)?.recheckAt ?? NOON), '2026-11-21T14:30:00.000Z');
  });
});

describe('a forgotten row', (it) => {
  const forgotten = (scene: Scene): readonly string[] => forgottenRows(viewOf(factsOf(scene)));

  it('has disks in use, and no line', () => {
    const disks = [diskOf('n1', 'r10'), diskOf('n2', 'r9'), diskOf('n1', 'r9')];
    assert.equal(forgotten({ disks }), ['r9', 'r10']);
    assert.equal(forgotten({ disks, pool: { cloudDisks: cloudDisks({ rows: { r9: 180, r10: { sizeGiB: 180, state: 'absent' } } }) } }), []);
  });

  it('is one that ScaleIO uses or was offered: the others are leftovers', () => {
    const left = diskOf('n1', 'r1', { isOffered: false });
    assert.equal(forgotten({ disks: [left] }), []);
    assert.equal(forgotten({ disks: [left], devices: [deviceOf('n1', 'r1')] }), ['r1']);
  });

  it('is none of another pool, and none that was removed for good', () => {
    assert.equal(forgotten({ disks: [diskOf('n1', 'r1', { slot: slot('n1', 'r1', { pool: 'other' }) })] }), []);
    assert.equal(forgotten({ disks: [diskOf('n1', 'r1', { removedAt: NOON })] }), []);
  });
});
