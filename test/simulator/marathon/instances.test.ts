/** The two instances of a simulated Marathon, those beside it, and whom they let in. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { request } from 'undici';
import { assert, describe } from '../../helpers/suite.ts';
import { send, simulate, SLEEPER } from '../simulated.ts';
import type { Method, Reply } from '../simulated.ts';

const get = (url: string, path: string, headers: { readonly [name: string]: string } = {}): Promise<Reply> =>
  send(url, { method: 'GET', path, body: undefined, headers });
const ask = (url: string, method: Method, path: string, body?: unknown): Promise<Reply> => send(url, { method, path, body, headers: {} });

const EVENTS = { accept: 'text/event-stream' };

describe('an instance that does not lead', (it) => {
  it('hands calls on to the one that does, and says so', async (context) => {
    const { sim } = await simulate(context);
    const put = await ask(sim.marathonFollower, 'PUT', '/v2/apps//web', SLEEPER);
    assert.is(put.status, 201);
    assert.is(put.headers['x-marathon-leader'], sim.marathon);
    assert.is(put.headers['x-marathon-via'], `1.1 ${new URL(sim.marathonFollower).host}`);
    const direct = await get(sim.marathon, '/v2/apps//web');
    assert.equal([direct.status, direct.headers['x-marathon-via']], [200, undefined]);
    assert.is((await get(sim.marathonFollower, '/v2/leader')).text, `{"leader":"${new URL(sim.marathon).host}"}`);
  });

  it('redirects the stream of events since 1.7, and hands it on before', async (context) => {
    const { sim } = await simulate(context, { profiles: { marathon: '1.7' } });
    const { status, headers } = await get(sim.marathonFollower, '/v2/events?event_type=deployment_success', EVENTS);
    assert.equal([status, headers['location']], [302, `${sim.marathon}/v2/events?event_type=deployment_success`]);
    const old = await simulate(context, { profiles: { marathon: '1.6' } });
    const stream = await request(`${old.sim.marathonFollower}/v2/events`, { headers: EVENTS });
    assert.equal([stream.statusCode, stream.headers['content-type']], [200, 'text/event-stream;charset=utf-8']);
    stream.body.on('error', () => {}).destroy();
  });

  it('leads when the other steps down, after a second in which nobody does', async (context) => {
    const { sim, put } = await simulate(context);
    await put('/web', SLEEPER);
    const stream = await request(`${sim.marathon}/v2/events`, { headers: EVENTS });
    assert.is((await ask(sim.marathon, 'DELETE', '/v2/leader')).text, '{"message":"Leadership abdicated"}');
    assert.match(await stream.body.text(), /event_stream_attached/);
    for (const url of [sim.marathon, sim.marathonFollower]) {
      const { status, headers, text } = await get(url, '/v2/apps');
      assert.equal([status, headers['content-type']], [502, 'text/html;charset=utf-8']);
      assert.match(text, /Could not determine the current leader/);
    }
    sim.advance(1000);
    const { headers, json } = await get(sim.marathon, '/v2/apps');
    assert.equal([headers['x-marathon-leader'], json.apps.length], [sim.marathonFollower, 1]);
  });
});

describe('several Marathons', (it) => {
  it('have their own apps on the same hosts', async (context) => {
    const { sim, put } = await simulate(context, { marathons: ['batch'] });
    const batch = sim.marathons['batch'] ?? '';
    await put('/web', { ...SLEEPER, cpus: 10, instances: 3 });
    await ask(batch, 'PUT', '/v2/apps//job', { ...SLEEPER, cpus: 10 });
    sim.advance(10_000);
    assert.equal(
      (await get(batch, '/v2/apps')).json.apps.map(({ id }) => id),
      ['/job'],
    );
    const [waiting] = (await get(batch, '/v2/queue')).json.queue;
    assert.is(waiting?.app.id, '/job');
    const frameworks = await Promise.all([sim.marathon, batch].map(async (url) => (await get(url, '/v2/info')).json.frameworkId));
    assert.is(new Set(frameworks).size, 2);
    assert.equal(
      sim.world().apps.map(({ on, id, running }) => [on, id, running]),
      [
        [undefined, '/web', 3],
        ['batch', '/job', 0],
      ],
    );
    assert.is(sim.ledger().find(({ call }) => call === 'PUT /v2/apps//job')?.system, 'marathon:batch');
  });

  it('fail each by itself', async (context) => {
    const { sim } = await simulate(context, { marathons: ['batch'] });
    sim.fault({ system: 'marathon:batch', when: 'before', do: 'status', status: 503, times: 9 });
    assert.equal([(await get(sim.marathons['batch'] ?? '', '/v2/apps')).status, (await get(sim.marathon, '/v2/apps')).status], [503, 200]);
  });
});

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

function webToken(claims: object, header: object = { alg: 'RS256', typ: 'JWT' }): string {
  const [head, body] = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  return `${head}.${body}.${sign('RSA-SHA256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url')}`;
}

describe('a Marathon below DC/OS', (it) => {
  const account = { uid: 'plumbline', publicKey, tokenForMs: 60_000 };
  const login = (url: string, uid: string, token: string): Promise<Reply> =>
    ask(new URL(url).origin, 'POST', '/acs/api/v1/auth/login', { uid, token });

  it('lets in who has logged in, below its own path, until the token expires', async (context) => {
    const { sim } = await simulate(context, { marathonAccount: account });
    assert.match(sim.marathon, /\/service\/marathon$/);
    assert.is((await get(sim.marathon, '/v2/apps')).status, 401);
    const { status, text } = await login(sim.marathon, 'plumbline', webToken({ uid: 'plumbline', exp: sim.now() / 1000 + 60 }));
    assert.is(status, 200);
    const authorization = `token=${(JSON.parse(text) as { readonly token: string }).token}`;
    assert.is((await get(sim.marathon, '/v2/apps', { authorization })).status, 200);
    assert.is((await get(new URL(sim.marathon).origin, '/v2/apps', { authorization })).status, 404);
    sim.advance(60_000);
    assert.is((await get(sim.marathon, '/v2/apps', { authorization })).status, 401);
  });

  it('refuses who signs for another, with another algorithm, or too late', async (context) => {
    const { sim } = await simulate(context, { marathonAccount: account });
    const later = sim.now() / 1000 + 60;
    const bad = [
      login(sim.marathon, 'root', webToken({ uid: 'root', exp: later })),
      login(sim.marathon, 'plumbline', webToken({ uid: 'root', exp: later })),
      login(sim.marathon, 'plumbline', webToken({ uid: 'plumbline', exp: later }, { alg: 'none' })),
      login(sim.marathon, 'plumbline', webToken({ uid: 'plumbline', exp: sim.now() / 1000 })),
      login(sim.marathon, 'plumbline', `${webToken({ uid: 'plumbline', exp: later }).slice(0, -8)}AAAAAAAA`),
      login(sim.marathon, 'plumbline', 'no token'),
    ];
    assert.equal(
      (await Promise.all(bad)).map(({ status }) => status),
      [401, 401, 401, 401, 401, 401],
    );
  });
});

describe('what is hidden', (it) => {
  it('is left out of lists, refused by its id, and seen again later', async (context) => {
    const { sim, marathon, put } = await simulate(context);
    for (const id of ['/secret/app', '/web']) await put(id, SLEEPER);
    await marathon('PUT', '/v2/pods//secret/pod', { id: '/secret/pod', containers: [{ name: 'main', resources: { cpus: 0.1, mem: 32 } }] });
    sim.hide(['/secret']);
    assert.equal(
      (await marathon('GET', '/v2/apps')).json.apps.map(({ id }) => id),
      ['/web'],
    );
    assert.equal([(await marathon('GET', '/v2/pods')).list, (await marathon('GET', '/v2/pods/::status')).list], [[], []]);
    assert.is((await marathon('GET', '/v2/deployments')).list.length, 1);
    assert.equal((await marathon('GET', '/v2/groups')).json.groups, []);
    const asked = ['/v2/apps//secret/app', '/v2/apps//secret/gone', '/v2/pods//secret/pod', '/v2/pods//secret/pod::status'];
    for (const path of asked) {
      const { status, text } = await marathon('GET', path);
      assert.equal([status, text], [403, '{"message":"Not Authorized to perform this action!"}'], path);
    }
    assert.is((await marathon('PUT', '/v2/apps//secret/app', SLEEPER)).status, 403);
    // A group is not refused: to who may see nothing in it, it is not there.
    assert.is((await marathon('GET', '/v2/groups/secret')).status, 404);
    sim.hide([]);
    assert.is((await marathon('GET', '/v2/apps')).json.apps.length, 2);
  });

  it('can be arranged over the control API', async (context) => {
    const { control, marathon, put } = await simulate(context);
    await put('/web', SLEEPER);
    assert.is((await control('POST', '/hide', { ids: ['/web'] })).status, 200);
    assert.is((await marathon('GET', '/v2/apps//web')).status, 403);
    assert.is((await control('POST', '/hide', { ids: '/web' })).json.message, 'ids must be a list of texts.');
  });
});
