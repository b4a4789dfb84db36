import { excessOf, sortByLimits, totalsOf } from '../../../../agent/plan/rules/grow/limits.ts';
import type { Totals } from '../../../../agent/plan/rules/grow/limits.ts';
import { plainRow } from '../../../../agent/plan/rules/rows.ts';
import type { CloudDisks } from '../../../../agent/model/kinds.gen.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { owned } from '../../declared.ts';
import { ago, askedFor, cloudDisks, diskOf, factsOf, HOUR_MS, nodeDoc, rowOf, slot, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const LIMITS = { rows: 3, rawGiB: 2000, monthlyUsd: 200 };
const AT: Totals = { rows: 3, disks: 9, rawGiB: 2000, monthlyUsd: 200 };

const EXCESSES: readonly (readonly [string, Partial<Totals>, RegExp | null])[] = [
  ['lets through what is exactly at them', {}, null],
  ['lets through what is just under them', { rows: 2, rawGiB: 1999, monthlyUsd: 199.99 }, null],
  ['stops one row more', { rows: 4 }, /limits.rows is 3/],
  ['stops one GiB more', { rawGiB: 2001 }, /limits.rawGiB is 2000, and it would be 2001 GiB/],
  ['stops one cent more', { monthlyUsd: 200.01 }, /limits.monthlyUsd is 200, and it would be \$200.01/],
  ['does not stop at what binary fractions make of a sum of cents', { monthlyUsd: 200.000000001 }, null],
  ['stops what has no price', { monthlyUsd: null }, /no price/],
];

describe('the limits of a pool', (it) => {
  for (const [name, over, why] of EXCESSES) {
    it(name, () => {
      const found = excessOf({ ...AT, ...over }, LIMITS);
      if (why === null) assert.is(found, null);
      else assert.match(found ?? '', why);
    });
  }

  it('allow nothing where there are none', () => assert.match(excessOf(AT, undefined) ?? '', 'no cloudDisks.limits'));
});

function pool(rows: CloudDisks['rows'], limits: Partial<typeof LIMITS> = {}): Scene['pool'] {
  return { cloudDisks: cloudDisks({ rows, limits: { ...LIMITS, ...limits } }) };
}

function within(scene: Scene): readonly string[] {
  const facts = factsOf(scene);
  return sortByLimits(viewOf(facts), facts).within.map(({ key }) => key);
}

function totals(scene: Scene, keys: readonly string[]): Totals {
  const facts = factsOf(scene);
  const view = viewOf(facts);
  return totalsOf(
    view,
    keys.map((key) => plainRow(key, 180, cloudDisks())),
    facts,
  );
}

describe('what all rows come to', (it) => {
  it('is each row on every node', () => {
    assert.equal(totals({}, ['r1', 'r2']), { rows: 2, disks: 6, rawGiB: 1080, monthlyUsd: 86.4 });
  });

  it('does not count the disks of a row twice', () => {
    assert.equal(totals({ ...rowOf('r1', ['n1', 'n2']), pool: pool({ r1: 180 }) }, ['r1']), {
      rows: 1,
      disks: 3,
      rawGiB: 540,
      monthlyUsd: 43.2,
    });
  });

  it('counts disks of rows that were taken out or are being removed, and of nodes that were replaced', () => {
    const disks = [
      diskOf('n1', 'r7'),
      diskOf('n1', 'r8'),
      diskOf('n1', 'r1', { id: 'vol-old', slot: slot('n1', 'r1', { sds: 'sds-old' }) }),
    ];
    const scene = { disks, pool: pool({ r1: 180, r8: { sizeGiB: 180, state: 'absent' } }) };
    assert.equal(totals(scene, ['r1']), { rows: 3, disks: 6, rawGiB: 1080, monthlyUsd: 86.4 });
  });

  it('counts no disk of another pool or system, and none that is deleted or came to nothing', () => {
    const disks = [
      diskOf('n1', 'r7', { slot: slot('n1', 'r7', { pool: 'other' }) }),
      diskOf('n1', 'r7', { slot: slot('n1', 'r7', { system: 'other' }) }),
      diskOf('n1', 'r7', { state: 'deleted' }),
      diskOf('n1', 'r6', { state: 'error' }),
      diskOf('n1', 'r7', { slot: null }),
    ];
    assert.equal(totals({ disks }, ['r1']), { rows: 1, disks: 3, rawGiB: 540, monthlyUsd: 43.2 });
  });

  it('is not known where a disk has no price', () => {
    assert.is(totals({ disks: [diskOf('n1', 'r7', { type: 'io2' })] }, ['r1']).monthlyUsd, null);
    assert.is(totals({ facts: { prices: null } }, ['r1']).monthlyUsd, null);
  });
});

describe('rows that are written by hand', (it) => {
  it('are bought in the order of their keys, as long as the limits last', () => {
    assert.equal(within({ pool: pool({ r10: 180, r9: 180, r1: 180, r2: 180 }) }), ['r1', 'r2', 'r9']);
    assert.equal(within({ pool: pool({ r1: 180, r2: 180, r3: 180 }, { rawGiB: 1079 }) }), ['r1']);
    assert.equal(within({ pool: pool({ r1: 180, r2: 180, r3: 180 }, { rawGiB: 1080 }) }), ['r1', 'r2']);
    assert.equal(within({ pool: pool({ r1: 180, r2: 180, r3: 180 }, { monthlyUsd: 86.39 }) }), ['r1']);
    assert.equal(within({ pool: pool({ r1: 180, r2: 180, r3: 180 }, { monthlyUsd: 86.4 }) }), ['r1', 'r2']);
  });

  it('let a smaller one pass where a larger one is too much', () => {
    assert.equal(within({ pool: pool({ r1: 180, r2: 600, r3: 100 }, { rawGiB: 900 }) }), ['r1', 'r3']);
  });

  it('count with `when:` from the day they are merged, and not with state: absent', () => {
    const when = { sizeGiB: 180, when: { usedPercent: 88 } };
    assert.equal(within({ pool: pool({ r1: when, r2: 180, r3: { sizeGiB: 180, state: 'absent' }, r4: 180, r5: 180 }) }), [
      'r1',
      'r2',
      'r4',
    ]);
  });

  it('that have disks are not given up for others, whatever the limits are now', () => {
    const limited = pool({ r1: 180, r2: 180 }, { rows: 1 });
    assert.equal(within({ pool: limited }), ['r1']);
    assert.equal(within({ pool: limited, disks: [diskOf('n2', 'r2')] }), ['r2']);
    const inventory = new Map([['Disk/gold/n1/r2' as const, owned('Disk/gold/n1/r2', null)]]);
    assert.equal(within({ pool: limited, memory: { inventory } }), ['r2']);
    assert.equal(within({ pool: pool({ r1: 180, r2: 180 }, { rows: 0 }), ...rowOf('r1', ['n1']) }), ['r1']);
  });

  it('are all named that are beyond', () => {
    const facts = factsOf({ pool: pool({ r1: 180, r2: 180 }, { rows: 0 }) });
    const { beyond } = sortByLimits(viewOf(facts), facts);
    assert.equal(
      beyond.map(({ row, why }) => `${row.key}: ${why}`),
      ['r1: cloudDisks.limits.rows is 0', 'r2: cloudDisks.limits.rows is 0'],
    );
  });
});

/** Keys of the rows for which nothing more is bought, and of those for which nothing is. */
function beyondIn(scene: Scene): readonly string[] {
  const facts = factsOf(scene);
  return sortByLimits(viewOf(facts), facts).beyond.map(({ row, hasDisks }) => (hasDisks ? `no more of ${row.key}` : `no ${row.key}`));
}

describe('a row that has disks', (it) => {
  const three = ['n1', 'n2', 'n3'];
  const rows = (rawGiB: number): Scene['pool'] => pool({ r1: 180 }, { rawGiB });
  const four: Scene = { nodes: [...three, 'n4'], ...rowOf('r1', three) };

  it('gets one on a further node as far as the limits go', () => {
    assert.equal(beyondIn({ ...four, pool: rows(720) }), []);
    assert.equal(beyondIn({ ...four, pool: rows(719) }), ['no more of r1']);
    assert.equal(within({ ...four, pool: rows(719) }), ['r1'], 'and keeps those that it has');
    assert.equal(beyondIn({ ...rowOf('r1', three), pool: rows(1) }), []);
  });

  it('gets the one that was asked for, whatever the limits are now', () => {
    const intents = [askedFor('Disk/gold/n4/r1')];
    assert.equal(beyondIn({ ...four, pool: rows(1), memory: { intents } }), []);
    assert.equal(beyondIn({ ...four, pool: rows(1), memory: { intents: [askedFor('Disk/gold/n4/r9')] } }), ['no more of r1']);
  });

  it('gets another one in place of a retired one as far as the limits go: both are paid for', () => {
    const applied = { sds: 'sds-old', hostId: 'i-n1', incarnation: 1, sizeGiB: 180 };
    const known = owned('Disk/gold/n1/r1', applied, { backendId: 'vol-r1-n1' });
    const retired = (rawGiB: number, incarnation: number): Scene => ({
      ...rowOf('r1', three),
      disks: [diskOf('n1', 'r1', { slot: slot('n1', 'r1', { sds: 'sds-old' }) }), ...rowOf('r1', ['n2', 'n3']).disks],
      docs: [nodeDoc('n1', { incarnation })],
      memory: { inventory: new Map([[known.ref, known]]) },
      pool: rows(rawGiB),
    });
    assert.equal(beyondIn(retired(720, 2)), []);
    assert.equal(beyondIn(retired(719, 2)), ['no more of r1']);
    assert.equal(beyondIn(retired(1, 1)), [], 'nothing is to be bought before people say so');
  });

  it('that are all detached for good is a row like any other, and they count beside it', () => {
    const disks = three.map((node) => diskOf(node, 'r1', { removedAt: ago(HOUR_MS), attachments: [], state: 'available' }));
    assert.equal(beyondIn({ disks, pool: rows(1080) }), []);
    assert.equal(beyondIn({ disks, pool: rows(1079) }), ['no r1']);
    assert.equal(within({ disks, pool: rows(1079) }), []);
    assert.equal(totals({ disks, pool: rows(1080) }, ['r1']), { rows: 1, disks: 6, rawGiB: 1080, monthlyUsd: 86.4 });
  });

  it('is made dearer as far as the limits go, and cheaper whatever they are', () => {
    const dearer = { ...rowOf('r1', three), pool: pool({ r1: { sizeGiB: 180, iops: 4000 } }, { monthlyUsd: 58.2 }) };
    assert.is(totals(dearer, ['r1']).monthlyUsd, 43.2);
    assert.equal(beyondIn(dearer), []);
    assert.equal(beyondIn({ ...dearer, pool: pool({ r1: { sizeGiB: 180, iops: 4000 } }, { monthlyUsd: 58.19 }) }), ['no more of r1']);
    assert.equal(beyondIn({ ...dearer, pool: pool({ r1: { sizeGiB: 180, type: 'io2' } }) }), ['no more of r1'], 'no price');
    const provisioned = three.map((node) => diskOf(node, 'r1', { iops: 4000 }));
    assert.equal(beyondIn({ disks: provisioned, pool: pool({ r1: { sizeGiB: 180, iops: 3000 } }, { monthlyUsd: 1 }) }), []);
  });
});
