import { createHmac } from 'node:crypto';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { silentLog } from '../../agent/log.ts';
import { Secret } from '../../agent/redact.ts';
import { serve } from '../../agent/serve/serve.ts';
import type { Served } from '../../agent/serve/serve.ts';
import { manualClock } from '../helpers/builders.ts';
import type { ManualClock } from '../helpers/builders.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const SECRET = 'hook-secret';

interface Fixture {
  readonly served: Served;
  readonly clock: ManualClock;
  readonly woken: string[];
  readonly call: (method: string, path: string, headers?: Record<string, string>, body?: string | Buffer) => Promise<number>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function start(context: TestContext): Promise<Fixture> {
  const port = await freePort();
  const clock = manualClock();
  const woken: string[] = [];
  const secrets = { read: async () => new Secret('env:X', SECRET), mask() {} };
  const served = await serve(
    { host: '127.0.0.1', port, webhookSecret: { env: 'X' } },
    { clock, log: silentLog, secrets, wake: (why) => void woken.push(why) },
  );
  context.after(() => served.close());
  const call: Fixture['call'] = (method, path, headers = {}, body = '') =>
    new Promise((resolve, reject) => {
      const sent = request({ port, method, path, headers }, (answer) => answer.resume().on('end', () => resolve(answer.statusCode ?? 0)));
      sent.on('error', reject).end(body);
    });
  return { served, clock, woken, call };
}

const sign = (body: string, secret = SECRET): string => createHmac('sha256', secret).update(body).digest('hex');

describe('healthz', (it) => {
  it('is well while passes finish in time, and not when the next is 15 minutes late', async (context) => {
    const { served, clock, call } = await start(context);
    served.passed(3_600_000);
    clock.advance(3_600_000 + 15 * 60_000 - 1);
    assert.is(await call('GET', '/healthz'), 200);
    clock.advance(1);
    assert.is(await call('GET', '/healthz'), 503);
    served.passed(0);
    assert.is(await call('GET', '/healthz'), 200);
  });
});

describe('webhooks', (it) => {
  const body = '{"ref":"refs/heads/anything"}';
  for (const [forge, header, value] of [
    ['github', 'x-hub-signature-256', `sha256=${sign(body)}`],
    ['gitea', 'x-gitea-signature', sign(body)],
    ['gitlab', 'x-gitlab-token', SECRET],
    ['generic', 'x-signature', `sha256=${sign(body)}`],
  ] as const) {
    it(`from ${forge} ask for a pass when ${header} fits, and only then`, async (context) => {
      const { call, woken } = await start(context);
      assert.is(await call('POST', `/hooks/${forge}`, { [header]: value }, body), 202);
      assert.equal(woken, [`webhook ${forge}`]);
      assert.is(await call('POST', `/hooks/${forge}`, { [header]: `${value}0` }, body), 401);
      assert.is(await call('POST', `/hooks/${forge}`, {}, body), 401);
      assert.is(woken.length, 1);
    });
  }

  it('signed with another secret or over another body are refused', async (context) => {
    const { call, woken } = await start(context);
    assert.is(await call('POST', '/hooks/github', { 'x-hub-signature-256': `sha256=${sign(body, 'other')}` }, body), 401);
    assert.is(await call('POST', '/hooks/github', { 'x-hub-signature-256': `sha256=${sign(body)}` }, `${body} `), 401);
    assert.equal(woken, []);
  });

  it('that are no POST, no known forge or too large are refused', async (context) => {
    const { call } = await start(context);
    assert.is(await call('GET', '/hooks/github'), 405);
    assert.is(await call('POST', '/hooks/constructor', {}, body), 404);
    assert.is(await call('POST', '/else', {}, body), 404);
    assert.is(await call('POST', '/hooks/generic', {}, Buffer.alloc(3 * 1024 * 1024 + 1)), 413);
  });
});

describe('serving', (it) => {
  it('says which port it cannot have', async (context) => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    context.after(() => void other.close());
    const deps = { clock: manualClock(), log: silentLog, secrets: { read: async () => new Secret('', ''), mask() {} }, wake() {} };
    const error = await rejects(() => serve({ host: '127.0.0.1', port, webhookSecret: null }, deps), 'serve/cannot-listen');
    assert.match(error.message, `127.0.0.1:${port}`);
  });
});
