import { PlumblineError } from '../../../agent/errors.ts';
import { unknown } from '../../../agent/model/observed.ts';
import { diffScaleio } from '../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, inputsOf, liveOf } from './docs.ts';
import type { Declared } from './docs.ts';

type LiveOver = Parameters<typeof liveOf>[0];

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

function changes(declared: Declared, live: LiveOver): ReturnType<typeof diffScaleio> {
  return diffScaleio(inputsOf(declare(declared)), liveOf(live));
}

function argsOf(change: ReturnType<typeof diffScaleio>[number] | undefined): Record<string, unknown> {
  return { ...change?.action.args };
}

describe('the ScaleIO diff of a pool', (it) => {
  const thresholds = (high: number, critical: number): Declared => ({ pool: { thresholds: { high, critical } } });

  it('sets both thresholds and shows the one that differs', () => {
    const [change] = changes(thresholds(75, 90), {});
    assert.equal(change?.action, {
      system: 'scaleio',
      do: 'setCapacityAlertThresholds',
      args: { storagePoolId: 'sp1', capacityAlertHighThresholdPercent: '75', capacityAlertCriticalThresholdPercent: '90' },
    });
    assert.equal([change?.op, change?.class, change?.backendId], ['update', 'additive', 'sp1']);
    assert.equal(change?.fields, [{ path: 'thresholds.high', from: 80, to: 75 }]);
  });

  it('keeps the live value of a threshold that sync.ignore names', () => {
    const sent = (...paths: string[]): unknown => {
      const inputs = inputsOf(declare(thresholds(70, 85)), { ignored: (ref) => (ref === 'StoragePool/gold' ? paths : []) });
      const [change] = diffScaleio(inputs, liveOf());
      const args = argsOf(change);
      return change && [args['capacityAlertHighThresholdPercent'], args['capacityAlertCriticalThresholdPercent']];
    };
    assert.equal(
      [sent(), sent('thresholds.high'), sent('thresholds.critical')],
      [
        ['70', '85'],
        ['80', '85'],
        ['70', '90'],
      ],
    );
    assert.equal([sent('thresholds'), sent('thresholds.high', 'thresholds.critical')], [undefined, undefined]);
  });

  it('is silent when they are equal, or not declared', () => {
    assert.equal(changes(thresholds(80, 90), {}), []);
    assert.equal(changes({ pool: {} }, {}), []);
  });

  it('is silent when the pools or the domains are unknown, or the pool is not there', () => {
    const inputs = inputsOf(declare(thresholds(75, 90)));
    assert.equal(diffScaleio(inputs, { ...liveOf(), pools: failure }), []);
    assert.equal(diffScaleio(inputs, { ...liveOf(), domains: failure }), []);
    assert.equal(diffScaleio(inputs, liveOf({ pools: [] })), []);
  });
});
