import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import type { Device, StorageNode } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import type { Kib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, deviceOf, figures, liveOf, NODES, POOL } from '../docs.ts';
import { absent, drafted, draftOf, EMPTY, NEW, owning } from './pool-drafts.ts';
import type { World } from './pool-drafts.ts';

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

/** So many nodes, each with two devices of 100 GiB. */
function alike(count: number): { readonly nodes: readonly StorageNode[]; readonly devices: readonly Device[] } {
  const ids = Array.from({ length: count }, (_, index) => `s${index + 1}`);
  const nodes = NODES.slice(0, 1).flatMap((node) => ids.map((id, index) => ({ ...node, id, name: `n${index + 1}` })));
  const devices = ids.flatMap((id) => ['a', 'b'].map((letter) => deviceOf(`${id}${letter}`, id, { maxKib: gibToKib(100) })));
  return { nodes, devices };
}

describe('protection that a pool would lose', (it) => {
  const spare = (sparePercent: number, live: World): string | undefined => draftOf({ sparePercent }, live)?.class;

  it('is that of a spare below the largest fault unit', () => {
    const three = alike(3);
    assert.equal([spare(33, three), spare(35, three), spare(40, three)], ['destructive', 'additive', 'additive'], 'each has 33.3 %');
    const four = alike(4);
    assert.equal([spare(26, four), spare(25, four), spare(24, four)], ['additive', 'additive', 'destructive']);
  });

  it('is none of one that is below it already, and raised', () => {
    const pools = [{ ...POOL, sparePercent: 10 }];
    assert.equal([spare(20, { ...alike(3), pools }), spare(5, { ...alike(3), pools })], ['additive', 'destructive']);
  });

  it('is that of any lower spare while an SDS is not listed, and of none in a pool without devices', () => {
    const unlisted = { ...alike(3), nodes: [] };
    assert.equal([spare(33, unlisted), spare(40, unlisted), spare(10, EMPTY)], ['destructive', 'additive', 'additive']);
  });

  const counting = (deviceCount: number, maxKib = 1500): World => ({
    statistics: new Map([['sp1', figures(100, { deviceCount, maxKib: maxKib as Kib })]]),
  });

  for (const [what, live] of [
    ['the list of devices is empty', { ...EMPTY, ...counting(6) }],
    ['the list lacks the largest unit', { ...alike(3), devices: alike(4).devices.slice(2), nodes: alike(4).nodes, ...counting(8) }],
    ['the pool has room, and no devices', { ...EMPTY, ...counting(0) }],
    ['there are no figures of the pool', { statistics: new Map() }],
  ] as const) {
    it(`is that of any lower spare while ${what}`, () => {
      const draft = draftOf({ sparePercent: 30 }, live);
      assert.equal([draft?.class, draft?.requires.map(({ check }) => check)], ['destructive', ['pool-protected']]);
      assert.match(draft?.effects[1] ?? '', /could perhaps not all be made anew/);
      assert.is(spare(40, live), 'additive');
    });
  }

  it('is not judged while the figures of pools are not known', () => {
    assert.is(drafted(declare({ pool: { sparePercent: 5 } }), { ...liveOf(), statistics: failure }), null);
  });

  it('needs the pool to be well, and says what is lost', () => {
    const off = draftOf({ rebuild: { enabled: false } });
    assert.equal([off?.op, off?.class], ['update', 'destructive']);
    assert.equal(off?.requires, [{ system: 'scaleio', check: 'pool-protected', backendId: 'sp1' }]);
    assert.match(off?.effects.join('; ') ?? '', /not made anew any more/);
    const low = draftOf({ sparePercent: 10 }, alike(3));
    assert.equal(low?.requires, off?.requires);
    assert.match(low?.effects.join('; ') ?? '', /becomes less than SDS n1 has/);
  });
});

describe('a declared pool that is not there', (it) => {
  const none = { pools: [] };

  it('is made with what its creation can say; the rest comes after', () => {
    const draft = draftOf({ sparePercent: 40, rfcache: true, rmcache: { writes: 'cached' }, thresholds: { high: 70, critical: 80 } }, none);
    assert.equal([draft?.op, draft?.class, draft?.backendId, draft?.needs], ['create', 'additive', null, ['ProtectionDomain/pd']]);
    assert.equal(draft?.action, {
      system: 'scaleio',
      do: 'createPool',
      args: {
        name: 'gold',
        protectionDomainId: 'pd1',
        sparePercentage: '40',
        zeroPaddingEnabled: 'TRUE',
        useRfcache: 'TRUE',
        rmcacheWriteHandlingMode: 'Cached',
      },
    });
    assert.equal(draft?.then, ['sets thresholds.high: 70', 'sets thresholds.critical: 80']);
  });

  it("has ScaleIO's own spare, and zero padding, where none are declared", () => {
    const draft = draftOf({ zeroPadding: false }, none);
    assert.equal(draft?.fields, [
      { path: 'name', from: null, to: 'gold' },
      { path: 'protectionDomain', from: null, to: 'pd' },
      { path: 'sparePercent', from: null, to: 10 },
      { path: 'zeroPadding', from: null, to: false },
    ]);
  });

  it('is of one kind of disks from 3.0 on, and of none before', () => {
    const mediaIn = (media: 'ssd' | undefined, live: World): unknown => {
      const draft = draftOf(media === undefined ? {} : { media }, { ...none, ...live });
      return draft && (draft.action.args as { mediaType?: string }).mediaType;
    };
    assert.equal([mediaIn('ssd', {}), mediaIn('ssd', { system: NEW }), mediaIn(undefined, { system: NEW })], [undefined, 'SSD', null]);
  });

  it('waits for its domain', () => assert.is(draftOf({}, { ...none, domains: [] }), null));

  it('is made anew only in place of the lost one, and says so', () => {
    const lost = draftOf({}, none, owning('sp0'));
    assert.match(lost?.reason ?? '', /no pool with the id sp0 any more/);
    assert.match(lost?.effects.join('; ') ?? '', /without the volumes of the lost pool sp0/);
    const taken = draftOf({}, {}, owning('sp0'));
    assert.match(taken?.effects.join('; ') ?? '', /takes the pool with the id sp1, which has its name now/);
  });
});

describe('a pool that is not what its document says', (it) => {
  it('is not changed under another name, twice under one, or in another domain', () => {
    const lower = { sparePercent: 40 };
    assert.is(draftOf(lower, { pools: [{ ...POOL, name: 'old' }] }, owning('sp1')), null, 'renamed by hand');
    assert.is(draftOf(lower, { pools: [POOL, { ...POOL, id: 'sp2' }] }), null);
    const moved = { ...POOL, protectionDomainId: 'pd2' };
    const domains = [{ id: 'pd1', name: 'pd', protectionDomainState: 'Active' }];
    assert.is(draftOf(lower, { pools: [moved], domains }, owning('sp1')), null);
  });

  for (const facet of ['system', 'domains', 'pools', 'devices', 'nodes'] as const) {
    it(`is left alone while the ${facet} are unknown`, () => {
      const desired = declare({ pool: { sparePercent: 40 } });
      assert.is(drafted(desired, { ...liveOf(), [facet]: failure }), null);
    });
  }
});

describe('a pool declared absent', (it) => {
  it('is removed by its id once it is empty', () => {
    const draft = drafted(absent(), liveOf());
    assert.equal([draft?.id, draft?.op, draft?.class, draft?.backendId], ['remove StoragePool/gold', 'delete', 'destructive', 'sp1']);
    assert.equal(draft?.requires, [{ system: 'scaleio', check: 'pool-empty', backendId: 'sp1' }]);
    assert.equal(draft?.action, { system: 'scaleio', do: 'removePool', args: { storagePoolId: 'sp1' } });
  });

  it('is the one that is known, and no namesake', () => {
    const renamed = { ...POOL, name: 'old' };
    assert.is(drafted(absent(), liveOf({ pools: [renamed] }), owning('sp1'))?.backendId, 'sp1');
    assert.is(drafted(absent(), liveOf(), owning('sp0')), null);
    assert.is(drafted(absent(), liveOf({ pools: [] })), null);
    assert.is(drafted(absent(), liveOf({ pools: [POOL, { ...POOL, id: 'sp2' }] })), null);
    assert.is(drafted(absent(), { ...liveOf(), pools: failure }), null);
  });
});
