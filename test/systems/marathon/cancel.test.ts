import { instant } from '../../../agent/clock.ts';
import type { Draft } from '../../../agent/model/change.ts';
import type { ClusterSpec } from '../../../agent/model/kinds.gen.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Live } from '../../../agent/model/observed.ts';
import type { Json } from '../../../agent/model/ref.ts';
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

interface Scene {
  readonly app?: JsonObject;
  readonly deployment?: Partial<Deployment>;
  readonly queued?: Queued | null;
  readonly applied?: Json;
  readonly live?: Partial<Live<MarathonFacets>>;
  readonly cluster?: ClusterSpec;
  /** Null: it was taken out of git. */
  readonly spec?: JsonObject | null;
}

const system = marathonSystem({ url: 'http://127.0.0.1:1' });

function draftIn(scene: Scene): Draft<MarathonAction> | undefined {
  const {
    app = {},
    deployment = {},
    queued = QUEUED,
    applied = APPLIED,
    live = {},
    cluster = {},
    spec = { cmd: 'serve', cpus: 1 },
  } = scene;
  const desired = desiredOf(spec === null ? [] : [appDoc('/a', spec)], [], cluster);
  return system.diff(inputsOf(desired, { memory: remembering(applied) }), {
    ...liveOf(liveApp('/a', { ...MARKED, ...app })),
    deployments: ok([{ ...DEPLOYMENT, ...deployment }], NOW),
    queue: ok(new Map(queued === null ? [] : [['/a', queued]]), NOW),
    ...live,
  })[0];
}

function remembering(applied: Json): Memory {
  const memory = owning('/a');
  return { ...memory, inventory: new Map([...memory.inventory].map(([ref, owned]) => [ref, { ...owned, applied }])) };
}

const unread = unknown(new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.'));
const volumes = [{ containerPath: 'd', mode: 'RW', persistent: { type: 'root', size: 1, constraints: [] } }];

describe('a deployment in the way of what git says', (it) => {
  it('is cancelled when it is ours and hangs: the same change, one step earlier', () => {
    const draft = draftIn({});
    assert.equal(draft?.action, {
      system: 'marathon',
      do: 'cancel-deployment',
      args: { id: '/a', liveVersion: '2026-11-21T13:00:00.000Z', deployment: 'd1' },
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
    ['when it has run for too long, whatever it waits for', { queued: null, deployment: { startedAt: instant(NOW - 901_000) } }],
    [
      'when the queue cannot be read, and it has run for too long',
      { live: { queue: unread }, deployment: { startedAt: instant(NOW - 901_000) } },
    ],
    ['when its app is taken out of git and pruned', { spec: null, cluster: { sync: { mode: 'apply', prune: ['App'] } } }],
    ['when git lets go of fields', { spec: { cmd: 'serve' } }],
  ];
  for (const [what, scene] of cancelled) it(`is cancelled ${what}`, () => assert.is(draftIn(scene)?.action.do, 'cancel-deployment'));

  const left: readonly (readonly [string, Scene])[] = [
    ['it may still end by itself', { queued: { ...QUEUED, since: NOW } }],
    ['it has just begun', { deployment: { startedAt: NOW } }],
    ['nothing waits', { queued: null }],
    ['the app carries no mark', { app: { labels: {} } }],
    ['the mark is of another cluster', { app: { labels: { plumbline: 'test/7' } } }],
    ['somebody changed the app since', { app: { cmd: 'other' } }],
    ['nothing is remembered of the app', { applied: null }],
    ['it changes another app, too', { deployment: { affectedApps: ['/a', '/b'] } }],
    ['it changes a pod, too', { deployment: { affectedPods: ['/p'] } }],
    ['it is not known which ones there are', { live: { deployments: unread } }],
    ['it is not in the list', { deployment: { id: 'd2' } }],
    ['there are two', { app: { deployments: [{ id: 'd1' }, { id: 'd2' }] } }],
    ['there is none', { app: { deployments: [] } }],
  ];
  for (const [what, scene] of left) it(`is waited for when ${what}`, () => assert.is(draftIn(scene)?.action.do, 'put-app'));

  it('is waited for when the data of the app would go with it', () => {
    const container = { type: 'MESOS', volumes };
    const residency = { upgradeStrategy: { minimumHealthCapacity: 0.5, maximumOverCapacity: 0 }, unreachableStrategy: 'disabled' };
    const draft = draftIn({
      spec: null,
      app: { container, ...residency },
      applied: { ...APPLIED, container },
      cluster: { sync: { mode: 'apply', prune: ['App'] } },
    });
    assert.equal([draft?.class, draft?.action.do], ['destructive', 'delete-app']);
  });

  it('is left alone while git says what is being done', () => {
    assert.is(draftIn({ spec: APPLIED }), undefined);
  });
});

const CANCEL = 'DELETE /v2/deployments/d1';
const ANSWER = { status: 200, body: '{"version":"2026-11-21T14:00:00.000Z","deploymentId":"d2"}' };

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
