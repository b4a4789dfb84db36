import { parseAddress } from '../../agent/repo/address.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';

describe('git.url', (it) => {
  const accepted = {
    'https://git.example.com/ops/cluster.git': { kind: 'remote', url: 'https://git.example.com/ops/cluster.git' },
    'http://127.0.0.1:3000/x/': { kind: 'remote', url: 'http://127.0.0.1:3000/x' },
    '/srv/git/cluster.git': { kind: 'local', path: '/srv/git/cluster.git' },
    './cluster.git': { kind: 'local', path: './cluster.git' },
    'cluster.git': { kind: 'local', path: 'cluster.git' },
    '/srv/with:colon/and@at/x.git': { kind: 'local', path: '/srv/with:colon/and@at/x.git' },
  };
  for (const [url, address] of Object.entries(accepted)) it(`may be ${url}`, () => assert.equal(parseAddress(url), address));

  const refused = [
    'git@github.com:ops/cluster.git',
    '/etc/plumbline/git@github.com:ops/cluster.git',
    'host:path/x.git',
    'ssh://git@github.com/ops/cluster.git',
    '/etc/plumbline/ssh:/git@github.com/ops/cluster.git',
    'git://github.com/ops/cluster.git',
    'git+ssh://github.com/x',
    'file:///srv/git/cluster.git',
    'http://',
  ];
  for (const url of refused) {
    it(`may not be ${url}, and the error says what may`, async () => {
      const error = await rejects(() => parseAddress(url), 'repo/unsupported-url');
      assert.match(error.message, /^git\.url .*http\(s\):\/\/ addresses and paths of local repositories\.$/);
    });
  }

  it('may not carry credentials, which the error does not repeat', async () => {
    for (const url of [
      'https://ann:hunter2@example.com/x.git',
      'https://hunter2@example.com/x.git',
      'https://example.com/x.git?token=hunter2',
    ]) {
      const error = await rejects(() => parseAddress(url), 'repo/unsupported-url');
      assert.not.match(`${error.message}${JSON.stringify(error.details)}`, 'hunter2');
    }
    assert.match((await rejects(() => parseAddress('https://a:b@example.com/x'), 'repo/unsupported-url')).message, 'git.auth');
  });
});
