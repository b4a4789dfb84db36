import { PlumblineError } from '../../../agent/errors.ts';
import type { Written } from '../../../agent/model/change.ts';
import type { MarathonConfig } from '../../../agent/model/config.gen.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import type { Checked, WriteCtx } from '../../../agent/model/system.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import type { LiveApp } from '../../../agent/systems/marathon/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import type { TestContext } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, planned, testCtx } from './inputs.ts';
import { startWireServer, wireReply } from './wire.ts';
import type { Reply, WireServer } from './wire.ts';

interface Scene {
  readonly spec?: AppSpec;
  readonly state?: 'present' | 'absent';
  /** What the plan was made from, null: there was no such app. */
  readonly planned: LiveApp | null;
  /** What Marathon has when the change is made. */
  readonly found: LiveApp | null;
  readonly answers?: { readonly [call: string]: Reply };
}

const ours = { labels: { plumbline: 'prod/6' } };
const was = liveApp('/web');
const moved = liveApp('/web', { version: '2026-11-21T13:30:00.000Z', mem: 64 });
const asDeclared = liveApp('/web', { version: '2026-11-21T13:30:00.000Z', cpus: 2 });
const accepted = { 'PUT /v2/apps/web': wireReply(200, 'put-app-200'), 'DELETE /v2/apps/web': wireReply(200, 'delete-app-200') };

interface With {
  readonly ctx?: Partial<WriteCtx>;
  readonly auth?: NonNullable<MarathonConfig['auth']>;
}

async function play(scene: Scene, server: WireServer, { ctx = {}, auth }: With = {}): Promise<Written> {
  const desired = desiredOf([appDoc('/web', scene.spec ?? { cpus: 2 }, { state: scene.state ?? 'present' })]);
  const [change] = diffApps(inputsOf(desired), liveOf(...(scene.planned === null ? [] : [scene.planned])));
  if (change === undefined) throw new Error('The scene plans nothing.');
  const system = marathonSystem({ url: server.url, ...(auth === undefined ? {} : { auth }) });
  return system.write(planned(change), { ...testCtx(), ...ctx });
}

function serve(test: TestContext, scene: Scene): Promise<WireServer> {
  const look =
    scene.found === null ? wireReply(404, 'error-404-app') : { status: 200, body: JSON.stringify({ app: scene.found.definition }) };
  return startWireServer(test, { 'GET /v2/apps/web': look, ...accepted, ...scene.answers });
}

interface Row extends Scene {
  readonly name: string;
  readonly gives: Written;
  readonly calls: number;
}

const later: Written = { kind: 'waiting', why: 'changed meanwhile, planned again next pass' };
const rows: readonly Row[] = [
  { name: 'creates what is still not there', planned: null, found: null, gives: { kind: 'applied', backendId: '/web' }, calls: 1 },
  { name: 'updates what is still as planned', planned: was, found: was, gives: { kind: 'applied', backendId: '/web' }, calls: 1 },
  { name: 'leaves alone what somebody changed', planned: was, found: moved, gives: later, calls: 0 },
  { name: 'leaves alone what somebody created', planned: null, found: was, gives: later, calls: 0 },
  { name: 'does not bring back what somebody deleted', planned: was, found: null, gives: later, calls: 0 },
  {
    name: 'skips what already is as declared',
    planned: was,
    found: asDeclared,
    gives: { kind: 'skipped', why: 'it is already as declared' },
    calls: 0,
  },
  {
    name: 'skips a create that already happened',
    planned: null,
    found: asDeclared,
    gives: { kind: 'skipped', why: 'it is already as declared' },
    calls: 0,
  },
  {
    name: 'waits for the deployment that holds the app, without asking',
    planned: was,
    found: liveApp('/web', { deployments: [{ id: 'd1' }] }),
    gives: { kind: 'waiting', why: 'locked by deployment d1' },
    calls: 0,
  },
  { name: 'deletes', state: 'absent', planned: was, found: was, gives: { kind: 'applied', backendId: '/web' }, calls: 1 },
  {
    name: 'skips a delete of what is gone',
    state: 'absent',
    planned: was,
    found: null,
    gives: { kind: 'skipped', why: 'it is already gone' },
    calls: 0,
  },
  { name: 'does not delete what somebody changed', state: 'absent', planned: was, found: moved, gives: later, calls: 0 },
  {
    name: 'skips a delete that somebody else makes at the same moment',
    state: 'absent',
    planned: was,
    found: was,
    answers: { 'DELETE /v2/apps/web': wireReply(404, 'error-404-app') },
    gives: { kind: 'skipped', why: 'it is already gone' },
    calls: 1,
  },
];

describe('writing an app', (it) => {
  for (const row of rows) {
    it(row.name, async (test) => {
      const server = await serve(test, row);
      assert.equal(await play(row, server), row.gives);
      assert.is(server.seen.filter(({ call }) => !call.startsWith('GET')).length, row.calls, 'mutating calls');
    });
  }

  it('sends exactly what was shown (invariant 3)', async (test) => {
    const server = await serve(test, { planned: was, found: was });
    await play({ planned: was, found: was }, server);
    const sent = JSON.parse(server.seen[1]?.body ?? '{}');
    assert.equal([sent.cpus, sent.instances, sent.portDefinitions[0].port, sent.version], [2, 1, 10000, undefined]);
  });

  const labelled: readonly { readonly name: string; readonly scene: Scene; readonly labels: object }[] = [
    { name: 'a create', scene: { planned: null, found: null }, labels: { plumbline: 'prod/7' } },
    {
      name: 'a create with POST',
      scene: { spec: { executorResources: { mem: 64 }, labels: { a: 'b' } }, planned: null, found: null },
      labels: { a: 'b', plumbline: 'prod/7' },
    },
    {
      name: 'an update, over the mark there was',
      scene: { planned: liveApp('/web', ours), found: liveApp('/web', ours) },
      labels: { plumbline: 'prod/7' },
    },
    { name: 'an update of an app without a mark', scene: { planned: was, found: was }, labels: { plumbline: 'prod/7' } },
    {
      name: 'a declared label of that name',
      scene: { spec: { cpus: 2, labels: { plumbline: 'mine', a: 'b' } }, planned: was, found: was },
      labels: { a: 'b', plumbline: 'prod/7' },
    },
    // A new label would make a restart of what the plan calls a scaling.
    {
      name: 'a scaling, which keeps the mark there was',
      scene: { spec: { instances: 3 }, planned: liveApp('/web', ours), found: liveApp('/web', ours) },
      labels: { plumbline: 'prod/6' },
    },
    { name: 'a scaling of an app without a mark', scene: { spec: { instances: 3 }, planned: was, found: was }, labels: {} },
  ];
  for (const { name, scene, labels } of labelled) {
    it(`marks ${name}: ${JSON.stringify(labels)}`, async (test) => {
      const server = await serve(test, { ...scene, answers: { 'POST /v2/apps': wireReply(201, 'post-app-201') } });
      await play(scene, server);
      assert.equal(JSON.parse(server.seen[1]?.body ?? '{}').labels, labels);
    });
  }

  for (const state of ['present', 'absent'] as const) {
    it(`asks right before the call whether the look is fresh enough, of an app declared ${state}`, async (test) => {
      const server = await serve(test, { planned: was, found: was });
      let calls: readonly string[] = [];
      const asked: number[] = [];
      const clock = { ...testCtx().clock, monotonicMs: () => server.seen.length };
      const fresh = (readAtMs: number): void => {
        asked.push(readAtMs);
        calls = server.seen.map(({ call }) => call);
      };
      assert.is((await play({ state, planned: was, found: was }, server, { ctx: { clock, fresh } })).kind, 'applied');
      assert.equal([asked, calls], [[0], ['GET /v2/apps/web']]);
    });

    it(`reads nothing between that and the call, which is prompt, of an app declared ${state}`, async (test) => {
      const server = await serve(test, { planned: was, found: was });
      const events: string[] = [];
      const { http, secrets } = testCtx();
      const ctx: Partial<WriteCtx> = {
        fresh: () => void events.push('fresh'),
        secrets: { ...secrets, read: (ref) => (events.push('secret'), secrets.read(ref)) },
        http: { ...http, send: (call, signal) => (events.push(`${call.method} ${call.startWithinMs ?? ''}`), http.send(call, signal)) },
      };
      const auth = { username: 'ann', password: { env: 'X' } };
      assert.is((await play({ state, planned: was, found: was }, server, { ctx, auth })).kind, 'applied');
      assert.equal(events, ['secret', 'GET ', 'fresh', `${state === 'absent' ? 'DELETE' : 'PUT'} 4000`]);
    });

    it(`makes no call after being told no, of an app declared ${state}`, async (test) => {
      const server = await serve(test, { planned: was, found: was });
      const fresh = (): void => {
        throw new PlumblineError(marathonErrors.conflict, 'too late');
      };
      await rejects(() => play({ state, planned: was, found: was }, server, { ctx: { fresh } }), 'marathon/conflict');
      assert.is(server.seen.length, 1);
    });
  }

  const persistent = { container: { type: 'MESOS', volumes: [{ containerPath: 'data', mode: 'RW', persistent: { size: 10 } }] } };
  const heldBy = (id: string): Reply => ({ status: 200, body: JSON.stringify({ app: { ...was.definition, deployments: [{ id }] } }) });
  const locks: readonly (readonly [string, Reply, Checked])[] = [
    ['a deployment holds it', heldBy('d1'), { kind: 'fails', why: 'locked by deployment d1' }],
    ['nothing holds it', { status: 200, body: JSON.stringify({ app: was.definition }) }, { kind: 'holds' }],
    ['it is gone', wireReply(404, 'error-404-app'), { kind: 'holds' }],
  ];
  for (const [when, look, checked] of locks) {
    it(`looks before a delete that destroys whether the app is free: ${when}`, async (test) => {
      const server = await startWireServer(test, { 'GET /v2/apps/web': look });
      const doomed = desiredOf([appDoc('/web', {}, { state: 'absent' })]);
      const [draft] = diffApps(inputsOf(doomed), liveOf(liveApp('/web', persistent)));
      assert.equal(draft?.requires, [{ system: 'marathon', check: 'app-unlocked', backendId: '/web' }]);
      for (const precondition of draft?.requires ?? []) {
        assert.equal(await marathonSystem({ url: server.url }).check(precondition, testCtx()), checked);
      }
    });
  }

  it('requires nothing of a delete that destroys nothing: it needs no intent', () => {
    const [draft] = diffApps(inputsOf(desiredOf([appDoc('/web', {}, { state: 'absent' })])), liveOf(was));
    assert.equal([draft?.class, draft?.requires], ['disruptive', []]);
  });

  it('creates with POST only what PUT would drop', async (test) => {
    const scene = {
      spec: { executorResources: { mem: 64 } },
      planned: null,
      found: null,
      answers: { 'POST /v2/apps': wireReply(201, 'post-app-201') },
    };
    const server = await serve(test, scene);
    await play(scene, server);
    assert.is(server.seen[1]?.call, 'POST /v2/apps?force=false');
    assert.equal(
      [JSON.parse(server.seen[1]?.body ?? '{}').id, JSON.parse(server.seen[1]?.body ?? '{}').executorResources],
      ['/web', { mem: 64 }],
    );
  });

  it('waits when the lock is taken between the look and the call', async (test) => {
    const scene = { planned: was, found: was, answers: { 'PUT /v2/apps/web': wireReply(409, 'error-409-locked') } };
    const server = await serve(test, scene);
    const error = await rejects(() => play(scene, server), 'marathon/locked');
    assert.equal([error.code.class, error.details['deployments']], ['waiting', ['97c136bf-5a28-4821-9d94-480d9fbb01c8']]);
  });

  it('makes no call when it cannot look', async (test) => {
    const scene = { planned: was, found: was, answers: { 'GET /v2/apps/web': wireReply(502, 'error-502-no-leader') } };
    const server = await serve(test, scene);
    await rejects(() => play(scene, server), 'marathon/unavailable');
    assert.ok(server.seen.every(({ call }) => call.startsWith('GET')));
  });
});
