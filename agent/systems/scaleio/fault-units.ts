/** What fails together: the devices of a fault set, or of an SDS that is in none. */
import type { Kib } from '../../units.ts';
import type { Device, StorageNode } from './types.ts';

export interface FaultUnit {
  readonly id: string;
  /** For a person: `SDS n1`. */
  readonly what: string;
  readonly kib: Kib;
}

/** ScaleIO needs as many to make a lost copy anew while another one fails. */
export const MIN_FAULT_UNITS = 3;

/** The units of these devices, largest first; null when the SDS of one is not listed, so it is not known with what it fails. */
export function faultUnits(devices: readonly Device[], nodes: readonly StorageNode[]): readonly FaultUnit[] | null {
  const units = new Map<string, FaultUnit>();
  for (const { sdsId, maxKib } of devices) {
    const node = nodes.find(({ id }) => id === sdsId);
    if (node === undefined) return null;
    const id = node.faultSetId ?? node.id;
    const what = node.faultSetId === null ? `SDS ${node.name ?? node.id}` : `the fault set with id ${node.faultSetId}`;
    units.set(id, { id, what, kib: ((units.get(id)?.kib ?? 0) + maxKib) as Kib });
  }
  return [...units.values()].toSorted((one, other) => other.kib - one.kib || (one.id < other.id ? -1 : 1));
}
