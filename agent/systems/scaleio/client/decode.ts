/** The gateway's objects, checked and in our words. Fields we do not use are not looked at; test/fixtures/wire has them all. */
import type { Kib } from '../../../units.ts';
import type { PoolStatistics, ProtectionDomain, StorageNode, StoragePool, Volume } from '../types.ts';
import { jsonOf } from '../../../http.ts';
import { isObject, unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';

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

export function decodeSystem(object: JsonObject, what: string): { readonly id: string; readonly name: string | null } {
  return { id: text(object, 'id', what), name: textOrNull(object, 'name', what) };
}

export function decodeDomain(object: JsonObject, what: string): ProtectionDomain {
  return { ...decodeSystem(object, what), protectionDomainState: text(object, 'protectionDomainState', what) };
}

export function decodePool(object: JsonObject, what: string): StoragePool {
  return {
    ...decodeSystem(object, what),
    protectionDomainId: text(object, 'protectionDomainId', what),
    highPercent: number(object, 'capacityAlertHighThreshold', what),
    criticalPercent: number(object, 'capacityAlertCriticalThreshold', what),
  };
}

export function decodeStatistics(object: JsonObject, what: string): PoolStatistics {
  return {
    maxKib: kib(object, 'maxCapacityInKb', what),
    spareKib: kib(object, 'spareCapacityInKb', what),
    inUseKib: kib(object, 'capacityInUseInKb', what),
    degradedKib: kib(object, 'degradedFailedCapacityInKb', what),
    failedKib: kib(object, 'failedCapacityInKb', what),
    unreachableUnusedKib: kib(object, 'unreachableUnusedCapacityInKb', what),
  };
}

export function decodeVolume(object: JsonObject, what: string): Volume {
  return {
    ...decodeSystem(object, what),
    sizeKib: kib(object, 'sizeInKb', what),
    storagePoolId: text(object, 'storagePoolId', what),
    volumeType: text(object, 'volumeType', what),
    ancestorVolumeId: textOrNull(object, 'ancestorVolumeId', what),
    mappedTo: mappedTo(object, what),
  };
}

/** Null, not an empty list, when it is mapped to none. */
function mappedTo(object: JsonObject, what: string): readonly string[] {
  if (object['mappingToAllSdcsEnabled'] === true) return ['every SDC'];
  const mapped = object['mappedSdcInfo'];
  if (mapped === null) return [];
  if (!Array.isArray(mapped)) throw unexpected(what, 'field mappedSdcInfo is no list');
  return mapped.map((entry: unknown) => addressOfSdc(objectOf(entry, what), what)).toSorted();
}

function addressOfSdc(mapping: JsonObject, what: string): string {
  const address = mapping['sdcIp'];
  return typeof address === 'string' && address !== '' ? address : text(mapping, 'sdcId', what);
}

export function decodeNode(object: JsonObject, what: string): StorageNode {
  const ipList = object['ipList'];
  if (!Array.isArray(ipList)) throw unexpected(what, 'field ipList is no list');
  return {
    ...decodeSystem(object, what),
    protectionDomainId: text(object, 'protectionDomainId', what),
    ips: ipList.map((entry: unknown) => text(objectOf(entry, what), 'ip', what)),
    states: {
      sdsState: text(object, 'sdsState', what),
      membershipState: text(object, 'membershipState', what),
      mdmConnectionState: text(object, 'mdmConnectionState', what),
      maintenanceState: text(object, 'maintenanceState', what),
    },
  };
}

export function decodeId(body: Buffer, what: string): string {
  return text(objectOf(jsonOf(body), what), 'id', what);
}

function objectOf(value: unknown, what: string): JsonObject {
  if (!isObject(value)) throw unexpected(what, 'no object');
  return value;
}

function text(object: JsonObject, field: string, what: string): string {
  const value = object[field];
  if (typeof value !== 'string') throw unexpected(what, `field ${field} is no text`);
  return value;
}

/** The gateway writes null for what was never set; a field that is not there at all is another matter. */
function textOrNull(object: JsonObject, field: string, what: string): string | null {
  return object[field] === null ? null : text(object, field, what);
}

function number(object: JsonObject, field: string, what: string): number {
  const value = object[field];
  if (typeof value !== 'number') throw unexpected(what, `field ${field} is no number`);
  return value;
}

function kib(object: JsonObject, field: string, what: string): Kib {
  return number(object, field, what) as Kib;
}
