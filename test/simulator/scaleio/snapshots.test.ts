import { assert, describe } from '../../helpers/suite.ts';
import { create, GIB, makeBench, only, rcOf, snapshot, statistics } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

function volume(bench: Bench, id: string | null): Record<string, unknown> {
  return bench.get(`/api/instances/Volume::${id}`).body as Record<string, unknown>;
}

function act(bench: Bench, id: string | null, action: string, params: object): ReturnType<Bench['post']> {
  return bench.post(`/api/instances/Volume::${id}/action/${action}`, params);
}

describe('simulated snapshots', (it) => {
  /** `base`, a snapshot `child` of it, and `grandchild` of that; by name. */
  function family(): { bench: Bench; ids: { readonly [name: string]: string | null } } {
    const bench = makeBench();
    const base = create(bench, { name: 'base', volumeSizeInKb: String(16 * GIB) }).id;
    const child = snapshot(bench, base, 'child').id;
    return { bench, ids: { base, child, grandchild: snapshot(bench, child, 'grandchild').id } };
  }
  const left = (bench: Bench): readonly string[] =>
    bench.gateway
      .view()
      .volumes.map(({ name }) => name ?? '')
      .toSorted();

  it('belong to the VTree of what they were taken of, with its size, and take no capacity', () => {
    const { bench, ids } = family();
    const [base, child] = [volume(bench, ids['base'] ?? null), volume(bench, ids['child'] ?? null)];
    assert.equal([child['volumeType'], child['ancestorVolumeId'], child['sizeInKb']], ['Snapshot', ids['base'], 16 * GIB]);
    assert.is(child['vtreeId'], base['vtreeId']);
    assert.equal(
      [statistics(bench)['capacityInUseInKb'], statistics(bench)['numOfSnapshots'], statistics(bench)['numOfVtrees']],
      [0, 2, 1],
    );
  });

  it('are all made, or none', () => {
    const { bench, ids } = family();
    const path = `/api/instances/System::${String(only(bench, 'System')['id'])}/action/snapshotVolumes`;
    const take = (...snapshotNames: string[]): ReturnType<Bench['post']> =>
      bench.post(path, { snapshotDefs: snapshotNames.map((snapshotName) => ({ volumeId: ids['base'], snapshotName })) });
    assert.equal([rcOf(take('a', 'child')), rcOf(take('a', 'a')), rcOf(take())], [99, 99, 0]);
    assert.equal(left(bench), ['base', 'child', 'grandchild']);
    assert.is(rcOf(snapshot(bench, '0123456789abcdef', 'a')), 79);
  });

  const removals: readonly [string, readonly string[]][] = [
    ['ONLY_ME', ['base', 'grandchild']],
    ['INCLUDING_DESCENDANTS', ['base']],
    ['DESCENDANTS_ONLY', ['base', 'child']],
    ['WHOLE_VTREE', []],
  ];
  for (const [removeMode, names] of removals) {
    it(`go with removeMode ${removeMode} as far as it says`, () => {
      const { bench, ids } = family();
      assert.is(act(bench, ids['child'] ?? null, 'removeVolume', { removeMode }).effect, 'destroyed');
      assert.equal(left(bench), names);
    });
  }

  it('hang on the origin of what was removed alone', () => {
    const { bench, ids } = family();
    act(bench, ids['child'] ?? null, 'removeVolume', { removeMode: 'ONLY_ME' });
    assert.is(volume(bench, ids['grandchild'] ?? null)['ancestorVolumeId'], ids['base']);
  });

  it('all stay when one of them is mapped', () => {
    const { bench, ids } = family();
    act(bench, ids['grandchild'] ?? null, 'addMappedSdc', { sdcId: only(bench, 'Sdc')['id'] });
    assert.is(rcOf(act(bench, ids['base'] ?? null, 'removeVolume', { removeMode: 'WHOLE_VTREE' })), 104);
    assert.equal(left(bench), ['base', 'child', 'grandchild']);
  });
});
