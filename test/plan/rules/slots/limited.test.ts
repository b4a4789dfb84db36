import { assert, describe } from '../../../helpers/suite.ts';
import { cloudDisks } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { allAt, fates, part, ref, run, sceneOf } from './stages.ts';
import type { Part, Stage } from './stages.ts';

const LIMITS = { rows: 8, rawGiB: 20_000, monthlyUsd: 500 };

function limited(limits: Partial<typeof LIMITS>, row: object = {}): Scene {
  return { pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, ...row } }, limits: { ...LIMITS, ...limits } }) } };
}

/** The first two nodes at that stage, the third one without a disk. */
function lacking(stage: Stage): { readonly [node: string]: Part } {
  return { ...allAt(stage), n3: part('n3', 'absent') };
}

describe('a row that has disks and may have no more', (it) => {
  it('is not bought on a further node, and what it has stays in use', () => {
    assert.equal(fates(run(sceneOf(lacking('done'), limited({ rawGiB: 540 })))), ['ready', 'ready', 'createDisk']);
    const result = run(sceneOf(lacking('done'), limited({ rawGiB: 539 })));
    assert.equal(fates(result), ['ready', 'ready', 'LimitReached']);
    assert.equal(
      result.findings.map(({ causedBy, why }) => [causedBy, why]),
      [['StoragePool/gold', 'nothing is bought for it: cloudDisks.limits.rawGiB is 539, and it would be 540 GiB']],
    );
  });

  it('adds to the pool what ScaleIO was offered, and waits with the rest', () => {
    assert.equal(fates(run(sceneOf(lacking('offered'), limited({ rows: 0 })))), ['addDevice', 'addDevice', 'LimitReached']);
    assert.equal(fates(run(sceneOf(lacking('available'), limited({ rows: 0 })))), ['RowHeld', 'RowHeld', 'LimitReached']);
  });

  it('is not made dearer, and may be made cheaper', () => {
    const dearer = run(sceneOf(allAt('done'), limited({ monthlyUsd: 58.19 }, { iops: 4000 })));
    assert.equal(fates(dearer), ['LimitReached', 'LimitReached', 'LimitReached']);
    assert.is(dearer.disks.get(ref('n1'))?.backendId, 'vol-r1-n1');
    assert.equal(fates(run(sceneOf(allAt('done'), limited({ monthlyUsd: 58.2 }, { iops: 4000 })))), [
      'modifyDisk',
      'modifyDisk',
      'modifyDisk',
    ]);
    const cheaper = sceneOf({ n1: part('n1', 'done', { iops: 4000 }) }, limited({ monthlyUsd: 1 }, { iops: 3000 }));
    assert.equal(fates(run(cheaper), ['n1']), ['modifyDisk']);
  });
});
