/** Under which name a disk is attached to its machine. */
import type { Instant } from '../../../clock.ts';
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'.split('');

/**
 * For EBS `/dev/xvdba` to `/dev/xvddx`, the last that is legal: on Xen the disk is found under it, on Nitro it only has to be
 * free. Roots and disks of people are elsewhere, as a rule.
 */
const NAMES = ['b', 'c', 'd'].flatMap((first) => LETTERS.map((second) => `/dev/xvd${first}${second}`)).slice(0, -2);

/** A name that hung, or is taken by what EC2 does not show, is not tried again by the next pass but one. */
const TURN_MS = 15_000;
/** Has no divisor in common with the number of names, so that each has its turn. */
const STRIDE = 7;

/**
 * The first that is free, from a place that differs by row and goes on with the disk's age: a name that was just used can hang
 * in `attaching` for ever. `taken`: by what is attached in this very pass.
 */
export function deviceNameFor(disk: CloudDisk, host: CloudHost, taken: ReadonlySet<string>, now: Instant): string | null {
  const used = new Set([...taken, ...host.mappings.map(({ device }) => device)]);
  const turns = Math.floor(Math.max(0, now - disk.createdAt) / TURN_MS);
  const start = (rowNumber(disk) + turns * STRIDE) % NAMES.length;
  const rotated = [...NAMES.slice(start), ...NAMES.slice(0, start)];
  return rotated.find((name) => !used.has(name)) ?? null;
}

/** Whether a disk under this name is one of the agent's. */
export function isOurName(device: string): boolean {
  return NAMES.includes(device);
}

/** `r12` -> 12 */
function rowNumber({ slot }: CloudDisk): number {
  return Number(slot?.row.slice(1) ?? 0);
}
