/** The simulated masters' answers against recorded ones: keys and types, both directions. */
import { readFileSync } from 'node:fs';
import { assert, describe } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { differences } from '../scaleio/shape.ts';
import { send, simulate } from '../simulated.ts';
import type { Reply, Simulated } from '../simulated.ts';
import { ELASTICSEARCH } from './schedulers.ts';

interface Recorded {
  readonly body: unknown;
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
}

function fixture(name: string): Recorded {
  return JSON.parse(readFileSync(new URL(`../../fixtures/wire/mesos/${name}.json`, import.meta.url), 'utf8')) as Recorded;
}

async function started(context: TestContext): Promise<Simulated> {
  const simulated = await simulate(context, { mesosMasters: 2 });
  await simulated.put('/elasticsearch', ELASTICSEARCH);
  simulated.sim.advance(60_000);
  return simulated;
}

function ask({ sim }: Simulated, type: string, master = 0, headers = {}): Promise<Reply> {
  return send(sim.mesos[master] ?? '', { method: 'POST', path: '/api/v1', body: { type }, headers });
}

/** What the task of the recording has not. */
const PORTS = /ranges|discovery/;

describe('a simulated Mesos answers as a real one', (it) => {
  const lists = { flags: 'GET_FLAGS', frameworks: 'GET_FRAMEWORKS', tasks: 'GET_TASKS', agents: 'GET_AGENTS' };
  for (const [name, type] of Object.entries(lists)) {
    it(`${type} has every field of the recording and no other`, async (context) => {
      const { status, json } = await ask(await started(context), type);
      assert.is(status, 200);
      assert.equal(differences(json, fixture(name).body), []);
    });
  }

  it('shows what ran on a host that died', async (context) => {
    const simulated = await started(context);
    const task = (await ask(simulated, 'GET_TASKS')).json as unknown as {
      readonly get_tasks: { readonly tasks: readonly { readonly name: string }[] };
    };
    assert.is(task.get_tasks.tasks.length, 4);
    simulated.sim.killHost(simulated.sim.hosts[0] ?? '');
    const { json } = await ask(simulated, 'GET_TASKS');
    const strange = differences(json, fixture('tasks-unreachable').body).filter((line) => line.includes('unreachable_tasks'));
    assert.equal(
      strange.filter((line) => !PORTS.test(line)),
      [],
    );
  });

  it('sends on from a master that does not lead', async (context) => {
    const { status, headers, text } = await ask(await started(context), 'GET_TASKS', 1);
    assert.equal([status, text], [307, '']);
    assert.match(String(headers['location']), /^\/\/[^/]+:5050\/master\/api\/v1$/);
    assert.match(fixture('error-307-follower').headers?.['location'] ?? '', /^\/\/[^/]+:5060\/master\/api\/v1$/);
  });

  it('takes nothing but exactly JSON, and plays nothing that is not there', async (context) => {
    const simulated = await started(context);
    assert.is((await ask(simulated, 'GET_TASKS', 0, { 'content-type': 'application/json; charset=utf-8' })).status, 415);
    assert.is((await ask(simulated, 'TEARDOWN')).status, 501);
    assert.is((await send(simulated.sim.mesos[0] ?? '', { method: 'GET', path: '/state', body: undefined, headers: {} })).status, 501);
  });
});
