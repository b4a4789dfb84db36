import { largestUnitPercent, sizeFor, usableKibOf } from '../../../../agent/plan/rules/grow/sizing.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { deviceKib, deviceOf, factsOf, sds, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const OVERHEAD_GIB = 1025 / 1024;

function sized(scene: Scene, targetPercent = 65, plannedGiB = 0): ReturnType<typeof sizeFor> {
  return sizeFor(viewOf(factsOf(scene)), targetPercent, gibToKib(plannedGiB));
}

function sizeGiB(scene: Scene, targetPercent = 65): number | undefined {
  return sized(scene, targetPercent)?.sizeGiB;
}

/** Three nodes, half of 3000 GiB spare: `lacking` GiB more on each would bring it to 50 %. */
function lacking(perNodeGiB: number, over: Scene = {}): Scene {
  const inUseGiB = 0.5 * 0.5 * (3000 + 3 * (perNodeGiB - OVERHEAD_GIB));
  return { filling: { maxGiB: 3000, spareGiB: 1500, inUseGiB }, livePool: { sparePercent: 50 }, ...over };
}

function devicesOf(...sizesGiB: readonly number[]): Scene['devices'] {
  return sizesGiB.map((size, index) => deviceOf('n1', `r${index + 1}`, { maxKib: deviceKib(size) }));
}

describe('the size of the next row', (it) => {
  it('brings the pool to its target by what is measured', () => {
    // 10 x 1 TiB, 10 % spare, 85 % used: the research's worked example.
    const nodes = Array.from({ length: 10 }, (_, index) => `n${index + 1}`);
    const filling = { maxGiB: 10_240, spareGiB: 1024, inUseGiB: 0.85 * 9216 };
    const size = sized({ nodes, filling, livePool: { sparePercent: 10 } });
    assert.is(size?.sizeGiB, 320);
    assert.ok(size !== undefined && size !== null && size.afterPercent < 65 && size.afterPercent > 64.7, String(size?.afterPercent));
  });

  it('counts the spare: without it far too little would be bought', () => {
    const filling = { maxGiB: 1500, spareGiB: 510, inUseGiB: 0.82 * 990 };
    const size = sized({ filling, livePool: { sparePercent: 34 } }, 60);
    assert.is(size?.sizeGiB, 192);
    assert.ok((size?.afterPercent ?? 99) < 60);
  });

  it('is a multiple of 8 GiB, just reached or just missed', () => {
    assert.is(sizeGiB(lacking(200), 50), 200);
    assert.is(sizeGiB(lacking(199.9), 50), 200);
    assert.is(sizeGiB(lacking(200.1), 50), 208);
  });

  it('is at least 100 GiB', () => {
    assert.is(sizeGiB(lacking(99.9), 50), 100);
    assert.is(sizeGiB(lacking(100), 50), 100);
    assert.is(sizeGiB(lacking(100.1), 50), 104);
    assert.is(sizeGiB(lacking(2), 50), 100);
  });

  it('leaves what is needed as it is, which may be less than ScaleIO takes', () => {
    assert.is(Math.round(sized(lacking(10), 50)?.needGiB ?? 0), 10);
    assert.is(sizeGiB(lacking(10, { devices: devicesOf(180, 250) }), 50), 180);
    assert.is(sizeGiB(lacking(10, { devices: devicesOf(50, 250) }), 50), 100);
  });

  it('is at most what ScaleIO takes for one device', () => {
    assert.is(sizeGiB(lacking(5583.9), 50), 5584);
    assert.is(sizeGiB(lacking(5584.1), 50), 5584);
  });

  it('is none at the target', () => {
    const at = (percent: number): Scene => ({ filling: { inUseGiB: percent * 10 } });
    assert.is(sized(at(65)), null);
    assert.is(sized(at(64.9)), null);
    assert.is(sizeGiB(at(65.1)), 100);
  });

  it('is the size of the disks there are, from what is needed to twice as much', () => {
    const with180 = (perNodeGiB: number): number | undefined => sizeGiB(lacking(perNodeGiB, { devices: devicesOf(180) }), 50);
    assert.is(with180(179.9), 180);
    assert.is(with180(180.1), 184);
    assert.is(with180(90.1), 180);
    assert.is(sizeGiB(lacking(124.9, { devices: devicesOf(250) }), 50), 128);
    assert.is(sizeGiB(lacking(125.1, { devices: devicesOf(250) }), 50), 250);
  });

  it("is the smallest size that fits, of the pool's own disks", () => {
    assert.is(sizeGiB(lacking(120, { devices: devicesOf(240, 180, 100) }), 50), 180);
    const others = [deviceOf('n1', 'r1', { storagePoolId: 'other', maxKib: deviceKib(180) })];
    assert.is(sizeGiB(lacking(121, { devices: others }), 50), 128);
  });

  it('leaves room for declared volumes that are not there yet', () => {
    assert.is(sized({ filling: { inUseGiB: 600 } }, 65, 0), null);
    assert.is(sized({ filling: { inUseGiB: 600 } }, 65, 300)?.sizeGiB, 200);
  });

  it('does not count capacity that is out of reach', () => {
    const size = sized({ filling: { inUseGiB: 650, over: { unreachableUnusedKib: gibToKib(300) } } });
    assert.is(size?.sizeGiB, 104);
    assert.is(Math.round(10 * (size?.afterPercent ?? 0)), 646);
    assert.is(sized({ filling: { inUseGiB: 650 } }), null);
  });

  it('is none for a pool without nodes', () => assert.is(sized({ nodes: [], filling: { inUseGiB: 900 } }), null));
});

describe('a device', (it) => {
  it('brings its size without the 1025 MiB that ScaleIO keeps', () => {
    assert.equal([usableKibOf(100), usableKibOf(110), usableKibOf(900)], [103_808_000, 114_293_760, 942_668_800]);
  });
});

describe('the largest fault unit', (it) => {
  it('is the node with most, or the fault set', () => {
    const devices = [deviceOf('n1', 'r1', { maxKib: deviceKib(100) }), deviceOf('n2', 'r1', { maxKib: deviceKib(300) })];
    assert.is(Math.round(largestUnitPercent(viewOf(factsOf({ devices })), 100)), 57);
    const racks = [sds('n1', { faultSetId: 'a' }), sds('n2'), sds('n3', { faultSetId: 'a' })];
    assert.is(Math.round(largestUnitPercent(viewOf(factsOf({ sds: racks })), 100)), 67);
  });

  it('is nothing in a pool that ScaleIO does not have', () => assert.is(largestUnitPercent(viewOf(factsOf({ sds: [] })), 100), 0));
});
