import { PlumblineError } from '../../../agent/errors.ts';
import type { Kind } from '../../../agent/model/kinds.gen.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../agent/systems/scaleio/health/health.ts';
import { seesObject, systemIdOf } from '../../../agent/systems/scaleio/identity.ts';
import type { ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';
import { NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, inputsOf, liveOf, VOLUME } from './docs.ts';

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

describe('what ScaleIO says of itself', (it) => {
  it('is known by the id of its system', () => {
    assert.equal(systemIdOf(liveOf()), ok('sys', NOON));
    assert.equal(systemIdOf({ ...liveOf(), system: failure }), failure);
  });

  const objects: readonly [Kind, string, keyof ScaleioFacets][] = [
    ['Volume', 'v1', 'volumes'],
    ['StoragePool', 'sp1', 'pools'],
    ['ProtectionDomain', 'pd1', 'domains'],
    ['StorageNode', 's1', 'nodes'],
  ];
  for (const [kind, id, facet] of objects) {
    it(`sees a ${kind} by its id, whatever its name, and nothing from what was not read`, () => {
      assert.equal(seesObject(kind, id, liveOf()), ok(true, NOON));
      assert.equal(seesObject(kind, 'other', liveOf()), ok(false, NOON));
      assert.equal(seesObject(kind, id, { ...liveOf(), [facet]: failure }), failure);
    });
  }

  it('has no apps', () => assert.equal(seesObject('App', 'v1', liveOf()), ok(false, NOON)));

  it('tells the ids of what is declared and there, and how many volumes there are', () => {
    const live = liveOf({ volumes: [VOLUME, { ...VOLUME, id: 'v2', name: 'other' }] });
    const { ids, existing, marks } = scaleioHealth(inputsOf(declare()), live);
    assert.equal([...ids].map((entry) => entry.join(' ')).toSorted(), [
      'ProtectionDomain/pd pd1',
      'StorageNode/n1 s1',
      'StoragePool/gold sp1',
      'Volume/pg v1',
    ]);
    assert.equal([existing, marks], [2, []]);
  });

  it('tells no id and no number from what was not read', () => {
    const layout = { system: failure, domains: failure, faultSets: failure, pools: failure, statistics: failure, nodes: failure };
    const blind = { ...layout, devices: failure, volumes: failure, sdcs: failure, migrations: failure, alerts: failure };
    const { ids, existing } = scaleioHealth(inputsOf(declare()), blind);
    assert.equal([ids.size, existing], [0, null]);
  });
});
