import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { addCommits, git, makeBare, temporaryFolder } from './git-cli.ts';
import type { GitFault } from './git-faults.ts';
import { serveGit } from './git-server.ts';
import type { GitServer, Pushed } from './git-server.ts';
import { assert, describe } from './suite.ts';
import type { TestContext } from './suite.ts';

const OPTIONS = { needs: ['git'] } as const;

interface Served {
  readonly server: GitServer;
  readonly pushed: Pushed[];
  /** Commits to main of the clone and pushes it; what git said against it, null when it was pushed. */
  readonly push: () => Promise<string | null>;
  /** What a reader sees as main. */
  readonly listed: () => Promise<string>;
  /** What main is. */
  readonly tip: () => Promise<string>;
}

async function serve(context: TestContext): Promise<Served> {
  const folder = await temporaryFolder(context);
  const bare = await makeBare(folder);
  await git(bare, 'config', 'http.receivepack', 'true');
  await addCommits(bare, 'main', [{ files: { a: '1' } }]);
  const server = await serveGit(folder, context);
  const pushed: Pushed[] = [];
  server.onPush = (push) => void pushed.push(push);
  const url = server.url('cluster.git');
  const clone = path.join(folder, 'clone');
  await git(folder, 'clone', '--quiet', url, clone);
  return {
    server,
    pushed,
    async push() {
      await git(clone, 'commit', '--quiet', '--allow-empty', '--message', 'More');
      return git(clone, 'push', '--quiet', 'origin', 'main').then(
        () => null,
        (thrown: unknown) => String(thrown),
      );
    },
    listed: async () => (await git(folder, '-c', 'protocol.version=1', 'ls-remote', url, 'refs/heads/main')).slice(0, 40),
    tip: () => git(bare, 'rev-parse', 'main'),
  };
}

describe('the git server of the tests', (it) => {
  it('counts what it receives and tells of each push that moved its branch', OPTIONS, async (context) => {
    const { server, pushed, push, tip } = await serve(context);
    const from = await tip();
    assert.is(await push(), null);
    assert.equal(pushed, [{ branch: 'main', from, to: await tip() }]);
    assert.is(server.received.push, 1);
  });

  for (const when of ['before', 'after'] as const) {
    it(`loses the nth push ${when} its effect`, OPTIONS, async (context) => {
      const { server, pushed, push, tip } = await serve(context);
      server.inject({ act: 'push', nth: 2, when, do: 'status' });
      assert.is(await push(), null);
      const before = await tip();
      assert.match((await push()) ?? '', '500');
      assert.is((await tip()) === before, when === 'before');
      assert.is(pushed.length, when === 'before' ? 1 : 2);
    });

    it(`kills a process ${when} the effect of a push to a branch`, OPTIONS, async (context) => {
      const { server, push, tip } = await serve(context);
      const victim = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      const ended = once(victim, 'exit');
      // libcurl sends again what went down with a connection that was in use before.
      const fault: GitFault = { branch: 'main', times: 5, when, do: 'sigkill', ...(victim.pid === undefined ? {} : { pid: victim.pid }) };
      server.inject({ ...fault, branch: 'other' });
      server.inject(fault);
      const before = await tip();
      await push();
      assert.equal(await ended, [null, 'SIGKILL']);
      assert.is((await tip()) === before, when === 'before');
    });
  }

  it('cuts every connection while it is down, and refuses pushes while it is read-only', OPTIONS, async (context) => {
    const { server, push, listed, tip } = await serve(context);
    const before = await tip();
    server.isDown = true;
    assert.match(await listed().catch(String), 'ended with');
    server.isDown = false;
    server.isReadOnly = true;
    assert.match((await push()) ?? '', '503');
    assert.equal([await listed(), await tip()], [before, before]);
    server.isReadOnly = false;
    assert.is(await push(), null);
  });

  it('shows readers the refs of before while it lags, and takes pushes', OPTIONS, async (context) => {
    const { server, push, listed, tip } = await serve(context);
    const before = await listed();
    server.isLagging = true;
    assert.is(await push(), null);
    assert.is(await listed(), before);
    server.isLagging = false;
    assert.equal([await listed(), before === (await tip())], [await tip(), false]);
  });
});
