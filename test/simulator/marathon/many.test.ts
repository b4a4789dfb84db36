/** Ten thousand apps: what a probe starts with must not be what it waits for. CPU time, so that a busy machine does not fail it. */
import { makeClock } from '../../../simulator/clock.ts';
import { makeMarathon } from '../../../simulator/marathon/marathon.ts';
import type { Marathon } from '../../../simulator/marathon/marathon.ts';
import { makeWorld } from '../../../simulator/world.ts';
import { assert, describe } from '../../helpers/suite.ts';

const APPS = 10_000;
const MOST_CPU_MS = 5000;
const START_MS = Date.UTC(2026, 0, 5, 12);

interface Played {
  readonly marathon: Marathon;
  advance(ms: number): void;
}

function play(): Played {
  const clock = makeClock({ startMs: START_MS, factor: 0, realNow: () => START_MS });
  const world = makeWorld({ hosts: 3, cpusPerHost: 1000, memMiBPerHost: 1_000_000 });
  const storage = { attach: () => ({ kind: 'attached' }) as const, detach() {} };
  const marathon = makeMarathon({ clock, world, storage, seed: 1, version: '1.10.26', maxRunningDeployments: APPS });
  return { marathon, advance: (ms) => clock.advance(ms) };
}

function put(marathon: Marathon, path: string, json: object): number {
  const query = { force: 'false', partialUpdate: 'false' };
  return marathon.handle({ method: 'PUT', path, query, headers: {}, text: '{}', json }).status;
}

function appOf(index: number): object {
  return { id: `/many/app-${index}`, cmd: 'sleep 1000', cpus: 0.01, mem: 16 };
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function runningOf(marathon: Marathon): number {
  return marathon.view().filter(({ running }) => running === 1).length;
}

describe('ten thousand apps', (it) => {
  it('start within five seconds, each put by itself', { timeoutMs: 60_000 }, () => {
    const { marathon, advance } = play();
    const spent = cpuMs(() => {
      for (let index = 0; index < APPS; index += 1) put(marathon, `/v2/apps/many/app-${index}`, appOf(index));
      advance(10_000);
    });
    assert.is(runningOf(marathon), APPS);
    assert.ok(spent < MOST_CPU_MS, `${Math.round(spent)} ms`);
  });

  it('start within five seconds, put as one group', { timeoutMs: 60_000 }, () => {
    const { marathon, advance } = play();
    const spent = cpuMs(() => {
      put(marathon, '/v2/groups/many', { apps: Array.from({ length: APPS }, (_, index) => appOf(index)) });
      advance(10_000);
    });
    assert.is(runningOf(marathon), APPS);
    assert.ok(spent < MOST_CPU_MS, `${Math.round(spent)} ms`);
  });
});
