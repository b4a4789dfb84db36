import { instant } from '../../../agent/clock.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import type { ClusterSpec } from '../../../agent/model/kinds.gen.ts';
import type { ObjectKind, Ref } from '../../../agent/model/ref.ts';
import { refOf } from '../../../agent/model/ref.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Ctx, Sought } from '../../../agent/model/system.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { makeFindHidden, unlistedOf } from '../../../agent/systems/marathon/hidden.ts';
import type { Unlisted } from '../../../agent/systems/marathon/hidden.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, NOW, owning, testCtx } from './inputs.ts';
import { groupDoc, podsOf } from './pods/docs.ts';
import { startWireServer, wireReply } from './wire.ts';
import type { Reply } from './wire.ts';

const FORBIDDEN = wireReply(403, 'error-403-not-authorized');
const NO_APP = wireReply(404, 'error-404-app');

const lists: { readonly [call: string]: Reply } = {
  'GET /v2/info': wireReply(200, 'info'),
  'GET /v2/apps': wireReply(200, 'apps-empty'),
  'GET /v2/pods': { status: 200, body: '[]' },
  'GET /v2/pods/::status': { status: 200, body: '[]' },
  'GET /v2/groups': { status: 200, body: '{"id":"/","groups":[]}' },
  'GET /v2/deployments': wireReply(200, 'deployments-empty'),
  'GET /v2/queue': { status: 200, body: '{"queue":[]}' },
};

function sought(declared: readonly string[], remembered: readonly string[] = []): Sought {
  return { desired: desiredOf(declared.map((name) => appDoc(name, {}))), remembered: remembered.map((name) => refOf('App', name)) };
}

describe('an app that is declared and in no list', (it) => {
  it('is hidden when Marathon says 403 of it, and gone when it says 404', async (test) => {
    const server = await startWireServer(test, { ...lists, 'GET /v2/apps/a': FORBIDDEN, 'GET /v2/apps/b': NO_APP });
    const { hidden } = await marathonSystem({ url: server.url }).read(testCtx(), sought(['/a', '/b']));
    const found = hidden.kind === 'ok' ? [...hidden.value] : [];
    assert.equal(
      found.map(([id, error]) => [id, error.code.code]),
      [['/a', 'marathon/hidden']],
    );
  });

  it('is what the answer to its own question is, when that cannot be had', async (test) => {
    const server = await startWireServer(test, { ...lists, 'GET /v2/apps/a': wireReply(502, 'error-502-no-leader') });
    const { hidden } = await marathonSystem({ url: server.url }).read(testCtx(), sought(['/a']));
    assert.equal(hidden.kind === 'ok' && [...hidden.value.values()].map(({ code }) => code.code), ['marathon/unavailable']);
  });

  it('is unknown when it was something in front of Marathon that answered 404', async (test) => {
    const gateway: Reply = { status: 404, body: '{"message":"no Route matched with those values"}' };
    const server = await startWireServer(test, { ...lists, 'GET /v2/apps/a': gateway });
    const { hidden } = await marathonSystem({ url: server.url }).read(testCtx(), sought(['/a']));
    assert.equal(hidden.kind === 'ok' && [...hidden.value.values()].map(({ code }) => code.code), ['marathon/unexpected-answer']);
  });

  it('is unknown when it is there all the same', async (test) => {
    const server = await startWireServer(test, { ...lists, 'GET /v2/apps/sleeper': wireReply(200, 'app') });
    const { hidden } = await marathonSystem({ url: server.url }).read(testCtx(), sought(['/sleeper']));
    assert.equal(hidden.kind === 'ok' && [...hidden.value.values()].map(({ code }) => code.code), ['marathon/unlisted']);
  });
});

describe('a group that is declared and in no list', (it) => {
  const answers: readonly (readonly [what: string, reply: Reply, ops: readonly string[], kind: string])[] = [
    ['is not planned to be made when Marathon hides it', FORBIDDEN, [], 'unknown'],
    ['is made when Marathon has none', { status: 404, body: `{"message":"Group '/shop' does not exist"}` }, ['create'], 'absent'],
  ];
  for (const [what, reply, ops, kind] of answers) {
    it(what, async (test) => {
      const server = await startWireServer(test, { ...lists, 'GET /v2/groups/shop/versions': reply });
      const system = marathonSystem({ url: server.url });
      const { desired } = inputsOf(podsOf([], [groupDoc('/shop', { enforceRole: true })]));
      const live = await system.read(testCtx(), { desired, remembered: [] });
      const drafts = system.diff(inputsOf(desired), live);
      assert.equal(
        drafts.map(({ op }) => op),
        ops,
      );
      assert.is(system.health(inputsOf(desired), live).ready.get('Group//shop')?.kind, kind);
    });
  }
});

describe('what is hidden', (it) => {
  const error = new PlumblineError(marathonErrors.hidden, '/a is hidden.');
  const live = { ...liveOf(liveApp('/b')), hidden: ok(new Map([['/a', error]]), NOW) };
  const system = marathonSystem({ url: 'http://127.0.0.1:1' });
  const prune: ClusterSpec = { sync: { mode: 'apply', prune: ['App'] } };

  it('is neither made, nor changed, nor deleted', () => {
    assert.equal(system.diff(inputsOf(desiredOf([appDoc('/a', {})])), live), []);
    assert.equal(system.diff(inputsOf(desiredOf([appDoc('/a', {}, { state: 'absent' })])), live), []);
    assert.equal(system.diff(inputsOf(desiredOf([], [], prune), { memory: owning('/a') }), live), []);
  });

  it('is unknown: not absent, not gone, not ready', () => {
    const inputs = inputsOf(desiredOf([appDoc('/a', {})]));
    assert.equal(system.health(inputs, live).ready.get('App//a'), unknown(error));
    assert.equal(system.health(inputsOf(desiredOf([appDoc('/a', {}, { state: 'absent' })])), live).ready.get('App//a'), unknown(error));
    assert.equal(system.sees('App', '/a', live), unknown(error));
    assert.equal(system.sees('App', '/c', live), ok(false, NOW));
  });
});

function many(count: number, isRemembered = false, name = 'n'): readonly Unlisted[] {
  return Array.from({ length: count }, (_, index) => ({ kind: 'App', id: `/${name}${index}`, isRemembered }));
}

/** A context whose monotonic clock stands at this minute. */
function ctxAt(minutes: number): Ctx {
  const ctx = testCtx();
  return { ...ctx, clock: { ...ctx.clock, now: () => instant(NOW), monotonicMs: () => minutes * 60_000 } };
}

describe('asking for what is in no list', (it) => {
  it('asks for 50 at once at most, for what is remembered first, and for the others the next times', async () => {
    const asked: string[] = [];
    const find = makeFindHidden(async ({ id }) => {
      asked.push(id);
      return false;
    });
    const unlisted = [...many(60), ...many(10, true, 'r')];
    assert.is((await find(unlisted, ctxAt(0))).size, 0);
    assert.equal([asked.length, asked.slice(0, 10).every((id) => id.startsWith('/r'))], [50, true]);
    await find(unlisted, ctxAt(1));
    assert.equal([asked.length, new Set(asked).size], [70, 70]);
    await find(unlisted, ctxAt(2));
    assert.is(asked.length, 70);
  });

  it('does not know of what was there once and has not been asked for yet', async () => {
    const hidden = await makeFindHidden(async () => false)(many(60, true), ctxAt(0));
    assert.equal([hidden.size, [...hidden.values()][0]?.code.code], [10, 'marathon/not-asked']);
  });

  it('asks again after ten minutes, and when it was listed in between', async () => {
    let asked = 0;
    const find = makeFindHidden(async () => {
      asked += 1;
      return false;
    });
    const counts: number[] = [];
    for (const [minutes, unlisted] of [
      [0, many(1)],
      [10, many(1)],
      [10.1, many(1)],
      [11, []],
      [12, many(1)],
    ] as const) {
      await find(unlisted, ctxAt(minutes));
      counts.push(asked);
    }
    assert.equal(counts, [1, 1, 2, 2, 3]);
  });

  it('takes no answer for an app as one for a pod of the same id', async () => {
    const asked: string[] = [];
    const find = makeFindHidden(async ({ kind }) => {
      asked.push(kind);
      return kind === 'Pod';
    });
    assert.is((await find([{ kind: 'App', id: '/x', isRemembered: false }], ctxAt(0))).size, 0);
    const both = await find(
      (['App', 'Pod'] as const).map((kind) => ({ kind, id: '/x', isRemembered: false })),
      ctxAt(1),
    );
    assert.equal([asked, [...both.keys()]], [['App', 'Pod'], ['/x']]);
  });

  it('seeks what is declared or remembered of these kinds in this Marathon, once each', () => {
    const desired = desiredOf([appDoc('/a', {}), appDoc('/b', {}), { ...appDoc('/c', {}), on: 'batch', ref: 'App/batch:/c' }]);
    const remembered: readonly Ref[] = ['App//a', 'App//x', 'App/batch:/y', 'Volume/v'];
    const listed = new Map<ObjectKind, ReadonlyMap<string, unknown>>([['App', new Map([['/b', 0]])]]);
    assert.equal(unlistedOf({ desired, remembered }, null, listed), [
      { kind: 'App', id: '/a', isRemembered: true },
      { kind: 'App', id: '/x', isRemembered: true },
    ]);
    assert.equal(
      unlistedOf({ desired, remembered }, 'batch', listed).map(({ id }) => id),
      ['/c', '/y'],
    );
    assert.equal(unlistedOf({ desired: null, remembered: [] }, null, listed), []);
  });
});
