/** Consent as people give it: an Approval on the tracked branch. Keys are made here anew, from the words of docs/design.md. */
import { createHash } from 'node:crypto';
import type { ChangeClass, Op } from '../../agent/model/change.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { doc } from './files.ts';
import type { World } from './world.ts';

export interface Wanted {
  readonly system: 'marathon' | 'scaleio';
  /** `remove Volume/old` */
  readonly change: string;
  readonly op: Op;
  readonly backendId: string | null;
  readonly class: ChangeClass;
  /** Of an update: path, value now, value then. */
  readonly values?: readonly (readonly [path: string, from: number | boolean, to: number | boolean])[];
}

const HOUR_MS = 3_600_000;

/** Removing a volume that is there now. */
export function removal(world: World, name: string): Wanted {
  const backendId = world.hand.volumeId(name);
  return { system: 'scaleio', change: `remove Volume/${name}`, op: 'delete', backendId, class: 'destructive' };
}

/** Removing any object of ScaleIO's, of which this is the id. */
export function goingOf(ref: Ref, backendId: string): Wanted {
  return { system: 'scaleio', change: `remove ${ref}`, op: 'delete', backendId, class: 'destructive' };
}

/** Making a volume anew in place of the one with this id. */
export function recreation(name: string, lostId: string): Wanted {
  return { system: 'scaleio', change: `keep Volume/${name}`, op: 'create', backendId: lostId, class: 'destructive' };
}

export function appRemoval(id: string, changeClass: ChangeClass = 'disruptive'): Wanted {
  return { system: 'marathon', change: `remove App/${id}`, op: 'delete', backendId: id, class: changeClass };
}

export function appCreation(id: string): Wanted {
  return { system: 'marathon', change: `keep App/${id}`, op: 'create', backendId: null, class: 'additive' };
}

export async function keyOf(world: World, wanted: Wanted): Promise<string> {
  const ref = wanted.change.slice(wanted.change.indexOf(' ') + 1);
  const fields = [await world.hand.identity(wanted.system), ref, wanted.op, wanted.backendId ?? '', wanted.class];
  const values = wanted.values === undefined ? [] : [JSON.stringify(wanted.values)];
  return createHash('sha256')
    .update(['plumbline/1', ...fields, ...values].join('|'))
    .digest('hex');
}

/** The text of an Approval that lasts so long from now on. */
export async function approvalOf(world: World, wanted: readonly Wanted[], forMs = HOUR_MS): Promise<string> {
  const changes = await Promise.all(wanted.map(async (one) => ({ change: one.change, key: await keyOf(world, one) })));
  const expires = new Date(world.sim.now() + forMs).toISOString();
  return doc('Approval', 'consent', { changes, expires, reason: 'We looked at it together.' });
}

/** Approves, and waits for nothing. */
export async function approve(world: World, wanted: readonly Wanted[], forMs = HOUR_MS): Promise<void> {
  await world.push({ 'approvals/consent.yaml': await approvalOf(world, wanted, forMs) });
}
