/** What is really there, whatever describe calls show yet. */
import { disksOf } from './change.ts';
import type { Account, Disk } from './state.ts';

export interface DiskView {
  readonly id: string;
  readonly state: Disk['state'];
  readonly sizeGiB: number;
  readonly zone: string;
  readonly type: string;
  readonly encrypted: boolean;
  /** Name of a host; null: attached to none. */
  readonly attachedTo: string | null;
  /** As requested; null: not attached. */
  readonly device: string | null;
  readonly tags: { readonly [key: string]: string };
}

export function viewOf(account: Account): readonly DiskView[] {
  const hostOf = new Map(account.instances.map(({ id, host }) => [id, host.name]));
  return disksOf(account).map(({ id, state, sizeGib, zone, type, encrypted, attachment }) => ({
    id,
    state,
    sizeGiB: sizeGib,
    zone,
    type,
    encrypted,
    attachedTo: attachment === null ? null : (hostOf.get(attachment.instanceId) ?? null),
    device: attachment?.device ?? null,
    tags: Object.fromEntries(account.volumes.get(id)?.tags.now() ?? []),
  }));
}
