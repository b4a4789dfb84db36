/** What pods do in a simulated Marathon: created, replaced, scaled, deleted, refused. */
import { assert, describe } from '../../helpers/suite.ts';
import { simulate, SLEEPER } from '../simulated.ts';
import type { Reply, Simulated } from '../simulated.ts';

const MAIN = { name: 'main', exec: { command: { shell: 'sleep 1000' } }, resources: { cpus: 0.1, mem: 32 } };

function podOf(change: object = {}): object {
  return { id: '/pod', containers: [MAIN], ...change };
}

function put({ marathon }: Simulated, pod: object, query = 'force=false'): Promise<Reply> {
  return marathon('PUT', `/v2/pods//pod?${query}`, pod);
}

/** The versions of its running instances, oldest first; 12 seconds are enough for any change of these pods. */
async function settled({ sim, marathon }: Simulated): Promise<readonly string[]> {
  sim.advance(12_000);
  const { instances } = (await marathon('GET', '/v2/pods//pod::status')).json as unknown as Status;
  return instances.map(({ specReference }) => specReference.replace('/v2/pods/pod::versions/', '')).toSorted();
}

interface Status {
  readonly status: string;
  readonly instances: readonly { readonly id: string; readonly specReference: string; readonly status: string }[];
}

const twice = { scaling: { kind: 'fixed', instances: 2 } };

describe('a pod', (it) => {
  it('is created by POST once, and by PUT whenever it is not there', async (context) => {
    const simulated = await simulate(context);
    const { marathon } = simulated;
    const posted = await marathon('POST', '/v2/pods', podOf());
    assert.equal([posted.status, posted.headers['location']], [201, '/pod']);
    assert.is((await marathon('POST', '/v2/pods', podOf())).json.message, 'A pod with id [/pod] already exists.');
    assert.is((await marathon('DELETE', '/v2/pods//pod')).status, 409, 'its deployment still runs');
    simulated.sim.advance(12_000);
    assert.is((await marathon('DELETE', '/v2/pods//pod')).status, 202);
    simulated.sim.advance(12_000);
    assert.equal((await marathon('GET', '/v2/pods')).list, []);
    assert.is((await put(simulated, podOf())).status, 200);
  });

  it('is left alone by a PUT that changes nothing, or nothing that matters to what runs', async (context) => {
    const simulated = await simulate(context);
    await put(simulated, podOf());
    const before = await settled(simulated);
    for (const same of [
      {},
      { executorResources: { cpus: 0.2 } },
      { scheduling: { killSelection: 'OLDEST_FIRST', unreachableStrategy: 'disabled' } },
    ]) {
      await put(simulated, podOf(same));
      assert.equal(
        [(await simulated.marathon('GET', '/v2/deployments')).list, await settled(simulated)],
        [[], before],
        JSON.stringify(same),
      );
    }
  });

  it('keeps its instances when it is scaled, and replaces them when anything else changes', async (context) => {
    const simulated = await simulate(context);
    await put(simulated, podOf());
    const [first = ''] = await settled(simulated);
    await put(simulated, podOf(twice));
    const scaled = await settled(simulated);
    assert.equal([scaled.length, scaled[0]], [2, first]);
    await put(simulated, podOf({ ...twice, labels: { a: 'b' } }));
    const replaced = await settled(simulated);
    assert.equal([replaced.length, replaced.includes(first)], [2, false]);
    assert.is((await simulated.marathon('GET', '/v2/pods//pod::versions')).list.length, 3);
  });

  it('goes back with its deployment', async (context) => {
    const simulated = await simulate(context);
    const { marathon, sim } = simulated;
    await put(simulated, podOf());
    await settled(simulated);
    await put(simulated, podOf({ containers: [{ ...MAIN, resources: { cpus: 99, mem: 32 } }] }));
    sim.advance(60_000);
    const [{ id } = { id: '' }] = (await marathon('GET', '/v2/deployments')).list;
    assert.is((await marathon('DELETE', `/v2/deployments/${id}`)).status, 200);
    assert.is((await settled(simulated)).length, 1);
    const { containers } = (await marathon('GET', '/v2/pods//pod')).json as unknown as { readonly containers: readonly (typeof MAIN)[] };
    assert.is(containers[0]?.resources.cpus, 0.1);
  });

  it('starts an instance in the place of one that is killed', async (context) => {
    const simulated = await simulate(context);
    const { marathon } = simulated;
    await put(simulated, podOf());
    await settled(simulated);
    const idOf = async (): Promise<string> =>
      ((await marathon('GET', '/v2/pods//pod::status')).json as unknown as Status).instances[0]?.id ?? '';
    const killed = await idOf();
    assert.is((await marathon('DELETE', `/v2/pods//pod::instances/${killed}`)).status, 200);
    assert.is((await settled(simulated)).length, 1);
    assert.is.not(await idOf(), killed);
    assert.is((await marathon('DELETE', `/v2/pods//pod::instances/${killed}`)).status, 404);
  });

  it('shares no id with an app, and has the words of a pod for what is missing', async (context) => {
    const simulated = await simulate(context);
    const { marathon } = simulated;
    await simulated.put('/pod', SLEEPER);
    assert.match((await put(simulated, podOf())).text, 'Applications and Pods may not share the same id.');
    assert.is((await marathon('GET', '/v2/pods//gone')).json.message, '{"message": "pod with /gone does not exist"}');
    assert.is((await marathon('GET', '/v2/pods//gone::status')).json.message, "Pod '/gone' does not exist");
    assert.is((await marathon('PUT', '/v2/pods//other', podOf())).json.message, "'/other' does not match definition's id ('/pod')");
  });

  it('keeps whole milliseconds of its delays, and cuts off the rest', async (context) => {
    const simulated = await simulate(context);
    const { json } = await put(simulated, podOf({ scheduling: { backoff: { backoff: 0.0019, maxLaunchDelay: 60.25 } } }));
    const { scheduling } = json as unknown as { readonly scheduling: { readonly backoff: object } };
    assert.equal(scheduling.backoff, { backoff: 0.001, backoffFactor: 1.15, maxLaunchDelay: 60.25 });
  });

  it('that has local data keeps its resources, its ports and its data', async (context) => {
    const simulated = await simulate(context);
    const { marathon, sim } = simulated;
    const endpoints = [{ name: 'http', hostPort: 0 }];
    const main = { ...MAIN, endpoints, volumeMounts: [{ name: 'data', mountPath: 'data' }] };
    const pod = (change: object = {}, container: object = {}): object => ({
      id: '/shop/pod',
      role: 'shop',
      volumes: [{ name: 'data', persistent: { size: 10 } }],
      containers: [{ ...main, ...container }],
      ...change,
    });
    assert.is((await marathon('PUT', '/v2/pods//shop/pod', pod())).status, 200);
    sim.advance(12_000);
    for (const [why, changed] of [
      ['persistent volumes cannot be updated', pod({ volumes: [{ name: 'data', persistent: { size: 11 } }] })],
      ['cpus cannot be updated', pod({}, { resources: { cpus: 0.2, mem: 32 } })],
      ['mem cannot be updated', pod({ executorResources: { mem: 64 } })],
      ['host ports cannot be updated', pod({}, { endpoints: [{ name: 'http', hostPort: 31_000 }] })],
    ] as const) {
      const { status, text } = await marathon('PUT', '/v2/pods//shop/pod', changed);
      assert.equal([status, text.includes(why)], [422, true], text);
    }
    assert.is((await marathon('PUT', '/v2/pods//shop/pod', pod({ labels: { a: 'b' } }))).status, 200);
  });

  const http = { name: 'http', containerPort: 80 };
  const persistent = { volumes: [{ name: 'data', persistent: { size: 10 } }] };
  const mounted = { ...MAIN, volumeMounts: [{ name: 'data', mountPath: 'data' }] };
  for (const [rule, change, why] of [
    ['a container twice', { containers: [MAIN, MAIN] }, 'container names must be unique'],
    [
      'a health check of no endpoint',
      { containers: [{ ...MAIN, healthCheck: { tcp: { endpoint: 'x' } } }] },
      'contained in the container endpoints',
    ],
    [
      'a container port on the network of the host',
      { networks: [{ mode: 'host' }], containers: [{ ...MAIN, endpoints: [http] }] },
      'host-mode networking',
    ],
    ['a network without a name', { networks: [{ mode: 'container' }] }, 'Network name must be specified'],
    ['a volume that nobody mounts', { volumes: [{ name: 'v' }] }, 'volume must be referenced by at least one container'],
    ['a mount of no volume', { containers: [mounted] }, 'Referenced Volume in VolumeMount should exist'],
    ['a secret that is not declared', { environment: { A: { secret: 'x' } } }, 'references an undefined secret'],
    ['a role of somebody else', { role: 'other' }, 'got other, expected one of: [*]'],
    ['local data in the role of all', { ...persistent, containers: [mounted] }, 'Resident pods cannot have the role *'],
    [
      'a value for UNIQUE',
      { scheduling: { placement: { constraints: [{ fieldName: 'hostname', operator: 'UNIQUE', value: 'a' }] } } },
      'UNIQUE does not accept',
    ],
    ['resources left out', { containers: [{ name: 'main' }] }, 'error.path.missing'],
  ] as const) {
    it(`is refused for ${rule}`, async (context) => {
      const simulated = await simulate(context);
      const { status, text } = await put(simulated, podOf(change));
      assert.equal([status, text.includes(why)], [422, true], text);
    });
  }
});
