/** Volumes and VTrees as the gateway writes them. */
import { links } from './body-parts.ts';
import type { Body } from './body-parts.ts';
import { addressOf } from './node-bodies.ts';
import { has } from './profile.ts';
import type { ScaleioState } from './state.ts';
import type { Volume } from './volumes.ts';

export function volumeBody(state: ScaleioState, volume: Volume): Body {
  const { version } = state;
  return {
    id: volume.id,
    name: volume.name,
    sizeInKb: volume.sizeKib,
    volumeType: volume.type,
    storagePoolId: volume.poolId,
    vtreeId: volume.vtreeId,
    ancestorVolumeId: volume.ancestorId,
    consistencyGroupId: volume.groupId,
    creationTime: Math.floor(volume.createdMs / 1000),
    // Null, not an empty list, for one that nobody has.
    mappedSdcInfo: volume.mappings.size === 0 ? null : mappings(state, volume),
    useRmcache: volume.useRmcache,
    ...(has(version, 'accessMode') ? { ...SINCE_3, accessModeLimit: volume.accessModeLimit, ...retention(volume) } : BEFORE_3),
    // 2.0 has no isVvol; from 2.5 on it is there, and the SCSI initiators are gone (goscaleio then and now).
    ...(has(version, 'scsiInitiators') ? initiators(version) : {}),
    ...(has(version, 'nvme') ? { volumeClass: 'defaultclass' } : {}),
    links: volumeLinks(version, volume),
  };
}

function volumeLinks(version: string, { id, ancestorId, vtreeId, poolId }: Volume): readonly Body[] {
  const ancestor = ancestorId === null || !has(version, 'accessMode') ? {} : { ancestorVolumeId: `Volume::${ancestorId}` };
  return links('Volume', id, ['Statistics'], { ...ancestor, vtreeId: `VTree::${vtreeId}`, storagePoolId: `StoragePool::${poolId}` });
}

function mappings(state: ScaleioState, volume: Volume): readonly Body[] {
  const { version } = state;
  return state.sdcs.flatMap((sdc) => {
    const mapping = volume.mappings.get(sdc.id);
    if (!mapping) return [];
    return {
      sdcId: sdc.id,
      sdcIp: addressOf(version, sdc),
      limitIops: mapping.limitIops,
      // MiB a second, whatever the name says.
      limitBwInMbps: mapping.limitKibps / 1024,
      ...(has(version, 'accessMode') ? { sdcName: sdc.name, accessMode: mapping.accessMode, isDirectBufferMapping: false } : {}),
      ...(has(version, 'nvme') ? { hostType: 'SdcHost', nqn: null } : {}),
    };
  });
}

function retention({ retainedUntilMs }: Volume): Body {
  return { secureSnapshotExpTime: Math.floor(retainedUntilMs / 1000) };
}

function initiators(version: string): Body {
  return has(version, 'normRebuild') ? { isVvol: false } : { mappedScsiInitiatorInfo: null };
}

const BEFORE_3: Body = { mappingToAllSdcsEnabled: false, isObfuscated: false };

const SINCE_3: Body = {
  autoSnapshotGroupId: null,
  compressionMethod: 'Invalid',
  dataLayout: 'MediumGranularity',
  lockedAutoSnapshot: false,
  lockedAutoSnapshotMarkedForRemoval: false,
  managedBy: 'ScaleIO',
  notGenuineSnapshot: false,
  originalExpiryTime: 0,
  pairIds: null,
  replicationJournalVolume: false,
  replicationTimeStamp: 0,
  retentionLevels: [],
  snplIdOfAutoSnapshot: null,
  snplIdOfSourceVolume: null,
  timeStampIsAccurate: false,
  volumeReplicationState: 'UnmarkedForReplication',
};

/** A volume and all that was derived from it; it has the id that they name. */
export interface VTree {
  readonly id: string;
  readonly poolId: string;
  readonly rootIds: readonly string[];
}

export function vtreesOf(state: ScaleioState): readonly VTree[] {
  return [...new Set([...state.volumes].map(({ vtreeId }) => vtreeId))].flatMap((id) => vtreeOf(state, id) ?? []);
}

export function vtreeOf(state: ScaleioState, id: string): VTree | undefined {
  const members = [...state.volumes.inVtree(id)];
  const [first] = members;
  return first && { id, poolId: first.poolId, rootIds: members.flatMap((one) => (one.ancestorId === null ? [one.id] : [])) };
}

export function vtreeBody(state: ScaleioState, vtree: VTree): Body {
  const { id, poolId, rootIds } = vtree;
  const common = { id, name: null, storagePoolId: poolId };
  const toPool = links('VTree', id, ['Statistics', 'Volume'], { storagePoolId: `StoragePool::${poolId}` });
  if (!has(state.version, 'migration')) return { ...common, baseVolumeId: rootIds[0] ?? null, links: toPool };
  const details = { rootVolumes: rootIds, compressionMethod: 'Invalid', dataLayout: 'MediumGranularity', inDeletion: false };
  return { ...common, ...details, vtreeMigrationInfo: migrationInfo(state, id), links: toPool };
}

function migrationInfo(state: ScaleioState, vtreeId: string): Body {
  const migration = state.migrations.get(vtreeId);
  return {
    sourceStoragePoolId: migration?.fromPoolId ?? null,
    destinationStoragePoolId: migration?.toPoolId ?? null,
    migrationStatus: migration ? 'MigrationNormal' : 'NotInMigration',
    migrationPauseReason: null,
    migrationQueuePosition: 0,
    thicknessConversionType: 'NoConversion',
  };
}
