/** Defaults of Marathon's API that are wrong for us, against the simulator. */
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { marathonClient } from '../../../agent/systems/marathon/client/client.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { startSimulator } from '../../../simulator/simulator.ts';
import { ctxFor } from '../../helpers/simulator.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, planned } from './inputs.ts';

describe('what is sent to Marathon', (it) => {
  it('takes away what git does not say any more', async (test) => {
    const sim = await startSimulator();
    test.after(() => sim.close());
    const ctx = { ...ctxFor(sim), fresh() {}, secretTexts: new Map(), mark: 'prod/7' };
    const system = marathonSystem({ url: sim.marathon });
    for (const user of [{ user: 'nobody' }, {}]) {
      const [draft] = system.diff(
        inputsOf(desiredOf([appDoc('/a', { cmd: 'serve', cpus: 0.1, ...user })])),
        await system.read(ctx, NOTHING_SOUGHT),
      );
      if (draft !== undefined) await system.write(planned(draft), ctx);
      sim.advance(60_000);
    }
    const { apps } = await system.read(ctx, NOTHING_SOUGHT);
    assert.is(apps.kind === 'ok' && apps.value.get('/a')?.definition['user'], undefined);
  });

  it('forces nothing: an app that is being deployed stays', async (test) => {
    const sim = await startSimulator();
    test.after(() => sim.close());
    const [ctx, client] = [ctxFor(sim), marathonClient({ url: sim.marathon })];
    await client.putApp('/stuck', { cmd: 'serve', cpus: 99 }, ctx);
    await rejects(() => client.deleteApp('/stuck', ctx), 'marathon/locked');
    await rejects(() => client.putApp('/stuck', { cmd: 'serve', cpus: 1 }, ctx), 'marathon/locked');
    assert.is((await client.app('/stuck', ctx))?.definition['cpus'], 99);
  });
});
