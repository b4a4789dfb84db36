import { PlumblineError } from '../agent/errors.ts';
import { httpErrors } from '../agent/http.ts';
import { intentsFor } from '../agent/intents-for.ts';
import type { System } from '../agent/model/system.ts';
import type { PassDeps } from '../agent/pass-deps.ts';
import type { Planned } from '../agent/pass.ts';
import { change, fakeSystem, health, memory, NO_WORLD, NOON, testCtx } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';

const PLANNED = { sight: { world: NO_WORLD, health: health() }, at: NOON, plan: null } as unknown as Planned;

const removal = (name: string, system: 'marathon' | 'scaleio') =>
  change(`Volume/${name}`, { class: 'destructive', requires: [{ system, check: 'gone', backendId: name }] });

/** The objects that intents are made for, with this to say for what is looked at in Marathon. */
async function intended(check: System['check']): Promise<readonly string[]> {
  const systems = new Map([
    ['marathon', fakeSystem('marathon', { check })],
    ['scaleio', fakeSystem('scaleio')],
  ]);
  const deps = { systems, ctx: testCtx(), recall: { memory: memory(), epoch: 1 } } as unknown as PassDeps;
  const changes = [removal('a', 'marathon'), removal('b', 'scaleio'), change('App//c')];
  return (await intentsFor(deps, changes, PLANNED)).map(({ ref }) => ref);
}

describe('the intents before a pass makes its changes', (it) => {
  it('are of what destroys, as far as what has to hold does', async () => {
    assert.equal(await intended(async () => ({ kind: 'holds' })), ['Volume/a', 'Volume/b']);
    assert.equal(await intended(async () => ({ kind: 'fails', why: 'it is there' })), ['Volume/b']);
  });

  it('are none of a change whose system cannot be asked, and are of the others', async () => {
    const unreachable = new PlumblineError(httpErrors.unreachable, 'Nobody answers.');
    assert.equal(await intended(() => Promise.reject(unreachable)), ['Volume/b']);
  });

  it('end with a mistake of the agent itself', async () => {
    await intended(() => Promise.reject(new TypeError('x'))).then(
      () => assert.unreachable(),
      (thrown: unknown) => assert.instance(thrown, TypeError),
    );
  });
});
