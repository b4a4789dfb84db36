/** What a step of a slot means for plan, status and journal. */
import type { DiskApplied, RuleResult } from '../../../model/growth.ts';
import type { DiskSeen, Readiness } from '../../../model/observed.ts';
import type { CloudDisk } from '../../../systems/cloud-disks/types.ts';
import { heldBy } from './disk.ts';
import type { SlotView } from './slot-view.ts';
import type { Step } from './steps.ts';
import { findingOf } from './stop.ts';
import type { Stop } from './stop.ts';

/** `disk`: the one that is there for the slot. */
export function slotResult(slot: SlotView, disk: CloudDisk | null, step: Step): RuleResult {
  const { ref } = slot;
  const notice = noticeOf(step);
  const seen = disk === null ? toBuy(slot, step) : seenOf(slot, disk, step);
  return {
    drafts: step.kind === 'act' ? [step.draft] : [],
    ready: new Map([[ref, readinessOf(step)]]),
    findings: notice === null ? [] : [findingOf(ref, notice)],
    disks: new Map(seen === null ? [] : [[ref, seen]]),
    rescued: new Set(),
  };
}

function noticeOf(step: Step): Stop | null {
  if (step.kind === 'stop') return step.stop;
  return step.kind === 'gone' ? step.notice : null;
}

function readinessOf(step: Step): Readiness {
  switch (step.kind) {
    case 'done':
      return { kind: 'ready' };
    case 'gone':
      return { kind: 'absent' };
    case 'act':
      return { kind: 'progressing', why: step.draft.reason };
    case 'wait':
      return { ...step, kind: 'progressing' };
    case 'stop':
      return { kind: step.stop.code === 'DiskMissing' ? 'missing' : 'degraded', why: step.stop.why };
  }
}

/** What is remembered of a disk from when it is bought: it may not be seen for a while, or never. */
function toBuy({ node, row }: SlotView, step: Step): DiskSeen | null {
  const { sds, host, incarnation } = node;
  if (step.kind !== 'act' || step.draft.op !== 'create' || sds === null || host === null) return null;
  return { backendId: null, applied: { sds: sds.id, hostId: host.id, incarnation, sizeGiB: row.sizeGiB, isNew: true } };
}

/** Whatever is not right with a disk, what is remembered of it stays: a replaced machine must not become its own. */
function seenOf(slot: SlotView, disk: CloudDisk, step: Step): DiskSeen | null {
  const { known } = slot;
  if (step.kind !== 'stop' || known === null) return step.kind === 'stop' && step.stop.code === 'DiskDoubled' ? null : seenWell(slot, disk);
  return known.applied !== null && known.diskId === disk.id ? { backendId: disk.id, applied: known.applied } : null;
}

function seenWell({ node, known }: SlotView, disk: CloudDisk): DiskSeen | null {
  const before = known?.applied;
  const sds = node.sds?.id ?? before?.sds;
  const hostId = node.host?.id ?? before?.hostId ?? heldBy(disk)[0]?.hostId;
  if (sds === undefined || hostId === undefined) return null;
  return { backendId: disk.id, applied: { sds, hostId, incarnation: node.incarnation, sizeGiB: disk.sizeGiB, ...newness(disk) } };
}

/** Until it is seen whole: what is not may come to nothing, and is no loss. */
function newness({ state }: CloudDisk): Pick<DiskApplied, 'isNew'> {
  return state === 'creating' ? { isNew: true } : {};
}
