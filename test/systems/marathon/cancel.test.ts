import { instant } from '../../../agent/clock.ts';
import type { Began, Draft } from '../../../agent/model/change.ts';
import type { ClusterSpec } from '../../../agent/model/kinds.gen.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import { marathonErrors } from '../../../agent/systems/marathon/errors.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import type { Deployment, JsonObject, MarathonAction, MarathonFacets, Queued } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, NOW, owning, planned, testCtx } from './inputs.ts';
import { startWireServer, wireBytes } from './wire.ts';

const APPLIED = { cmd: 'serve', cpus: 99 };
const MARKED = { ...APPLIED, labels: { plumbline: 'prod/7' }, instances: 2, deployments: [{ id: 'd1' }] };
const DEPLOYMENT: Deployment = {
  id: 'd1',
  affectedApps: ['/a'],
  affectedPods: [],
  startedAt: instant(NOW - 31_000),
  movedAt: instant(NOW - 30_000),
  currentStep: 1,
  totalSteps: 1,
};
const QUEUED: Queued = {
  id: '/a',
  count: 1,
  role: 'web',
  since: instant(NOW - 31_000),
  delaySeconds: 0,
  rejections: [{ reason: 'InsufficientCpus', declined: 4 }],
};

const BEGAN: Began = { id: 'd1', what: 'change' };
const volumes = [{ containerPath: 'd', mode: 'RW', persistent: { type: 'root', size: 1, constraints: [] } }];

interface Scene {
  readonly app?: JsonObject;
  readonly deployment?: Partial<Deployment>;
  readonly queued?: Queued | null;
  /** Null: nothing is remembered that the agent began. */
  readonly began?: Began | null;
  readonly live?: Partial<Live<MarathonFacets>>;
  readonly cluster?: ClusterSpec;
  /** Null: it was taken out of git. */
  readonly spec?: JsonObject | null;
}

const system = marathonSystem({ url: 'http://127.0.0.1:1' });

function draftIn(scene: Scene): Draft<MarathonAction> | undefined {
  const { app = {}, deployment = {}, queued = QUEUED, began = BEGAN, live = {}, cluster = {}, spec = { cmd: 'serve', cpus: 1 } } = scene;
  const desired = desiredOf(spec === null ? [] : [appDoc('/a', spec)], [], cluster);
  return system.diff(inputsOf(desired, { memory: remembering(began) }), {
    ...liveOf(liveApp('/a', { ...MARKED, ...app })),
    deployments: ok([{ ...DEPLOYMENT, ...deployment }], NOW),
    queue: ok(new Map(queued === null ? [] : [['/a', queued]]), NOW),
    ...live,
  })[0];
}

function remembering(began: Began | null): Memory {
  const memory = owning('/a');
  const known = { applied: APPLIED, ...(began === null ? {} : { began }) };
  return { ...memory, inventory: new Map([...memory.inventory].map(([ref, owned]) => [ref, { ...owned, ...known }])) };
}

/** Of the whole app as it was declared. */
const RESIDENT = {
  container: { type: 'MESOS', volumes },
  upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 },
  unreachableStrategy: 'disabled',
};
const OVERDUE: Partial<Deployment> = { startedAt: instant(NOW - 901_000), movedAt: instant(NOW - 300_000) };
const PRUNED: Scene = { spec: null, cluster: { sync: { mode: 'apply', prune: ['App'] } } };
const NO_TASKS = { tasksRunning: 0, tasksStaged: 0 };

const unread = unknown(new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.'));

describe('a deployment in the way of what git says', (it) => {
  it('is cancelled when it is ours and hangs: the same change, one step earlier', () => {
    const draft = draftIn({});
    assert.equal(draft?.action, {
      system: 'marathon',
      do: 'cancel-deployment',
      args: { id: '/a', liveVersion: '2026-11-21T13:00:00.000Z', deployment: 'd1', isCreate: false },
    });
    assert.equal([draft?.id, draft?.class, draft?.then, draft?.needs], ['keep App//a', 'disruptive', ['restarts 2 tasks'], []]);
    const why = '1 of 2 tasks wait: no agent offers 99 cpus for role web';
    assert.equal(draft?.effects, [`cancels its deployment d1 (${why}); Marathon takes back what that changed`]);
    assert.equal(
      draft?.reads.map(({ facet }) => facet),
      ['apps', 'info', 'deployments', 'queue'],
    );
    assert.equal(
      draft?.fields.map(({ path }) => path),
      ['cpus'],
    );
  });

  const cancelled: readonly (readonly [string, Scene])[] = [
    ['when its tasks fail', { queued: { ...QUEUED, count: 0, delaySeconds: 9 } }],
    ['when it has run for too long and does not get on, whatever it waits for', { queued: null, deployment: OVERDUE }],
    ['when the queue cannot be read, and it has run for too long', { live: { queue: unread }, deployment: OVERDUE }],
    ['when its app is taken out of git and pruned', PRUNED],
    ['when it makes the app, and no task runs', { app: NO_TASKS, began: { ...BEGAN, what: 'create' } }],
    ['when git lets go of fields', { spec: { cmd: 'serve' } }],
  ];
  for (const [what, scene] of cancelled) it(`is cancelled ${what}`, () => assert.is(draftIn(scene)?.action.do, 'cancel-deployment'));

  const left: readonly (readonly [string, Scene])[] = [
    ['it got on a moment ago', { deployment: { movedAt: instant(NOW - 29_999) } }],
    ['nobody knows whether it gets on', { deployment: { movedAt: null } }],
    ['nothing waits', { queued: null }],
    ['it has run for too long, and gets on', { queued: null, deployment: { ...OVERDUE, movedAt: instant(NOW - 299_999) } }],
    ['somebody else began it', { began: { ...BEGAN, id: 'd0' } }],
    ['nothing is remembered of who began it', { began: null }],
    ['it takes back another one', { began: { ...BEGAN, what: 'rollback' } }],
    ['it makes the app, and a task runs', { app: { ...NO_TASKS, tasksRunning: 1 }, began: { ...BEGAN, what: 'create' } }],
    ['it makes the app, and a task is about to run', { app: { ...NO_TASKS, tasksStaged: 1 }, began: { ...BEGAN, what: 'create' } }],
    ['the app has local data', { app: RESIDENT, spec: { cmd: 'serve', env: { A: 'b' }, ...RESIDENT } }],
    [
      'the app has local data, and no task runs',
      { app: { ...RESIDENT, ...NO_TASKS }, spec: { cmd: 'serve', env: { A: 'b' }, ...RESIDENT }, began: { ...BEGAN, what: 'create' } },
    ],
    ['it changes another app, too', { deployment: { affectedApps: ['/a', '/b'] } }],
    ['it changes a pod, too', { deployment: { affectedPods: ['/p'] } }],
    ['it is not known which ones there are', { live: { deployments: unread } }],
    ['it is not in the list', { deployment: { id: 'd2' } }],
    ['there are two', { app: { deployments: [{ id: 'd1' }, { id: 'd2' }] } }],
    ['there is none', { app: { deployments: [] } }],
  ];
  for (const [what, scene] of left) it(`is waited for when ${what}`, () => assert.is(draftIn(scene)?.action.do, 'put-app'));

  it('is waited for when the data of the app would go with it', () => {
    const draft = draftIn({ ...PRUNED, app: RESIDENT });
    assert.equal([draft?.class, draft?.action.do], ['destructive', 'delete-app']);
  });

  it('says that the app goes when it was only being made: then it is made anew, or gone already', () => {
    const began: Began = { id: 'd1', what: 'create' };
    const [anew, gone] = [draftIn({ app: NO_TASKS, began }), draftIn({ ...PRUNED, app: NO_TASKS, began })];
    assert.match(anew?.effects[0] ?? '', /; that removes the app, of which no task runs, and makes it anew$/);
    assert.equal([anew?.op, anew?.then], ['restart', ['makes the app anew']]);
    assert.match(gone?.effects[0] ?? '', /; that removes the app, of which no task runs$/);
    assert.equal([gone?.op, gone?.then], ['delete', []]);
  });

  it('is left alone while git says what is being done', () => {
    assert.is(draftIn({ spec: APPLIED }), undefined);
  });
});

const CANCEL = 'DELETE /v2/deployments/d1';
const ANSWER = {
  status: 200,
  body: '{"version":"2026-11-21T14:00:00.000Z","deploymentId":"d2"}',
  headers: { 'Marathon-Deployment-Id': 'd2' },
};

describe('cancelling a deployment', (it) => {
  const version = '2026-11-21T13:00:00.000Z';
  const rows = [
    { name: 'is one call, without force', app: MARKED, answer: ANSWER, is: 'applied', calls: [`${CANCEL}?force=false`] },
    { name: 'is not made when it has ended', app: { ...MARKED, deployments: [] }, answer: ANSWER, is: 'skipped', calls: [] },
    {
      name: 'is not made when another one runs',
      app: { ...MARKED, deployments: [{ id: 'd2' }] },
      answer: ANSWER,
      is: 'skipped',
      calls: [],
    },
    {
      name: 'is not made when the app has changed',
      app: { ...MARKED, version: '2026-11-21T14:00:00.000Z' },
      answer: ANSWER,
      is: 'waiting',
      calls: [],
    },
    {
      name: 'is not made when another one waits behind it',
      app: { ...MARKED, deployments: [{ id: 'd1' }, { id: 'd2' }] },
      answer: ANSWER,
      is: 'waiting',
      calls: [],
    },
    {
      name: 'comes too late without harm',
      app: MARKED,
      answer: { status: 404, body: '{"message":"DeploymentPlan d1 does not exist"}' },
      is: 'skipped',
      calls: [`${CANCEL}?force=false`],
    },
  ];
  for (const { name, app, answer, is, calls } of rows) {
    it(name, async (test) => {
      const body = JSON.stringify({ app: liveApp('/a', { version, ...app }).definition });
      const server = await startWireServer(test, { 'GET /v2/apps/a': { status: 200, body }, [CANCEL]: answer });
      const draft = draftIn({});
      if (draft === undefined) throw new Error('nothing is planned');
      const written = await marathonSystem({ url: server.url }).write(planned(draft), testCtx());
      assert.is(written.kind, is);
      assert.equal(
        server.seen.map(({ call }) => call).filter((call) => call.startsWith('DELETE')),
        calls,
      );
    });
  }

  it('tells what Marathon began instead', async (test) => {
    const body = JSON.stringify({ app: liveApp('/a', MARKED).definition });
    const server = await startWireServer(test, { 'GET /v2/apps/a': { status: 200, body }, [CANCEL]: ANSWER });
    const written = await marathonSystem({ url: server.url }).write(planned(draftIn({}) as Draft<MarathonAction>), testCtx());
    assert.equal(written, { kind: 'applied', backendId: '/a', tookBack: true, began: { id: 'd2', what: 'rollback' } });
  });

  it('is not made when a task of the new app runs by now', async (test) => {
    const draft = draftIn({ app: NO_TASKS, began: { ...BEGAN, what: 'create' } });
    const body = JSON.stringify({ app: liveApp('/a', { ...MARKED, ...NO_TASKS, tasksStaged: 1 }).definition });
    const server = await startWireServer(test, { 'GET /v2/apps/a': { status: 200, body }, [CANCEL]: ANSWER });
    const written = await marathonSystem({ url: server.url }).write(planned(draft as Draft<MarathonAction>), testCtx());
    assert.equal([written.kind, server.seen.length], ['waiting', 1]);
  });

  it('is not made when the look is too old by then', async (test) => {
    const body = JSON.stringify({ app: liveApp('/a', MARKED).definition });
    const server = await startWireServer(test, {
      'GET /v2/apps/a': { status: 200, body },
      [CANCEL]: { status: 500, body: wireBytes('error-500') },
    });
    const draft = draftIn({});
    const fresh = (): never => {
      throw new Error('stale');
    };
    const outcome = await marathonSystem({ url: server.url })
      .write(planned(draft as Draft<MarathonAction>), { ...testCtx(), fresh })
      .catch((thrown: unknown) => String(thrown));
    assert.equal([outcome, server.seen.length], ['Error: stale', 1]);
  });
});
