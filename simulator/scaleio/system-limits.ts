/** What querySystemLimits answers: numbers as texts (csi-powerflex get_system_limits, 4.x); the descriptions are ours. */
import { deviceSizesGib, MAX_DEVICES } from './device-calls.ts';
import { has } from './profile.ts';
import { MAX_SESSIONS } from './sessions.ts';

type Limit = readonly [type: string, of: string, max: number, min?: number];

function limitsOf(version: string): readonly Limit[] {
  const { least, most } = deviceSizesGib(version);
  return [
    ['protectionDomains', 'protection domains', 256],
    ['storagePools', 'storage pools', 1024],
    ['storagePoolsPerProtectionDomain', 'storage pools per protection domain', 64],
    ['sdss', 'SDSs', 512],
    ['sdssPerProtectionDomain', 'SDSs per protection domain', 128],
    ['sdssPerFaultSet', 'SDSs per fault set', 64],
    ['faultSetsPerProtectionDomain', 'fault sets per protection domain', 64],
    ['devicesPerSds', 'devices per SDS', MAX_DEVICES.perSds],
    ['devicePerStoragePool', 'devices per storage pool', MAX_DEVICES.perPool],
    ['sdcs', 'SDCs', 2048],
    ['volumes', 'volumes', 131_072],
    ['volumesPerProtectionDomain', 'volumes per protection domain', 32_768],
    ['volumesPerSdc', 'volumes mapped to an SDC', 8192],
    ['volumePerVtree', 'volumes per VTree', 127],
    ['snapshotsPerVtree', 'snapshots per VTree', 254],
    ['sessions', 'sessions', MAX_SESSIONS],
    ['users', 'users', 256],
    ['ipPerHost', 'addresses per host', 8, 1],
    ['ipPerMdm', 'addresses per MDM', 4, 1],
    ['volumeSizeGb', 'size of a volume in GB', 1_048_576, 8],
    ['allVolumesInSpSizeGb', 'size of all volumes of a storage pool in GB', 4_194_303],
    ['allVolumesSizeGb', 'size of all volumes in GB', 16_777_216],
    ['mediumGranularityDeviceSizeInGb', 'size of a medium granularity device in GB', most, least],
    ...(has(version, 'mediaType') ? [FINE_GRANULARITY] : []),
    ['capacityPerSdsInGb', 'capacity per SDS in GB', 149_504],
  ];
}

const FINE_GRANULARITY: Limit = ['fineGranularityDeviceSizeInGb', 'size of a fine granularity device in GB', 8704, 128];

export function systemLimits(version: string): object {
  return {
    systemLimitEntryList: limitsOf(version).map(([type, of, max, min]) => {
      return { type, description: `Limit of ${of}`, maxVal: String(max), ...(min === undefined ? {} : { minVal: String(min) }) };
    }),
  };
}
