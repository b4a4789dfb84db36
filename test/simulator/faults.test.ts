import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'undici';
import type { Fault } from '../../simulator/faults.ts';
import { assert, describe } from '../helpers/suite.ts';
import { scaleioOf } from './marathon/storage.ts';
import { simulate, SLEEPER } from './simulated.ts';
import type { Simulated } from './simulated.ts';

type Outcome = 'lost' | number;

async function putWeb({ marathon }: Simulated): Promise<Outcome> {
  return marathon('PUT', '/v2/apps//web', SLEEPER).then(
    ({ status }) => status,
    () => 'lost' as const,
  );
}

async function exists({ marathon }: Simulated): Promise<boolean> {
  return (await marathon('GET', '/v2/apps//web')).status === 200;
}

const kinds: readonly { readonly fault: Pick<Fault, 'do' | 'status'>; readonly sees: Outcome }[] = [
  { fault: { do: 'reset' }, sees: 'lost' },
  { fault: { do: 'status', status: 503 }, sees: 503 },
  { fault: { do: 'empty' }, sees: 200 },
  { fault: { do: 'elect' }, sees: 502 },
];

describe('a fault', (it) => {
  for (const { fault, sees } of kinds) {
    for (const when of ['before', 'after'] as const) {
      it(`${fault.do} ${when} the effect ${when === 'after' ? 'only changes the answer' : 'leaves everything as it was'}`, async (context) => {
        const simulated = await simulate(context);
        assert.is(
          (await simulated.control('POST', '/fault', { system: 'marathon', call: 'PUT /v2/apps//web', when, ...fault })).status,
          200,
        );
        assert.is(await putWeb(simulated), sees);
        assert.is(await exists(simulated), when === 'after');
        const [entry] = simulated.sim.ledger();
        assert.equal([entry?.fault, entry?.effect, entry?.id], when === 'after' ? [fault.do, 'created', '/web'] : [fault.do, 'none', null]);
        assert.is(await putWeb(simulated), when === 'after' ? 200 : 201);
      });
    }
  }

  it('hangs until the caller gives up', async (context) => {
    const simulated = await simulate(context);
    simulated.sim.fault({ when: 'after', do: 'hang' });
    const calling = putWeb(simulated);
    await simulated.control('GET', '/ledger');
    assert.ok(await exists(simulated), 'it had its effect');
    await simulated.sim.close();
    assert.is(await calling, 'lost');
  });

  it('sends signal 9 to the process it names, with or without the effect', async (context) => {
    for (const when of ['before', 'after'] as const) {
      const simulated = await simulate(context);
      const victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      simulated.sim.fault({ when, do: 'sigkill', ...(victim.pid === undefined ? {} : { pid: victim.pid }) });
      const ended = once(victim, 'exit');
      assert.is(await putWeb(simulated), 'lost');
      assert.equal(await ended, [null, 'SIGKILL']);
      assert.is(await exists(simulated), when === 'after');
    }
  });

  it('hits the nth matching request since it was set, and as many from there as `times` says', async (context) => {
    const simulated = await simulate(context);
    const { marathon, sim } = simulated;
    await marathon('GET', '/ping');
    sim.fault({ call: 'GET /ping', nth: 2, times: 2, when: 'before', do: 'status', status: 500 });
    const statuses: number[] = [];
    for (const path of ['/ping', '/v2/info', '/ping', '/ping', '/ping']) statuses.push((await marathon('GET', path)).status);
    assert.equal(statuses, [200, 200, 500, 500, 200]);
  });

  it('meets only its system, and takes /v2/apps//web and /v2/apps/web for the same', async (context) => {
    const simulated = await simulate(context);
    simulated.sim.fault({ system: 'scaleio', when: 'before', do: 'status', status: 500 });
    assert.is((await simulated.marathon('GET', '/ping')).status, 200);
    simulated.sim.fault({ call: 'GET /v2/apps/web', when: 'before', do: 'status', status: 500 });
    assert.is((await simulated.marathon('GET', '/v2/apps//web')).status, 500);
  });

  it('answers a list as if there were nothing, for `empty`', async (context) => {
    const { marathon, put, sim } = await simulate(context);
    await put('/web', SLEEPER);
    sim.fault({ call: 'GET /v2/apps', when: 'after', do: 'empty' });
    assert.equal((await marathon('GET', '/v2/apps')).json, { apps: [] });
    assert.is((await marathon('GET', '/v2/apps')).json.apps.length, 1);
  });

  it('leaves objects out of a list, the one named or every second one, for `filter`', async (context) => {
    const { marathon, put, sim } = await simulate(context);
    for (const id of ['/a', '/b', '/c']) await put(id, SLEEPER);
    const ids = async (): Promise<readonly unknown[]> => (await marathon('GET', '/v2/apps')).json.apps.map(({ id }) => id).toSorted();
    sim.fault({ call: 'GET /v2/apps', when: 'after', do: 'filter', without: '/b' });
    assert.equal(await ids(), ['/a', '/c']);
    sim.fault({ call: 'GET /v2/apps', when: 'after', do: 'filter' });
    assert.is((await ids()).length, 1);
    assert.equal(await ids(), ['/a', '/b', '/c']);
  });

  it('leaves a volume out of a bare list', async (context) => {
    const { sim } = await simulate(context);
    const storage = await scaleioOf(sim);
    const types = '/api/types/Sds/instances';
    sim.fault({ call: `GET ${types}`, when: 'after', do: 'filter', without: 'sds_10.0.0.12' });
    assert.is((await storage.get(types)).list.length, 2);
    assert.is((await storage.get(types)).list.length, 3);
  });

  it('ends a body in the middle, for `truncate`', async (context) => {
    const { marathon, sim } = await simulate(context);
    const whole = await marathon('GET', '/v2/info');
    sim.fault({ call: 'GET /v2/info', when: 'after', do: 'truncate' });
    const cut = await request(`${sim.marathon}/v2/info`);
    assert.is(await cut.body.text(), whole.text.slice(0, Math.floor(whole.text.length / 2)));
    assert.is(cut.statusCode, 200);
  });

  it('stops the process it names and lets it go on, with or without the effect', async (context) => {
    for (const when of ['before', 'after'] as const) {
      const simulated = await simulate(context);
      const victim = spawn(process.execPath, ['-e', 'process.stdin.on("data", () => process.exit(3))']);
      context.after(() => void victim.kill('SIGKILL'));
      simulated.sim.fault({ when, do: 'sigstop', resumeMs: 1, ...(victim.pid === undefined ? {} : { pid: victim.pid }) });
      assert.is(await putWeb(simulated), when === 'after' ? 201 : 'lost');
      assert.is(await exists(simulated), when === 'after');
      const ended = once(victim, 'exit');
      victim.stdin.write('end');
      assert.equal(await ended, [3, null]);
    }
  });
});
