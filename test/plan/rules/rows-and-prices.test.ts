import { monthlyUsd } from '../../../agent/plan/rules/prices.ts';
import type { Priced } from '../../../agent/plan/rules/prices.ts';
import { rowsOf } from '../../../agent/plan/rules/rows.ts';
import type { Row } from '../../../agent/plan/rules/pool-view.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { cloudDisks, factsOf, poolDoc, PRICES } from './pool-builders.ts';
import type { CloudDisks } from '../../../agent/model/kinds.gen.ts';

function rows(over: Partial<CloudDisks>): readonly Row[] {
  return rowsOf(poolDoc(factsOf({ pool: { cloudDisks: cloudDisks(over) } })));
}

describe('the rows of a pool', (it) => {
  it('are in the order of their numbers', () => {
    const keys = rows({ rows: { r10: 180, r2: 180, r1: 180 } }).map(({ key }) => key);
    assert.equal(keys, ['r1', 'r2', 'r10']);
  });

  it('are none where nothing stands below rows:, and where there are no cloud disks', () => {
    assert.equal(rows({ rows: null }), []);
    const { spec, ...rest } = poolDoc(factsOf());
    assert.equal(rowsOf({ ...rest, spec: { protectionDomain: spec.protectionDomain } }), []);
  });

  it('are encrypted gp3 disks, bought at once, unless they say otherwise', () => {
    const plain = { iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null, whenUsedPercent: null, isAbsent: false };
    assert.equal(rows({ rows: { r1: 180 } }), [{ key: 'r1', sizeGiB: 180, type: 'gp3', ...plain }]);
  });

  it('inherit what they do not say', () => {
    const pool = { type: 'gp3', iops: 4000, throughputMiBs: 250, encrypted: false, kmsKeyId: 'arn:aws:kms:x' } as const;
    const [first, second] = rows({
      ...pool,
      rows: { r1: 180, r2: { sizeGiB: 200, iops: 5000, when: { usedPercent: 88 }, state: 'absent' } },
    });
    assert.equal([first?.iops, first?.throughputMiBs, first?.encrypted, first?.kmsKeyId], [4000, 250, false, 'arn:aws:kms:x']);
    assert.equal([second?.iops, second?.sizeGiB, second?.whenUsedPercent, second?.isAbsent], [5000, 200, 88, true]);
  });

  it('do not inherit what their type cannot have', () => {
    const [st1, io2] = rows({
      iops: 4000,
      throughputMiBs: 250,
      rows: { r1: { sizeGiB: 180, type: 'st1' }, r2: { sizeGiB: 180, type: 'io2' } },
    });
    assert.equal([st1?.iops, st1?.throughputMiBs], [null, null]);
    assert.equal([io2?.iops, io2?.throughputMiBs], [4000, null]);
  });

  it('of static disks have the type static', () => {
    assert.equal(rows({ provider: 'static', rows: { r1: 180 } })[0]?.type, 'static');
  });
});

const GP3: Priced = { sizeGiB: 180, type: 'gp3', iops: null, throughputMiBs: null };
const COSTS: readonly (readonly [string, Priced, number | null])[] = [
  ['by its size', GP3, 14.4],
  ['nothing more at what is free', { ...GP3, iops: 3000, throughputMiBs: 125 }, 14.4],
  ['each operation beyond', { ...GP3, iops: 3001 }, 14.41],
  ['each MiB a second beyond', { ...GP3, throughputMiBs: 126 }, 14.44],
  ['nothing for operations that its type has by its size', { ...GP3, type: 'gp2', iops: 540 }, 18],
  ['what nobody knows without a price for the type', { ...GP3, type: 'st1' }, null],
];

describe('the price of a disk', (it) => {
  for (const [name, disk, usd] of COSTS) it(`is ${name}`, () => assert.is(monthlyUsd(disk, PRICES), usd));

  it('is unknown where there is no table', () => assert.is(monthlyUsd(GP3, null), null));

  it('is unknown where what goes beyond has no price', () => {
    const prices = { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08, freeIops: 3000, freeMiBs: 125 } } };
    assert.is(monthlyUsd({ ...GP3, iops: 3000 }, prices), 14.4);
    assert.is(monthlyUsd({ ...GP3, iops: 3001 }, prices), null);
    assert.is(monthlyUsd({ ...GP3, throughputMiBs: 126 }, prices), null);
  });

  it('has what every gp3 comes with, also where the table does not say so', () => {
    const prices = { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08 } } };
    assert.is(monthlyUsd({ ...GP3, iops: 3000, throughputMiBs: 125 }, prices), 14.4);
    assert.is(monthlyUsd({ ...GP3, iops: 3001 }, prices), null);
  });
});
