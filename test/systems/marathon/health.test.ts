import { PlumblineError } from '../../../agent/errors.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Readiness } from '../../../agent/model/observed.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import type { JsonObject } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, NOW, withUnknown } from './inputs.ts';

const checked = { healthChecks: [{ protocol: 'HTTP' }], instances: 2 };

const rows: readonly { readonly name: string; readonly live: JsonObject; readonly is: Readiness }[] = [
  { name: 'ready when every task runs', live: { instances: 2, tasksRunning: 2 }, is: { kind: 'ready' } },
  { name: 'ready when no task is to run', live: { instances: 0, tasksRunning: 0 }, is: { kind: 'ready' } },
  { name: 'degraded when one is missing', live: { instances: 2 }, is: { kind: 'degraded', why: '1 of 2 tasks run' } },
  { name: 'ready when every task is healthy', live: { ...checked, tasksRunning: 2, tasksHealthy: 2 }, is: { kind: 'ready' } },
  {
    name: 'degraded when a running task is not healthy',
    live: { ...checked, tasksRunning: 2, tasksHealthy: 1 },
    is: { kind: 'degraded', why: '1 of 2 tasks are healthy' },
  },
  {
    name: 'progressing while a deployment runs',
    live: { instances: 2, deployments: [{ id: 'd1' }] },
    is: { kind: 'progressing', why: 'deployment d1 is running, step 1 of 2; 1 of 2 tasks run' },
  },
  {
    name: 'progressing even with all its tasks, until the deployment has ended',
    live: { deployments: [{ id: 'd2' }] },
    is: { kind: 'progressing', why: 'deployment d2 is running' },
  },
];

describe('appHealth', (it) => {
  for (const row of rows) {
    it(`is ${row.name}`, () => {
      const deployments = ok(
        [{ id: 'd1', affectedApps: ['/a'], affectedPods: [], startedAt: null, movedAt: null, currentStep: 1, totalSteps: 2 }],
        NOW,
      );
      const live = { ...liveOf(liveApp('/a', row.live)), deployments };
      assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})])), live).ready.get('App//a'), row.is);
    });
  }

  it('is absent when a complete read has no such app', () => {
    assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})])), liveOf()).ready.get('App//a'), { kind: 'absent' });
  });

  it('is unknown while apps are unknown, also of an app declared absent (invariant 2: unread is not absent)', () => {
    const error = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
    const desired = desiredOf([appDoc('/a', {}), appDoc('/b', {}, { state: 'absent' })]);
    const { ready } = appHealth(inputsOf(desired), withUnknown(liveOf(), 'apps', error));
    assert.equal([ready.get('App//a')?.kind, ready.get('App//b')?.kind], ['unknown', 'unknown']);
  });

  it('of an app declared absent is ready once it is gone', () => {
    const desired = desiredOf([appDoc('/a', {}, { state: 'absent' })]);
    assert.equal(appHealth(inputsOf(desired), liveOf()).ready.get('App//a'), { kind: 'ready' });
    assert.is(appHealth(inputsOf(desired), liveOf(liveApp('/a'))).ready.get('App//a')?.kind, 'progressing');
  });

  it('does not need the deployments to be known', () => {
    const error = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
    const live = withUnknown(liveOf(liveApp('/a', { deployments: [{ id: 'd1' }] })), 'deployments', error);
    assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})])), live).ready.get('App//a'), {
      kind: 'progressing',
      why: 'deployment d1 is running',
    });
  });
});
