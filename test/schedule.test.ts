/** When passes run: each reason for one, that two never overlap, and that stopping stops. */
import { request } from 'undici';
import { keepPassing } from '../agent/schedule.ts';
import type { Wake } from '../agent/schedule.ts';
import { instant } from '../agent/clock.ts';
import type { Clock } from '../agent/clock.ts';
import type { System } from '../agent/model/system.ts';
import type { Repo } from '../agent/model/repo.ts';
import { addCommits } from './helpers/git-cli.ts';
import { startCluster } from './helpers/cluster.ts';
import type { Cluster } from './helpers/cluster.ts';
import { assert, describe } from './helpers/suite.ts';
import type { TestContext } from './helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

interface Running {
  readonly cluster: Cluster;
  /** How many passes have ended. */
  readonly passes: () => number;
  /** When each ended, in virtual milliseconds since the epoch. */
  readonly endedAt: readonly number[];
  /** Until the agent has looked at the clock and gone on sleeping: whatever was due by now has begun. */
  readonly untilAsleep: () => Promise<void>;
  readonly wake: Wake;
  readonly stop: () => Promise<void>;
}

/** A settled cluster whose agent keeps passing, after its first quiet pass. */
async function start(context: TestContext, change: (systems: Systems) => Systems = withoutEvents): Promise<Running> {
  const cluster = await startCluster(context);
  await cluster.settle();
  Object.assign(cluster.agent, { systems: change(cluster.agent.systems) });
  const ending = new AbortController();
  const endedAt: number[] = [];
  const passes = (): number => endedAt.length;
  const clock = sleepingClock(cluster);
  let wake: Wake = () => {};
  const options = { selected: () => true, signal: ending.signal, onPass: () => void endedAt.push(cluster.sim.now()) };
  const agent = { ...cluster.agent, ctx: { ...cluster.agent.ctx, clock } };
  Object.assign(cluster, { agent });
  const ended = keepPassing(agent, options, (asked) => {
    wake = asked;
  });
  const stop = async (): Promise<void> => {
    ending.abort();
    await ended;
  };
  context.after(stop);
  await until(() => passes() === 1);
  const untilAsleep = async (): Promise<void> => {
    const before = clock.looks();
    await until(() => clock.looks() > before + 1);
  };
  return { cluster, passes, endedAt, untilAsleep, wake: (why) => wake(why), stop };
}

type Systems = Cluster['agent']['systems'];

/** Nothing but what a test does wakes its agent. */
function withoutEvents(systems: Systems): Systems {
  return new Map([...systems].map(([name, system]) => [name, { ...system, watch: async () => {} }]));
}

interface Watching extends Running {
  /** As an event of one system. */
  readonly news: (what: string) => void;
  /** By which that system is told to stop following. */
  readonly signal: () => AbortSignal;
}

async function startWatching(context: TestContext): Promise<Watching> {
  let news: (what: string) => void = () => {};
  let signal = new AbortController().signal;
  const watch: System['watch'] = (ctx, wake) => {
    [news, signal] = [wake, ctx.signal];
    return new Promise((resolve) => ctx.signal.addEventListener('abort', () => resolve()));
  };
  const running = await start(
    context,
    (systems) => new Map([...withoutEvents(systems)].map(([name, system]) => [name, name === 'marathon' ? { ...system, watch } : system])),
  );
  return { ...running, news: (what) => news(what), signal: () => signal };
}

/** The simulator's clock, with sleeps that last until its time has come; `looks` counts how often one found that it has not. */
function sleepingClock({ sim, agent }: Cluster): Clock & { readonly looks: () => number } {
  let looks = 0;
  const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
    const end = sim.now() + ms;
    while (sim.now() < end && !signal.aborted) {
      looks += 1;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  return { ...agent.ctx.clock, sleep, looks: () => looks };
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error('it did not come about within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('the schedule', (it) => {
  it('runs a pass at each due minute and none in between', OPTIONS, async (context) => {
    const { cluster, endedAt, untilAsleep } = await start(context);
    const { sim } = cluster;
    const minute = sim.now() - (sim.now() % 60_000) + 60_000;
    for (const due of [minute, minute + 60_000]) {
      sim.advance(due - 1 - sim.now());
      await untilAsleep();
      sim.advance(1);
      await until(() => endedAt.includes(due));
    }
    assert.equal(endedAt.slice(1), [minute, minute + 60_000]);
  });

  it('runs a pass when something is due by the clock, sooner than the schedule', OPTIONS, async (context) => {
    const DUE_MS = 17_000;
    const dueSoon = (system: System): System => {
      const health: System['health'] = (inputs, live) => {
        return { ...system.health(inputs, live), nextDueAt: instant(inputs.now - (inputs.now % DUE_MS) + DUE_MS) };
      };
      return system.name === 'scaleio' ? { ...system, health } : system;
    };
    const { cluster, endedAt } = await start(
      context,
      (systems) => new Map([...withoutEvents(systems)].map(([name, system]) => [name, dueSoon(system)])),
    );
    const { sim } = cluster;
    const due = sim.now() - (sim.now() % DUE_MS) + DUE_MS;
    sim.advance(due - sim.now());
    await until(() => endedAt.includes(due));
  });

  it('runs a pass when somebody pushes', OPTIONS, async (context) => {
    const { cluster, passes } = await start(context);
    await cluster.edit('shared/apps/web.yaml', 'instances: 2', 'instances: 3');
    await until(() => passes() > 1 && cluster.sim.ledger().some(({ call, effect }) => call === 'PUT /v2/apps/web' && effect === 'changed'));
  });

  it('is not woken by a commit on the status branch', OPTIONS, async (context) => {
    const { cluster, passes } = await start(context);
    await addCommits(cluster.bare, 'plumbline/status', [{ files: { 'note.txt': 'from somebody' } }]);
    await cluster.edit('shared/apps/web.yaml', 'instances: 2', 'instances: 3');
    await until(() => passes() > 1);
    const woken = cluster.log.filter((line) => line.includes('"woken"'));
    assert.ok(woken.some((line) => line.includes('refs/heads/main')));
    assert.equal(
      woken.filter((line) => line.includes('plumbline/status')),
      [],
    );
  });

  it('runs one pass after the one that runs, however often it is asked meanwhile', OPTIONS, async (context) => {
    const { cluster, passes, untilAsleep, wake } = await start(context);
    const { repo } = cluster.agent;
    const branches: Repo['branches'] = () => {
      if (passes() === 1) for (let count = 0; count < 5; count += 1) wake('webhook');
      return repo.branches();
    };
    Object.assign(cluster.agent, { repo: { ...repo, branches } });
    wake('webhook');
    await until(() => passes() >= 3);
    await untilAsleep();
    assert.is(passes(), 3);
  });

  it('goes on after a pass that crashed', OPTIONS, async (context) => {
    const { cluster, passes, wake } = await start(context);
    const { repo } = cluster.agent;
    Object.assign(cluster.agent, { repo: { ...repo, branches: () => Promise.reject(new Error('a fault of ours')) } });
    wake('webhook');
    await until(() => cluster.log.some((line) => line.includes('pass crashed')));
    Object.assign(cluster.agent, { repo });
    const before = passes();
    wake('webhook');
    await until(() => passes() > before);
  });

  it('ends when it is stopped, even in the middle of a wait', OPTIONS, async (context) => {
    const { stop, passes, wake } = await start(context);
    await stop();
    const before = passes();
    wake('webhook');
    assert.is(passes(), before);
  });

  it('runs a pass when a system tells news, and none more than a second after the last began', OPTIONS, async (context) => {
    const { cluster, endedAt, news, untilAsleep } = await startWatching(context);
    const { sim } = cluster;
    const from = sim.now();
    sim.advance(5_000);
    news('something happened');
    await until(() => endedAt.includes(from + 5_000));
    await untilAsleep();
    for (const inMs of [200, 300]) {
      sim.advance(inMs);
      for (let count = 0; count < 5; count += 1) news('something else happened');
      await untilAsleep();
    }
    assert.equal(endedAt.slice(1), [from + 5_000]);
    sim.advance(500);
    await until(() => endedAt.includes(from + 6_000));
    await untilAsleep();
    assert.equal(endedAt.slice(1), [from + 5_000, from + 6_000]);
  });

  it('is woken within a second by what somebody does to an app in Marathon', OPTIONS, async (context) => {
    const { cluster, passes } = await start(context, (systems) => systems);
    const { sim } = cluster;
    await until(() => sim.ledger().some(({ call }) => call === 'GET /v2/events'));
    const body = JSON.stringify({ instances: 3 });
    const headers = { 'content-type': 'application/json' };
    await (await request(`${sim.marathon}/v2/apps/web`, { method: 'PUT', headers, body })).body.dump();
    sim.advance(1_000);
    await until(() => passes() > 1);
    assert.ok(cluster.log.some((line) => line.includes('"woken"') && line.includes('marathon: group_change_success')));
  });

  it('takes no news for news that the next pass has seen anyway', OPTIONS, async (context) => {
    const { cluster, endedAt, news, wake, untilAsleep } = await startWatching(context);
    const { sim } = cluster;
    const from = sim.now();
    sim.advance(2_000);
    wake('webhook');
    await until(() => endedAt.includes(from + 2_000));
    sim.advance(100);
    news('something happened');
    wake('webhook');
    await until(() => endedAt.includes(from + 2_100));
    sim.advance(1_000);
    await untilAsleep();
    assert.equal(endedAt.slice(1), [from + 2_000, from + 2_100]);
  });

  it('stops following when it is stopped', OPTIONS, async (context) => {
    const { signal, stop } = await startWatching(context);
    assert.is(signal().aborted, false);
    await stop();
    assert.is(signal().aborted, true);
  });
});
