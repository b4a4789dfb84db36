/** Devices of a pool that ScaleIO has found to fail. */
import type { Live } from '../../../model/observed.ts';
import type { ScaleioFacets, StoragePool } from '../types.ts';
import type { Remark } from './judge.ts';

/** One remark for all of them; a device that is only not in use yet, or not any more, has no error. */
export function devicesInError({ id }: StoragePool, { devices, nodes }: Live<ScaleioFacets>): readonly Remark[] {
  if (devices.kind === 'unknown') return [];
  const failing = devices.value.filter(({ storagePoolId, errorState }) => storagePoolId === id && errorState !== 'None');
  if (failing.length === 0) return [];
  const sdsName = (sdsId: string): string => (nodes.kind === 'ok' && nodes.value.find((node) => node.id === sdsId)?.name) || sdsId;
  const each = failing.map((device) => `${device.name ?? device.id} of SDS ${sdsName(device.sdsId)} (${device.errorState})`);
  return [
    {
      code: 'DeviceInError',
      why: `ScaleIO reports errors of ${each.toSorted().join(', ')}`,
      remedy: 'See to the disk: clear the error in ScaleIO once it is well, or remove the device there and replace the disk.',
    },
  ];
}
