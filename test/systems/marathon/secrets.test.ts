import { PlumblineError } from '../../../agent/errors.ts';
import type { Draft } from '../../../agent/model/change.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import { unknown } from '../../../agent/model/observed.ts';
import type { Json } from '../../../agent/model/ref.ts';
import type { Inputs, SecretTexts } from '../../../agent/model/system.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import type { JsonObject, LiveApp, MarathonAction } from '../../../agent/systems/marathon/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, owning, planned, testCtx, textsOf } from './inputs.ts';
import { startWireServer, wireReply } from './wire.ts';
import type { Reply, WireServer } from './wire.ts';

const DB = '${secrets.db}';
const TEXTS = textsOf({ db: 'hush-1', other: 'hush-other' });
const UNREAD = unknown(new PlumblineError(marathonErrors.unavailable, 'It cannot be read.'));

interface Scene {
  readonly env: NonNullable<AppSpec['env']>;
  /** null: there is no such app. */
  readonly live: { readonly [variable: string]: Json } | null;
  readonly texts?: SecretTexts;
  readonly ignored?: readonly string[];
  /** env of what was last applied. */
  readonly applied?: { readonly [variable: string]: string };
}

function draftOf({ env, live, texts = TEXTS, ignored = [], applied }: Scene): Draft<MarathonAction> | undefined {
  const over = { secretTexts: texts, ignored: () => ignored, memory: applied === undefined ? NO_MEMORY : having({ env: applied }) };
  const inputs = inputsOf(desiredOf([appDoc('/a', { env })]), over);
  return diffApps(inputs, liveOf(...(live === null ? [] : [liveApp('/a', { env: live })])))[0];
}

function having(applied: Json): Memory {
  const memory = owning('/a');
  return { ...memory, inventory: new Map([...memory.inventory].map(([ref, owned]) => [ref, { ...owned, applied }])) };
}

function putOf(draft: Draft<MarathonAction> | undefined): { readonly env: Json | undefined; readonly variables: readonly string[] } {
  if (draft?.action.do !== 'put-app') throw new Error('There is no put-app.');
  return { env: draft.action.args.definition['env'], variables: draft.action.args.secretVariables };
}

describe('an app with a secret', (it) => {
  const same: readonly (readonly [string, Scene])[] = [
    ['the whole value', { env: { PW: DB }, live: { PW: 'hush-1' } }],
    ['a part of one', { env: { URL: `pg://u:${DB}@db/${DB}` }, live: { URL: 'pg://u:hush-1@db/hush-1' } }],
    ['two in one', { env: { A: `${DB}\${secrets.other}` }, live: { A: 'hush-1hush-other' } }],
    ['a text that means something in a replacement', { env: { A: DB }, live: { A: "$&$1$'" }, texts: textsOf({ db: "$&$1$'" }) }],
    ['a text that looks like a secret', { env: { A: DB }, live: { A: '${secrets.other}' }, texts: textsOf({ db: '${secrets.other}' }) }],
    ['anything else with a dollar', { env: { A: '$HOME ${HOME} ${secret.db}' }, live: { A: '$HOME ${HOME} ${secret.db}' } }],
  ];
  for (const [what, scene] of same) it(`is as declared when its text is live: ${what}`, () => assert.is(draftOf(scene), undefined));

  it('differs by another text, and neither the change nor its action says which', () => {
    const draft = draftOf({ env: { URL: `pg://${DB}@db`, A: '1' }, live: { URL: 'pg://hush-0@db', A: '0' } });
    assert.equal(draft?.fields, [
      { path: 'env.A', from: '0', to: '1' },
      { path: 'env.URL', from: '***', to: `pg://${DB}@db` },
    ]);
    assert.equal(putOf(draft), { env: { URL: `pg://${DB}@db`, A: '1' }, variables: ['URL'] });
    assert.not.match(JSON.stringify(draft), 'hush');
  });

  it('shows what is declared also in a variable whose name looks secret, and nothing where nothing is live', () => {
    const fields = [{ path: 'env.DB_PASSWORD', from: null, to: DB }];
    assert.equal(draftOf({ env: { DB_PASSWORD: DB }, live: {} })?.fields, fields);
    const created = draftOf({ env: { DB_PASSWORD: DB }, live: null });
    assert.equal(
      created?.fields.filter(({ path }) => path.startsWith('env')),
      fields,
    );
    assert.equal(putOf(created), { env: { DB_PASSWORD: DB }, variables: ['DB_PASSWORD'] });
  });

  const hidden: readonly (readonly [string, Scene, Json])[] = [
    ['took a secret when it was last applied', { env: { A: 'x' }, live: { A: 'hush-0' }, applied: { A: DB } }, 'x'],
    ['took one then, and is gone from the file', { env: {}, live: { A: 'hush-0' }, applied: { A: DB } }, null],
    ['holds the text of a secret nobody wrote there', { env: { A: 'x' }, live: { A: 'pg://hush-other@db' } }, 'x'],
    ['holds one that JSON writes otherwise', { env: { A: 'x' }, live: { A: 'a"b\\c' }, texts: textsOf({ db: '"b\\c' }) }, 'x'],
  ];
  for (const [what, scene, to] of hidden) {
    it(`is not shown with a live value that ${what}`, () => {
      assert.equal(draftOf(scene)?.fields, [{ path: 'env.A', from: '***', to }]);
    });
  }

  it('is not shown with any variable of an app that was written and is not remembered', () => {
    const inputs = inputsOf(desiredOf([appDoc('/a', { env: { A: 'x' }, labels: { b: '1' } })]));
    const live = { env: { A: 'hush-0' }, labels: { b: '0', plumbline: 'prod/3' } };
    assert.equal(diffApps(inputs, liveOf(liveApp('/a', live)))[0]?.fields, [
      { path: 'env.A', from: '***', to: 'x' },
      { path: 'labels.b', from: '0', to: '1' },
    ]);
  });

  it('is compared again as soon as a text is another one, with the very same document and answer', () => {
    const desired = desiredOf([appDoc('/a', { env: { A: DB } })]);
    const live = liveOf(liveApp('/a', { env: { A: 'hush-1' } }));
    const drafts = (texts: SecretTexts): number => diffApps(inputsOf(desired, { secretTexts: texts }), live).length;
    assert.equal([TEXTS, textsOf({ db: 'hush-2' }), TEXTS, TEXTS].map(drafts), [0, 1, 0, 0]);
  });

  it('keeps a live value that is to be ignored, and puts no secret into it whatever it says', () => {
    const draft = draftOf({ env: { A: DB, B: '1' }, live: { A: '${secrets.other}', B: '0' }, ignored: ['env.A'] });
    assert.equal(putOf(draft), { env: { A: '${secrets.other}', B: '1' }, variables: [] });
  });
});

describe('an app whose secret is not known', (it) => {
  const texts: SecretTexts = new Map([['db', UNREAD]]);
  const apps = [appDoc('/a', { env: { A: DB } }), appDoc('/b', { env: { A: DB } }), appDoc('/c', { cpus: 2 })];
  const inputs: Inputs = inputsOf(desiredOf(apps), { secretTexts: texts });
  const live = liveOf(liveApp('/a', { env: { A: 'hush-1' }, cpus: 3 }));

  it('is neither changed nor made, and nothing else waits for it', () => {
    assert.equal(
      diffApps(inputs, live).map(({ id }) => id),
      ['keep App//c'],
    );
  });

  it('is deleted all the same', () => {
    const gone = inputsOf(desiredOf([appDoc('/a', { env: { A: DB } }, { state: 'absent' })]), { secretTexts: texts });
    assert.equal(
      diffApps(gone, live).map(({ id }) => id),
      ['remove App//a'],
    );
    assert.equal(appHealth(gone, live).findings, []);
  });

  it('is known to nobody as ready or not, and a person is told which secret it is', () => {
    const health = appHealth(inputs, live);
    assert.equal(
      ['/a', '/b', '/c'].map((name) => health.ready.get(`App/${name}`)?.kind),
      ['unknown', 'unknown', 'absent'],
    );
    const [first] = health.findings;
    assert.equal([health.findings.length, first?.ref, first?.code, first?.recheckAt], [2, 'App//a', 'SecretUnreadable', null]);
    assert.is(first?.why, 'nothing is done to it without its secret db: It cannot be read');
    assert.is(first?.remedy, marathonErrors.unavailable.help);
  });
});

const OLD = liveApp('/a', { env: { A: 'hush-0' } });

async function write(server: WireServer, env: NonNullable<AppSpec['env']>, over: Partial<Inputs> = {}): Promise<unknown> {
  const [draft] = diffApps(inputsOf(desiredOf([appDoc('/a', { env })]), { secretTexts: TEXTS, ...over }), liveOf(OLD));
  if (draft === undefined) throw new Error('Nothing is planned.');
  return marathonSystem({ url: server.url }).write(planned(draft), { ...testCtx(), secretTexts: TEXTS });
}

function serve(test: TestContext, found: LiveApp, put: Reply = wireReply(200, 'put-app-200')): Promise<WireServer> {
  const look = { status: 200, body: JSON.stringify({ app: found.definition }) };
  return startWireServer(test, { 'GET /v2/apps/a': look, 'PUT /v2/apps/a': put });
}

function sentEnv({ seen }: WireServer): JsonObject {
  return (JSON.parse(seen.at(-1)?.body ?? '') as { readonly env: JsonObject }).env;
}

describe('writing an app with a secret', (it) => {
  it('puts the text into the body, and only where a document takes it', async (test) => {
    const server = await serve(test, OLD);
    assert.equal(await write(server, { A: `x${DB}` }), { kind: 'applied', backendId: '/a' });
    assert.equal(sentEnv(server), { A: 'xhush-1' });
  });

  it('sends a live value that is kept as it is', async (test) => {
    const literal = liveApp('/a', { env: { A: '${secrets.other}' } });
    const server = await serve(test, literal);
    const inputs = inputsOf(desiredOf([appDoc('/a', { env: { A: DB }, cpus: 2 })]), { secretTexts: TEXTS, ignored: () => ['env.A'] });
    const [draft] = diffApps(inputs, liveOf(literal));
    if (draft === undefined) throw new Error('Nothing is planned.');
    await marathonSystem({ url: server.url }).write(planned(draft), { ...testCtx(), secretTexts: TEXTS });
    assert.equal(sentEnv(server), { A: '${secrets.other}' });
  });

  it('skips what already has the text', async (test) => {
    const server = await serve(test, liveApp('/a', { env: { A: 'hush-1' }, version: '2026-11-21T13:30:00.000Z' }));
    assert.equal(await write(server, { A: DB }), { kind: 'skipped', why: 'it is already as declared' });
  });

  it('does not take what names the secret for what has its text', async (test) => {
    const server = await serve(test, liveApp('/a', { env: { A: DB }, version: '2026-11-21T13:30:00.000Z' }));
    assert.equal(await write(server, { A: DB }), { kind: 'waiting', why: 'changed meanwhile, planned again next pass' });
  });

  it('does not quote a Marathon that quotes the text', async (test) => {
    const details = [
      { path: '/env/A', errors: ['hush-1 is no JSON'] },
      { path: '/labels/hush-1', errors: ['is odd'] },
    ];
    const body = JSON.stringify({ message: 'Object is not valid', details });
    const server = await serve(test, OLD, { status: 422, body });
    const error = await rejects(() => write(server, { A: DB }), 'marathon/rejected');
    assert.match(error.message, 'env.A *** is no JSON');
    assert.equal(error.details['refused'], ['env/A', 'labels/***']);
  });
});
