/** Secrets of apps from their files to Marathon, and to nowhere else: not even to whoever masks them. */
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { request } from 'undici';
import type { Ended } from '../helpers/command.ts';
import { git } from '../helpers/git-cli.ts';
import { filesIn, leaksIn, objectsIn } from '../helpers/leaks.ts';
import type { Said } from '../helpers/leaks.ts';
import { FAST, openSite, until } from '../helpers/site.ts';
import type { Site } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;

const FIRST = 'tiger"\\ & lily|<1>$&';
const SECOND = 'oxeye-daisy-2';
const TOKEN = '-----BEGIN KEY-----\nMIIEvQIBADANBgkq\n-----END KEY-----';
const BY_HAND = 'made-by-hand-77';
const SECRETS = [FIRST, SECOND, TOKEN, BY_HAND];

type Env = { readonly [variable: string]: string };

function app(name: string, env: Env, more = ''): string {
  const spec = `{ cmd: serve, cpus: 0.1, mem: 32, instances: 1, env: ${JSON.stringify(env)} }`;
  return `apiVersion: plumbline/v1\nkind: App\nmetadata: { name: ${name} }\n${more}spec: ${spec}\n`;
}

const SHOP = { DSN: 'pg://u:${secrets.db}@host/${secrets.db}', DB_PASSWORD: '${secrets.db}', HEAP: '1g' };
const CLUSTER = [
  'apiVersion: plumbline/v1\nkind: Cluster\nmetadata: { name: prod }\n',
  'spec: { sync: { mode: apply, ignore: [{ kinds: [App], names: [/kept], paths: [env.DSN] }] } }\n',
].join('');

interface Stage {
  readonly site: Site;
  /** Writes the file of a secret, null removes it. */
  readonly secret: (name: string, text: string | null) => Promise<void>;
  /** A verb that masks nothing: what it says must not need to be masked. */
  readonly verb: (...argv: readonly string[]) => Promise<Ended>;
  /** The verb apply until all that can come about has; its last words. */
  readonly apply: () => Promise<Ended>;
  /** env of an app as Marathon has it. */
  readonly env: (app: string) => Promise<unknown>;
  /** All that left the process so far. */
  readonly said: () => Promise<Said>;
}

/** More than any deployment here takes. */
const PASSES = 10;

const BLIND = { add() {}, text: (text: string) => text };

async function openStage(context: TestContext, { isRemote = false } = {}): Promise<Stage> {
  const from = (name: string): object => ({
    from: { file: `secret-${name}` },
    for: name === 'token' ? ['/job'] : ['/shop', '/shop2', '/kept', '/old'],
  });
  const config = { secrets: { db: from('db'), token: from('token') } };
  const files = { 'cluster.yaml': CLUSTER, 'shop.yaml': app('/shop', SHOP), 'job.yaml': app('/job', { KEY: '${secrets.token}' }) };
  const site = await openSite(context, { isRemote, config, files });
  const folder = path.dirname(site.config);
  const printed = new Map<string, string>();
  const secret: Stage['secret'] = async (name, text) => {
    const file = path.join(folder, `secret-${name}`);
    await (text === null ? rm(file) : writeFile(file, text));
  };
  await secret('db', FIRST);
  await secret('token', `${TOKEN}\n`);
  const verb: Stage['verb'] = async (...argv) => {
    const ended = await site.command(argv, { redactor: BLIND });
    printed.set(`${printed.size} ${argv.join(' ')}`, ended.out + ended.err);
    return ended;
  };
  return {
    site,
    secret,
    verb,
    async apply() {
      let ended = await verb('apply', '--wait', '0s');
      for (let count = 0; count < PASSES && ended.code === 2; count += 1) {
        site.sim.advance(60_000);
        ended = await verb('apply', '--wait', '0s');
      }
      return ended;
    },
    env: (name) => envOf(site, name),
    said: async () => new Map([...printed, ...(await objectsIn(site.bare)), ...(await filesIn(path.join(folder, 'data')))]),
  };
}

async function envOf(site: Site, name: string): Promise<unknown> {
  const { body } = await request(`${site.sim.marathon}/v2/apps/${name}`);
  return ((await body.json()) as { readonly app?: { readonly env?: unknown } }).app?.env;
}

/** What Marathon has, by somebody else's hand. */
async function makeByHand(site: Site, id: string, env: Env): Promise<void> {
  const body = JSON.stringify({ id, cmd: 'serve', cpus: 0.1, mem: 32, instances: 1, env });
  const { statusCode } = await request(`${site.sim.marathon}/v2/apps`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  });
  assert.is(statusCode, 201);
}

async function plans({ verb }: Stage): Promise<string> {
  const outputs = ['text', 'md', 'json'].map(async (output) => (await verb('plan', '-o', output)).out);
  return (await Promise.all(outputs)).join('\n');
}

const HOSTILE: readonly (readonly [what: string, text: string, code: string])[] = [
  ['of another app', app('/web', { KEY: '${secrets.token}' }), 'desired/secret-not-allowed'],
  ['that nobody maps', app('/shop', { KEY: '${secrets.d}' }), 'desired/unknown-secret'],
  ['in a command', app('/shop', {}).replace('cmd: serve', "cmd: 'echo ${secrets.db}'"), 'desired/secret-place'],
  ['in a label', app('/shop', {}).replace('cmd:', "labels: { a: '${secrets.db}' }, cmd:"), 'desired/secret-place'],
  ['of a document', app('/shop', {}).replace('/shop }', "/shop, labels: { a: '${secrets.db}' } }"), 'desired/secret-place'],
  ['as the name of a variable', app('/shop', { '${secrets.db}': 'x' }), 'desired/secret-place'],
  ['as a volume', app('/shop', { DVDI_VOLUME_NAME: '${secrets.db}' }), 'desired/secret-place'],
  ['put together from variables', app('/web', { A: '${vars.a}${vars.b}' }), 'desired/secret-not-allowed'],
];

describe('a secret of an app', (it) => {
  it('is in Marathon and nowhere else, whatever becomes of it', OPTIONS, async (context) => {
    const stage = await openStage(context);
    const { site, apply, verb, secret, env } = stage;
    await makeByHand(site, '/old', { DSN: BY_HAND, PLAIN: `pg://${FIRST}@host` });
    await makeByHand(site, '/kept', { DSN: BY_HAND });
    await site.push({
      'old.yaml': app('/old', { DSN: '${secrets.db}', PLAIN: 'none' }),
      'kept.yaml': app('/kept', { DSN: '${secrets.db}', A: '1' }),
    });

    await plans(stage);
    assert.is((await apply()).code, 0);
    assert.equal(await env('/shop'), { DSN: `pg://u:${FIRST}@host/${FIRST}`, DB_PASSWORD: FIRST, HEAP: '1g' });
    assert.equal(
      [await env('/job'), await env('/old'), await env('/kept')],
      [{ KEY: TOKEN }, { DSN: FIRST, PLAIN: 'none' }, { DSN: BY_HAND, A: '1' }],
    );

    const before = site.effects().length;
    assert.equal([(await verb('plan')).code, (await apply()).code, site.effects().length], [0, 0, before]);

    await secret('db', SECOND);
    assert.match(await plans(stage), 'env.DSN: "***" -> "pg://u:${secrets.db}@host/${secrets.db}"');
    await apply();
    assert.equal(await env('/shop'), { DSN: `pg://u:${SECOND}@host/${SECOND}`, DB_PASSWORD: SECOND, HEAP: '1g' });
    await secret('db', FIRST);
    await apply();
    assert.match(JSON.stringify(await env('/shop')), JSON.stringify(FIRST).slice(1, -1));

    await secret('db', null);
    await site.push({ 'shop.yaml': app('/shop', { ...SHOP, HEAP: '2g' }), 'web.yaml': app('/web', { A: '1' }) });
    const { code, out } = await apply();
    assert.is(code, 1);
    assert.match(out, 'App//shop: nothing is done to it without its secret db: The secret file');
    assert.equal([JSON.stringify(await env('/shop')).includes('1g'), await env('/web')], [true, { A: '1' }]);

    await site.push({ 'shop.yaml': app('/shop', SHOP, 'state: absent\n') });
    await apply();
    assert.is(await env('/shop'), undefined);

    await secret('db', SECOND);
    await site.push({ 'old.yaml': app('/old', { DSN: 'none', PLAIN: 'none' }) });
    assert.match(await plans(stage), 'env.DSN: "***" -> "none"');
    await apply();
    assert.equal(await env('/old'), { DSN: 'none', PLAIN: 'none' });
    await verb('status', '-o', 'json');

    const said = await stage.said();
    assert.equal(leaksIn(said, SECRETS), []);
    assert.ok(leaksIn(said, ['${secrets.db}']).length > 0, 'the search finds what is there');
  });

  it('is not told to who approves, logs or rebuilds a lost memory', OPTIONS, async (context) => {
    // Over HTTP the agent keeps a copy of the repository.
    const stage = await openStage(context, { isRemote: true });
    const { site, apply, verb, env } = stage;
    await apply();
    await site.push({ 'shop.yaml': app('/shop', SHOP, 'state: absent\n'), 'shop2.yaml': app('/shop2', SHOP) });
    assert.match((await apply()).out, 'looks-like-rename');
    assert.is((await verb('approve', 'keep App//shop2', '--reason', 'it is another shop')).code, 3);
    const proposed = await git(site.bare, 'log', '--patch', '--branches=plumbline/approve/*');
    assert.match(proposed, 'DB_PASSWORD');
    await git(site.bare, 'update-ref', '-d', 'refs/heads/plumbline/status');
    await stage.secret('token', SECOND);
    await verb('plan');
    site.sim.advance(150_000);
    await runFor(stage, async () => JSON.stringify(await env('/job')).includes(SECOND));
    assert.equal(leaksIn(await stage.said(), SECRETS), []);
  });

  it('is refused wherever it may not be, before anything is sent', OPTIONS, async (context) => {
    const { site, apply, verb } = await openStage(context);
    const vars = CLUSTER.replace('spec: {', "spec: { vars: { a: '${secrets.', b: 'token}' },");
    for (const [what, text, code] of HOSTILE) {
      await site.push({ 'shop.yaml': null, 'hostile.yaml': text, 'cluster.yaml': vars });
      const { code: ended, out, err } = await apply();
      assert.equal([ended, /hostile\.yaml:\d+:\d+/.test(out + err)], [1, true], what);
      assert.match((await verb('validate', '-o', 'json', '--ref', 'main')).out, `"code": "${code}"`, what);
    }
    assert.equal(site.effects(), []);
  });
});

/** The verb `run` until something holds. */
async function runFor({ site, verb }: Stage, holds: () => Promise<boolean>): Promise<void> {
  const stopping = new AbortController();
  const running = site.command(['run'], { signal: stopping.signal, redactor: BLIND });
  site.sim.autoAdvance(FAST);
  await until(holds);
  stopping.abort();
  const { err } = await running;
  assert.match(err, '"msg":"pass"');
  assert.equal(leaksIn(new Map([['log', err]]), SECRETS), []);
  await verb('status');
}
