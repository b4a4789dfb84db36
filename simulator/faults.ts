/** Faults on demand: what goes wrong with the nth request that matches. */
import type { LedgerEntry } from './ledger.ts';
import type { Service, SystemName } from './service.ts';

export interface Fault {
  readonly system?: SystemName;
  /** `PUT /v2/apps//web`, of EC2 the Action; any request when left out. */
  readonly call?: string;
  /** Which of the matching requests since the fault was set, from 1. */
  readonly nth?: number;
  /** How many from there; default 1. */
  readonly times?: number;
  /** `before`: the request has no effect. `after`: it had its effect, only the answer is lost or another. */
  readonly when: 'before' | 'after';
  /** `filter` and `truncate` spoil an answer, so there must be one: only `after`. */
  readonly do: 'reset' | 'status' | 'empty' | 'hang' | 'elect' | 'sigkill' | 'sigstop' | 'filter' | 'truncate';
  /** The status to answer, for `status`. */
  readonly status?: number;
  /** The process to send the signal to, for `sigkill` and `sigstop`. */
  readonly pid?: number;
  /** For `sigstop`: real milliseconds until the process goes on; left out: somebody else sends SIGCONT. */
  readonly resumeMs?: number;
  /** For `filter`: the id or name of the object to leave out; left out: every second object, from the first. */
  readonly without?: string;
}

export interface Faults {
  set(fault: Fault): void;
  /** Counts this request; the fault that hits it, if any. `agent`: see LedgerEntry. */
  next(service: Service, asked: Pick<LedgerEntry, 'call' | 'agent'>, canElect: boolean): Fault | null;
}

interface Armed {
  readonly fault: Fault;
  seen: number;
}

/** Decides about a request of an agent for which no fault is set, at the moment it arrives; `agent`: see LedgerEntry. */
export type Meddle = (system: SystemName, call: string, agent: string) => Fault | null;

export function makeFaults(meddle: Meddle = () => null): Faults {
  let armed: Armed[] = [];
  return {
    set: (fault) => void armed.push({ fault, seen: 0 }),
    next(service, { call, agent }, canElect) {
      const matching = armed.filter(({ fault }) => matches(fault, service, call) && (fault.do !== 'elect' || canElect));
      for (const one of matching) one.seen += 1;
      const hit = matching.find(isDue);
      armed = armed.filter((one) => one.seen < lastOf(one.fault));
      return hit?.fault ?? (agent === '' ? null : meddle(service.system, call, agent));
    },
  };
}

function matches(fault: Fault, service: Service, call: string): boolean {
  if (fault.system !== undefined && fault.system !== service.system) return false;
  return fault.call === undefined || collapse(fault.call) === collapse(call);
}

/** `/v2/apps//web` and `/v2/apps/web` are the same call to Marathon. */
function collapse(call: string): string {
  return call.replaceAll(/\/{2,}/g, '/');
}

function isDue({ fault, seen }: Armed): boolean {
  return seen >= (fault.nth ?? 1) && seen <= lastOf(fault);
}

function lastOf(fault: Fault): number {
  return (fault.nth ?? 1) + (fault.times ?? 1) - 1;
}
