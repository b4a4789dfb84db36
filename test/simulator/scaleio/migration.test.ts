import { assert, describe } from '../../helpers/suite.ts';
import { act, addPool, codes, figure, idIn, instance, named } from './acting.ts';
import { create, GIB, makeBench, rcOf, snapshot } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { SECOND } from './rows.ts';

interface Moving {
  readonly bench: Bench;
  readonly volume: string;
  /** The pool it is in, and the one it is to go to. */
  readonly from: string;
  readonly to: string;
}

/** A thin volume of 8 GiB, 5 of them written, and another pool. */
function moving(options: { version?: string; pool?: object } = {}): Moving {
  const bench = makeBench({ version: options.version ?? '3.6' });
  const from = idIn(named(bench, 'StoragePool', 'default'));
  create(bench, { name: 'pg' });
  bench.gateway.arrange({ writeVolume: { volume: 'pg', gib: 5 } });
  const to = addPool(bench, 'gold', [0, 1, 2], options.pool ?? {});
  return { bench, volume: named(bench, 'Volume', 'pg'), from, to };
}

function migrate({ bench, volume, to }: Moving): ReturnType<Bench['post']> {
  return act(bench, volume, 'migrateVTree', { destSPId: to });
}

function status({ bench, volume }: Moving): unknown {
  const vtree = instance(bench, `VTree::${String(instance(bench, volume)['vtreeId'])}`);
  return (vtree['vtreeMigrationInfo'] as { migrationStatus: string }).migrationStatus;
}

describe('a simulated volume on its way to another pool', (it) => {
  it('is in its old pool until all of it is copied, 200 MiB a second', () => {
    const way = moving();
    const { bench, volume, from, to } = way;
    assert.is(migrate(way).effect, 'changed');
    bench.advance(25 * SECOND);
    assert.equal([instance(bench, volume)['storagePoolId'], status(way)], [from, 'MigrationNormal']);
    bench.advance(SECOND);
    assert.equal([instance(bench, volume)['storagePoolId'], status(way)], [to, 'NotInMigration']);
    assert.equal([figure(bench, from, 'capacityInUseInKb'), figure(bench, to, 'capacityInUseInKb')], [0, 10 * GIB]);
    assert.is(figure(bench, to, 'numOfVolumes'), 1);
  });

  it('takes its snapshots along', () => {
    const way = moving();
    const { bench, to, volume } = way;
    snapshot(bench, idIn(volume), 'nightly');
    migrate(way);
    bench.advance(60 * SECOND);
    assert.is(instance(bench, named(bench, 'Volume', 'nightly'))['storagePoolId'], to);
  });

  it('goes nowhere when it is removed', () => {
    const way = moving();
    const { bench, volume, to } = way;
    migrate(way);
    assert.is(rcOf(act(bench, `StoragePool::${to}`, 'removeStoragePool')), 172);
    assert.is(figure(bench, to, 'numOfIncomingVtreeMigrations'), 1);
    act(bench, volume, 'removeVolume', { removeMode: 'ONLY_ME' });
    assert.is(figure(bench, to, 'numOfIncomingVtreeMigrations'), 0);
    bench.advance(60 * SECOND);
    assert.is(figure(bench, to, 'capacityInUseInKb'), 0);
  });

  it('is not sent twice, nor to where it is', () => {
    const way = moving();
    const other = addPool(way.bench, 'iron', [0, 1, 2]);
    const to = (destSPId: string): readonly [string, object] => ['migrateVTree', { destSPId }];
    assert.equal(codes(way.bench, way.volume, [to('feed'), to(way.from), to(way.to), to(way.to), to(other)]), [171, 718, null, 717, 719]);
  });

  const refusals: readonly [string, () => Moving, number][] = [
    ['of another zero padding', () => moving({ pool: { zeroPaddingEnabled: 'FALSE' } }), 978],
    ['before 3.0', () => moving({ version: '2.6' }), 0],
  ];
  for (const [what, way, rc] of refusals) {
    it(`is not sent to a pool ${what}`, () => {
      assert.is(rcOf(migrate(way())), rc);
    });
  }

  it('is not sent to a pool of two nodes, nor to a full one', () => {
    const { bench, volume, to } = moving();
    const small = addPool(bench, 'small', [0, 1]);
    const send = (destSPId: string): readonly [string, object] => ['migrateVTree', { destSPId }];
    assert.equal(codes(bench, volume, [send(small)]), [144]);
    bench.gateway.fill('gold', 90);
    assert.equal(codes(bench, volume, [send(to)]), [337]);
    act(bench, `StoragePool::${to}`, 'setCapacityAlertThresholds', { capacityAlertCriticalThresholdPercent: '99' });
    bench.gateway.fill('gold', 98);
    assert.equal(codes(bench, volume, [send(to)]), [67]);
  });
});
