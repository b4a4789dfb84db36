import { PlumblineError, internalErrors } from '../../../agent/errors.ts';
import { unknown } from '../../../agent/model/observed.ts';
import { zoneLossRule } from '../../../agent/plan/rules/zone-loss.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { deviceOf, factsOf, host, POOL_ID, sds } from './pool-builders.ts';
import type { Scene } from './pool-builders.ts';

const NAMES = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6'];
const devices = NAMES.map((node) => deviceOf(node, 'r1'));

/** Six nodes by zone and fault set. */
function scene(zones: readonly string[], faultSets: readonly (string | null)[], over: Scene = {}): Scene {
  return {
    nodes: NAMES,
    sds: NAMES.map((node, index) => sds(node, { faultSetId: faultSets[index] ?? null })),
    hosts: NAMES.map((node, index) => host(node, { zone: zones[index] ?? '' })),
    devices,
    ...over,
  };
}

function told(given: Scene): readonly (readonly [string, string, string])[] {
  return zoneLossRule(factsOf(given)).findings.map(({ ref, code, why }) => [ref, code, why] as const);
}

const THREE = ['a', 'a', 'b', 'b', 'c', 'c'];
const SETS = ['f1', 'f1', 'f2', 'f2', 'f3', 'f3'];

describe('a pool in several zones', (it) => {
  it('survives the loss of one when each zone is one fault set', () => assert.equal(told(scene(THREE, SETS)), []));

  it('survives it when each node is in a zone of its own', () => assert.equal(told(scene(NAMES, [])), []));

  it('does not when a zone is several fault units, and says which zones', () => {
    const [found, ...others] = told(scene(THREE, ['f1', 'f1', 'f2', null, null, null]));
    assert.equal([found?.[0], found?.[1], others.length], ['StoragePool/gold', 'SurvivesZoneLoss', 0]);
    assert.match(found?.[2] ?? '', /^its nodes in b and in c are several fault units: both copies/);
  });

  it('is not judged when all of it is in one zone, or in two without any fault set', () => {
    assert.equal(told(scene(['a', 'a', 'a', 'a', 'a', 'a'], ['f1'])), []);
    const two = ['a', 'a', 'a', 'b', 'b', 'b'];
    assert.equal([told(scene(two, [])).length, told(scene(two, ['f1', 'f1', 'f1'])).length], [0, 1]);
  });

  it('is judged by the nodes that have devices in it', () => {
    const elsewhere = devices.map((device, index) => (index % 2 === 0 ? device : { ...device, storagePoolId: `${POOL_ID}2` }));
    assert.equal(told(scene(THREE, [], { devices: elsewhere })), []);
    assert.is(told(scene(THREE, [])).length, 1);
  });

  it('is not judged while a machine is not known', () => {
    const hosts = NAMES.slice(1).map((node, index) => host(node, { zone: THREE[index + 1] ?? '' }));
    assert.equal(told(scene(THREE, [], { hosts })), []);
    assert.equal(told(scene(THREE, [], { cloud: null })), []);
    const failure = unknown(new PlumblineError(internalErrors.unexpected, 'no answer'));
    assert.equal(told(scene(THREE, [], { cloud: { hosts: failure } })), []);
  });
});
