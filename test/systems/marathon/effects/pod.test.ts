import podSchema from '../../../../schemas/Pod.json' with { type: 'json' };
import { POD_EFFECTS } from '../../../../agent/systems/marathon/effects/pod.ts';
import { effectOf } from '../../../../agent/systems/marathon/effects/types.ts';
import type { Schema } from '../../../fuzz/from-schema.ts';
import { isLeaf, placesOf } from '../../../property/marathon/places.ts';
import { assert, describe } from '../../../helpers/suite.ts';

const root = podSchema as unknown as Schema;

describe('effects of a changed pod', (it) => {
  const paths = POD_EFFECTS.map(({ path }) => path);
  const places = placesOf({ schema: podSchema.properties.spec as unknown as Schema, root });

  it('has one row for each field that there is', () => {
    assert.is(new Set(paths).size, paths.length);
    assert.equal(
      paths.filter((path) => !places.has(path)),
      [],
    );
  });

  it('leaves no field out', () => {
    const leaves = [...places].filter(([, schemas]) => isLeaf(schemas, root)).map(([path]) => path);
    assert.equal(
      leaves.filter((path) => !paths.includes(path)),
      [],
    );
  });

  for (const [path, effect, resident] of [
    ['scaling.instances', 'scale', 'scale'],
    ['labels.team', 'restart', 'restart'],
    ['containers[1].resources.cpus', 'restart', 'fixed'],
    ['containers', 'restart', 'fixed'],
    ['containers[0].endpoints[2].hostPort', 'restart', 'fixed'],
    ['containers[0].check', 'none', 'none'],
    ['volumes[0].persistent.size', 'restart', 'fixed'],
    ['scheduling.killSelection', 'update', 'update'],
    ['scheduling.unreachableStrategy', 'update', 'update'],
    ['scheduling.backoff.backoff', 'restart', 'restart'],
    ['executorResources.mem', 'update', 'fixed'],
  ] as const) {
    it(`says ${effect} of ${path}, with persistent volumes ${resident}`, () => {
      assert.is(effectOf(POD_EFFECTS, path, '1.10'), effect);
      assert.is(effectOf(POD_EFFECTS, path, '1.10', true), resident);
    });
  }
});
