/** Invariants of docs/design.md about what may not get into the agent, and what may not get out of it. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Http } from '../../agent/http.ts';
import { planPass } from '../../agent/pass.ts';
import { openTestAgent, passOf, startCluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { openSite } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

interface Trap {
  readonly url: string;
  /** How many requests came. */
  readonly visits: () => number;
}

/** A server that nothing should ask, unless the configuration names it; it answers everything with 500. */
async function openTrap(context: TestContext, answer: (request: IncomingMessage) => object = () => ({})): Promise<Trap> {
  let visits = 0;
  const server = createServer((request, response) => {
    visits += 1;
    response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify(answer(request)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  context.after(() => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, visits: () => visits };
}

/** Each says where to go, in the place where somebody might try. */
function hostileDocuments(url: string): readonly string[] {
  const head = 'apiVersion: plumbline/v1\n';
  return [
    `systems: { marathon: [{ url: "${url}" }], scaleio: { url: "${url}" } }\n`,
    `${head}kind: Agent\nmetadata: { name: prod }\nspec: { systems: { scaleio: { url: "${url}" } } }\n`,
    `${head}kind: Cluster\nmetadata: { name: other }\nspec: { systems: { scaleio: { url: "${url}" } } }\n`,
    `${head}kind: Volume\nmetadata: { name: a }\nspec: { pool: default, sizeGiB: 8, gateway: "${url}" }\n`,
    `${head}kind: App\nmetadata: { name: /a, on: "${url}" }\nspec: { cmd: run }\n`,
  ];
}

/** The same HTTP, but a new volume is refused with a sentence that quotes what a careless gateway might. */
function quoting(http: Http, password: string): Http {
  return {
    ...http,
    async send(call, signal) {
      if (call.method !== 'POST' || !call.url.endsWith('/api/types/Volume/instances')) return http.send(call, signal);
      const message = `no volume for ${password}, who sent ${call.headers?.['authorization']}`;
      return { status: 500, headers: {}, body: Buffer.from(JSON.stringify({ message, httpStatusCode: 500, errorCode: 1 })) };
    },
  };
}

describe('invariants', (it) => {
  it('9, nothing in the repository can redirect the agent: a document that names an endpoint is refused', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const trap = await openTrap(context);
    await cluster.settle();
    for (const text of hostileDocuments(trap.url)) {
      const before = cluster.sim.ledger().length;
      await cluster.push({ 'clusters/prod/hostile.yaml': text });
      const { report } = await cluster.pass();
      assert.ok(
        report.refused?.errors.some(({ file }) => file === 'clusters/prod/hostile.yaml'),
        text,
      );
      const asked = new Set(
        cluster.sim
          .ledger()
          .slice(before)
          .map(({ system }) => system),
      );
      assert.equal([...asked].toSorted(), ['chronos', 'marathon', 'mesos', 'scaleio'], text);
    }
    assert.is(trap.visits(), 0);
  });

  it('9, nothing in the repository can redirect the agent: no file there is read as its configuration', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const trap = await openTrap(context);
    const systems = JSON.stringify({ systems: { marathon: [{ url: trap.url }], scaleio: { url: trap.url } } });
    await cluster.push({ 'plumbline.yaml': systems, 'plumbline.json': systems, 'clusters/prod/plumbline.json': systems });
    const { report } = await cluster.settle();
    assert.equal([report.refused, report.plan?.unknown], [null, []]);
    assert.is(trap.visits(), 0);
  });

  it('12, no secret leaves: an error that quotes the password reaches log, status and commits without it', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const { username, password } = cluster.sim.scaleio;
    await passOf({ ...cluster.agent, ctx: { ...cluster.agent.ctx, http: quoting(cluster.agent.ctx.http, password) } });
    const log = cluster.log.join('\n');
    const published = await git(cluster.bare, 'log', '--patch', '--all');
    for (const text of [log, published]) assert.match(text, 'no volume for ***, who sent Basic ***');
    const forms = [password, Buffer.from(password).toString('base64'), Buffer.from(`${username}:${password}`).toString('base64')];
    for (const text of [log, published, JSON.stringify(cluster.sim.ledger())]) {
      assert.equal(
        forms.filter((form) => text.includes(form)),
        [],
      );
    }
  });

  it('12, no secret leaves: an error that quotes the password is printed without it', OPTIONS, async (context) => {
    const careless = await openTrap(context, ({ headers }) => {
      return { message: `who is ${Buffer.from(headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString()}?`, errorCode: 1 };
    });
    const site = await openSite(context, { scaleioUrl: careless.url });
    const main = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));
    const run = promisify(execFile)(process.execPath, [...process.execArgv, main, 'plan', '--config', site.config]);
    const { stdout, stderr } = await run.catch((thrown: unknown) => thrown as { stdout: string; stderr: string });
    assert.match(stdout, `who is ${site.sim.scaleio.username}:***?`);
    assert.not.match(stdout + stderr, site.sim.scaleio.password);
  });

  it('a wrong password is one clear sentence, and nothing is changed', OPTIONS, async (context) => {
    const cluster = await startCluster(context);
    const ref = cluster.settings.systems.scaleio.password;
    if ('file' in ref) await writeFile(ref.file, 'wrong');
    const agent = await openTestAgent(cluster.sim, cluster.settings);
    context.after(() => agent.close());
    const { plan } = await planPass(agent, { ref: null, mayGoBack: true });
    const reasons = new Set(plan?.unknown.filter(({ system }) => system === 'scaleio').map(({ error }) => error.message));
    assert.is(reasons.size, 1);
    assert.equal(
      plan?.changes.filter(({ ref: changed }) => changed.startsWith('Volume/')),
      [],
    );
  });
});
