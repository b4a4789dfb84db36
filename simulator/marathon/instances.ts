/**
 * The instances of one Marathon (api/LeaderProxyFilter.scala): one leads and does the work, the other hands its calls on to it.
 * Since 1.7 the stream of events is not handed on but redirected.
 */
import type { Answer, Call, Service, SystemName, WorldClock } from '../service.ts';
import { BASE_PATH, LOGIN_PATH } from './auth.ts';
import type { Guard, Logins } from './auth.ts';
import { errorPage } from './refusal.ts';

export interface InstancesOptions {
  readonly system: SystemName;
  readonly count: number;
  readonly clock: WorldClock;
  readonly guard: Guard;
  /** Below DC/OS. */
  readonly logins: Logins | null;
  readonly redirectsEvents: boolean;
  /** What Marathon answers. */
  readonly handle: (call: Call) => Answer;
  /** The leader has stepped down. */
  readonly onAbdication: () => void;
}

const ELECTION_MS = 1000;

export function makeInstances(options: InstancesOptions): readonly Service[] {
  const group = new Leadership(options);
  return Array.from({ length: options.count }, (_, index) => ({
    system: options.system,
    ...(options.logins === null ? {} : { basePath: BASE_PATH }),
    opened: (url) => group.opened(index, url),
    handle: (call) => group.handle(index, call),
    emptyAnswer,
    electionAnswer: (call) => noLeader(call),
  }));
}

class Leadership {
  readonly #options: InstancesOptions;
  /** `127.0.0.1:40123`, of each. */
  readonly #hosts: string[] = [];
  #leader = 0;
  #electedAtMs = 0;

  constructor(options: InstancesOptions) {
    this.#options = options;
  }

  opened(index: number, url: string): void {
    this.#hosts[index] = new URL(url).host;
  }

  handle(index: number, outside: Call): Answer {
    const { logins, guard } = this.#options;
    if (logins !== null && outside.path === LOGIN_PATH && outside.method === 'POST') return logins.logIn(outside);
    if (logins !== null && !outside.path.startsWith(`${BASE_PATH}/`)) return page(404, 'Not Found', outside);
    const call = inside(outside);
    return guard(call) ?? this.#lead(index, call);
  }

  #lead(index: number, call: Call): Answer {
    if (this.#options.clock.now() < this.#electedAtMs) return noLeader(call);
    if (index === this.#leader) return this.#work(call);
    const leader = this.#hosts[this.#leader] ?? '';
    if (this.#options.redirectsEvents && call.path === '/v2/events')
      return redirect(`http://${leader}${this.#basePath()}${pathAndQuery(call)}`);
    const answer = this.#work({ ...call, headers: { ...call.headers, host: leader, 'x-forwarded-for': '127.0.0.1' } });
    return { ...answer, headers: { ...answer.headers, 'x-marathon-via': `1.1 ${this.#hosts[index] ?? ''}` } };
  }

  #work(call: Call): Answer {
    if (call.method === 'DELETE' && call.path === '/v2/leader') return this.#abdicate();
    const headers = { ...LEADER_HEADERS, 'x-marathon-leader': `http://${this.#hosts[this.#leader] ?? ''}` };
    const answer = this.#options.handle(call);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  }

  #abdicate(): Answer {
    this.#leader = (this.#leader + 1) % this.#options.count;
    this.#electedAtMs = this.#options.clock.now() + ELECTION_MS;
    this.#options.onAbdication();
    return { status: 200, body: { message: 'Leadership abdicated' }, effect: 'none', id: null };
  }

  #basePath(): string {
    return this.#options.logins === null ? '' : BASE_PATH;
  }
}

const LEADER_HEADERS = {
  'cache-control': 'no-cache, no-store, must-revalidate',
  pragma: 'no-cache',
  expires: '0',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
};

function inside(call: Call): Call {
  return call.path.startsWith(`${BASE_PATH}/`) ? { ...call, path: call.path.slice(BASE_PATH.length) } : call;
}

function pathAndQuery({ path, query }: Call): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? path : `${path}?${text}`;
}

function redirect(location: string): Answer {
  return { status: 302, headers: { location }, body: '', effect: 'none', id: null };
}

/** What an instance answers that knows no leader. */
function noLeader(call: Call): Answer {
  return page(502, 'Could not determine the current leader', call);
}

function page(status: number, reason: string, call: Call): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html;charset=utf-8' },
    body: errorPage(status, reason, call.path),
    effect: 'none',
    id: null,
  };
}

const EMPTY: { readonly [path: string]: unknown } = {
  '/v2/apps': { apps: [] },
  '/v2/deployments': [],
  '/v2/pods': [],
  '/v2/pods/::status': [],
  '/v2/tasks': { tasks: [] },
  '/v2/queue': { queue: [] },
};

function emptyAnswer(call: Call): Answer {
  return { status: 200, body: EMPTY[inside(call).path] ?? {}, effect: 'none', id: null };
}
