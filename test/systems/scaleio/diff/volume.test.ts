import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { diffScaleio } from '../../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, inputsOf, liveOf, POOL, VOLUME } from '../docs.ts';
import type { Declared } from '../docs.ts';

type LiveOver = Parameters<typeof liveOf>[0];
type Drafts = ReturnType<typeof diffScaleio>;

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

function changes(declared: Declared, live: LiveOver): Drafts {
  return ofVolumes(diffScaleio(inputsOf(declare(declared)), liveOf(live)));
}

function ofVolumes(drafts: Drafts): Drafts {
  return drafts.filter(({ ref }) => ref.startsWith('Volume/'));
}

function argsOf(change: Drafts[number] | undefined): Record<string, unknown> {
  return { ...change?.action.args };
}

describe('the ScaleIO diff of a volume', (it) => {
  it('says of a new one which hosts get it, and what they may ask of it', () => {
    const volume = { mappedTo: ['n1', 'n2'], limits: { iops: 1000, bandwidthMibps: 100 } };
    const [create] = ofVolumes(changes({ volume }, { volumes: [] }));
    assert.equal(create?.then, ['maps it to n1', 'maps it to n2', 'limits each host to 1000 I/O operations a second and 100 MiB/s']);
  });

  it('creates one that is not there, with the whole call in the action', () => {
    const [change, ...others] = changes({}, { volumes: [] });
    assert.is(others.length, 0);
    assert.equal(change, {
      id: 'keep Volume/pg',
      ref: 'Volume/pg',
      backendId: null,
      op: 'create',
      class: 'additive',
      action: {
        system: 'scaleio',
        do: 'createVolume',
        args: { name: 'pg', storagePoolId: 'sp1', protectionDomainId: 'pd1', volumeType: 'ThinProvisioned', volumeSizeInKb: '16777216' },
      },
      then: [],
      needs: ['StoragePool/gold'],
      reads: ['domains', 'pools', 'volumes'].map((facet) => ({ system: 'scaleio', facet })),
      requires: [],
      markedBy: null,
      spend: null,
      reason: 'ScaleIO has no volume named pg',
      fields: [
        { path: 'name', from: null, to: 'pg' },
        { path: 'pool', from: null, to: 'gold' },
        { path: 'sizeGiB', from: null, to: 16 },
        { path: 'type', from: null, to: 'thin' },
      ],
      effects: ['creates a thin volume of 16 GiB in pool gold'],
    });
  });

  it('creates a thick one under its vendor name', () => {
    const [change] = changes({ volume: { type: 'thick', name: 'pgdata' } }, {});
    assert.equal([argsOf(change)['volumeType'], argsOf(change)['name']], ['ThickProvisioned', 'pgdata']);
  });

  it('grows one that is too small, and asks for the declared size', () => {
    const [change] = changes({ volume: { sizeGiB: 24 } }, {});
    assert.equal(change?.action, { system: 'scaleio', do: 'setVolumeSize', args: { volumeId: 'v1', sizeInGB: '24' } });
    assert.equal([change?.op, change?.class, change?.backendId, change?.needs], ['grow', 'additive', 'v1', []]);
    assert.equal(change?.fields, [{ path: 'sizeGiB', from: 16, to: 24 }]);
  });

  const ignoring: readonly [string, readonly string[], readonly string[]][] = [
    ['nothing', [], ['grow']],
    ['its size', ['sizeGiB'], []],
    ['another field', ['type'], ['grow']],
  ];
  for (const [what, paths, ops] of ignoring) {
    it(`keeps the live size where sync.ignore names ${what}: ${ops.join() || 'no change'}`, () => {
      const ignored: Inputs['ignored'] = (ref) => (ref === 'Volume/pg' ? paths : []);
      const drafts = diffScaleio(inputsOf(declare({ volume: { sizeGiB: 24 } }), { ignored }), liveOf());
      assert.equal(
        drafts.map(({ op }) => op),
        ops,
      );
    });
  }

  it('finds a pool that is not declared by its domain and name', () => {
    const [change] = changes({ pool: null, volume: { pool: 'pd/gold' } }, { volumes: [] });
    assert.is(argsOf(change)['storagePoolId'], 'sp1');
    assert.equal(change?.needs, []);
  });

  it('keeps pools of one name in two domains apart', () => {
    const twin = { ...POOL, id: 'sp2', protectionDomainId: 'pd2' };
    const [change] = changes({}, { pools: [twin, POOL], volumes: [] });
    assert.is(argsOf(change)['storagePoolId'], 'sp1');
  });

  const untouched: readonly [string, Declared, LiveOver][] = [
    ['that is as declared', {}, {}],
    ['that somebody else made, as declared', {}, { volumes: [{ ...VOLUME, id: 'made-by-hand' }] }],
    ['that is larger', { volume: { sizeGiB: 8 } }, {}],
    ['of another type', { volume: { type: 'thick', sizeGiB: 24 } }, {}],
    ['in another pool', { volume: { sizeGiB: 24 } }, { volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] }],
    ['that is a snapshot', { volume: { sizeGiB: 24 } }, { volumes: [{ ...VOLUME, volumeType: 'Snapshot' }] }],
    ['whose name two have', { volume: { sizeGiB: 24 } }, { volumes: [VOLUME, { ...VOLUME, id: 'v2' }] }],
    ['whose pool is not there', {}, { pools: [], volumes: [] }],
    ['whose pool is there twice', {}, { pools: [POOL, { ...POOL, id: 'sp2' }], volumes: [] }],
    ['whose domain is not there', {}, { domains: [], volumes: [] }],
    ['that is not declared', {}, { volumes: [VOLUME, { ...VOLUME, id: 'v2', name: 'other' }] }],
  ];
  for (const [which, declared, live] of untouched) {
    it(`leaves alone one ${which}`, () => assert.equal(changes(declared, live), []));
  }

  for (const facet of ['domains', 'pools', 'volumes'] as const) {
    it(`derives nothing when the ${facet} are unknown`, () => {
      const live = { ...liveOf({ volumes: [] }), [facet]: failure };
      assert.equal(
        diffScaleio(inputsOf(declare({ pool: { thresholds: { high: 70, critical: 85 } } })), live).filter(({ ref }) => ref === 'Volume/pg'),
        [],
      );
    });
  }

  it('does not wait for what it was not derived from', () => {
    const live = { ...liveOf({ volumes: [] }), statistics: failure, nodes: failure, system: failure };
    assert.is(diffScaleio(inputsOf(declare()), live).length, 1);
  });

  it('grows by 8 GiB steps from just under, and is done at the size', () => {
    const op = (liveGiB: number): string | undefined =>
      changes({ volume: { sizeGiB: 24 } }, { volumes: [{ ...VOLUME, sizeKib: gibToKib(liveGiB) }] })[0]?.op;
    assert.equal([op(16), op(24), op(32)], ['grow', undefined, undefined]);
  });
});
