/** Logging in to 4.x. */
import { assert, describe } from '../../helpers/suite.ts';
import { basic, CREDENTIALS, makeBench } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';

const MINUTE = 60_000;

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

function logIn(bench: Bench): Tokens {
  return bench.send('POST', '/rest/auth/login', undefined, CREDENTIALS).body as Tokens;
}

function status(bench: Bench, authorization: string): number {
  return bench.send('GET', '/api/version', authorization).status;
}

describe('a simulated session of 4.x', (it) => {
  it('is sent as bearer, or as the password of Basic', () => {
    const bench = makeBench({ version: '4.0' });
    const { access_token: token } = logIn(bench);
    assert.is(status(bench, `Bearer ${token}`), 200);
    assert.is(status(bench, basic('', token)), 200);
    assert.is(status(bench, `Bearer ${bench.login()}`), 200);
  });

  it('ends 5 minutes after the login, however busy', () => {
    const bench = makeBench({ version: '4.5' });
    const { access_token: token, expires_in: seconds } = logIn(bench);
    assert.is(seconds, 300);
    for (let minute = 1; minute < 5; minute += 1) {
      bench.advance(MINUTE);
      assert.is(status(bench, `Bearer ${token}`), 200);
    }
    bench.advance(MINUTE);
    assert.is(status(bench, `Bearer ${token}`), 401);
  });

  it('ends with a logout, which answers 204 and nothing', () => {
    const bench = makeBench({ version: '4.5' });
    const { access_token: token, refresh_token: refresh } = logIn(bench);
    const answer = bench.send('POST', '/rest/auth/logout', `Bearer ${token}`, { refresh_token: refresh });
    assert.equal([answer.status, answer.body], [204, '']);
    assert.is(status(bench, `Bearer ${token}`), 401);
  });

  it('is refused with a page, not with JSON', () => {
    const bench = makeBench({ version: '4.5' });
    for (const answer of [
      bench.send('POST', '/rest/auth/login', undefined, { ...CREDENTIALS, password: 'wrong' }),
      bench.send('GET', '/api/version', 'Bearer nonsense'),
    ]) {
      assert.is(answer.status, 401);
      assert.is(answer.headers?.['content-type'], 'text/html');
    }
  });

  it('does not exist before 4.0: no such page, and no bearer', () => {
    const bench = makeBench({ version: '3.6' });
    assert.is(bench.send('POST', '/rest/auth/login', undefined, CREDENTIALS).status, 404);
    assert.is(status(bench, `Bearer ${bench.login()}`), 401);
  });
});
