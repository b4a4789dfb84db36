/** Volumes, the hosts that have them as disks, and what the gateway complains about. */
import type { Alert, Mapping, Migration, Sdc, Volume } from '../types.ts';
import { isObject, unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { decodeList, decodeNamed, nameIn } from './decode.ts';
import { kib, number, objectOf, text, textOrNull } from './fields.ts';

export function decodeVolume(object: JsonObject, what: string): Volume {
  return {
    id: text(object['id'], 'id', what),
    name: nameIn(object, what),
    sizeKib: kib(object['sizeInKb'], 'sizeInKb', what),
    storagePoolId: text(object['storagePoolId'], 'storagePoolId', what),
    volumeType: text(object['volumeType'], 'volumeType', what),
    ancestorVolumeId: textOrNull(object['ancestorVolumeId'], 'ancestorVolumeId', what),
    vtreeId: text(object['vtreeId'], 'vtreeId', what),
    mappings: mappingsOf(object, what),
    createdAtSeconds: number(object['creationTime'], 'creationTime', what),
  };
}

const UNMAPPED: readonly Mapping[] = [];
const EVERY_SDC: readonly Mapping[] = [{ sdcId: '*', host: 'every SDC', limitIops: 0, limitMibps: 0 }];

/** Null, not an empty list, when it is mapped to none. */
function mappingsOf(object: JsonObject, what: string): readonly Mapping[] {
  if (object['mappingToAllSdcsEnabled'] === true) return EVERY_SDC;
  const mapped = object['mappedSdcInfo'];
  if (mapped === null) return UNMAPPED;
  if (!Array.isArray(mapped)) throw unexpected(what, 'field mappedSdcInfo is no list');
  const mappings = mapped.map((entry: unknown) => decodeMapping(objectOf(entry, what), what));
  return mappings.length < 2 ? mappings : mappings.toSorted((one, other) => (one.sdcId < other.sdcId ? -1 : 1));
}

function decodeMapping(mapping: JsonObject, what: string): Mapping {
  return {
    sdcId: text(mapping['sdcId'], 'sdcId', what),
    host: addressOfSdc(mapping, what),
    limitIops: number(mapping['limitIops'], 'limitIops', what),
    limitMibps: number(mapping['limitBwInMbps'], 'limitBwInMbps', what),
  };
}

function addressOfSdc(mapping: JsonObject, what: string): string {
  const address = mapping['sdcIp'];
  return typeof address === 'string' && address !== '' ? address : text(mapping['sdcId'], 'sdcId', what);
}

/** A VTree of before 3.0 cannot move. */
export function decodeMigration(object: JsonObject, what: string): Migration {
  const vtreeId = text(object['id'], 'id', what);
  const info = object['vtreeMigrationInfo'];
  if (!isObject(info)) {
    const poolId = text(object['storagePoolId'], 'storagePoolId', what);
    return { vtreeId, fromPoolId: poolId, toPoolId: poolId, status: 'NotInMigration' };
  }
  const pool = (field: string): string => textOrNull(info[field], field, what) ?? text(object['storagePoolId'], 'storagePoolId', what);
  return {
    vtreeId,
    fromPoolId: pool('sourceStoragePoolId'),
    toPoolId: pool('destinationStoragePoolId'),
    status: text(info['migrationStatus'], 'migrationStatus', what),
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
    guid: text(object['sdcGuid'], 'sdcGuid', what).toUpperCase(),
    ips: ipsOfSdc(object, what),
    mdmConnectionState: text(object['mdmConnectionState'], 'mdmConnectionState', what),
  };
}

/** One address before 3.0, a list from then on. */
function ipsOfSdc(object: JsonObject, what: string): readonly string[] {
  const ips = object['sdcIps'];
  if (Array.isArray(ips)) return ips.map(String);
  const ip = textOrNull(object['sdcIp'], 'sdcIp', what);
  return ip === null ? [] : [ip];
}

export function decodeAlert(object: JsonObject, what: string): Alert {
  const affected = object['affectedObject'];
  return {
    type: text(object['alertType'], 'alertType', what),
    severity: text(object['severity'], 'severity', what),
    objectId: isObject(affected) && !isSystem(affected) ? text(affected['id'], 'id', what) : null,
    since: text(object['startTime'], 'startTime', what),
  };
}

/** Types are written as those of the gateway's own classes: `com.emc.ecs.api.model.gen.System`. */
function isSystem(affected: JsonObject): boolean {
  return typeof affected['type'] === 'string' && affected['type'].endsWith('.System');
}
