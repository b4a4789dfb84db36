/** Which account this is, and what it has. Pure. */
import type { Live, Reading } from '../../model/observed.ts';
import { ok } from '../../model/observed.ts';
import type { ObjectKind } from '../../model/ref.ts';
import type { CloudFacets } from './types.ts';

export function accountIdOf({ account }: Live<CloudFacets>): Reading<string> {
  return account.kind === 'unknown' ? account : ok(account.value.id, account.at);
}

/** Of one that has lost its tags it is not known here that it is there: see the check `gone`. */
export function seesDisk(kind: ObjectKind, backendId: string, { disks }: Live<CloudFacets>): Reading<boolean> {
  if (disks.kind === 'unknown') return disks;
  return ok(kind === 'Disk' && disks.value.some(({ id }) => id === backendId), disks.at);
}
