/** How Marathon is reached, against the simulator: the instance that does not lead, DC/OS, what is hidden, and its events. */
import { generateKeyPairSync } from 'node:crypto';
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Ctx } from '../../../agent/model/system.ts';
import { Secret } from '../../../agent/redact.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../../simulator/simulator.ts';
import { ctxFor } from '../../helpers/simulator.ts';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, planned } from './inputs.ts';

interface World {
  readonly sim: Simulator;
  readonly ctx: Ctx;
}

async function start(test: TestContext, options: SimulatorOptions = {}): Promise<World> {
  const sim = await startSimulator(options);
  const ctx = ctxFor(sim);
  test.after(async () => {
    await sim.close();
    await ctx.http.close();
  });
  return { sim, ctx };
}

const DESIRED = desiredOf([appDoc('/a', { cmd: 'serve', cpus: 0.1 })]);

/** Makes /a through the system; gives what became of it. */
async function makeApp(system: ReturnType<typeof marathonSystem>, { ctx }: World): Promise<string> {
  const [draft] = system.diff(inputsOf(DESIRED), await system.read(ctx, { desired: DESIRED, remembered: [] }));
  if (draft === undefined) return 'nothing to do';
  const written = await system.write(planned(draft), { ...ctx, fresh() {}, secretTexts: new Map(), mark: 'prod/7' });
  return written.kind;
}

describe('Marathon, reached', (it) => {
  it('through the instance that does not lead, which passes everything on', async (test) => {
    const world = await start(test);
    assert.is(await makeApp(marathonSystem({ url: world.sim.marathonFollower }), world), 'applied');
    assert.is(await makeApp(marathonSystem({ url: world.sim.marathon }), world), 'nothing to do');
  });

  it('below DC/OS, with a token that expires', async (test) => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = { type: 'spki', format: 'pem' } as const;
    const account = { uid: 'plumbline', publicKey: publicKey.export(text).toString(), tokenForMs: 60_000 };
    const world = await start(test, { marathonAccount: account });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const ctx = { ...world.ctx, secrets: { mask() {}, read: async () => new Secret('env:KEY', pem) } };
    const auth = { serviceAccount: { uid: 'plumbline', privateKey: { env: 'KEY' } } };
    const system = marathonSystem({ url: world.sim.marathon, auth });
    assert.is(await makeApp(system, { ...world, ctx }), 'applied');
    world.sim.advance(120_000);
    assert.is((await system.read(ctx, NOTHING_SOUGHT)).apps.kind, 'ok');
    const logins = world.sim.ledger().filter(({ call }) => call.includes('/auth/login'));
    assert.is(logins.length, 2);
  });

  it('by somebody who may not see all of it: that is unknown, not absent', async (test) => {
    const world = await start(test);
    const system = marathonSystem({ url: world.sim.marathon });
    assert.is(await makeApp(system, world), 'applied');
    await system.read(world.ctx, NOTHING_SOUGHT);
    world.sim.hide(['/a']);
    const live = await system.read(world.ctx, { desired: DESIRED, remembered: ['App//a'] });
    assert.is(live.apps.kind === 'ok' && live.apps.value.has('/a'), false);
    assert.equal([system.diff(inputsOf(DESIRED), live), system.health(inputsOf(DESIRED), live).ready.get('App//a')?.kind], [[], 'unknown']);
    assert.is(system.sees('App', '/a', live).kind, 'unknown');
  });

  it('by its events, of the leader that the other instance leads to', async (test) => {
    const world = await start(test);
    const { sim, ctx } = world;
    const stop = new AbortController();
    const heard = new Promise<string>((resolve) => {
      const watching = marathonSystem({ url: sim.marathonFollower, peers: [sim.marathon] }).watch?.(
        { ...ctx, signal: stop.signal },
        (why) => {
          stop.abort();
          resolve(why);
        },
      );
      test.after(() => watching);
    });
    await until(() => sim.ledger().filter(({ call }) => call === 'GET /v2/events').length >= 2);
    await makeApp(marathonSystem({ url: sim.marathon }), world);
    assert.is(await heard, 'group_change_success');
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let count = 0; count < 500 && !holds(); count += 1) await new Promise((resolve) => setTimeout(resolve, 10));
}
