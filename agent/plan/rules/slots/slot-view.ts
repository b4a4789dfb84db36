/** One disk that a row asks for on a node, with everything that bears witness of it. */
import type { Instant } from '../../../clock.ts';
import type { DiskApplied } from '../../../model/growth.ts';
import type { Memory, Owned } from '../../../model/memory.ts';
import { kindOf } from '../../../model/ref.ts';
import type { Json, Ref } from '../../../model/ref.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import type { Device } from '../../../systems/scaleio/types.ts';
import type { PoolNode, PoolView, Row } from '../pool-view.ts';
import { diskRef, disksAt } from '../row-disks.ts';

export interface SlotView {
  readonly ref: Ref;
  readonly view: PoolView;
  readonly row: Row;
  readonly node: PoolNode;
  /** Tagged for it, or, a static one, listed for it, whatever became of them. */
  readonly disks: readonly CloudDisk[];
  /** What the journal knows of its disk; null: nothing. */
  readonly known: Known | null;
  /** Ids of all disks that the journal knows, of every slot. */
  readonly allKnown: ReadonlySet<string>;
}

export interface Known {
  readonly diskId: string;
  readonly since: Instant;
  readonly applied: DiskApplied | null;
}

/** Of every row on every node of the pool. */
export function slotsOf(view: PoolView, rows: readonly Row[], { inventory }: Memory): readonly SlotView[] {
  const allKnown = new Set([...inventory.values()].filter(({ ref }) => kindOf(ref) === 'Disk').map(({ backendId }) => backendId));
  return rows.flatMap((row) =>
    view.nodes.map((node): SlotView => {
      const ref = diskRef(view, node, row.key);
      const owned = inventory.get(ref);
      return { ref, view, row, node, disks: disksAt(view, node, row.key), known: owned ? knownOf(owned) : null, allKnown };
    }),
  );
}

function knownOf({ backendId, since, applied }: Owned): Known {
  return { diskId: backendId, since, applied: isApplied(applied) ? applied : null };
}

function isApplied(applied: Json): applied is DiskApplied {
  return typeof applied === 'object' && applied !== null && 'sds' in applied && 'hostId' in applied && 'incarnation' in applied;
}

/** Disks that people plug in: nothing about them is bought, attached or tagged. */
export function isStatic({ view }: Pick<SlotView, 'view'>): boolean {
  return view.doc.spec.cloudDisks?.provider === 'static';
}

/** On whichever SDS and in whichever pool: its name is all that tells of which disk a device is. */
export function deviceOf({ deviceName }: CloudDisk, { devices }: Pick<PoolView, 'devices'>): Device | undefined {
  return devices.find(({ name }) => name === deviceName);
}

export function isNormal({ deviceState, errorState }: Device): boolean {
  return deviceState === 'Normal' && errorState === 'None';
}
