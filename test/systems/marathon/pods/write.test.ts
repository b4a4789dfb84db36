import type { Change } from '../../../../agent/model/change.ts';
import { marathonClient } from '../../../../agent/systems/marathon/client/client.ts';
import { marathonSystem } from '../../../../agent/systems/marathon/system.ts';
import type { MarathonAction } from '../../../../agent/systems/marathon/types.ts';
import type { TestContext } from '../../../helpers/suite.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import { testCtx } from '../inputs.ts';
import { startWireServer, wireReply } from '../wire.ts';
import type { Reply } from '../wire.ts';

const LIVE = { id: '/g/pod', version: 'v1', containers: [], scaling: { instances: 2 }, labels: { plumbline: 'old/1' } };
const GONE = { status: 404, body: '{"message":"{\\"message\\": \\"pod with /g/pod does not exist\\"}"}' };
const json = (body: unknown, status = 200): Reply => ({ status, body: JSON.stringify(body) });

function change(action: Pick<MarathonAction, 'do' | 'args'>): Change<MarathonAction> {
  const empty = { backendId: null, then: [], needs: [], reads: [], requires: [], markedBy: null, spend: null, fields: [], effects: [] };
  const words = {
    id: 'keep Pod//g/pod',
    ref: 'Pod//g/pod',
    op: 'update',
    class: 'additive',
    reason: '',
    cause: 'git',
    approvalKey: '',
  } as const;
  return { ...empty, ...words, action: { system: 'marathon', ...action } as MarathonAction };
}

function put(liveVersion: string | null, mark: 'set' | 'keep' = 'set'): Change<MarathonAction> {
  return change({ do: 'put-pod', args: { id: '/g/pod', liveVersion, definition: { user: 'root', labels: { a: 'b' } }, mark } });
}

async function written(test: TestContext, one: Change<MarathonAction>, replies: { readonly [call: string]: Reply }) {
  const server = await startWireServer(test, replies);
  const outcome = await marathonSystem({ url: server.url }).write(one, testCtx());
  const [, sent] = server.seen;
  return {
    outcome,
    call: sent?.call ?? null,
    body: sent === undefined || sent.body === '' ? null : (JSON.parse(String(sent.body)) as unknown),
  };
}

describe('writing a pod', (it) => {
  it('replaces all of it, without force, and marks it', async (test) => {
    const { outcome, call, body } = await written(test, put('v1'), { 'GET /v2/pods/g/pod': json(LIVE), 'PUT /v2/pods/g/pod': json({}) });
    assert.equal(outcome, { kind: 'applied', backendId: '/g/pod' });
    assert.is(call, 'PUT /v2/pods/g/pod?force=false');
    assert.equal(body, { user: 'root', labels: { a: 'b', plumbline: 'prod/7' }, id: '/g/pod' });
  });

  it('keeps the mark that it has where another one would restart it', async (test) => {
    const { body } = await written(test, put('v1', 'keep'), { 'GET /v2/pods/g/pod': json(LIVE), 'PUT /v2/pods/g/pod': json({}) });
    assert.equal((body as { readonly labels: unknown }).labels, { a: 'b', plumbline: 'old/1' });
  });

  it('makes one that is not there by a call that replaces none', async (test) => {
    const { call } = await written(test, put(null), { 'GET /v2/pods/g/pod': GONE, 'POST /v2/pods': json({}, 201) });
    assert.is(call, 'POST /v2/pods?force=false');
  });

  it('waits for the next plan when it changed meanwhile', async (test) => {
    for (const version of ['v0', null]) {
      const { outcome, call } = await written(test, put(version), { 'GET /v2/pods/g/pod': json(LIVE) });
      assert.equal([outcome.kind, call], ['waiting', null]);
    }
    assert.is((await written(test, put('v1'), { 'GET /v2/pods/g/pod': GONE })).outcome.kind, 'waiting');
  });

  it('waits while a deployment holds it', async (test) => {
    const locked = json({ message: 'App is locked', deployments: [{ id: 'd' }] }, 409);
    await rejects(() => written(test, put('v1'), { 'GET /v2/pods/g/pod': json(LIVE), 'PUT /v2/pods/g/pod': locked }), 'marathon/locked');
  });

  it('deletes it without force, or finds it gone', async (test) => {
    const remove = change({ do: 'delete-pod', args: { id: '/g/pod', liveVersion: 'v1' } });
    const accepted = { status: 202, body: '' };
    const { outcome, call } = await written(test, remove, { 'GET /v2/pods/g/pod': json(LIVE), 'DELETE /v2/pods/g/pod': accepted });
    assert.equal([outcome.kind, call], ['applied', 'DELETE /v2/pods/g/pod?force=false']);
    assert.is((await written(test, remove, { 'GET /v2/pods/g/pod': GONE })).outcome.kind, 'skipped');
    const raced = await written(test, remove, { 'GET /v2/pods/g/pod': json(LIVE), 'DELETE /v2/pods/g/pod': GONE });
    assert.is(raced.outcome.kind, 'skipped');
    const moved = await written(test, remove, { 'GET /v2/pods/g/pod': json({ ...LIVE, version: 'v2' }) });
    assert.equal([moved.outcome.kind, moved.call], ['waiting', null]);
  });

  it('takes no 404 of something in front of Marathon for a pod that is gone', async (test) => {
    await rejects(() => written(test, put(null), { 'GET /v2/pods/g/pod': { status: 404, body: '<html>' } }), 'marathon/unexpected-answer');
  });
});

describe('writing a group', (it) => {
  const group = (isThere: boolean) => change({ do: 'put-group', args: { id: '/g', isThere, enforceRole: true } });
  const groups = (...all: readonly object[]): Reply => json({ id: '/', groups: all });

  it('is one call with nothing in it but the field', async (test) => {
    const made = await written(test, group(false), { 'GET /v2/groups': groups(), 'POST /v2/groups': json({}, 201) });
    assert.equal([made.outcome.kind, made.call, made.body], ['applied', 'POST /v2/groups?force=false', { id: '/g', enforceRole: true }]);
    const there = groups({ id: '/g', enforceRole: false, groups: [] });
    const changed = await written(test, group(true), { 'GET /v2/groups': there, 'PATCH /v2/groups/g': { status: 200, body: '' } });
    assert.equal([changed.outcome.kind, changed.call, changed.body], ['applied', 'PATCH /v2/groups/g', { enforceRole: true }]);
  });

  it('is left out when it changed meanwhile', async (test) => {
    assert.is((await written(test, group(true), { 'GET /v2/groups': groups({ id: '/g', enforceRole: true }) })).outcome.kind, 'skipped');
    assert.is((await written(test, group(false), { 'GET /v2/groups': groups({ id: '/g' }) })).outcome.kind, 'waiting');
    assert.is((await written(test, group(true), { 'GET /v2/groups': groups() })).outcome.kind, 'waiting');
  });
});

describe('reading pods', (it) => {
  const lists = {
    'GET /v2/pods': json([LIVE]),
    'GET /v2/pods/::status': json([{ id: '/g/pod', instances: [{ status: 'STABLE' }, { status: 'PENDING' }] }]),
  };

  it('gives the very same ones while no answer changed', async (test) => {
    const server = await startWireServer(test, lists);
    const client = marathonClient({ url: server.url });
    const [first, second] = [await client.pods(testCtx()), await client.pods(testCtx())];
    assert.is(first, second);
    assert.is(first.get('/g/pod')?.stable, 1);
  });

  it('counts anew when only their status changed', async (test) => {
    const replies = { ...lists };
    const server = await startWireServer(test, replies);
    const client = marathonClient({ url: server.url });
    await client.pods(testCtx());
    replies['GET /v2/pods/::status'] = json([{ id: '/g/pod', instances: [] }]);
    assert.is((await client.pods(testCtx())).get('/g/pod')?.stable, 0);
  });

  it('takes one that may not be seen for hidden, not for gone', async (test) => {
    const others = {
      ...lists,
      'GET /v2/info': wireReply(200, 'info'),
      'GET /v2/apps': wireReply(200, 'apps-empty'),
      'GET /v2/pods': json([]),
    };
    const server = await startWireServer(test, { ...others, 'GET /v2/pods/g/pod': json({ message: 'Not Authorized' }, 403) });
    const { hidden } = await marathonSystem({ url: server.url }).read(testCtx(), { desired: null, remembered: ['Pod//g/pod'] });
    assert.is(hidden.kind === 'ok' && hidden.value.get('/g/pod')?.code.code, 'marathon/hidden');
  });
});

describe('looking again whether a pod', (it) => {
  const check = async (test: TestContext, what: 'app-unlocked' | 'gone', replies: { readonly [call: string]: Reply }) => {
    const server = await startWireServer(test, replies);
    return marathonSystem({ url: server.url }).check(
      { system: 'marathon', check: what, backendId: '/g/pod', args: { kind: 'Pod' } },
      testCtx(),
    );
  };
  const deployment = (affectedPods: readonly string[]) => ({
    id: 'd',
    affectedApps: [],
    affectedPods,
    version: 'v',
    currentStep: 1,
    totalSteps: 1,
  });

  it('is free: no deployment is of it', async (test) => {
    assert.is((await check(test, 'app-unlocked', { 'GET /v2/deployments': json([deployment(['/other'])]) })).kind, 'holds');
    const held = await check(test, 'app-unlocked', { 'GET /v2/deployments': json([deployment(['/g/pod'])]) });
    assert.equal(held, { kind: 'fails', why: 'locked by deployment d' });
  });

  it('is gone', async (test) => {
    assert.is((await check(test, 'gone', { 'GET /v2/pods/g/pod': GONE })).kind, 'holds');
    assert.equal(await check(test, 'gone', { 'GET /v2/pods/g/pod': json(LIVE) }), { kind: 'fails', why: 'pod /g/pod is there' });
  });
});
