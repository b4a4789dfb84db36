/** The gateway's endpoints that the agent uses; with session.ts the only place with its paths. */
import type { HttpResponse } from '../../../http.ts';
import type { ScaleioConfig } from '../../../model/config.gen.ts';
import type { Ctx } from '../../../model/system.ts';
import type {
  CreateVolume,
  PoolStatistics,
  ProtectionDomain,
  RemoveVolume,
  SetThresholds,
  SetVolumeName,
  SetVolumeSize,
  StorageNode,
  StoragePool,
  SystemInfo,
  Volume,
} from '../types.ts';
import { bareText, isSuccess, rcOf, refusal, unexpected } from './answers.ts';
import { rememberingReader, senderOf } from './calls.ts';
import type { Decode } from './calls.ts';
import {
  decodeDomain,
  decodeId,
  decodeList,
  decodeNode,
  decodeOne,
  decodePool,
  decodeStatistics,
  decodeSystem,
  decodeVolume,
} from './decode.ts';
import { NOT_FOUND } from './rc.ts';
import type { GatewayCall } from './login.ts';
import { makeSession } from './session.ts';

/** Every method throws `scaleio/*`, `http/*` or `config/secret-unreadable`. Lists come in any order. */
export interface ScaleioClient {
  /** Logs in unless there is a session. */
  open(ctx: Ctx): Promise<void>;
  system(ctx: Ctx): Promise<SystemInfo>;
  domains(ctx: Ctx): Promise<readonly ProtectionDomain[]>;
  pools(ctx: Ctx): Promise<readonly StoragePool[]>;
  statistics(poolId: string, ctx: Ctx): Promise<PoolStatistics>;
  volumes(ctx: Ctx): Promise<readonly Volume[]>;
  nodes(ctx: Ctx): Promise<readonly StorageNode[]>;
  /** Null: there is none of this name. */
  volumeIdByName(name: string, ctx: Ctx): Promise<string | null>;
  /** Null: it is gone. */
  volume(id: string, ctx: Ctx): Promise<Volume | null>;
  /** Null: it is gone. */
  pool(id: string, ctx: Ctx): Promise<StoragePool | null>;
  /** Gives the new volume's id. */
  createVolume(args: CreateVolume['args'], ctx: Ctx): Promise<string>;
  setVolumeSize(args: SetVolumeSize['args'], ctx: Ctx): Promise<void>;
  setVolumeName(args: SetVolumeName['args'], ctx: Ctx): Promise<void>;
  /** The data are gone with it. */
  removeVolume(args: RemoveVolume['args'], ctx: Ctx): Promise<void>;
  setThresholds(args: SetThresholds['args'], ctx: Ctx): Promise<void>;
  /** Ends the session. */
  close(ctx: Ctx): Promise<void>;
}

/** A client that gives the very same value again when an answer has the same bytes as the one before. */
export function scaleioClient(config: ScaleioConfig): ScaleioClient {
  const session = makeSession(config);
  const change = senderOf(session.change);
  const read = rememberingReader(senderOf(session.send));
  const readIfThere = async <T>(path: string, decode: Decode<T>, ctx: Ctx): Promise<T | null> => {
    const answer = await session.send({ method: 'GET', path }, ctx);
    if (isSuccess(answer)) return decode(answer.body, `read ${path}`);
    return nullIfNotFound(`read ${path}`, answer);
  };
  return {
    async open(ctx) {
      await session.open(ctx);
    },
    async system(ctx) {
      const [system, ...others] = await read('/api/types/System/instances', decodeList(decodeSystem), ctx);
      if (system === undefined || others.length > 0) throw unexpected('read the system', 'not exactly one system');
      return { ...system, version: await session.open(ctx) };
    },
    domains: (ctx) => read('/api/types/ProtectionDomain/instances', decodeList(decodeDomain), ctx),
    pools: (ctx) => read('/api/types/StoragePool/instances', decodeList(decodePool), ctx),
    statistics: (poolId, ctx) => read(`${instance('StoragePool', poolId)}/relationships/Statistics`, decodeOne(decodeStatistics), ctx),
    volumes: (ctx) => read('/api/types/Volume/instances', decodeList(decodeVolume), ctx),
    nodes: (ctx) => read('/api/types/Sds/instances', decodeList(decodeNode), ctx),
    async volumeIdByName(name, ctx) {
      const what = `look up volume ${name}`;
      const answer = await session.send({ method: 'POST', path: '/api/types/Volume/instances/action/queryIdByKey', body: { name } }, ctx);
      if (!isSuccess(answer)) return nullIfNotFound(what, answer);
      const id = bareText(answer.body);
      if (id === null) throw unexpected(what, 'no id');
      return id;
    },
    volume: (id, ctx) => readIfThere(instance('Volume', id), decodeOne(decodeVolume), ctx),
    pool: (id, ctx) => readIfThere(instance('StoragePool', id), decodeOne(decodePool), ctx),
    async createVolume(args, ctx) {
      const what = `create volume ${args.name}`;
      return decodeId((await change(what, { method: 'POST', path: '/api/types/Volume/instances', body: args }, ctx)).body, what);
    },
    // An action's answer may be empty, {} or 204 by version: that it is a success is all.
    async setVolumeSize({ volumeId, ...body }, ctx) {
      await change(`grow volume ${volumeId}`, action(instance('Volume', volumeId), 'setVolumeSize', body), ctx);
    },
    async setVolumeName({ volumeId, ...body }, ctx) {
      await change(`rename volume ${volumeId}`, action(instance('Volume', volumeId), 'setVolumeName', body), ctx);
    },
    async removeVolume({ volumeId, ...body }, ctx) {
      await change(`remove volume ${volumeId}`, action(instance('Volume', volumeId), 'removeVolume', body), ctx);
    },
    async setThresholds({ storagePoolId, ...body }, ctx) {
      const what = `set the thresholds of pool ${storagePoolId}`;
      await change(what, action(instance('StoragePool', storagePoolId), 'setCapacityAlertThresholds', body), ctx);
    },
    close: (ctx) => session.close(ctx),
  };
}

function instance(type: string, id: string): string {
  return `/api/instances/${type}::${encodeURIComponent(id)}`;
}

function action(path: string, name: string, body: object): GatewayCall {
  return { method: 'POST', path: `${path}/action/${name}`, body };
}

function nullIfNotFound(what: string, answer: HttpResponse): null {
  const rc = rcOf(answer);
  if (rc !== null && NOT_FOUND.has(rc)) return null;
  throw refusal(what, answer);
}
