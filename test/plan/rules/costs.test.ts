import { costsOf } from '../../../agent/plan/rules/costs.ts';
import { unknown } from '../../../agent/model/observed.ts';
import { internalErrors, PlumblineError } from '../../../agent/errors.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { cloudDisks, diskOf, factsOf, rowOf, slot } from './pool-builders.ts';
import type { Scene } from './pool-builders.ts';

const NODES = ['n1', 'n2', 'n3'];
const bought: Scene = { pool: { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 180 } }) }, ...rowOf('r1', NODES) };

describe('what a pool costs', (it) => {
  it('is told of what is bought, and not of what is only declared', () => {
    assert.equal(costsOf(factsOf(bought)), [
      {
        ref: 'StoragePool/gold',
        rows: 1,
        disks: 3,
        monthlyUsd: 43.2,
        limits: { rows: 8, monthlyUsd: 500 },
        pricesAsOf: '2026-11-20',
      },
    ]);
  });

  it('has the disks of rows and nodes that are gone, too', () => {
    const old = diskOf('n1', 'r9', { slot: slot('n1', 'r9', { sds: 'sds-old' }) });
    const [cost] = costsOf(factsOf({ ...bought, disks: [...(bought.disks ?? []), old] }));
    assert.equal([cost?.rows, cost?.disks, cost?.monthlyUsd], [2, 4, 57.6]);
  });

  it('is not known without a price for each of its disks', () => {
    const [cost] = costsOf(factsOf({ ...bought, facts: { prices: null } }));
    assert.equal([cost?.disks, cost?.monthlyUsd, cost?.pricesAsOf], [3, null, null]);
  });

  it('is not told of a pool that is not seen, nor of one without cloud disks', () => {
    const error = new PlumblineError(internalErrors.unexpected, 'no answer');
    assert.equal(costsOf(factsOf({ ...bought, cloud: { disks: unknown(error) } })), []);
    assert.equal(costsOf(factsOf({ pool: { cloudDisks: undefined } as never })), []);
  });
});
