import { instant } from '../../../agent/clock.ts';
import { marathonClient } from '../../../agent/systems/marathon/client/client.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { PASSWORD, testCtx } from './inputs.ts';
import { startWireServer, wireBody, wireReply } from './wire.ts';
import type { Reply } from './wire.ts';

interface Refusal {
  readonly name: string;
  readonly reply: Reply;
  readonly code: string;
  readonly says: string;
}

const refusals: readonly Refusal[] = [
  {
    name: 'wrong credentials',
    reply: wireReply(401, 'error-401'),
    code: 'marathon/unauthorized',
    says: 'Marathon answered PUT /v2/apps/web with 401.',
  },
  {
    name: 'a refused authorisation',
    reply: wireReply(403, 'error-403-not-authorized'),
    code: 'marathon/forbidden',
    says: 'Marathon answered PUT /v2/apps/web with 403: Not Authorized to perform this action!',
  },
  {
    name: 'too many deployments, a 403 too',
    reply: wireReply(403, 'error-403-too-many-deployments'),
    code: 'marathon/too-many-deployments',
    says: 'Max number (100)',
  },
  {
    name: 'a lock, with the ids of the deployments',
    reply: wireReply(409, 'error-409-locked'),
    code: 'marathon/locked',
    says: 'Marathon answered PUT /v2/apps/web with 409: the app is locked by deployment 97c136bf-5a28-4821-9d94-480d9fbb01c8.',
  },
  {
    name: 'a conflict without a lock',
    reply: wireReply(409, 'error-409-exists'),
    code: 'marathon/conflict',
    says: 'An app with id [/sleeper] already exists.',
  },
  {
    name: 'an invalid app, each field with its sentence, sorted',
    reply: wireReply(422, 'error-422-validation'),
    code: 'marathon/rejected',
    says: '422: container.volumes[0].external.provider is unknown provider; upgradeStrategy.minimumHealthCapacity is greater than 1.',
  },
  {
    name: 'a value of another type',
    reply: wireReply(422, 'error-422-type'),
    code: 'marathon/rejected',
    says: 'instances error.expected.jsnumber.',
  },
  {
    name: 'a Scala require',
    reply: wireReply(422, 'error-422-require'),
    code: 'marathon/rejected',
    says: 'requirement failed: invalid path',
  },
  {
    name: 'a body that is no JSON, whose details are a text',
    reply: wireReply(400, 'error-400-json'),
    code: 'marathon/rejected',
    says: 'Invalid JSON',
  },
  {
    name: 'an internal error with a message',
    reply: wireReply(500, 'error-500'),
    code: 'marathon/server-error',
    says: 'All ports in the range',
  },
  {
    name: 'an HTML 500 of something in between',
    reply: { status: 500, body: '<html>oops</html>' },
    code: 'marathon/unavailable',
    says: 'with 500.',
  },
  {
    name: 'an election',
    reply: wireReply(502, 'error-502-no-leader'),
    code: 'marathon/unavailable',
    says: 'Marathon answered PUT /v2/apps/web with 502.',
  },
  { name: 'an overload', reply: wireReply(503, 'error-503-busy'), code: 'marathon/unavailable', says: 'with 503.' },
  {
    name: 'a redirect, which is not followed',
    reply: { status: 302, body: '', headers: { location: 'https://elsewhere/' } },
    code: 'marathon/redirected',
    says: 'with 302: to https://elsewhere/',
  },
  { name: 'a status nobody expects', reply: { status: 418, body: '' }, code: 'marathon/unexpected-answer', says: 'with 418.' },
];

describe('the Marathon client, refused', (it) => {
  for (const { name, reply, code, says } of refusals) {
    it(`knows ${name}`, async (test) => {
      const server = await startWireServer(test, { 'PUT /v2/apps/web': reply });
      const error = await rejects(() => marathonClient({ url: server.url }).putApp('/web', {}, testCtx()), code);
      assert.ok(error.message.includes(says), error.message);
      assert.is(server.seen.length, 1, 'a mutating call is never repeated');
    });
  }
});

describe('fields that Marathon refuses', (it) => {
  async function refusedBy(test: TestContext, reply: Reply): Promise<unknown> {
    const server = await startWireServer(test, { 'PUT /v2/apps/web': reply });
    const { details } = await rejects(() => marathonClient({ url: server.url }).putApp('/web', {}, testCtx()), 'marathon/rejected');
    return details['refused'];
  }

  it('are named as they stand in a definition, in an order of their own', async (test) => {
    const refused = await refusedBy(test, wireReply(422, 'error-422-validation'));
    assert.equal(refused, ['container/volumes/0/external/provider', 'upgradeStrategy/minimumHealthCapacity']);
  });

  it('are named without an index where Marathon keeps no order', async (test) => {
    const details = [
      { path: '/healthChecks(1)/portIndex', errors: ['x'] },
      { path: '/', errors: ['y'] },
    ];
    const body = JSON.stringify({ message: 'Object is not valid', details });
    assert.equal(await refusedBy(test, { status: 422, body }), ['', 'healthChecks']);
  });

  it('are none where it names none', async (test) => {
    assert.equal(await refusedBy(test, wireReply(422, 'error-422-require')), []);
    assert.equal(await refusedBy(test, wireReply(400, 'error-400-json')), []);
  });
});

describe('the Marathon client', (it) => {
  it('decodes what Marathon answers', async (test) => {
    const server = await startWireServer(test, {
      'GET /v2/info': wireReply(200, 'info'),
      'GET /v2/apps': { ...wireReply(200, 'apps'), headers: { 'X-Marathon-Via': '1.1 other:8080' } },
      'GET /v2/deployments': wireReply(200, 'deployments'),
      'GET /v2/apps/sleeper': wireReply(200, 'app'),
    });
    const client = marathonClient({ url: `${server.url}/` });
    assert.equal(await client.info(testCtx()), {
      version: '1.10.26',
      profile: '1.10',
      frameworkId: '96d7da70-b731-4cfb-96a7-0ee877af615d-0000',
      defaultRole: '*',
      defaultNetworkName: null,
      bridgeName: 'mesos-bridge',
    });
    const app = (await client.apps(testCtx())).get('/batch/indexer');
    assert.equal(
      [app?.version, app?.instances, app?.deployments],
      ['2026-11-21T13:00:00.000Z', 1, ['97c136bf-5a28-4821-9d94-480d9fbb01c8']],
    );
    assert.equal(app?.tasks, { staged: 1, running: 0, healthy: 0, unhealthy: 0 });
    assert.equal(await client.deployments(testCtx()), [
      {
        id: '97c136bf-5a28-4821-9d94-480d9fbb01c8',
        affectedApps: ['/batch/indexer'],
        affectedPods: [],
        startedAt: instant(Date.parse('2026-11-21T13:00:00.000Z')),
        movedAt: null,
        currentStep: 2,
        totalSteps: 2,
      },
    ]);
    assert.is((await client.app('/sleeper', testCtx()))?.tasks.running, 1);
  });

  it('sends a PUT that replaces and never forces, and keeps the base path', async (test) => {
    const server = await startWireServer(test, { 'PUT /service/marathon/v2/apps/shop/web': wireReply(201, 'put-app-201') });
    await marathonClient({ url: `${server.url}/service/marathon` }).putApp('/shop/web', { cpus: 1 }, testCtx());
    assert.equal(server.seen, [
      { call: 'PUT /service/marathon/v2/apps/shop/web?partialUpdate=false&force=false', authorization: undefined, body: '{"cpus":1}' },
    ]);
  });

  it('asks for a delete without force, which Marathon would do by default', async (test) => {
    const server = await startWireServer(test, {
      'DELETE /v2/apps/web': wireReply(200, 'delete-app-200'),
      'DELETE /v2/apps/gone': wireReply(404, 'error-404-app'),
    });
    const client = marathonClient({ url: server.url });
    assert.is(await client.deleteApp('/web', testCtx()), 'deleted');
    assert.is(await client.deleteApp('/gone', testCtx()), 'was-gone');
    assert.is(server.seen[0]?.call, 'DELETE /v2/apps/web?force=false');
  });

  it('takes a 404 for "no such app" only from Marathon itself', async (test) => {
    const server = await startWireServer(test, {
      'GET /v2/apps/gone': wireReply(404, 'error-404-app'),
      'GET /v2/apps/web': { status: 404, body: '<h1>nginx</h1>' },
    });
    const client = marathonClient({ url: server.url });
    assert.is(await client.app('/gone', testCtx()), null);
    await rejects(() => client.app('/web', testCtx()), 'marathon/unexpected-answer');
  });

  it('signs in with Basic, and has the header masked (invariant 12)', async (test) => {
    const server = await startWireServer(test, { 'GET /v2/deployments': wireReply(200, 'deployments-empty') });
    const ctx = testCtx();
    await marathonClient({ url: server.url, auth: { username: 'ops', password: { env: 'X' } } }).deployments(ctx);
    const credentials = Buffer.from(`ops:${PASSWORD}`).toString('base64');
    assert.equal([server.seen[0]?.authorization, ctx.masked], [`Basic ${credentials}`, [credentials]]);
  });

  it('gives the very same value for the very same bytes', async (test) => {
    const replies: { [call: string]: Reply } = { 'GET /v2/apps': wireReply(200, 'apps') };
    const server = await startWireServer(test, replies);
    const client = marathonClient({ url: server.url });
    const first = await client.apps(testCtx());
    assert.is(await client.apps(testCtx()), first);
    replies['GET /v2/apps'] = wireReply(200, 'apps-empty');
    assert.is((await client.apps(testCtx())).size, 0);
  });

  it('refuses a Marathon before 1.10, and takes any after it', async (test) => {
    const replies: { [call: string]: Reply } = {};
    const server = await startWireServer(test, replies);
    const ask = (version: string): Promise<unknown> => {
      replies['GET /v2/info'] = { status: 200, body: JSON.stringify({ ...Object(wireBody('info')), version }) };
      return marathonClient({ url: server.url }).info(testCtx());
    };
    for (const old of ['1.3.14', '0.16.0', '1.1.0-SNAPSHOT']) await rejects(() => ask(old), 'marathon/unsupported-version');
    for (const known of ['1.10.0', '1.11.24-rc1', '2.0']) await ask(known);
    await rejects(() => ask('master'), 'marathon/unexpected-answer');
  });

  for (const body of [
    '<html>hello</html>',
    '[]',
    '{"apps":{}}',
    '{"apps":[{"id":"/a"}]}',
    '{"apps":[{"id":"/a","version":"v","instances":"1"}]}',
  ]) {
    it(`refuses ${body} as a list of apps`, async (test) => {
      const server = await startWireServer(test, { 'GET /v2/apps': { status: 200, body } });
      await rejects(() => marathonClient({ url: server.url }).apps(testCtx()), 'marathon/unexpected-answer');
    });
  }

  for (const id of ['/../v2/leader', '/a//b', '/a/', 'a', '/']) {
    it(`never sends the id ${id}`, async (test) => {
      const server = await startWireServer(test, {});
      await rejects(() => marathonClient({ url: server.url }).deleteApp(id, testCtx()), 'marathon/bad-app-id');
      assert.is(server.seen.length, 0);
    });
  }

  it('names a certificate file that it cannot read', async () => {
    const error = await rejects(
      () => marathonClient({ url: 'https://127.0.0.1:1', caFile: '/nowhere/ca.pem' }).info(testCtx()),
      'access/ca-file-unreadable',
    );
    assert.ok(error.message.includes('/nowhere/ca.pem'));
  });
});
