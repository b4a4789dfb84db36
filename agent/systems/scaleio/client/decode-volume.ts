/** Volumes, the hosts that have them as disks, and what the gateway complains about. */
import type { Alert, Mapping, Migration, Sdc, Volume } from '../types.ts';
import { isObject, unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { decodeList, decodeNamed } from './decode.ts';
import { kib, number, objectOf, text, textOrNull } from './fields.ts';

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

/** A VTree of before 3.0 cannot move. */
export function decodeMigration(object: JsonObject, what: string): Migration {
  const vtreeId = text(object, 'id', what);
  const info = object['vtreeMigrationInfo'];
  if (!isObject(info)) {
    const poolId = text(object, 'storagePoolId', what);
    return { vtreeId, fromPoolId: poolId, toPoolId: poolId, status: 'NotInMigration' };
  }
  const pool = (field: string): string => textOrNull(info, field, what) ?? text(object, 'storagePoolId', what);
  return {
    vtreeId,
    fromPoolId: pool('sourceStoragePoolId'),
    toPoolId: pool('destinationStoragePoolId'),
    status: text(info, 'migrationStatus', what),
  };
}

/** From 4.5 on hosts that have volumes over NVMe are in the list of SDCs, too, and are none. */
export function decodeSdcs(body: Buffer, what: string): readonly Sdc[] {
  const decoded = decodeList((object) => (object['hostType'] === 'NVMeHost' ? null : decodeSdc(object, what)))(body, what);
  return decoded.filter((sdc) => sdc !== null);
}

export function decodeSdc(object: JsonObject, what: string): Sdc {
  return {
    ...decodeNamed(object, what),
    guid: text(object, 'sdcGuid', what).toUpperCase(),
    ips: ipsOfSdc(object, what),
    mdmConnectionState: text(object, 'mdmConnectionState', what),
  };
}

/** One address before 3.0, a list from then on. */
function ipsOfSdc(object: JsonObject, what: string): readonly string[] {
  const ips = object['sdcIps'];
  if (Array.isArray(ips)) return ips.map(String);
  const ip = textOrNull(object, 'sdcIp', what);
  return ip === null ? [] : [ip];
}

export function decodeAlert(object: JsonObject, what: string): Alert {
  const affected = object['affectedObject'];
  return {
    type: text(object, 'alertType', what),
    severity: text(object, 'severity', what),
    objectId: isObject(affected) && !isSystem(affected) ? text(affected, 'id', what) : null,
    since: text(object, 'startTime', what),
  };
}

/** Types are written as those of the gateway's own classes: `com.emc.ecs.api.model.gen.System`. */
function isSystem(affected: JsonObject): boolean {
  return typeof affected['type'] === 'string' && affected['type'].endsWith('.System');
}
