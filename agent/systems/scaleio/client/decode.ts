/** The gateway's objects, checked and in our words. Fields we do not use are not looked at; test/fixtures/wire has them all. */
import type {
  Device,
  FaultSet,
  Mapping,
  MovePolicy,
  ProtectionDomain,
  Sdc,
  StorageNode,
  StoragePool,
  SystemInfo,
  Volume,
} from '../types.ts';
import { jsonOf } from '../../../http.ts';
import { unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { flag, kib, number, objectOf, text, textOrNull } from './fields.ts';

/** Decodes each element of a list. An empty body is no empty list. */
export function decodeList<T>(decode: (object: JsonObject, what: string) => T): (body: Buffer, what: string) => readonly T[] {
  return (body, what) => {
    const list = jsonOf(body);
    if (!Array.isArray(list)) throw unexpected(what, 'no list');
    return list.map((item: unknown) => decode(objectOf(item, what), what));
  };
}

export function decodeOne<T>(decode: (object: JsonObject, what: string) => T): (body: Buffer, what: string) => T {
  return (body, what) => decode(objectOf(jsonOf(body), what), what);
}

export function decodeSystem(object: JsonObject, what: string): Omit<SystemInfo, 'version'> {
  return { ...decodeNamed(object, what), mdmState: mdmState(object, what) };
}

/** A gateway without the object does not say it; one without the state in it is not to be believed. */
function mdmState(object: JsonObject, what: string): string | null {
  const cluster = object['mdmCluster'];
  return cluster === undefined ? null : text(objectOf(cluster, what), 'clusterState', what);
}

function decodeNamed(object: JsonObject, what: string): { readonly id: string; readonly name: string | null } {
  return { id: text(object, 'id', what), name: textOrNull(object, 'name', what) };
}

export function decodeDomain(object: JsonObject, what: string): ProtectionDomain {
  return { ...decodeNamed(object, what), protectionDomainState: text(object, 'protectionDomainState', what) };
}

export function decodeFaultSet(object: JsonObject, what: string): FaultSet {
  return { ...decodeNamed(object, what), protectionDomainId: text(object, 'protectionDomainId', what) };
}

export function decodeSdc(object: JsonObject, what: string): Sdc {
  const ips = object['sdcIps'];
  return {
    ...decodeNamed(object, what),
    guid: text(object, 'sdcGuid', what).toUpperCase(),
    ips: Array.isArray(ips) ? ips.map(String) : [text(object, 'sdcIp', what)],
    mdmConnectionState: text(object, 'mdmConnectionState', what),
  };
}

export function decodePool(object: JsonObject, what: string): StoragePool {
  return {
    ...decodeNamed(object, what),
    protectionDomainId: text(object, 'protectionDomainId', what),
    highPercent: number(object, 'capacityAlertHighThreshold', what),
    criticalPercent: number(object, 'capacityAlertCriticalThreshold', what),
    sparePercent: number(object, 'sparePercentage', what),
    rebalanceEnabled: flag(object, 'rebalanceEnabled', what),
    rebuild: movePolicy(object, 'rebuild', what),
    rebalance: movePolicy(object, 'rebalance', what),
    parallelJobsPerDevice: number(object, 'numOfParallelRebuildRebalanceJobsPerDevice', what),
    zeroPadding: flag(object, 'zeroPaddingEnabled', what),
    useRmcache: flag(object, 'useRmcache', what),
    useRfcache: flag(object, 'useRfcache', what),
    rmcacheWriteHandling: text(object, 'rmcacheWriteHandlingMode', what),
    mediaType: object['mediaType'] === undefined ? null : textOrNull(object, 'mediaType', what),
  };
}

function movePolicy(object: JsonObject, which: 'rebuild' | 'rebalance', what: string): MovePolicy {
  return {
    enabled: flag(object, `${which}Enabled`, what),
    policy: text(object, `${which}IoPriorityPolicy`, what),
    concurrentIosPerDevice: numberOrNull(object, `${which}IoPriorityNumOfConcurrentIosPerDevice`, what),
    bandwidthKibpsPerDevice: numberOrNull(object, `${which}IoPriorityBwLimitPerDeviceInKbps`, what),
  };
}

function numberOrNull(object: JsonObject, name: string, what: string): number | null {
  return object[name] === null ? null : number(object, name, what);
}

export function decodeDevice(object: JsonObject, what: string): Device {
  return {
    ...decodeNamed(object, what),
    sdsId: text(object, 'sdsId', what),
    storagePoolId: textOrNull(object, 'storagePoolId', what),
    // `PathName` here, `Pathname` in the request that adds a device.
    path: text(object, 'deviceCurrentPathName', what),
    originalPath: text(object, 'deviceOriginalPathName', what),
    deviceState: text(object, 'deviceState', what),
    errorState: text(object, 'errorState', what),
    maxKib: kib(object, 'maxCapacityInKb', what),
  };
}

export function decodeVolume(object: JsonObject, what: string): Volume {
  return {
    ...decodeNamed(object, what),
    sizeKib: kib(object, 'sizeInKb', what),
    storagePoolId: text(object, 'storagePoolId', what),
    volumeType: text(object, 'volumeType', what),
    ancestorVolumeId: textOrNull(object, 'ancestorVolumeId', what),
    vtreeId: text(object, 'vtreeId', what),
    mappings: mappingsOf(object, what),
    createdAtSeconds: number(object, 'creationTime', what),
  };
}

/** Null, not an empty list, when it is mapped to none. */
function mappingsOf(object: JsonObject, what: string): readonly Mapping[] {
  if (object['mappingToAllSdcsEnabled'] === true) return [{ sdcId: '*', host: 'every SDC', limitIops: 0, limitMibps: 0 }];
  const mapped = object['mappedSdcInfo'];
  if (mapped === null) return [];
  if (!Array.isArray(mapped)) throw unexpected(what, 'field mappedSdcInfo is no list');
  const mappings = mapped.map((entry: unknown): Mapping => {
    const mapping = objectOf(entry, what);
    return {
      sdcId: text(mapping, 'sdcId', what),
      host: addressOfSdc(mapping, what),
      limitIops: number(mapping, 'limitIops', what),
      limitMibps: number(mapping, 'limitBwInMbps', what),
    };
  });
  return mappings.toSorted((one, other) => (one.sdcId < other.sdcId ? -1 : 1));
}

function addressOfSdc(mapping: JsonObject, what: string): string {
  const address = mapping['sdcIp'];
  return typeof address === 'string' && address !== '' ? address : text(mapping, 'sdcId', what);
}

export function decodeNode(object: JsonObject, what: string): StorageNode {
  const ipList = object['ipList'];
  if (!Array.isArray(ipList)) throw unexpected(what, 'field ipList is no list');
  return {
    ...decodeNamed(object, what),
    protectionDomainId: text(object, 'protectionDomainId', what),
    ips: ipList.map((entry: unknown) => text(objectOf(entry, what), 'ip', what)),
    states: {
      sdsState: text(object, 'sdsState', what),
      membershipState: text(object, 'membershipState', what),
      mdmConnectionState: text(object, 'mdmConnectionState', what),
      maintenanceState: text(object, 'maintenanceState', what),
    },
    roles: ipList.map((entry: unknown) => text(objectOf(entry, what), 'role', what)),
    port: number(object, 'port', what),
    faultSetId: textOrNull(object, 'faultSetId', what),
  };
}

/** A snapshot's answer lists the ids of all that were taken. */
export function decodeId(body: Buffer, what: string): string {
  const made = objectOf(jsonOf(body), what);
  const ids = made['volumeIdList'];
  return Array.isArray(ids) && typeof ids[0] === 'string' ? ids[0] : text(made, 'id', what);
}
