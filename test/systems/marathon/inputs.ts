/** Hands for the tests of systems/marathon: documents, live apps, a context. */
import { systemClock, instant } from '../../../agent/clock.ts';
import type { Clock } from '../../../agent/clock.ts';
import { makeHttp } from '../../../agent/http.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Desired, Doc } from '../../../agent/model/desired.ts';
import type { Change, Draft } from '../../../agent/model/change.ts';
import type { AppSpec, ClusterSpec, VolumeSpec } from '../../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { refOf } from '../../../agent/model/ref.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { SECRET_PLACE } from '../../../agent/model/secret-places.ts';
import type { Inputs, SecretTexts, WriteCtx } from '../../../agent/model/system.ts';
import { Secret } from '../../../agent/redact.ts';
import type { PlumblineError } from '../../../agent/errors.ts';
import { decodeApps } from '../../../agent/systems/marathon/client/decode.ts';
import type { JsonObject, LiveApp, MarathonAction, MarathonFacets, MarathonInfo } from '../../../agent/systems/marathon/types.ts';
import { desired, NOTHING_SAID } from '../../helpers/builders.ts';

export const NOW = instant(Date.parse('2026-11-21T14:00:00Z'));
/** What Marathon says of itself as it comes. */
export const INFO: MarathonInfo = {
  version: '1.10.26',
  profile: '1.10',
  frameworkId: 'f',
  defaultRole: '*',
  defaultNetworkName: null,
  bridgeName: 'mesos-bridge',
};
export const PASSWORD = 'correct horse';

export interface DocOptions {
  readonly state?: 'present' | 'absent';
  readonly links?: readonly Ref[];
}

/** A declared app; its digest is that of its text. */
export function appDoc(name: string, spec: AppSpec, { state = 'present', links = [] }: DocOptions = {}): Doc<'App'> {
  const origin = { file: 'apps.yaml', blob: '0', index: 0 };
  const text = JSON.stringify(spec);
  const secrets = [...text.matchAll(SECRET_PLACE)].map(([, secret = '']) => secret);
  return { ref: refOf('App', name), kind: 'App', name, state, ...NOTHING_SAID, secrets, spec, specDigest: text, links, origin };
}

export function volumeDoc(name: string, spec: VolumeSpec): Doc<'Volume'> {
  const origin = { file: 'volumes.yaml', blob: '1', index: 0 };
  return { ref: refOf('Volume', name), kind: 'Volume', name, state: 'present', ...NOTHING_SAID, spec, specDigest: name, links: [], origin };
}

function clusterDoc(spec: ClusterSpec): Doc<'Cluster'> {
  const origin = { file: 'cluster.yaml', blob: '2', index: 0 };
  return {
    ref: 'Cluster/prod',
    kind: 'Cluster',
    name: 'prod',
    state: 'present',
    ...NOTHING_SAID,
    spec,
    specDigest: 'c',
    links: [],
    origin,
  };
}

/** Secrets that were read. */
export function textsOf(texts: { readonly [name: string]: string }): SecretTexts {
  return new Map(Object.entries(texts).map(([name, text]) => [name, ok(new Secret(`env:${name}`, text), NOW)]));
}

export function desiredOf(apps: readonly Doc<'App'>[], volumes: readonly Doc<'Volume'>[] = [], cluster: ClusterSpec = {}): Desired {
  return {
    commit: 'c0ffee',
    inputs: 'i',
    docs: {
      ...desired().docs,
      App: new Map(apps.map((doc) => [doc.name, doc])),
      Volume: new Map(volumes.map((doc) => [doc.name, doc])),
      Cluster: new Map([['prod', clusterDoc(cluster)]]),
    },
  };
}

export function inputsOf(desired: Desired, over: Partial<Inputs> = {}): Inputs {
  return { desired, accepted: null, memory: NO_MEMORY, grants: [], secretTexts: new Map(), ignored: () => [], now: NOW, ...over };
}

/** What is remembered of a cluster that has these apps. */
export function owning(...names: readonly string[]): Memory {
  const how = { applied: null, specDigest: null, how: 'created', commit: 'c', since: NOW, forgottenAt: null } as const;
  return {
    ...NO_MEMORY,
    inventory: new Map(names.map((name) => [refOf('App', name), { ref: refOf('App', name), backendId: name, ...how }])),
  };
}

/** A draft as the plan hands it on. */
export function planned(draft: Draft<MarathonAction>): Change<MarathonAction> {
  return { ...draft, cause: 'git', approvalKey: 'f'.repeat(64) };
}

/** A live app as Marathon answers it: everything a host-mode app has, with `fields` over it. */
export function liveApp(id: string, fields: JsonObject = {}): LiveApp {
  const version = '2026-11-21T13:00:00.000Z';
  const status = { tasksStaged: 0, tasksRunning: 1, tasksHealthy: 0, tasksUnhealthy: 0, deployments: [] };
  const app = {
    id,
    version,
    backoffFactor: 1.15,
    backoffSeconds: 1,
    cpus: 1,
    disk: 0,
    executor: '',
    gpus: 0,
    instances: 1,
    labels: {},
    mem: 128,
    killSelection: 'YOUNGEST_FIRST',
    maxLaunchDelaySeconds: 300,
    networks: [{ mode: 'host' }],
    requirePorts: false,
    role: '*',
    unreachableStrategy: { inactiveAfterSeconds: 0, expungeAfterSeconds: 0 },
    upgradeStrategy: { maximumOverCapacity: 1, minimumHealthCapacity: 1 },
    portDefinitions: [{ port: 10000, name: 'default', protocol: 'tcp' }],
    ...status,
    ...fields,
  };
  const [live] = decodeApps(Buffer.from(JSON.stringify({ apps: [app] }))).values();
  if (live === undefined) throw new Error('unreachable');
  return live;
}

export function liveOf(...apps: readonly LiveApp[]): Live<MarathonFacets> {
  return {
    info: ok(INFO, NOW),
    apps: ok(new Map(apps.map((app) => [app.id, app])), NOW),
    pods: ok(new Map(), NOW),
    groups: ok(new Map(), NOW),
    deployments: ok([], NOW),
    queue: ok(new Map(), NOW),
    hidden: ok(new Map(), NOW),
  };
}

export function withUnknown(live: Live<MarathonFacets>, facet: keyof MarathonFacets, error: PlumblineError): Live<MarathonFacets> {
  return { ...live, [facet]: unknown(error) };
}

export interface TestCtx extends WriteCtx {
  /** Every text that was given to the redactor. */
  readonly masked: readonly string[];
}

/** A context over real sockets, whose waits between retries are over at once. */
export function testCtx(): TestCtx {
  const clock: Clock = { ...systemClock(), now: () => NOW, sleep: async () => {} };
  const masked: string[] = [];
  return {
    clock,
    log: silentLog,
    http: makeHttp({ clock, userAgent: 'plumbline/test (t)', random: () => 0 }),
    secrets: { read: async () => new Secret('env:TEST', PASSWORD), mask: (text) => void masked.push(text) },
    signal: new AbortController().signal,
    masked,
    fresh() {},
    secretTexts: new Map(),
    mark: 'prod/7',
  };
}
