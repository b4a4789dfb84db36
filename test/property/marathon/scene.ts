/**
 * A simulated Marathon with the agent's own system on it, both in this process: two thousand cases over sockets would take minutes. All
 * that is between them is the text of requests and answers.
 */
import { manualClock } from '../../helpers/builders.ts';
import type { Http, HttpRequest } from '../../../agent/http.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Draft } from '../../../agent/model/change.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Finding, Live } from '../../../agent/model/observed.ts';
import type { Inputs, WriteCtx } from '../../../agent/model/system.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import type { MarathonAction, MarathonFacets } from '../../../agent/systems/marathon/types.ts';
import { makeClock } from '../../../simulator/clock.ts';
import { makeMarathon } from '../../../simulator/marathon/marathon.ts';
import { versionOf } from '../../../simulator/profiles.ts';
import { makeRandom } from '../../../simulator/random.ts';
import type { Answer, StoragePort } from '../../../simulator/service.ts';
import { makeWorld } from '../../../simulator/world.ts';
import { shuffled } from './shuffle.ts';

/** What the agent marks with what it writes. */
export const MARK = 'prod/7';

const URL_BASE = 'http://marathon.test';
const START_MS = Date.UTC(2026, 0, 5, 12);

export interface Scene {
  /** What the agent sees now. */
  read(desired: Desired): Promise<Live<MarathonFacets>>;
  diff(desired: Desired, live: Live<MarathonFacets>): readonly Draft<MarathonAction>[];
  findings(desired: Desired, live: Live<MarathonFacets>): readonly Finding[];
  /** As the plan would have it made, in full; throws what the write throws. */
  write(draft: Draft<MarathonAction>): Promise<void>;
  /** A call that somebody else makes, such as a person with curl. */
  call(method: string, target: string, body?: unknown): Answer;
  /** Ends every deployment where it stands, so that nothing is locked. */
  unlock(): void;
}

/** `version` as a profile of the simulator names it. */
export function openScene(version: string, seed: number): Scene {
  const marathon = simulated(version, seed);
  const random = makeRandom(seed, 'property/order');
  const call: Scene['call'] = (method, target, body) => {
    const { pathname, searchParams } = new URL(target, URL_BASE);
    const text = body === undefined ? '' : JSON.stringify(body);
    const headers = { host: 'marathon.test', accept: 'application/json' };
    const path = decodeURIComponent(pathname);
    return marathon.handle({
      method,
      path,
      query: Object.fromEntries(searchParams),
      headers,
      text,
      json: text === '' ? undefined : JSON.parse(text),
    });
  };
  const http: Http = {
    async send({ method, url, body }: HttpRequest) {
      const answer = call(method, url, body === undefined ? undefined : JSON.parse(String(body)));
      return { status: answer.status, headers: { 'content-type': 'application/json', ...answer.headers }, body: bytesOf(answer, random) };
    },
    open: () => Promise.reject(new Error('nothing is followed here')),
    close: async () => {},
  };
  return sceneOf(call, contextOf(http));
}

function sceneOf(call: Scene['call'], ctx: WriteCtx): Scene {
  const system = marathonSystem({ url: URL_BASE });
  return {
    read: (desired) => system.read(ctx, { desired, remembered: [] }),
    diff: (desired, live) => system.diff(inputsFor(desired), live),
    findings: (desired, live) => system.health(inputsFor(desired), live).findings,
    async write(draft) {
      const written = await system.write({ ...draft, cause: 'git', approvalKey: '0'.repeat(64) }, ctx);
      if (written.kind !== 'applied') throw new Error(`The write is ${written.kind}: ${written.why}.`);
    },
    call,
    unlock() {
      const running = JSON.parse(textOf(call('GET', '/v2/deployments'))) as readonly { readonly id: string }[];
      for (const { id } of running) call('DELETE', `/v2/deployments/${id}?force=true`);
    },
  };
}

function simulated(version: string, seed: number): ReturnType<typeof makeMarathon> {
  const clock = makeClock({ startMs: START_MS, factor: 0, realNow: () => START_MS });
  const world = makeWorld({ hosts: 3, cpusPerHost: 1e9, memMiBPerHost: 1e9 });
  const storage: StoragePort = { attach: () => ({ kind: 'attached' }), detach() {} };
  return makeMarathon({ clock, world, storage, seed, version: versionOf('marathon', version), maxRunningDeployments: 100 });
}

function contextOf(http: Http): WriteCtx {
  const secrets = { read: () => Promise.reject(new Error('There are no secrets here.')), mask() {} };
  const signal = new AbortController().signal;
  return { clock: manualClock(), log: silentLog, http, secrets, signal, fresh() {}, secretTexts: new Map(), mark: MARK };
}

function inputsFor(desired: Desired): Inputs {
  const now = manualClock().now();
  return { desired, accepted: null, memory: NO_MEMORY, grants: [], secretTexts: new Map(), ignored: () => [], now };
}

export function textOf({ body }: Answer): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function bytesOf(answer: Answer, random: Parameters<typeof shuffled>[1]): Buffer {
  const text = textOf(answer);
  return Buffer.from(text === '' ? '' : JSON.stringify(shuffled(JSON.parse(text), random)));
}
