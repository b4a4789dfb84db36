/** What the storage is made of: the system, domains, pools, nodes and devices. */
import { PlumblineError } from '../../../errors.ts';
import { scaleioErrors } from '../errors.ts';
import type { Device, FaultSet, MovePolicy, ProtectionDomain, StorageNode, StoragePool, SystemInfo } from '../types.ts';
import { unexpected } from './answers.ts';
import type { JsonObject } from './answers.ts';
import { decodeNamed } from './decode.ts';
import { flag, kib, number, numberOrNull, objectOf, text, textOrNull } from './fields.ts';

export function decodeSystem(object: JsonObject, what: string): Omit<SystemInfo, 'version'> {
  return { ...decodeNamed(object, what), mdmState: mdmState(object, what) };
}

/** The cluster is an object from 2.0 on, and was one field before; a gateway with neither does not say it. */
function mdmState(object: JsonObject, what: string): string | null {
  const cluster = object['mdmCluster'];
  if (cluster !== undefined) return decodeMdmState(objectOf(cluster, what), what);
  return object['mdmClusterState'] === undefined ? null : text(object['mdmClusterState'], 'mdmClusterState', what);
}

/** Of the answer of queryMdmCluster, or of the same object in the system. */
export function decodeMdmState(cluster: JsonObject, what: string): string {
  return text(cluster['clusterState'], 'clusterState', what);
}

/** Throws `scaleio/unsupported-version` for a domain of the second generation: its pools count in other units and objects. */
export function decodeDomain(object: JsonObject, what: string): ProtectionDomain {
  if (object['genType'] === 'EC') {
    const message = `Protection domain ${String(object['name'])} is erasure-coded; Plumbline keeps mirrored ones only.`;
    throw new PlumblineError(scaleioErrors.unsupportedVersion, message);
  }
  return { ...decodeNamed(object, what), protectionDomainState: text(object['protectionDomainState'], 'protectionDomainState', what) };
}

export function decodeFaultSet(object: JsonObject, what: string): FaultSet {
  return { ...decodeNamed(object, what), protectionDomainId: text(object['protectionDomainId'], 'protectionDomainId', what) };
}

export function decodePool(object: JsonObject, what: string): StoragePool {
  return {
    ...decodeNamed(object, what),
    protectionDomainId: text(object['protectionDomainId'], 'protectionDomainId', what),
    highPercent: number(object['capacityAlertHighThreshold'], 'capacityAlertHighThreshold', what),
    criticalPercent: number(object['capacityAlertCriticalThreshold'], 'capacityAlertCriticalThreshold', what),
    sparePercent: number(object['sparePercentage'], 'sparePercentage', what),
    rebalanceEnabled: flag(object['rebalanceEnabled'], 'rebalanceEnabled', what),
    rebuild: movePolicy(object, 'rebuild', what),
    rebalance: movePolicy(object, 'rebalance', what),
    parallelJobsPerDevice: number(object['numOfParallelRebuildRebalanceJobsPerDevice'], 'numOfParallelRebuildRebalanceJobsPerDevice', what),
    zeroPadding: flag(object['zeroPaddingEnabled'], 'zeroPaddingEnabled', what),
    useRmcache: flag(object['useRmcache'], 'useRmcache', what),
    useRfcache: flag(object['useRfcache'], 'useRfcache', what),
    rmcacheWriteHandling: text(object['rmcacheWriteHandlingMode'], 'rmcacheWriteHandlingMode', what),
    mediaType: object['mediaType'] === undefined ? null : textOrNull(object['mediaType'], 'mediaType', what),
  };
}

function movePolicy(object: JsonObject, which: 'rebuild' | 'rebalance', what: string): MovePolicy {
  return {
    enabled: flag(object[`${which}Enabled`], `${which}Enabled`, what),
    policy: text(object[`${which}IoPriorityPolicy`], `${which}IoPriorityPolicy`, what),
    concurrentIosPerDevice: numberOrNull(
      object[`${which}IoPriorityNumOfConcurrentIosPerDevice`],
      `${which}IoPriorityNumOfConcurrentIosPerDevice`,
      what,
    ),
    bandwidthKibpsPerDevice: numberOrNull(
      object[`${which}IoPriorityBwLimitPerDeviceInKbps`],
      `${which}IoPriorityBwLimitPerDeviceInKbps`,
      what,
    ),
  };
}

export function decodeNode(object: JsonObject, what: string): StorageNode {
  const ipList = object['ipList'];
  if (!Array.isArray(ipList)) throw unexpected(what, 'field ipList is no list');
  return {
    ...decodeNamed(object, what),
    protectionDomainId: text(object['protectionDomainId'], 'protectionDomainId', what),
    ips: ipList.map((entry: unknown) => text(objectOf(entry, what)['ip'], 'ip', what)),
    states: {
      sdsState: text(object['sdsState'], 'sdsState', what),
      membershipState: text(object['membershipState'], 'membershipState', what),
      mdmConnectionState: text(object['mdmConnectionState'], 'mdmConnectionState', what),
      maintenanceState: text(object['maintenanceState'], 'maintenanceState', what),
    },
    roles: ipList.map((entry: unknown) => text(objectOf(entry, what)['role'], 'role', what)),
    port: number(object['port'], 'port', what),
    faultSetId: textOrNull(object['faultSetId'], 'faultSetId', what),
  };
}

export function decodeDevice(object: JsonObject, what: string): Device {
  return {
    ...decodeNamed(object, what),
    sdsId: text(object['sdsId'], 'sdsId', what),
    storagePoolId: textOrNull(object['storagePoolId'], 'storagePoolId', what),
    // `PathName` here, `Pathname` in the request that adds a device.
    path: pathOf(object, 'deviceCurrentPathName', what),
    originalPath: pathOf(object, 'deviceOriginalPathName', what),
    deviceState: text(object['deviceState'], 'deviceState', what),
    errorState: text(object['errorState'], 'errorState', what),
    maxKib: kib(object['maxCapacityInKb'], 'maxCapacityInKb', what),
  };
}

/** A 2.5 gateway was seen to leave both paths out (dump of delfin). */
function pathOf(object: JsonObject, field: string, what: string): string {
  return object[field] === undefined ? '' : text(object[field], field, what);
}
