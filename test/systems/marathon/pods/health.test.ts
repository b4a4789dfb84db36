import { PlumblineError } from '../../../../agent/errors.ts';
import { instant } from '../../../../agent/clock.ts';
import { ok } from '../../../../agent/model/observed.ts';
import type { Live } from '../../../../agent/model/observed.ts';
import { decodePods } from '../../../../agent/systems/marathon/client/decode-pods.ts';
import { marathonErrors } from '../../../../agent/systems/marathon/errors.ts';
import { marathonSystem } from '../../../../agent/systems/marathon/system.ts';
import type { Deployment, LivePod, MarathonFacets, Queued } from '../../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { appDoc, INFO, inputsOf, liveApp, liveOf, NOW, withUnknown } from '../inputs.ts';
import { groupDoc, podDoc, podsOf } from './docs.ts';

const unread = new PlumblineError(marathonErrors.unavailable, 'Marathon is electing.');
const system = marathonSystem({ url: 'http://127.0.0.1:1' });
const CONTAINERS = [{ name: 'web', resources: { cpus: 3 } }];
const DOC = podDoc('/g/pod', { containers: CONTAINERS });
const DEPLOYMENT: Deployment = {
  id: 'd',
  affectedApps: [],
  affectedPods: ['/g/pod'],
  startedAt: NOW,
  movedAt: null,
  currentStep: 1,
  totalSteps: 2,
};
const QUEUED: Queued = {
  id: '/g/pod',
  count: 1,
  role: 'web',
  since: NOW,
  delaySeconds: 0,
  rejections: [{ reason: 'InsufficientCpus', declined: 3 }],
};

function pod(stable: number | null, labels = {}): LivePod {
  const body = { id: '/g/pod', version: 'v', containers: CONTAINERS, scaling: { instances: 2 }, labels };
  const [live] = decodePods(Buffer.from(JSON.stringify([body]))).values();
  if (live === undefined) throw new Error('unreachable');
  return { ...live, stable };
}

function withPod(live: LivePod | null, over: Partial<{ deployments: readonly Deployment[]; queued: Queued }> = {}): Live<MarathonFacets> {
  return {
    ...liveOf(),
    pods: ok(new Map(live === null ? [] : [[live.id, live]]), NOW),
    deployments: ok(over.deployments ?? [], NOW),
    queue: ok(new Map(over.queued === undefined ? [] : [[over.queued.id, over.queued]]), NOW),
  };
}

function readiness(live: Live<MarathonFacets>, doc = DOC, now = NOW) {
  return system.health(inputsOf(podsOf([doc]), { now }), live).ready.get(doc.ref);
}

describe('how a pod is', (it) => {
  it('is ready when all its instances are stable', () => {
    assert.equal(readiness(withPod(pod(2))), { kind: 'ready' });
  });

  it('is degraded when some are not, and nothing is done about it', () => {
    assert.equal(readiness(withPod(pod(1))), { kind: 'degraded', why: '1 of 2 instances are stable' });
    assert.equal(readiness(withPod(pod(null))), { kind: 'degraded', why: 'its status is not told' });
  });

  it('is on its way while a deployment of it runs, and says why it does not get on', () => {
    assert.equal(readiness(withPod(pod(1), { deployments: [DEPLOYMENT], queued: QUEUED })), {
      kind: 'progressing',
      why: 'deployment d is running, step 1 of 2; 1 of 2 tasks wait: no agent offers 3 cpus for role web',
    });
    assert.is(readiness(withPod(pod(2), { deployments: [{ ...DEPLOYMENT, affectedPods: ['/other'] }] }))?.kind, 'ready');
  });

  it('tells what its containers ask for together as a person would', () => {
    const containers = [{ resources: { cpus: 0.1 } }, { resources: { cpus: 0.2 } }];
    const waiting = { ...pod(1), definition: { containers } };
    const told = readiness(withPod(waiting, { deployments: [DEPLOYMENT], queued: QUEUED }));
    assert.match(told !== undefined && 'why' in told ? told.why : '', 'no agent offers 0.3 cpus for role web');
  });

  it('is degraded once its deployment takes too long', () => {
    const late = readiness(withPod(pod(2), { deployments: [DEPLOYMENT] }), DOC, instant(NOW + 16 * 60_000));
    assert.is(late?.kind, 'degraded');
    assert.match(late !== undefined && 'why' in late ? late.why : '', '15 min is what it may take');
  });

  it('is unknown where it was not read, or may not be seen', () => {
    assert.is(readiness(withUnknown(withPod(pod(2)), 'pods', unread))?.kind, 'unknown');
    assert.is(readiness({ ...withPod(null), hidden: ok(new Map([['/g/pod', unread]]), NOW) })?.kind, 'unknown');
    assert.is(readiness(withUnknown(withPod(null), 'hidden', unread))?.kind, 'unknown');
    assert.equal(readiness(withPod(null)), { kind: 'absent' });
  });

  it('is ready when it shall be gone and is', () => {
    const gone = podDoc('/g/pod', {}, { state: 'absent' });
    assert.equal(readiness(withPod(null), gone), { kind: 'ready' });
    assert.is(readiness(withPod(pod(2)), gone)?.kind, 'progressing');
  });

  it('tells its id, its mark, and that it is one of those that exist', () => {
    const health = system.health(inputsOf(podsOf([DOC])), { ...withPod(pod(2, { plumbline: 'prod/7' })) });
    assert.equal([...health.ids], [['Pod//g/pod', '/g/pod']]);
    assert.equal(health.marks, [{ ref: 'Pod//g/pod', backendId: '/g/pod', cluster: 'prod', epoch: 7 }]);
    assert.is(health.existing, 1);
    const unseen = system.health(inputsOf(podsOf([DOC])), withUnknown(withPod(null), 'pods', unread));
    assert.equal([unseen.marks, unseen.existing], [null, null]);
  });

  it('is seen by its id', () => {
    assert.equal(system.sees('Pod', '/g/pod', withPod(pod(2))), ok(true, NOW));
    assert.equal(system.sees('App', '/g/pod', withPod(pod(2))), ok(false, NOW));
    assert.is(system.sees('Pod', '/g/pod', withUnknown(withPod(pod(2)), 'pods', unread)).kind, 'unknown');
  });
});

describe('how a group is', (it) => {
  const APP = appDoc('/g/app', { cmd: 'sleep 1' });
  const health = (live: Live<MarathonFacets>, enforceRole?: boolean) => {
    const desired = podsOf([DOC], [groupDoc('/g', enforceRole === undefined ? {} : { enforceRole })]);
    const inputs = inputsOf({ ...desired, docs: { ...desired.docs, App: new Map([[APP.name, APP]]) } });
    const { ready, findings } = system.health(inputs, live);
    return { ready: ready.get('Group//g'), findings: findings.filter(({ ref }) => ref === 'Group//g') };
  };
  const whole = { ...withPod(pod(2)), apps: ok(new Map([['/g/app', liveApp('/g/app')]]), NOW) };

  it('is ready when all in it are', () => {
    assert.equal(health(whole).ready, { kind: 'ready' });
  });

  it('waits for those that are not, and names them', () => {
    assert.equal(health({ ...whole, pods: ok(new Map(), NOW) }).ready, {
      kind: 'progressing',
      why: '1 of 2 in it is not ready: Pod//g/pod',
      behind: 'Pod//g/pod',
    });
    assert.is(health({ ...whole, pods: withPod(pod(1)).pods }).ready?.kind, 'degraded');
  });

  it('does not wait for what is below its path in another Marathon', () => {
    const other = { ...DOC, ref: 'Pod/batch:/g/other', name: '/g/other', on: 'batch' } as const;
    const desired = podsOf([DOC], [groupDoc('/g', {})]);
    const Pod = new Map([...desired.docs.Pod, ['batch:/g/other', other]]);
    const { ready } = system.health(inputsOf({ ...desired, docs: { ...desired.docs, Pod } }), whole);
    assert.equal(
      [...ready],
      [
        ['Pod//g/pod', { kind: 'ready' }],
        ['Group//g', { kind: 'ready' }],
      ],
    );
  });

  it('is first to be as it says itself', () => {
    const groups = (enforceRole: boolean) => ok(new Map([['/g', { id: '/g', enforceRole }]]), NOW);
    assert.equal(health(whole, true).ready, { kind: 'absent' });
    assert.is(health({ ...whole, groups: groups(false) }, true).ready?.kind, 'progressing');
    assert.is(health({ ...whole, groups: groups(true) }, true).ready?.kind, 'ready');
    assert.is(health(withUnknown(whole, 'groups', unread), true).ready?.kind, 'unknown');
  });

  it('says that an old Marathon has no role of its own for groups', () => {
    const old = health({ ...whole, info: ok({ ...INFO, profile: '1.8' }, NOW) }, true);
    assert.is(old.ready?.kind, 'ready');
    assert.equal(
      old.findings.map(({ code }) => code),
      ['FieldNotKept'],
    );
  });
});
