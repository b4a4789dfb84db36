/** The gateway's endpoints that the agent uses; with requests.ts and session.ts the only place with its paths. */
import type { HttpResponse } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import type {
  Alert,
  Device,
  FaultSet,
  Migration,
  PoolStatistics,
  Sdc,
  ProtectionDomain,
  StorageNode,
  StoragePool,
  SystemInfo,
  Volume,
  ScaleioAction,
} from '../types.ts';
import { canMigrate, hasAlerts } from '../profile.ts';
import { bareText, isSuccess, refusal, requireAnswerOfAction, returnOf, unexpected } from './answers.ts';
import { instance, rememberingReader, senderOf } from './calls.ts';
import type { Decode } from './calls.ts';
import { decodeDeviceCount, decodeStatistics } from './decode-statistics.ts';
import { decodeDevice, decodeDomain, decodeFaultSet, decodeMdmState, decodeNode, decodePool, decodeSystem } from './decode-layout.ts';
import { decodeAlert, decodeMigration, decodeSdc, decodeSdcs, decodeVolume } from './decode-volume.ts';
import { decodeId, decodeList, decodeOne } from './decode.ts';

import { isNotFound } from './rc.ts';
import { requestOf } from './requests.ts';
import { makeSession } from './session.ts';
import type { Session } from './session.ts';

/** Every method throws `scaleio/*`, `http/*` or `config/secret-unreadable`. Lists come in any order. */
export interface ScaleioClient {
  /** Logs in unless there is a session. */
  open(ctx: Ctx): Promise<void>;
  system(ctx: Ctx): Promise<SystemInfo>;
  domains(ctx: Ctx): Promise<readonly ProtectionDomain[]>;
  faultSets(ctx: Ctx): Promise<readonly FaultSet[]>;
  sdcs(ctx: Ctx): Promise<readonly Sdc[]>;
  pools(ctx: Ctx): Promise<readonly StoragePool[]>;
  statistics(poolId: string, ctx: Ctx): Promise<PoolStatistics>;
  volumes(ctx: Ctx): Promise<readonly Volume[]>;
  nodes(ctx: Ctx): Promise<readonly StorageNode[]>;
  devices(ctx: Ctx): Promise<readonly Device[]>;
  /** None where the gateway has no list of them. */
  alerts(ctx: Ctx): Promise<readonly Alert[]>;
  migration(vtreeId: string, ctx: Ctx): Promise<Migration>;
  /** Of all VTrees; null: this version moves none. */
  migrations(ctx: Ctx): Promise<readonly Migration[] | null>;
  /** Null: there is none of this name. */
  volumeIdByName(name: string, ctx: Ctx): Promise<string | null>;
  /** Null: it is gone. */
  volume(id: string, ctx: Ctx): Promise<Volume | null>;
  /** Null: it is gone. */
  pool(id: string, ctx: Ctx): Promise<StoragePool | null>;
  /** Null: it is gone. */
  device(id: string, ctx: Ctx): Promise<Device | null>;
  /** What the pool itself counts, to hold a list against; null: the pool is gone. */
  deviceCount(poolId: string, ctx: Ctx): Promise<number | null>;
  /** Null: it is gone. */
  node(id: string, ctx: Ctx): Promise<StorageNode | null>;
  /** What the SDS itself lists, to hold a list of all devices against; null: it is gone. */
  devicesOf(sdsId: string, ctx: Ctx): Promise<readonly Device[] | null>;
  /** Null: it is gone. */
  domain(id: string, ctx: Ctx): Promise<ProtectionDomain | null>;
  /** Null: it is gone. */
  faultSet(id: string, ctx: Ctx): Promise<FaultSet | null>;
  /** Null: it is gone. */
  sdc(id: string, ctx: Ctx): Promise<Sdc | null>;
  /** Makes the call. Gives the id of what was made; '' where nothing was. */
  change(action: ScaleioAction, ctx: Ctx): Promise<string>;
  /** Ends the session. */
  close(ctx: Ctx): Promise<void>;
}

/** A client that gives the very same value again when an answer has the same bytes as the one before. */
export function scaleioClient(config: ScaleioConfig): ScaleioClient {
  const session = makeSession(config);
  const sendChange = senderOf(session.change);
  return {
    ...readsOf(session),
    ...looksOf(session),
    async open(ctx) {
      await session.open(ctx);
    },
    async change(action, ctx) {
      const { what, call, isCreate } = requestOf(action);
      const { body } = await sendChange(what, call, ctx);
      if (isCreate) return decodeId(body, what);
      requireAnswerOfAction(what, body);
      return '';
    },
    close: (ctx) => session.close(ctx),
  };
}

type Reads =
  | 'system'
  | 'domains'
  | 'faultSets'
  | 'sdcs'
  | 'pools'
  | 'statistics'
  | 'volumes'
  | 'nodes'
  | 'devices'
  | 'alerts'
  | 'migration';

/** What every pass asks. */
function readsOf(session: Session): Pick<ScaleioClient, Reads> {
  const send = senderOf(session.send);
  const read = rememberingReader(send);
  /** For gateways that leave the cluster out of the system. */
  const askMdmState = async (ctx: Ctx): Promise<string> => {
    const { body } = await send('query the MDM cluster', { method: 'POST', path: '/api/instances/System/queryMdmCluster', body: {} }, ctx);
    return decodeOne(decodeMdmState)(body, 'query the MDM cluster');
  };
  return {
    async system(ctx) {
      const [system, ...others] = await read('/api/types/System/instances', decodeList(decodeSystem), ctx);
      if (system === undefined || others.length > 0) throw unexpected('read the system', 'not exactly one system');
      return { ...system, version: await session.open(ctx), mdmState: system.mdmState ?? (await askMdmState(ctx)) };
    },
    domains: (ctx) => read('/api/types/ProtectionDomain/instances', decodeList(decodeDomain), ctx),
    faultSets: (ctx) => read(FAULT_SETS, decodeList(decodeFaultSet), ctx),
    sdcs: (ctx) => read('/api/types/Sdc/instances', decodeSdcs, ctx),
    pools: (ctx) => read('/api/types/StoragePool/instances', decodeList(decodePool), ctx),
    statistics: (poolId, ctx) => read(statisticsOf(poolId), decodeOne(decodeStatistics), ctx),
    volumes: (ctx) => read('/api/types/Volume/instances', decodeList(decodeVolume), ctx),
    nodes: (ctx) => read('/api/types/Sds/instances', decodeList(decodeNode), ctx),
    devices: (ctx) => read('/api/types/Device/instances', decodeList(decodeDevice), ctx),
    alerts: async (ctx) => (hasAlerts(await session.open(ctx)) ? read('/api/types/Alert/instances', decodeList(decodeAlert), ctx) : []),
    migration: (vtreeId, ctx) => read(instance('VTree', vtreeId), decodeOne(decodeMigration), ctx),
  };
}

type Looks =
  | 'volumeIdByName'
  | 'migrations'
  | 'volume'
  | 'pool'
  | 'device'
  | 'deviceCount'
  | 'devicesOf'
  | 'node'
  | 'domain'
  | 'faultSet'
  | 'sdc';

/** What is looked at once more, right before a change. */
function looksOf(session: Session): Pick<ScaleioClient, Looks> {
  const send = senderOf(session.send);
  const readIfThere = async <T>(path: string, decode: Decode<T>, ctx: Ctx): Promise<T | null> => {
    const answer = await session.send({ method: 'GET', path }, ctx);
    if (isSuccess(answer)) return decode(answer.body, `read ${path}`);
    return nullIfNotFound(`read ${path}`, answer);
  };
  return {
    async volumeIdByName(name, ctx) {
      const what = `look up volume ${name}`;
      const answer = await session.send({ method: 'POST', path: '/api/types/Volume/instances/action/queryIdByKey', body: { name } }, ctx);
      if (!isSuccess(answer)) return nullIfNotFound(what, answer);
      const id = bareText(answer.body);
      if (id === null) throw unexpected(what, 'no id');
      return id;
    },
    async migrations(ctx) {
      if (!canMigrate(await session.open(ctx))) return null;
      const what = 'read the VTrees';
      const { body } = await send(what, { method: 'GET', path: '/api/types/VTree/instances' }, ctx);
      return decodeList(decodeMigration)(body, what);
    },
    volume: (id, ctx) => readIfThere(instance('Volume', id), decodeOne(decodeVolume), ctx),
    pool: (id, ctx) => readIfThere(instance('StoragePool', id), decodeOne(decodePool), ctx),
    device: (id, ctx) => readIfThere(instance('Device', id), decodeOne(decodeDevice), ctx),
    deviceCount: (poolId, ctx) => readIfThere(statisticsOf(poolId), decodeOne(decodeDeviceCount), ctx),
    devicesOf: (id, ctx) => readIfThere(`${instance('Sds', id)}/relationships/Device`, decodeList(decodeDevice), ctx),
    node: (id, ctx) => readIfThere(instance('Sds', id), decodeOne(decodeNode), ctx),
    domain: (id, ctx) => readIfThere(instance('ProtectionDomain', id), decodeOne(decodeDomain), ctx),
    // From the list: of the MDM's "no such fault set" the number is not known.
    async faultSet(id, ctx) {
      const what = 'read the fault sets';
      const { body } = await send(what, { method: 'GET', path: FAULT_SETS }, ctx);
      return decodeList(decodeFaultSet)(body, what).find((each) => each.id === id) ?? null;
    },
    sdc: (id, ctx) => readIfThere(instance('Sdc', id), decodeOne(decodeSdc), ctx),
  };
}

const FAULT_SETS = '/api/types/FaultSet/instances';

function statisticsOf(poolId: string): string {
  return `${instance('StoragePool', poolId)}/relationships/Statistics`;
}

function nullIfNotFound(what: string, answer: HttpResponse): null {
  const said = returnOf(answer);
  if (said !== null && isNotFound(said)) return null;
  throw refusal(what, answer);
}
