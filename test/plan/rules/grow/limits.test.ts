import { excessOf, sortByLimits, totalsOf } from '../../../../agent/plan/rules/grow/limits.ts';
import type { Totals } from '../../../../agent/plan/rules/grow/limits.ts';
import { plainRow } from '../../../../agent/plan/rules/rows.ts';
import type { CloudDisks } from '../../../../agent/model/kinds.gen.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { owned } from '../../declared.ts';
import { cloudDisks, diskOf, factsOf, rowOf, slot, viewOf } from '../pool-builders.ts';
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

  it('counts no disk of another pool or system, and none that is deleted', () => {
    const disks = [
      diskOf('n1', 'r7', { slot: slot('n1', 'r7', { pool: 'other' }) }),
      diskOf('n1', 'r7', { slot: slot('n1', 'r7', { system: 'other' }) }),
      diskOf('n1', 'r7', { state: 'deleted' }),
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

  it('that were begun are not given up for others, whatever the limits are now', () => {
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
