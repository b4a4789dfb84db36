import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { scaleioSystem } from '../../../agent/systems/scaleio/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { countOf, openBench, openStub, PASSWORD } from './gateway.ts';
import type { Bench } from './gateway.ts';

const LOGIN = 'GET /api/login';
const HOUR_MS = 3_600_000;

/** Codes of all facets, each once; empty: everything was read. */
async function trouble({ system, ctx }: Pick<Bench, 'system' | 'ctx'>): Promise<readonly string[]> {
  const live = await system.read(ctx, NOTHING_SOUGHT);
  return [...new Set(Object.values(live).map((reading) => (reading.kind === 'unknown' ? reading.error.code.code : 'ok')))];
}

async function firstMessage({ system, ctx }: Pick<Bench, 'system' | 'ctx'>): Promise<string> {
  const { system: facet } = await system.read(ctx, NOTHING_SOUGHT);
  return facet.kind === 'unknown' ? facet.error.message : 'read';
}

describe('the session with a ScaleIO gateway', (it) => {
  it('is one for all calls and for all reads', async (test) => {
    const bench = await openBench(test);
    assert.equal(await trouble(bench), ['ok']);
    assert.equal(await trouble(bench), ['ok']);
    assert.is(countOf(bench, LOGIN), 1);
  });

  it('is renewed once, by one login, when it ended between two reads', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    bench.advance(HOUR_MS);
    assert.equal(await trouble(bench), ['ok']);
    assert.is(countOf(bench, LOGIN), 2);
  });

  it('is renewed in the middle of a read, whichever call meets the end of it', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    for (const call of ['GET /api/types/Volume/instances', 'GET /api/types/System/instances', 'GET /api/types/StoragePool/instances']) {
      bench.faults.set({ call, when: 'before', do: 'status', status: 401 });
      const before = countOf(bench, LOGIN);
      assert.equal(await trouble(bench), ['ok']);
      assert.is(countOf(bench, LOGIN), before + 1);
    }
  });

  it('survives a restart of the gateway', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    bench.gateway.dropSessions();
    assert.equal(await trouble(bench), ['ok']);
  });

  it('is given up after one replay', async (test) => {
    const bench = await openBench(test);
    bench.faults.set({ call: 'GET /api/types/Volume/instances', times: 9, when: 'before', do: 'status', status: 401 });
    const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    assert.is(live.volumes.kind === 'unknown' && live.volumes.error.code.code, 'scaleio/session-rejected');
    assert.is(countOf(bench, 'GET /api/types/Volume/instances'), 2);
  });

  it('ends with a logout, even when the agent is stopping', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    const stopping = { ...bench.ctx, signal: AbortSignal.abort() };
    await bench.system.close(stopping);
    await bench.system.close(stopping);
    assert.is(countOf(bench, 'GET /api/logout'), 1);
  });

  it('may fail to end without anybody minding', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    bench.faults.set({ call: 'GET /api/logout', when: 'before', do: 'reset' });
    await bench.system.close(bench.ctx);
  });

  it('is not had with a wrong password: one login, one sentence, everything unknown', async (test) => {
    const bench = await openBench(test, { password: 'wrong-password' });
    const live = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const messages = new Set(Object.values(live).map((reading) => (reading.kind === 'unknown' ? reading.error.message : 'read')));
    assert.is(messages.size, 1);
    assert.match([...messages].join(), /^The ScaleIO gateway at http:\/\/127\.0\.0\.1:\d+\/ rejects the user name or password of admin\.$/);
    assert.equal(await trouble(bench), ['scaleio/login-rejected']);
    assert.equal([countOf(bench, LOGIN), bench.ledger().length], [2, 2], 'one per read and nothing else');
  });

  it('registers password, token and both Basic headers as secrets, and leaks none', async (test) => {
    const bench = await openBench(test);
    await trouble(bench);
    await bench.system.close(bench.ctx);
    const token = bench.masked.find((text) => Buffer.from(text, 'base64').toString().startsWith('admin:1'));
    const headers = [PASSWORD, token ?? 'none'].map((secret) => Buffer.from(`admin:${secret}`).toString('base64'));
    for (const secret of [PASSWORD, token, ...headers]) assert.ok(secret !== undefined && bench.masked.includes(secret));
    const told = bench.logged.join('\n') + JSON.stringify(bench.ledger());
    for (const secret of bench.masked) assert.not.ok(told.includes(secret));
  });
});

describe('the session with a gateway from 4.0 on', (it) => {
  const MINUTES_MS = 60_000;
  const calls = ({ ledger }: Bench): readonly string[] => ledger().map(({ call }) => call);

  it('is one of another kind, and the one that told the version is ended', async (test) => {
    const bench = await openBench(test, { version: '4.5' });
    assert.equal(await trouble(bench), ['ok']);
    assert.equal(calls(bench).slice(0, 4), [LOGIN, 'GET /api/version', 'POST /rest/auth/login', 'GET /api/logout']);
    await bench.system.close(bench.ctx);
    assert.is(calls(bench).at(-1), 'POST /rest/auth/logout');
  });

  it('is renewed once when its token has run out after minutes', async (test) => {
    const bench = await openBench(test, { version: '4.0' });
    await trouble(bench);
    bench.advance(6 * MINUTES_MS);
    assert.equal(await trouble(bench), ['ok']);
    assert.is(countOf(bench, 'POST /rest/auth/login'), 2);
  });

  it('ends before it began when the second login fails, and leaves no session behind', async (test) => {
    const bench = await openBench(test, { version: '4.5' });
    bench.faults.set({ call: 'POST /rest/auth/login', when: 'before', do: 'status', status: 401 });
    assert.equal(await trouble(bench), ['scaleio/login-rejected']);
    assert.is(calls(bench).at(-1), 'GET /api/logout');
  });

  it('registers its tokens as secrets, and leaks none', async (test) => {
    const bench = await openBench(test, { version: '4.5' });
    await trouble(bench);
    await bench.system.close(bench.ctx);
    assert.is(bench.masked.filter((text) => text.startsWith('eyJ')).length, 3, 'that of the first login, and two');
    const told = bench.logged.join('\n') + JSON.stringify(bench.ledger());
    for (const secret of bench.masked) assert.not.ok(told.includes(secret));
  });

  it('sends its token as bearer, and to log out the other one', async (test) => {
    const sent: string[] = [];
    const bench = await openStub(test, (path, { authorization = 'none' }) => {
      sent.push(`${path} ${authorization.split(' ')[0]}`);
      if (path === '/api/login') return { status: 200, body: '"dG9rZW4"' };
      if (path === '/api/version') return { status: 200, body: '"4.5"' };
      return { status: 200, body: path === '/rest/auth/login' ? '{"access_token": "a1", "refresh_token": "r1"}' : '[]' };
    });
    await trouble(bench);
    const [login, version, second, logout, ...others] = sent;
    assert.equal([login, version], ['/api/login Basic', '/api/version Basic']);
    assert.equal([second, logout], ['/rest/auth/login none', '/api/logout Basic']);
    assert.ok(others.length > 0 && others.every((call) => call.endsWith(' Bearer')));
  });

  for (const body of ['{}', '{"access_token": "a1"}', '<html></html>']) {
    it(`is not had from ${body}`, async (test) => {
      const bench = await openStub(test, (path) => {
        if (path === '/api/login') return { status: 200, body: '"dG9rZW4"' };
        return path === '/api/version' ? { status: 200, body: '"4.5"' } : { status: 200, body };
      });
      assert.equal(await trouble(bench), ['scaleio/unexpected-answer']);
    });
  }
});

describe('a gateway that is none of 2.x to 4.x', (it) => {
  const gateway =
    (version: string) =>
    (path: string): { status: number; body: string } => {
      if (path === '/api/login') return { status: 200, body: '"dG9rZW4"' };
      return path === '/api/version' ? { status: 200, body: version } : { status: 200, body: '[]' };
    };

  it('is told from its version, in one sentence', async (test) => {
    for (const version of ['"5.0"', '"5.1"', '"1.32"', '10.0']) {
      const bench = await openStub(test, gateway(version));
      assert.equal(await trouble(bench), ['scaleio/unsupported-version']);
      assert.match(
        await firstMessage(bench),
        /is version [\d.]+; Plumbline speaks with 2\.x, 3\.x and 4\.x(: later systems are erasure-coded, and made of other objects)?\.$/,
      );
    }
  });

  it('is logged out of again', async (test) => {
    const paths: string[] = [];
    const bench = await openStub(test, (path) => {
      paths.push(path);
      return gateway('5.0')(path);
    });
    await trouble(bench);
    assert.equal(paths, ['/api/login', '/api/version', '/api/logout']);
  });

  it('may be 3.6, or answer without quotes', async (test) => {
    for (const version of ['"3.6"', '2.0']) {
      const { system, ctx } = await openStub(test, gateway(version));
      assert.is((await system.read(ctx, NOTHING_SOUGHT)).volumes.kind, 'ok', version);
    }
  });

  it('is not guessed at when it speaks for two systems, or none', async (test) => {
    for (const systems of ['[{"id": "a", "name": null}, {"id": "b", "name": null}]', '[]']) {
      const bench = await openStub(test, (path) => (path.includes('/System/') ? { status: 200, body: systems } : gateway('"2.6"')(path)));
      assert.match(await firstMessage(bench), /not exactly one system/);
    }
  });

  const strangers: readonly [string, number, string, string][] = [
    ['a web page', 200, '<html>Welcome</html>', 'scaleio/unexpected-answer'],
    ['nothing', 204, '', 'scaleio/unexpected-answer'],
    ['not found', 404, '<html>404</html>', 'scaleio/unexpected-answer'],
    ['a proxy without a backend', 502, '<html>Bad gateway</html>', 'scaleio/busy'],
    ['another address', 302, '', 'scaleio/redirected'],
    ['an unauthorized page in HTML', 401, '<html>Unauthorized</html>', 'scaleio/login-rejected'],
  ];
  for (const [what, status, body, code] of strangers) {
    it(`answers the login with ${what}: ${code}`, async (test) => {
      assert.equal(await trouble(await openStub(test, () => ({ status, body }))), [code]);
    });
  }

  it('is not reached without the file of its certificate authority', async (test) => {
    const { ctx } = await openStub(test, gateway('"2.6"'));
    const config = { url: 'https://127.0.0.1:1', username: 'admin', password: { env: 'X' }, caFile: '/nowhere/ca.pem' };
    assert.equal(await trouble({ system: scaleioSystem(config), ctx }), ['scaleio/ca-file-unreadable']);
  });
});
