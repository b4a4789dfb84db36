import { generateKeyPairSync, verify } from 'node:crypto';
import { instant } from '../../agent/clock.ts';
import type { Clock } from '../../agent/clock.ts';
import { Secret } from '../../agent/redact.ts';
import { senderTo } from '../../agent/access/sender.ts';
import type { ServiceAccountConfig } from '../../agent/model/config.gen.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { NOW, testCtx } from '../systems/marathon/inputs.ts';
import type { TestCtx } from '../systems/marathon/inputs.ts';
import { listenUntilEnd } from './server.ts';
import type { Answer, Listening } from './server.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const LOGIN = 'POST /acs/api/v1/auth/login';
const ACCOUNT: ServiceAccountConfig = { uid: 'plumbline', privateKey: { env: 'KEY' } };

interface Dcos extends Listening {
  /** Tokens that are refused from now on. */
  readonly expired: Set<string>;
}

/** A DC/OS whose tokens are `t1`, `t2`, ... unless `tokenOf` says otherwise. */
async function startDcos(test: TestContext, tokenOf = (count: number): string => `t${count}`): Promise<Dcos> {
  const expired = new Set<string>();
  let count = 0;
  const known = new Set<string>();
  const logIn = (): Answer => {
    const token = tokenOf((count += 1));
    known.add(`token=${token}`);
    return { status: 200, body: JSON.stringify({ token }) };
  };
  const server = await listenUntilEnd(test, ({ call, authorization = '' }) => {
    if (call === LOGIN) return logIn();
    return { status: known.has(authorization) && !expired.has(authorization) ? 200 : 401 };
  });
  return { ...server, expired };
}

function ctxAt(clock: Partial<Clock> = {}, key = PEM): TestCtx {
  const ctx = testCtx();
  return { ...ctx, clock: { ...ctx.clock, ...clock }, secrets: { ...ctx.secrets, read: async () => new Secret('env:KEY', key) } };
}

function callsTo({ asked }: Listening): readonly string[] {
  return asked.map(({ call, authorization }) => (call === LOGIN ? 'login' : `${call} ${authorization}`));
}

function jwt(claims: object): string {
  return ['{}', JSON.stringify(claims), 'x'].map((part) => Buffer.from(part).toString('base64url')).join('.');
}

const GET = { method: 'GET', path: '/v2/info' } as const;
const PUT = { method: 'PUT', path: '/v2/apps/a' } as const;

describe('a service account of DC/OS', (it) => {
  it('logs in once for all calls, with a JWT that its key signed', async (test) => {
    const dcos = await startDcos(test);
    const send = senderTo({ url: `${dcos.url}/service/marathon`, auth: { serviceAccount: ACCOUNT } });
    const ctx = ctxAt();
    const answers = await Promise.all([send(GET, ctx), send(GET, ctx), send(GET, ctx)]);
    assert.equal(
      answers.map(({ status }) => status),
      [200, 200, 200],
    );
    assert.equal(callsTo(dcos), ['login', ...Array<string>(3).fill('GET /service/marathon/v2/info token=t1')]);
    const { uid, token } = JSON.parse(dcos.asked[0]?.body ?? '') as { uid: string; token: string };
    const [head = '', claims = '', signature = ''] = token.split('.');
    assert.is(uid, 'plumbline');
    assert.equal(JSON.parse(Buffer.from(claims, 'base64url').toString()), { uid: 'plumbline', exp: NOW / 1000 + 300 });
    assert.ok(verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature, 'base64url')));
    assert.equal(ctx.masked, [token, 't1']);
  });

  it('logs in once more when its token is refused, and asks again', async (test) => {
    const dcos = await startDcos(test);
    const send = senderTo({ url: dcos.url, auth: { serviceAccount: ACCOUNT } });
    await send(GET, ctxAt());
    dcos.expired.add('token=t1');
    assert.is((await send(GET, ctxAt())).status, 200);
    assert.equal(callsTo(dcos).slice(2), ['GET /v2/info token=t1', 'login', 'GET /v2/info token=t2']);
  });

  it('logs in no more than once for a call: who refuses a new token refuses the account', async (test) => {
    const dcos = await startDcos(test);
    for (const token of ['t1', 't2', 't3']) dcos.expired.add(`token=${token}`);
    assert.is((await senderTo({ url: dcos.url, auth: { serviceAccount: ACCOUNT } })(GET, ctxAt())).status, 401);
    assert.is(callsTo(dcos).filter((call) => call === 'login').length, 2);
  });

  it('sends no change twice: one whose token is refused is for the next pass, with a new token', async (test) => {
    const dcos = await startDcos(test);
    const send = senderTo({ url: dcos.url, auth: { serviceAccount: ACCOUNT } });
    await send(GET, ctxAt());
    dcos.expired.add('token=t1');
    assert.is((await send(PUT, ctxAt())).status, 401);
    await send(GET, ctxAt());
    assert.equal(callsTo(dcos).slice(2), ['PUT /v2/apps/a token=t1', 'login', 'GET /v2/info token=t2']);
  });

  const rows = [
    { name: 'five minutes before it expires', livesS: 7200, goodS: 6900 },
    { name: 'in the last tenth of a short life', livesS: 100, goodS: 90 },
  ];
  for (const { name, livesS, goodS } of rows) {
    it(`renews its token ${name}`, async (test) => {
      const dcos = await startDcos(test, (count) => jwt({ count, exp: NOW / 1000 + livesS }));
      const send = senderTo({ url: dcos.url, auth: { serviceAccount: ACCOUNT } });
      const logins: number[] = [];
      for (const atS of [0, goodS - 1, goodS]) {
        await send(GET, ctxAt({ now: () => instant(NOW + atS * 1000) }));
        logins.push(callsTo(dcos).filter((call) => call === 'login').length);
      }
      assert.equal(logins, [1, 1, 2]);
    });
  }

  it('says what is wrong with its key, and nothing of the key', async (test) => {
    const dcos = await startDcos(test);
    const pems = ['no key', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()];
    for (const pem of pems) {
      const send = senderTo({ url: dcos.url, auth: { serviceAccount: ACCOUNT } });
      const error = await rejects(() => send(GET, ctxAt({}, pem)), 'access/bad-key');
      assert.equal([error.cause, error.message.includes(pem)], [undefined, false]);
    }
    assert.equal(dcos.asked, []);
  });

  const refusals: readonly { readonly answer: Answer; readonly code: string }[] = [
    { answer: { status: 401 }, code: 'access/login-refused' },
    { answer: { status: 403 }, code: 'access/login-refused' },
    { answer: { status: 404, body: '<html>' }, code: 'access/login-failed' },
    { answer: { status: 200, body: '{"token":""}' }, code: 'access/login-failed' },
  ];
  for (const { answer, code } of refusals) {
    it(`whose login is answered ${answer.status} fails with ${code}, and is tried again`, async (test) => {
      const server = await listenUntilEnd(test, () => answer);
      const loginUrl = `${server.url}/login`;
      const send = senderTo({ url: 'http://127.0.0.1:1', auth: { serviceAccount: { ...ACCOUNT, loginUrl } } });
      for (let count = 1; count <= 2; count += 1) {
        await rejects(() => send(GET, ctxAt()), code);
        assert.is(server.asked.length, count);
      }
    });
  }

  it('may have a token that somebody else renews instead', async (test) => {
    const server = await listenUntilEnd(test, () => ({ status: 401 }));
    const tokens = ['old', 'new'];
    const ctx = { ...testCtx(), secrets: { mask() {}, read: async () => new Secret('file:t', tokens.shift() ?? 'new') } };
    await senderTo({ url: server.url, auth: { token: { file: 't' } } })(GET, ctx);
    assert.equal(callsTo(server), ['GET /v2/info token=old', 'GET /v2/info token=new']);
  });
});
