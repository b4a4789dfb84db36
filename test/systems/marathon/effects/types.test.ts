import { effectOf } from '../../../../agent/systems/marathon/effects/types.ts';
import type { PathEffect } from '../../../../agent/systems/marathon/effects/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';

const TABLE: readonly PathEffect[] = [
  { path: 'cpus', effect: 'restart', resident: 'fixed', since: '1.4' },
  { path: 'instances', effect: 'scale', since: '1.4' },
  { path: 'env.*', effect: 'restart', since: '1.4' },
  { path: 'volumes[].external.size', effect: 'update', since: '1.5', until: '1.8' },
  { path: 'volumes[].mode', effect: 'none', since: '1.4' },
  { path: 'ports[]', effect: 'update', since: '1.4' },
];

describe('the effect of a difference', (it) => {
  for (const [path, effect] of [
    ['instances', 'scale'],
    ['env.A.b[0]', 'restart'],
    ['env', 'restart'],
    ['volumes[12].external.size', 'update'],
    ['volumes[0].external', 'update'],
    ['volumes', 'update'],
    ['volumes[3].mode', 'none'],
    ['ports[2].name', 'update'],
    ['ports', 'update'],
    ['instancesMore', 'restart'],
  ] as const) {
    it(`at ${path} is ${effect}`, () => assert.is(effectOf(TABLE, path, '1.6'), effect));
  }

  it('is that of the profile', () => {
    for (const profile of ['1.4', '1.9', '1.10'] as const) assert.is(effectOf(TABLE, 'volumes', profile), 'none');
    assert.is(effectOf(TABLE, 'volumes', '1.8'), 'update');
  });

  it('is another where there are local persistent volumes', () => {
    assert.is(effectOf(TABLE, 'cpus', '1.10', true), 'fixed');
    assert.is(effectOf(TABLE, 'cpus', '1.10'), 'restart');
    assert.is(effectOf(TABLE, 'instances', '1.10', true), 'scale');
  });
});
