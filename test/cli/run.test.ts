/** The verb `run` to its end: what it keeps true, what it serves, and how it stops. */
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { git } from '../helpers/git-cli.ts';
import { appFile, FAST, openSite, until } from '../helpers/site.ts';
import type { Site, SiteOptions } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

const SECRET = 'a secret of the hooks';

/** A port nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

interface Running {
  readonly site: Site;
  readonly url: string;
  /** Asks it to stop; gives the exit code and the log. */
  readonly stop: () => Promise<{ readonly code: number; readonly err: string }>;
}

/** The verb after its first status commit. */
async function startRun(context: TestContext, options: SiteOptions = {}, args: readonly string[] = []): Promise<Running> {
  const port = await freePort();
  const site = await openSite(context, { ...options, config: { serve: { port, webhookSecret: { file: 'hook-secret' } } } });
  await writeFile(path.join(path.dirname(site.config), 'hook-secret'), SECRET);
  const stopping = new AbortController();
  const running = site.command(['run', ...args], { signal: stopping.signal });
  const stop = (): typeof running => {
    stopping.abort();
    return running;
  };
  context.after(stop);
  await until(() => hasStatus(site));
  return { site, url: `http://127.0.0.1:${port}`, stop };
}

/** The first pass is over: the claim alone brings the branch, but no status. */
async function hasStatus(site: Site): Promise<boolean> {
  if (!(await site.refs()).includes('plumbline/status')) return false;
  return (await git(site.bare, 'ls-tree', '-r', '--name-only', 'plumbline/status')).includes('prod/status.json');
}

async function statusOf(url: string): Promise<number> {
  const answer = await request(url);
  await answer.body.dump();
  return answer.statusCode;
}

describe('run', (it) => {
  it('makes what git declares, logs it, and ends with 0 when it is asked to stop', OPTIONS, async (context) => {
    const { site, stop } = await startRun(context);
    assert.equal(site.effects().toSorted(), ['POST /api/types/Volume/instances created', 'PUT /v2/apps/web created']);
    const { code, err } = await stop();
    assert.is(code, 0);
    const lines = err
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; applied?: number });
    assert.equal([lines[0]?.msg, lines.at(-1)?.msg], ['started', 'stopped']);
    assert.is(lines.find(({ msg }) => msg === 'pass')?.applied, 2);
  });

  it('answers /healthz, and nothing any more once it has stopped', OPTIONS, async (context) => {
    const { url, stop } = await startRun(context);
    assert.is(await statusOf(`${url}/healthz`), 200);
    await stop();
    const refused = await statusOf(`${url}/healthz`).catch((thrown: unknown) => (thrown as { code: string }).code);
    assert.is(refused, 'ECONNREFUSED');
  });

  it('looks at git when a signed webhook comes, before its time', OPTIONS, async (context) => {
    const { site, url } = await startRun(context, { isRemote: true });
    const post = async (signature: string): Promise<number> => {
      const headers = { 'x-signature': signature };
      const answer = await request(`${url}/hooks/generic`, { method: 'POST', body: '{}', headers });
      await answer.body.dump();
      return answer.statusCode;
    };
    await site.push({ 'api.yaml': appFile('/api', 1) });
    assert.is(await post('sha256=00'), 401);
    assert.is(await post(`sha256=${createHmac('sha256', SECRET).update('{}').digest('hex')}`), 202);
    await until(() => site.effects().includes('PUT /v2/apps/api created'));
  });

  it('makes what is pushed while it runs', OPTIONS, async (context) => {
    const { site } = await startRun(context, { factor: FAST });
    await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    await until(() => site.effects().includes('PUT /v2/apps/web changed'));
  });

  it('makes only what --only asks for', OPTIONS, async (context) => {
    const { site } = await startRun(context, { factor: FAST }, ['--only', 'Volume/data']);
    const commit = await site.push({ 'api.yaml': appFile('/api', 1) });
    await until(async () => (await git(site.bare, 'show', 'plumbline/status:prod/accepted.json')).includes(commit));
    assert.equal(site.effects(), ['POST /api/types/Volume/instances created']);
  });

  it('ends with 1 when its port is taken, and changes nothing', OPTIONS, async (context) => {
    const { site, url } = await startRun(context);
    const before = site.effects().length;
    const { code, err } = await site.command(['run']);
    assert.is(code, 1);
    assert.match(err, `The agent cannot listen on ${new URL(url).host}.`);
    assert.is(site.effects().length, before);
  });

  it('ends with 0 on SIGTERM, as a process', OPTIONS, async (context) => {
    const site = await openSite(context);
    const main = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));
    const child = spawn(process.execPath, [...process.execArgv, main, 'run', '--config', site.config], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (...how) => resolve(how)));
    context.after(() => void child.kill('SIGKILL'));
    await until(async () => child.exitCode !== null || (await hasStatus(site)));
    child.kill('SIGTERM');
    assert.equal(await ended, [0, null]);
    assert.is(site.effects().length, 2);
  });
});
