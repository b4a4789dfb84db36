import { PlumblineError } from '../../../agent/errors.ts';
import { ok } from '../../../agent/model/observed.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, INFO, inputsOf, liveApp, liveOf, NOW, testCtx, withUnknown } from './inputs.ts';

const unread = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
const system = marathonSystem({ url: 'http://127.0.0.1:1' });

describe('what Marathon says of itself', (it) => {
  it('is known by the id it is registered under', () => {
    const live = {
      ...liveOf(),
      info: ok({ ...INFO, frameworkId: 'f-1' }, NOW),
    };
    assert.equal(system.identity(live), ok('f-1', NOW));
  });

  it('is nobody one knows while it is not registered, or cannot be read', () => {
    const info = ok({ ...INFO, frameworkId: null }, NOW);
    const [lost, down] = [system.identity({ ...liveOf(), info }), system.identity(withUnknown(liveOf(), 'info', unread))];
    assert.is(lost.kind === 'unknown' && lost.error.code.code, 'marathon/not-registered');
    assert.is(down.kind === 'unknown' && down.error, unread);
  });

  it('sees an app by its id, and knows nothing from what was not read', () => {
    const live = liveOf(liveApp('/a'));
    assert.equal([system.sees('App', '/a', live), system.sees('App', '/b', live)], [ok(true, NOW), ok(false, NOW)]);
    assert.equal(system.sees('Volume', '/a', live), ok(false, NOW));
    assert.is(system.sees('App', '/a', withUnknown(live, 'apps', unread)).kind, 'unknown');
  });

  it('cannot look at a precondition of another system, so it does not hold', async () => {
    const precondition = { system: 'marathon', check: 'volume-unmapped', backendId: 'v1' } as const;
    assert.is((await system.check(precondition, testCtx())).kind, 'fails');
  });

  it('tells the ids of the declared apps that are there, and how many there are at all', () => {
    const desired = desiredOf([appDoc('/a', {}), appDoc('/b', {}, { state: 'absent' }), appDoc('/c', {})]);
    const live = liveOf(liveApp('/a'), liveApp('/b'), liveApp('/x'));
    const { ids, existing } = appHealth(inputsOf(desired), live);
    assert.equal(
      [...ids],
      [
        ['App//a', '/a'],
        ['App//b', '/b'],
      ],
    );
    assert.is(existing, 3);
    const blind = appHealth(inputsOf(desired), withUnknown(live, 'apps', unread));
    assert.equal([[...blind.ids], blind.marks, blind.existing], [[], null, null]);
  });
});
