import { PlumblineError } from '../agent/errors.ts';
import { httpErrors } from '../agent/http.ts';
import type { World } from '../agent/model/observed.ts';
import { ok, unknown } from '../agent/model/observed.ts';
import type { SystemName } from '../agent/model/ref.ts';
import type { System } from '../agent/model/system.ts';
import { NOTHING_SOUGHT } from '../agent/model/system.ts';
import { observe, observeAgain, pinsAfter } from '../agent/observe.ts';
import { fakeSystem, NOON, testCtx } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';

/** Of this id; null: it does not answer. */
function systemOf(name: SystemName, id: string | null): System {
  const read = id === null ? unknown(new PlumblineError(httpErrors.timeout, 'No answer.')) : ok(id, NOON);
  return {
    ...fakeSystem('marathon'),
    name,
    read: async () => ({ info: read, apps: read }),
    identity: (live) => (live as { info: typeof read }).info,
  };
}

const how = (pins: Record<string, string> = {}): Parameters<typeof observe>[1] => ({ ctx: testCtx(), pins, sought: NOTHING_SOUGHT });

/** Of each system: what was read of its apps, or the code of what hinders that. */
function told(world: World): object {
  return Object.fromEntries(
    [...world].map(([name, live]) => {
      const { apps } = live as { apps: ReturnType<typeof ok<string>> | ReturnType<typeof unknown> };
      return [name, apps.kind === 'ok' ? apps.value : apps.error.code.code];
    }),
  );
}

describe('what a system is told when it is read', (it) => {
  it('is what is sought, and which ids are known', async () => {
    const told: unknown[] = [];
    const read = async (_ctx: unknown, sought: unknown): Promise<object> => {
      told.push(sought);
      return {};
    };
    await observe([{ ...systemOf('marathon', null), read, identity: () => ok('f1', NOON) }], how({ marathon: 'f1' }));
    assert.equal(told, [{ ...NOTHING_SOUGHT, pins: { marathon: 'f1' } }]);
  });
});

describe('one system under two names', (it) => {
  it('is known under the first of them alone', async () => {
    const systems = [systemOf('marathon', 'f1'), systemOf('marathon:x', 'f1'), systemOf('marathon:y', 'f2')];
    const world = await observe(systems, how());
    assert.equal(told(world), { marathon: 'f1', 'marathon:x': 'identity/twice', 'marathon:y': 'f2' });
    assert.equal(pinsAfter(systems, world, {}), { marathon: 'f1', 'marathon:y': 'f2' });
    const { info } = world.get('marathon:x') as { info: ReturnType<typeof unknown> };
    assert.is(
      info.error.message,
      'marathon:x is the same system as marathon: the id of both is f1, so nothing is read or changed through marathon:x.',
    );
  });

  it('is not known under the other while the first does not answer', async () => {
    const systems = [systemOf('marathon', null), systemOf('marathon:x', 'f1')];
    assert.equal(told(await observe(systems, how({ marathon: 'f1' }))), { marathon: 'http/timeout', 'marathon:x': 'identity/twice' });
  });

  it('stays unknown when only it is read again', async () => {
    const systems = [systemOf('marathon', 'f1'), systemOf('marathon:x', 'f1')];
    const before = await observe(systems, how());
    assert.equal(told(await observeAgain(systems, new Set(['marathon:x']), before, how())), {
      marathon: 'f1',
      'marathon:x': 'identity/twice',
    });
  });

  it('is not what two systems of different kinds are, whatever their ids', async () => {
    const systems = [systemOf('marathon', '1'), systemOf('chronos', '1')];
    assert.equal(told(await observe(systems, how())), { marathon: '1', chronos: '1' });
  });
});
