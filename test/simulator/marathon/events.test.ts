/** GET /v2/events: what is told, to whom, and in which form. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'undici';
import { assert, describe } from '../../helpers/suite.ts';
import { differences } from '../scaleio/shape.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Simulated } from '../simulated.ts';

interface Told {
  readonly eventType: string;
  readonly [field: string]: unknown;
}

interface Listening {
  /** Ends the stream, and gives what it has told. */
  told(): Promise<readonly Told[]>;
}

/** Listens from when the server has answered. */
async function listen({ sim, marathon }: Simulated, query = ''): Promise<Listening> {
  const answer = await request(`${sim.marathon}/v2/events${query}`, { headers: { accept: 'text/event-stream' } });
  return {
    async told() {
      await marathon('DELETE', '/v2/leader');
      const blocks = (await answer.body.text()).split('\r\n\r\n').filter((block) => block !== '');
      return blocks.map((block) => {
        const [, type, data] = /^event: (.*)\r\ndata: (.*)$/.exec(block) ?? [];
        const event = JSON.parse(data ?? '') as Told;
        assert.is(event.eventType, type);
        return event;
      });
    },
  };
}

const fixture = JSON.parse(readFileSync(new URL('../../fixtures/wire/marathon/1.10/events.json', import.meta.url), 'utf8')) as {
  readonly body: readonly Told[];
};

describe('the stream of events', (it) => {
  it('tells of a deployment from beginning to end', async (context) => {
    const simulated = await simulate(context);
    const stream = await listen(simulated);
    await simulated.put('/web', SLEEPER);
    simulated.sim.advance(10_000);
    const told = await stream.told();
    assert.equal(
      told.map(({ eventType }) => eventType),
      [
        'event_stream_attached',
        'group_change_success',
        'deployment_info',
        'deployment_step_success',
        'deployment_info',
        'status_update_event',
        'deployment_step_success',
        'deployment_success',
      ],
    );
  });

  it('has the fields of the fixtures and no other', async (context) => {
    const simulated = await simulate(context);
    const stream = await listen(simulated);
    await simulated.put('/web', SLEEPER);
    simulated.sim.advance(10_000);
    await simulated.put('/big', { ...SLEEPER, cpus: 99 });
    await simulated.put('/big', SLEEPER, 'force=true&partialUpdate=false');
    const told = await stream.told();
    for (const wanted of fixture.body) {
      const same = told.filter(({ eventType }) => eventType === wanted.eventType);
      assert.equal(differences(same, [wanted]), [], wanted.eventType);
    }
  });

  it('tells a listener only what it asks for', async (context) => {
    const simulated = await simulate(context);
    const stream = await listen(simulated, '?event_type=deployment_success&event_type=deployment_failed');
    await simulated.put('/web', SLEEPER);
    simulated.sim.advance(10_000);
    assert.equal(
      (await stream.told()).map(({ eventType }) => eventType),
      ['deployment_success'],
    );
  });

  it('tells of a deployment that changes nothing only that it is over', async (context) => {
    const simulated = await simulate(context);
    await simulated.put('/web', SLEEPER);
    simulated.sim.advance(10_000);
    const stream = await listen(simulated, '?event_type=deployment_success&event_type=deployment_info');
    await simulated.put('/web', SLEEPER);
    assert.equal(
      (await stream.told()).map(({ eventType }) => eventType),
      ['deployment_success'],
    );
  });

  it('is for who says that it takes one', async (context) => {
    const { marathon } = await simulate(context);
    assert.is((await marathon('GET', '/v2/events', undefined, { accept: 'application/json' })).status, 405);
  });

  it('moves the world on where time runs, though nobody asks', async (context) => {
    const simulated = await simulate(context, { factor: 100 });
    const answer = await request(`${simulated.sim.marathon}/v2/events?event_type=deployment_success`, {
      headers: { accept: 'text/event-stream' },
    });
    await simulated.put('/web', SLEEPER);
    const first: unknown = await once(answer.body, 'data').then(([chunk]: readonly unknown[]) => chunk);
    assert.match(String(first), /^event: deployment_success\r\n/);
    answer.body.on('error', () => {}).destroy();
  });
});
