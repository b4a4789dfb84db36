import { senderTo } from '../../agent/access/sender.ts';
import { assert, describe } from '../helpers/suite.ts';
import { testCtx } from '../systems/marathon/inputs.ts';
import { listenUntilEnd } from './server.ts';
import type { Listening } from './server.ts';
import type { TestContext } from '../helpers/suite.ts';

const AUTH = { username: 'ops', password: { env: 'PASSWORD' } };
const leader = (test: TestContext): Promise<Listening> => listenUntilEnd(test, () => ({ status: 200, body: '{"leader":true}' }));

async function follower(test: TestContext, location: (path: string) => string, status = 307): Promise<Listening> {
  return listenUntilEnd(test, ({ call }) => ({ status, headers: { location: location(call.split(' ')[1] ?? '') } }));
}

describe('where a redirect may lead', (it) => {
  for (const status of [301, 302, 303, 307, 308]) {
    it(`is a peer, with credentials (${status})`, async (test) => {
      const second = await leader(test);
      const first = await follower(test, (path) => second.url + path, status);
      const send = senderTo({ url: first.url, peers: [`${second.url}/`], auth: AUTH });
      const answer = await send({ method: 'GET', path: '/v2/apps?embed=a' }, testCtx());
      assert.is(answer.body.toString(), '{"leader":true}');
      assert.equal(
        second.asked.map(({ call }) => call),
        ['GET /v2/apps?embed=a'],
      );
      assert.match(second.asked[0]?.authorization ?? '', /^Basic /);
    });
  }

  it('is a peer whatever query it names: that is ours', async (test) => {
    const second = await leader(test);
    const first = await follower(test, () => `${second.url}/v2/apps?other=1`);
    await senderTo({ url: first.url, peers: [second.url] })({ method: 'GET', path: '/v2/apps?a=1&a=2' }, testCtx());
    assert.equal(
      second.asked.map(({ call }) => call),
      ['GET /v2/apps?a=1&a=2'],
    );
  });

  it('is nowhere else: that place is not even called', async (test) => {
    const [other, peer] = [await leader(test), await leader(test)];
    for (const location of [(path: string) => other.url + path, () => `${peer.url}/login`, () => 'http://[', (path: string) => path]) {
      const first = await follower(test, location, 302);
      const answer = await senderTo({ url: first.url, peers: [peer.url], auth: AUTH })({ method: 'GET', path: '/v2/apps' }, testCtx());
      assert.is(answer.status, 302);
    }
    assert.equal([other.asked, peer.asked], [[], []]);
  });

  it('is three times on at most: instances that lead to each other end', async (test) => {
    const addresses: string[] = [];
    const [a, b] = [await follower(test, (path) => addresses[1] + path), await follower(test, (path) => addresses[0] + path)];
    addresses.push(a.url, b.url);
    assert.is((await senderTo({ url: a.url, peers: [b.url] })({ method: 'GET', path: '/' }, testCtx())).status, 307);
    assert.is(a.asked.length + b.asked.length, 4);
  });

  it('is where a change goes at once, after its look was led there', async (test) => {
    const second = await leader(test);
    const first = await follower(test, (path) => second.url + path);
    const send = senderTo({ url: `${first.url}/base`, peers: [`${second.url}/base`] });
    await send({ method: 'GET', path: '/v2/apps/a' }, testCtx());
    await send({ method: 'PUT', path: '/v2/apps/a', body: { cpus: 1 } }, testCtx());
    assert.equal(
      first.asked.map(({ call }) => call),
      ['GET /base/v2/apps/a'],
    );
    assert.equal(
      second.asked.map(({ call, body }) => [call, body]),
      [
        ['GET /base/v2/apps/a', ''],
        ['PUT /base/v2/apps/a', '{"cpus":1}'],
      ],
    );
  });

  it('is nowhere for a change: nothing happens between the look and it', async (test) => {
    const second = await leader(test);
    const first = await follower(test, (path) => second.url + path);
    assert.is((await senderTo({ url: first.url, peers: [second.url] })({ method: 'PUT', path: '/a' }, testCtx())).status, 307);
    assert.equal(second.asked, []);
  });
});
