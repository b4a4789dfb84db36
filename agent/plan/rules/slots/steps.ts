/** The one next step of a slot, by its state: see the table in state.ts. */
import { parseInstant } from '../../../clock.ts';
import type { Slot } from '../../../model/growth.ts';
import type { Ref } from '../../../model/ref.ts';
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { RuleFacts } from '../types.ts';
import { takeFitting } from './adoption.ts';
import { differing } from './fit.ts';
import { deviceNameFor } from './device-names.ts';
import { addDraft, adoptDraft, attachDraft, createDraft, modifyDraft, offerDraft, reversalDraft } from './drafts.ts';
import type { SlotDraft } from './drafts.ts';
import type { Barriers, Held } from './row.ts';
import { isStatic } from './slot-view.ts';
import type { SlotView } from './slot-view.ts';
import type { SlotState } from './state.ts';
import { deviceNotNormal, modifyFailed, tooLong } from './disk-stops.ts';
import { noName } from './node-stops.ts';
import type { Stop } from './stop.ts';

export type Step =
  | { readonly kind: 'done' }
  | { readonly kind: 'act'; readonly draft: SlotDraft }
  /** `behind`: the slot that has to get on first. */
  | { readonly kind: 'wait'; readonly why: string; readonly behind?: Ref }
  | { readonly kind: 'stop'; readonly stop: Stop }
  /** There is none any more, as it should be; `notice`: but for one thing. */
  | { readonly kind: 'gone'; readonly notice: Stop | null };

/** What the slots of one pass share, in their order. */
export interface Turn {
  readonly facts: RuleFacts;
  /** Ids of the SDSs that add, test or give up a device: one device at a time. */
  readonly busy: Set<string>;
  /** Machine -> names given away in this pass. */
  readonly names: Map<string, Set<string>>;
  /** Left-over disks that a slot may have. */
  readonly leftovers: Set<CloudDisk>;
}

const MINUTE_MS = 60_000;
const CREATED_WITHIN_MS = 5 * MINUTE_MS;
/** As the EBS CSI driver has it: attaching takes seconds, or never ends. */
const ATTACHED_WITHIN_MS = 90_000;
const DETACHED_WITHIN_MS = 10 * MINUTE_MS;
const NORMAL_WITHIN_MS = 30 * MINUTE_MS;
/** By then a disk that the first call made is visible, so that its token may be given up as burnt. */
const TOKEN_SETTLED_MS = 5 * MINUTE_MS;

export function stepOf(slot: SlotView, state: SlotState, barriers: Barriers, turn: Turn): Step {
  switch (state.kind) {
    case 'absent':
      return barriers.buying === null ? { kind: 'act', draft: acquire(slot, state, turn) } : heldStep(barriers.buying);
    case 'creating':
      return whileCreating(state, turn);
    case 'available':
      return barriers.attaching === null ? attach(slot, state.disk, state.host, turn) : heldStep(barriers.attaching);
    case 'attaching':
      return whileAttaching(slot, state, turn);
    case 'attached':
      return whileAttached(slot, state, barriers, turn);
    case 'settling':
      return whileSettling(state, turn);
    case 'done':
      return whileDone(slot, state.disk, turn);
    case 'waiting':
      return whileWaiting(state, turn);
    case 'stopped':
      return stop(state.stop);
  }
}

function wait(why: string): Step {
  return { kind: 'wait', why };
}

function stop(why: Stop): Step {
  return { kind: 'stop', stop: why };
}

function heldStep(held: Held): Step {
  return held;
}

type In<K extends SlotState['kind']> = Extract<SlotState, { readonly kind: K }>;

/** A disk that may have been bought already is asked for again, under the same token, before another one is adopted. */
function acquire(slot: SlotView, { host, sdsId, attempt }: In<'absent'>, { facts, leftovers }: Turn): SlotDraft {
  const { view, row } = slot;
  const identity: Slot = { system: view.systemId, pool: view.pool.id, sds: sdsId, row: row.key, zone: host.zone, attempt };
  const begun = facts.inputs.memory.intents.filter(({ ref, line }) => ref === slot.ref && line.op === 'create');
  const leftover = begun.length > 0 ? undefined : takeFitting(leftovers, row, host);
  if (leftover !== undefined) return adoptDraft(slot, leftover, host, identity);
  const mayTryNext = begun.some(({ line }) => facts.inputs.now - (parseInstant(line.at) ?? facts.inputs.now) > TOKEN_SETTLED_MS);
  return createDraft(slot, host, { ...identity, mayTryNext }, facts);
}

function whileCreating({ disk: { id, createdAt } }: In<'creating'>, { facts }: Turn): Step {
  const { now } = facts.inputs;
  if (now - createdAt < CREATED_WITHIN_MS) return wait(`its disk ${id} is being created`);
  return stop(tooLong('DiskStuckCreating', `its disk ${id} has been in creation`, CREATED_WITHIN_MS, now));
}

function attach(slot: SlotView, disk: CloudDisk, host: CloudHost, { facts, names }: Turn): Step {
  const taken = names.get(host.id) ?? new Set();
  const name = deviceNameFor(disk, host, taken, facts.inputs.now);
  if (name === null) return stop(noName(host));
  names.set(host.id, taken.add(name));
  return { kind: 'act', draft: attachDraft(slot, disk, host, name) };
}

function whileAttaching(slot: SlotView, { disk, attachment }: In<'attaching'>, { facts }: Turn): Step {
  const { now } = facts.inputs;
  if (now - attachment.at <= ATTACHED_WITHIN_MS) return wait(`its disk ${disk.id} is being attached to ${attachment.hostId}`);
  if (!disk.isOffered) return { kind: 'act', draft: reversalDraft(slot, disk, attachment) };
  return stop(
    tooLong('DiskStuckAttaching', `its disk ${disk.id}, which ScaleIO may have data on, has been attaching`, ATTACHED_WITHIN_MS, now),
  );
}

function whileAttached(slot: SlotView, { disk, attachment, sdsId }: In<'attached'>, { offering, adding }: Barriers, { busy }: Turn): Step {
  const isNoted = disk.isOffered && disk.removedAt === null;
  // What was offered got past the barrier; that a static disk is there says nothing.
  if (offering !== null && (!isNoted || isStatic(slot))) return heldStep(offering);
  if (!isNoted) return { kind: 'act', draft: offerDraft(slot, disk) };
  if (adding !== null) return heldStep(adding);
  if (busy.has(sdsId)) return wait(`it waits until the SDS of ${slot.node.ref} is done with another device`);
  busy.add(sdsId);
  return { kind: 'act', draft: addDraft(slot, disk, attachment.path, sdsId) };
}

function whileSettling({ disk, device }: In<'settling'>, { facts }: Turn): Step {
  const { now } = facts.inputs;
  const since = disk.attachments[0]?.at ?? disk.createdAt;
  return now - since < NORMAL_WITHIN_MS ? wait(`ScaleIO calls its device ${device.deviceState}`) : stop(deviceNotNormal(device, now));
}

/** A detach that does not end is the operating system still using the disk. */
function whileWaiting({ disk, why }: In<'waiting'>, { facts }: Turn): Step {
  const { now } = facts.inputs;
  const since = disk?.attachments.find(({ state }) => state === 'detaching' || state === 'busy')?.at;
  if (disk === null || since === undefined || now - since < DETACHED_WITHIN_MS) return wait(why);
  return stop(tooLong('DiskStuckDetaching', `its disk ${disk.id} has been detaching`, DETACHED_WITHIN_MS, now));
}

function whileDone(slot: SlotView, disk: CloudDisk, { facts }: Turn): Step {
  const fields = isStatic(slot) ? [] : differing(disk, slot.row);
  if (fields.length === 0) return { kind: 'done' };
  if (disk.modifying === null) return { kind: 'act', draft: modifyDraft(slot, disk, fields, facts) };
  return disk.modifying.state === 'failed' ? stop(modifyFailed(disk)) : wait(`its disk ${disk.id} is being modified`);
}
