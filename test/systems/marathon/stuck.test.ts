import { instant } from '../../../agent/clock.ts';
import type { Instant } from '../../../agent/clock.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Readiness } from '../../../agent/model/observed.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { decodeQueue } from '../../../agent/systems/marathon/client/decode-queue.ts';
import { hangClause, needsOfApp, waitClause } from '../../../agent/systems/marathon/stuck.ts';
import { isSince, PROFILES } from '../../../agent/systems/marathon/profile.ts';
import type { Deployment, JsonObject, Queued } from '../../../agent/systems/marathon/types.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, NOW } from './inputs.ts';
import { wireBytes } from './wire.ts';

const APP = {
  cpus: 4,
  mem: 2048,
  disk: 10,
  gpus: 1,
  constraints: [
    ['rack', 'LIKE', 'a'],
    ['hostname', 'UNIQUE'],
  ],
};
const ago = (seconds: number): Instant => instant(NOW - seconds * 1000);

function queued(over: Partial<Queued> = {}): Queued {
  return { id: '/a', count: 3, role: 'web', since: ago(60), delaySeconds: 0, rejections: [], ...over };
}

function because(...reasons: readonly string[]): Queued {
  return queued({ rejections: reasons.map((reason) => ({ reason, declined: 2 })) });
}

const rows: readonly (readonly [string, Queued, string])[] = [
  ['cpus', because('InsufficientCpus'), 'no agent offers 4 cpus for role web'],
  ['memory', because('InsufficientMemory'), 'no agent offers 2048 MiB of memory for role web'],
  ['disk', because('InsufficientDisk'), 'no agent offers 10 MiB of disk for role web'],
  ['gpus', because('InsufficientGpus'), 'no agent offers 1 gpu for role web'],
  ['ports', because('InsufficientPorts'), 'no agent offers its ports for role web'],
  ['a role that has nothing', because('UnfulfilledRole'), 'no agent offers resources for role web'],
  [
    'constraints',
    because('UnfulfilledConstraint'),
    'no agent offers what fits its constraints (rack LIKE a, hostname UNIQUE) for role web',
  ],
  ['a reservation', because('NoCorrespondingReservationFound'), 'no agent offers its reserved resources for role web'],
  ['maintenance', because('AgentMaintenance'), 'no agent offers resources outside maintenance for role web'],
  ['scarce gpus', because('DeclinedScarceResources'), 'no agent offers resources without scarce gpus for role web'],
  ['what nobody has heard of', because('Moonlight'), 'no agent offers what it needs (Moonlight) for role web'],
  [
    'several things, each at other agents',
    queued({
      rejections: [
        { reason: 'InsufficientCpus', declined: 3 },
        { reason: 'InsufficientMemory', declined: 1 },
      ],
    }),
    'no agent offers all of it for role web (3 agents without 4 cpus, 1 agent without 2048 MiB of memory)',
  ],
  ['the role of everybody', queued({ role: '*' }), 'no agent has offered anything yet'],
  ['failures', queued({ delaySeconds: 90 }), 'nothing is started for 1 min, because tasks failed'],
];

describe('why tasks wait', (it) => {
  for (const [what, entry, why] of rows) {
    it(`is said of ${what}`, () => assert.is(waitClause(entry, 5, needsOfApp(APP)), `3 of 5 tasks wait: ${why}`));
  }

  it('is nothing when none waits, and is said of a single one', () => {
    assert.is(waitClause(undefined, 5, needsOfApp(APP)), null);
    assert.is(waitClause(queued({ count: 0 }), 5, needsOfApp(APP)), null);
    assert.is(waitClause(queued({ count: 1 }), 1, needsOfApp({})), '1 of 1 task waits: no agent has offered anything yet');
    assert.is(
      waitClause(because('InsufficientCpus'), 3, needsOfApp({ cpus: 1 }))?.slice(-27),
      'agent offers 1 cpu for role web'.slice(-27),
    );
  });

  it('is read from the queue: of the last offers, what declines most comes first, what declines nothing is left out', () => {
    const summary = {
      rejectSummaryLastOffers: [
        { reason: 'UnfulfilledRole', declined: 0, processed: 4 },
        { reason: 'InsufficientCpus', declined: 1, processed: 4 },
        { reason: 'InsufficientMemory', declined: 3, processed: 3 },
      ],
      rejectSummaryLaunchAttempt: [{ reason: 'UnfulfilledRole', declined: 99, processed: 99 }],
    };
    const delay = { timeLeftSeconds: 7, overdue: false };
    const queue: readonly JsonObject[] = [
      { app: { id: '/a' }, count: 2, role: 'web', delay, since: '2026-11-21T14:00:00.000Z', processedOffersSummary: summary },
      { pod: { id: '/p' }, count: 1, delay: { timeLeftSeconds: 0, overdue: true } },
    ];
    const rejections = [
      { reason: 'InsufficientMemory', declined: 3 },
      { reason: 'InsufficientCpus', declined: 1 },
    ];
    assert.equal(
      [...decodeQueue(Buffer.from(JSON.stringify({ queue }))).values()],
      [
        { id: '/a', count: 2, role: 'web', since: NOW, delaySeconds: 7, rejections },
        { id: '/p', count: 1, role: null, since: null, delaySeconds: 0, rejections: [] },
      ],
    );
  });
});

describe('the queue of each version', (it) => {
  for (const profile of PROFILES) {
    it(`is read as ${profile} answers it`, () => {
      const [waiting] = decodeQueue(wireBytes(`${profile}/queue-pod`)).values();
      assert.equal([waiting?.id, waiting?.count, waiting?.rejections], ['/big', 1, [{ reason: 'InsufficientCpus', declined: 3 }]]);
      assert.is(waiting?.role, isSince(profile, '1.9') ? '*' : null);
    });
  }
});

const deployment: Deployment = {
  id: 'd1',
  affectedApps: ['/a'],
  affectedPods: [],
  startedAt: ago(31),
  movedAt: ago(30),
  currentStep: 1,
  totalSteps: 2,
};

describe('a deployment', (it) => {
  const overdue = { startedAt: ago(901), movedAt: ago(300) };
  const late = 'it has run for 15 min, and 15 min is what it may take';
  const hanging: readonly (readonly [string, Partial<Deployment>, Queued | undefined, string | null])[] = [
    ['hangs when its tasks wait and nothing has moved for 30 s', {}, queued(), '3 of 5 tasks wait: no agent has offered anything yet'],
    ['hangs when its tasks fail and nothing has moved', {}, queued({ count: 0, delaySeconds: 1 }), 'its tasks fail'],
    ['hangs when it is overdue and nothing has moved for 5 min', overdue, undefined, late],
    ['goes on when something moved a moment ago', { movedAt: ago(29) }, queued(), null],
    ['goes on when nobody looked', { movedAt: null }, queued(), null],
    ['goes on when nothing waits', {}, undefined, null],
    ['goes on when all is started', {}, queued({ count: 0 }), null],
    ['goes on past its deadline while it moves', { ...overdue, movedAt: ago(299) }, undefined, null],
    ['goes on past its deadline while it moves, though tasks wait', { ...overdue, movedAt: ago(5) }, queued(), null],
    ['of unknown age goes on', { ...overdue, startedAt: null }, undefined, null],
  ];
  for (const [what, over, entry, is] of hanging) {
    const facts = { queued: entry, waits: waitClause(entry, 5, needsOfApp({})), now: NOW, withinMs: 900_000 };
    it(what, () => assert.is(hangClause({ ...deployment, ...over }, facts), is));
  }

  const begin = 'deployment d1 is running, step 1 of 2';
  const readiness: readonly (readonly [string, Deployment, Queued | undefined, string | undefined, Readiness])[] = [
    [
      'says why its tasks wait',
      deployment,
      because('InsufficientCpus'),
      undefined,
      { kind: 'progressing', why: `${begin}; 3 of 5 tasks wait: no agent offers 1 cpu for role web` },
    ],
    [
      'may take 15 min',
      { ...deployment, startedAt: ago(900) },
      undefined,
      undefined,
      { kind: 'progressing', why: `${begin}; 1 of 5 tasks run` },
    ],
    [
      'makes its app degraded after that',
      { ...deployment, startedAt: ago(901) },
      undefined,
      undefined,
      { kind: 'degraded', why: `${begin}; it has run for 15 min, and 15 min is what it may take; 1 of 5 tasks run` },
    ],
    [
      'may take as long as the cluster says',
      { ...deployment, startedAt: ago(901) },
      undefined,
      '1h',
      { kind: 'progressing', why: `${begin}; 1 of 5 tasks run` },
    ],
    [
      'may be allowed less',
      { ...deployment, startedAt: ago(61) },
      queued(),
      '60s',
      {
        kind: 'degraded',
        why: `${begin}; it has run for 1 min, and 1 min is what it may take; 3 of 5 tasks wait: no agent has offered anything yet`,
      },
    ],
  ];
  for (const [what, running, entry, within, is] of readiness) {
    it(what, () => {
      const app = liveApp('/a', { instances: 5, deployments: [{ id: 'd1' }] });
      const live = { ...liveOf(app), deployments: ok([running], NOW), queue: ok(new Map(entry === undefined ? [] : [['/a', entry]]), NOW) };
      const cluster = within === undefined ? {} : { readiness: { deploymentWithin: within } };
      assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})], [], cluster)), live).ready.get('App//a'), is);
    });
  }

  it('that ended and left too few tasks is degraded, with what they wait for', () => {
    const live = { ...liveOf(liveApp('/a', { instances: 5 })), queue: ok(new Map([['/a', queued()]]), NOW) };
    const why = '1 of 5 tasks run; 3 of 5 tasks wait: no agent has offered anything yet';
    assert.equal(appHealth(inputsOf(desiredOf([appDoc('/a', {})])), live).ready.get('App//a'), { kind: 'degraded', why });
  });
});
