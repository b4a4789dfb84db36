/** The devices of declared nodes that are well enough for something to be done about a device. */
import type { Doc } from '../../../model/desired.ts';
import type { DeviceSpec } from '../../../model/kinds.gen.ts';
import { refOf } from '../../../model/ref.ts';
import type { Ref } from '../../../model/ref.ts';
import { facets } from '../../../model/world.ts';
import type { Device, ScaleioFacets } from '../../../systems/scaleio/types.ts';
import { isWell } from '../see-pool.ts';
import type { RuleFacts } from '../types.ts';

export interface DeviceView {
  readonly ref: Ref;
  readonly device: Device;
  /** As in `sdb of SDS n1`. */
  readonly text: string;
  /** Null: its node's document does not name it; it is a row's, or nobody's. */
  readonly declared: DeviceSpec | null;
}

/** What a draft about one of them was derived from. */
export const READS = ['pools', 'statistics', 'nodes', 'devices'].map((facet) => ({ system: 'scaleio', facet }) as const);

/** Of SDSs that are well; none that is tested, goes, or is to go. */
export function settledDevices({ inputs, sight }: RuleFacts): readonly DeviceView[] {
  const scaleio = facets<ScaleioFacets>(sight.world, 'scaleio');
  if (scaleio?.nodes.kind !== 'ok' || scaleio.devices.kind !== 'ok') return [];
  const well = new Set(scaleio.nodes.value.filter(({ states }) => isWell(states)).map(({ id }) => id));
  const docs = new Map([...inputs.desired.docs.StorageNode.values()].map((doc) => [sight.health.ids.get(doc.ref), doc]));
  return scaleio.devices.value.flatMap((device) => {
    const doc = well.has(device.sdsId) && device.deviceState === 'Normal' ? docs.get(device.sdsId) : undefined;
    return doc === undefined ? [] : viewsOf(device, doc);
  });
}

/** One without a name has none in plans either. */
function viewsOf(device: Device, { name: node, state, spec }: Doc<'StorageNode'>): readonly DeviceView[] {
  const { name } = device;
  const declared = (name === null ? undefined : spec.devices?.[name]) ?? null;
  if (name === null || state === 'absent' || declared?.state === 'absent') return [];
  return [{ ref: refOf('Device', `${node}/${name}`), device, text: `${name} of SDS ${spec.name ?? node}`, declared }];
}
