import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import path from 'node:path';
import { promisify } from 'node:util';
import type { GitConfig } from '../../agent/model/config.gen.ts';
import type { RepoDeps } from '../../agent/repo/deps.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import type { GitServer } from '../helpers/git-server.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { masked, open } from './opening.ts';

const needs = ['git'];

interface Served {
  readonly bare: string;
  readonly server: GitServer;
  readonly url: string;
  readonly tip: string;
}

async function serve(test: TestContext): Promise<Served> {
  const folder = await temporaryFolder(test);
  const bare = await makeBare(folder);
  await git(bare, 'config', 'http.receivepack', 'true');
  const tip = await addCommits(bare, 'main', [{ files: { 'app.yaml': 'app' } }]);
  const server = await serveGit(folder, test);
  return { bare, server, url: server.url('cluster.git'), tip };
}

async function openServed(test: TestContext, config: Partial<GitConfig> = {}, deps: Partial<RepoDeps> = {}) {
  const served = await serve(test);
  return { ...served, ...(await open(test, { url: served.url, ...config }, deps)) };
}

async function unknownCode(
  reading: Promise<{ readonly kind: string; readonly error?: { readonly code: { readonly code: string } } }>,
): Promise<string> {
  const { kind, error } = await reading;
  assert.is(kind, 'unknown');
  return error?.code.code ?? '';
}

describe('what a remote repository is asked', (it) => {
  it('is one request to see whether something moved, and nothing more when nothing did', { needs }, async (test) => {
    const { repo, server, tip, bare } = await openServed(test);
    const refs = 'GET /cluster.git/info/refs?service=git-upload-pack';
    await repo.branches();
    assert.equal(server.requests.splice(0), [refs]);
    assert.is(await repo.resolve('main'), tip);
    assert.equal(server.requests.splice(0), [refs, refs, 'POST /cluster.git/git-upload-pack']);
    assert.is(await repo.resolve('main'), tip);
    assert.equal(server.requests.splice(0), [refs]);
    await (await repo.source(tip)).folder('');
    assert.equal(server.requests.splice(0), [], 'what is here is read without the server');
    await addCommits(bare, 'main', [{ files: { 'app.yaml': 'new' } }]);
    await repo.resolve('main');
    assert.equal(server.requests.splice(0), [refs, refs, 'POST /cluster.git/git-upload-pack']);
  });

  it('brings only what is new', { needs }, async (test) => {
    const { repo, server, bare } = await openServed(test);
    await addCommits(bare, 'main', [{ files: { big: [...Array(3000).keys()].map((n) => `${n * 7919}`).join() } }]);
    await repo.resolve('main');
    await addCommits(bare, 'main', [{ files: { small: 'x' } }]);
    const sizes: number[] = [];
    server.fault = (_request, response) => {
      const end = response.end.bind(response) as (body?: Buffer) => typeof response;
      response.end = ((body?: Buffer) => (sizes.push(body?.length ?? 0), end(body))) as typeof response.end;
      return false;
    };
    await repo.resolve('main');
    assert.ok(Math.max(...sizes) < 2000, `answers of ${sizes.join(', ')} bytes`);
  });

  it('goes on from the mirror of the last run, without the server for what it has', { needs }, async (test) => {
    const dataDir = await temporaryFolder(test);
    const first = await openServed(test, {}, { dataDir });
    await first.repo.resolve('main');
    await first.server.close();
    const { repo } = await open(test, { url: first.url }, { dataDir });
    const files = (await (await repo.source(first.tip)).folder(''))?.files;
    assert.equal(
      files?.map((file) => file.path),
      ['app.yaml'],
    );
    assert.is(await unknownCode(repo.branches()), 'repo/unreachable');
  });

  it('finds a commit of any branch by its id', { needs }, async (test) => {
    const { repo, bare } = await openServed(test);
    const other = await addCommits(bare, 'other', [{ files: { a: '1' } }]);
    assert.is((await repo.source(other)).commit, other);
    const third = await addCommits(bare, 'third', [{ files: { b: '1' } }]);
    assert.is(await repo.resolve(third.slice(0, 12)), third);
  });
});

describe('signing in to a remote repository', (it) => {
  const auth = { username: 'agent', password: { env: 's3cret:word' } };

  it('sends the credentials at once, masked, read anew for each operation', { needs }, async (test) => {
    const { repo, server, tip } = await openServed(test, { auth });
    server.auth = { username: 'agent', password: 's3cret:word' };
    assert.is(await repo.resolve('main'), tip);
    const basic = Buffer.from('agent:s3cret:word').toString('base64');
    assert.ok(server.credentials.length > 0 && server.credentials.every((sent) => sent === `Basic ${basic}`));
    assert.ok(masked.includes(basic));
  });

  it('says when they are wrong, and when there are none', { needs }, async (test) => {
    const { repo, server, url } = await openServed(test, { auth });
    server.auth = { username: 'agent', password: 'other' };
    const wrong = await rejects(() => repo.resolve('main'), 'repo/auth-rejected');
    assert.match(wrong.message, 'rejected git.auth');
    assert.not.match(wrong.message, 's3cret');
    assert.is(await unknownCode(repo.branches()), 'repo/auth-rejected');
    const anonymous = await open(test, { url });
    assert.match((await rejects(() => anonymous.repo.resolve('main'), 'repo/auth-rejected')).message, 'there is no git.auth');
  });

  it('never follows a redirect, and names where it led', { needs }, async (test) => {
    const { repo, server } = await openServed(test, { auth });
    const other = await serve(test);
    server.fault = (request, response) => {
      response.writeHead(301, { location: `${other.url}${request.url?.replace('/cluster.git', '')}` }).end();
      return true;
    };
    const error = await rejects(() => repo.resolve('main'), 'repo/redirected');
    assert.match(error.message, other.url);
    assert.not.match(error.message, 'service=');
    assert.equal(other.server.requests, []);
  });
});

describe('a remote repository that fails', (it) => {
  const answers: { readonly [code: string]: number } = {
    'repo/not-found': 404,
    'repo/unreachable': 503,
    'repo/auth-rejected': 403,
    'repo/not-git': 400,
  };
  for (const [code, status] of Object.entries(answers)) {
    it(`is ${code} when it answers ${status}`, { needs }, async (test) => {
      const { repo, server } = await openServed(test);
      server.fault = (_request, response) => Boolean(response.writeHead(status).end('no'));
      await rejects(() => repo.resolve('main'), code);
      assert.is(await unknownCode(repo.branches()), code);
    });
  }

  it('is no git server when it answers a page', { needs }, async (test) => {
    const { repo, server } = await openServed(test);
    server.fault = (_request, response) => Boolean(response.writeHead(200, { 'content-type': 'text/html' }).end('<html>hi</html>'));
    await rejects(() => repo.resolve('main'), 'repo/not-git');
  });

  it('is given up after git.timeoutSeconds when it hangs', { needs }, async (test) => {
    const { repo, server } = await openServed(test, { timeoutSeconds: 1 });
    server.fault = () => true;
    const began = performance.now();
    const error = await rejects(() => repo.resolve('main'), 'repo/timeout');
    assert.match(error.message, 'within 1 s');
    assert.ok(performance.now() - began < 4000);
  });

  it('is given up at once when the agent stops', { needs }, async (test) => {
    const stop = new AbortController();
    const { repo, server } = await openServed(test, {}, { signal: stop.signal });
    server.fault = () => {
      stop.abort();
      return true;
    };
    await rejects(() => repo.resolve('main'), 'repo/aborted');
  });

  it('leaves nothing half-read when it dies in the middle of a pack', { needs }, async (test) => {
    const { repo, server, tip, bare } = await openServed(test);
    await addCommits(bare, 'main', [{ files: { big: 'x'.repeat(100_000) } }]);
    server.fault = (request, response) => {
      if (request.url?.endsWith('/git-upload-pack') === true) answerHalf(response);
      return false;
    };
    await rejects(() => repo.resolve('main'), 'repo/unreachable');
    await rejects(() => repo.source(tip), 'repo/unreachable');
    server.fault = () => false;
    assert.is(await repo.resolve('main'), await git(bare, 'rev-parse', 'main'));
    assert.is((await repo.source(tip)).commit, tip);
  });

  it('is told apart from one whose branch was deleted', { needs }, async (test) => {
    const { repo, bare, tip } = await openServed(test);
    await repo.resolve('main');
    await git(bare, 'update-ref', '-d', 'refs/heads/main');
    await rejects(() => repo.resolve('main'), 'repo/no-such-ref');
    assert.is((await repo.source(tip)).commit, tip, 'what was brought over stays');
  });
});

/** Makes the response send half of its body and then lose the connection. */
function answerHalf(response: ServerResponse): void {
  response.end = ((body: Buffer) => {
    response.write(body.subarray(0, body.length / 2), () => response.destroy());
    return response;
  }) as typeof response.end;
}

describe('a remote repository over https', (it) => {
  it('is trusted by git.caFile and by nothing else', { needs: ['git', 'openssl'] }, async (test) => {
    const folder = await temporaryFolder(test);
    const bare = await makeBare(folder);
    const tip = await addCommits(bare, 'main', [{ files: { a: '1' } }]);
    const { key, cert, caFile } = await makeCertificate(folder);
    const server = await serveGit(folder, test, (handler) => createTlsServer({ key, cert }, handler));
    const url = server.url('cluster.git');
    assert.is(await (await open(test, { url, caFile })).repo.resolve('main'), tip);
    await rejects(async () => (await open(test, { url })).repo.resolve('main'), 'repo/unreachable');
    await rejects(async () => (await open(test, { url, caFile: `${caFile}.none` })).repo.resolve('main'), 'repo/no-access');
  });
});

async function makeCertificate(folder: string): Promise<{ readonly key: string; readonly cert: string; readonly caFile: string }> {
  const [keyFile, caFile] = [path.join(folder, 'key.pem'), path.join(folder, 'ca.pem')];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    ...subject,
    '-keyout',
    keyFile,
    '-out',
    caFile,
  ]);
  return { key: await readFile(keyFile, 'utf8'), cert: await readFile(caFile, 'utf8'), caFile };
}
