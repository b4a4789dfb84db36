/** Objects for tests, each valid by itself; a test says only what matters to it. */
import { createHash } from 'node:crypto';
import { KINDS } from '../../agent/desired/schemas.ts';
import { instant } from '../../agent/clock.ts';
import type { Clock, Instant } from '../../agent/clock.ts';
import type { Http } from '../../agent/http.ts';
import { silentLog } from '../../agent/log.ts';
import type { Change } from '../../agent/model/change.ts';
import type { Desired } from '../../agent/model/desired.ts';
import { NO_MEMORY } from '../../agent/model/memory.ts';
import type { Memory, Writer } from '../../agent/model/memory.ts';
import type { Health, Readiness, World } from '../../agent/model/observed.ts';
import { ok } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassReport } from '../../agent/model/report.ts';
import type { Ctx, System } from '../../agent/model/system.ts';
import { Secret } from '../../agent/redact.ts';

/** 2026-11-21T14:00:00Z */
export const NOON: Instant = instant(Date.UTC(2026, 10, 21, 14));

export interface ManualClock extends Clock {
  advance(ms: number): void;
}

/** Stands still until it is moved; a sleep moves it by itself, so nothing ever waits in real time. */
export function manualClock(start: Instant = NOON): ManualClock {
  let nowMs: number = start;
  const advance = (ms: number): void => {
    nowMs += ms;
  };
  return { now: () => instant(nowMs), monotonicMs: () => nowMs - start, sleep: async (ms) => advance(ms), advance };
}

const noHttp: Http = {
  send: () => Promise.reject(new Error('this test makes no calls')),
  open: () => Promise.reject(new Error('this test makes no calls')),
  close: async () => {},
};

export function testCtx(clock: Clock = manualClock()): Ctx {
  return {
    clock,
    log: silentLog,
    http: noHttp,
    secrets: { read: async (ref) => new Secret(JSON.stringify(ref), 'secret'), mask() {} },
    signal: new AbortController().signal,
  };
}

export function change(ref: Ref, over: Partial<Change> = {}): Change {
  return {
    id: `keep ${ref}`,
    ref,
    backendId: null,
    op: 'create',
    class: 'additive',
    cause: 'git',
    action: { system: ref.startsWith('App/') ? 'marathon' : 'scaleio', do: 'create', args: { ref } },
    then: [],
    needs: [],
    reads: [],
    requires: [],
    markedBy: null,
    spend: null,
    approvalKey: createHash('sha256').update(`keep ${ref}`).digest('hex'),
    reason: `${ref} is declared and not there`,
    fields: [],
    effects: [`creates ${ref}`],
    ...over,
  };
}

/** Of a document that says nothing beside its spec. */
export const NOTHING_SAID = { on: null, labels: {}, annotations: {}, secrets: [] } as const;

export function desired(over: Partial<Desired> = {}): Desired {
  const none = new Map();
  const docs = Object.fromEntries(KINDS.map((kind) => [kind, none])) as unknown as Desired['docs'];
  return { commit: 'c'.repeat(40), inputs: 'inputs-1', docs, ...over };
}

export function health(ready: { readonly [ref: Ref]: Readiness['kind'] } = {}, over: Partial<Health> = {}): Health {
  const entries = Object.entries(ready).map(([ref, kind]) => [ref as Ref, { kind, why: `is ${kind}` } as Readiness] as const);
  return {
    ready: new Map(entries),
    findings: [],
    gauges: [],
    ids: new Map(),
    disks: new Map(),
    costs: [],
    marks: [],
    existing: 0,
    ...over,
  };
}

export function report(over: Partial<PassReport> = {}): PassReport {
  return {
    cluster: 'prod',
    at: NOON,
    durationMs: 12,
    source: ok(desired(), NOON),
    refused: null,
    standing: { kind: 'writer', epoch: 1, writesFrom: NOON },
    lost: null,
    warnings: [],
    plan: { changes: [], digest: 'd', at: NOON, commit: 'c'.repeat(40), unknown: [] },
    results: [],
    health: health(),
    wakeInMs: null,
    ...over,
  };
}

export function memory(over: Partial<Memory> = {}): Memory {
  return { ...NO_MEMORY, ...over };
}

export function writer(over: Partial<Writer> = {}): Writer {
  const claim = {
    epoch: 2,
    claim: 'abc',
    instance: 'host-2',
    version: '1',
    verb: 'run',
    claimedAt: NOON,
    until: null,
    released: false,
  } as const;
  return { ...claim, writesFrom: NOON, takeovers: [], flappingSince: null, ...over };
}

/** A system whose parts a test replaces; untouched it has nothing and does nothing. */
export function fakeSystem(name: 'marathon' | 'scaleio', over: Partial<System> = {}): System {
  return {
    name,
    read: async () => ({}),
    diff: () => [],
    health: () => health(),
    identity: () => ok(`id of ${name}`, NOON),
    sees: () => ok(false, NOON),
    check: async () => ({ kind: 'holds' }),
    write: async (made) => ({ kind: 'applied', backendId: `id of ${made.ref}` }),
    close: async () => {},
    ...over,
  };
}

export const NO_WORLD: World = new Map();
