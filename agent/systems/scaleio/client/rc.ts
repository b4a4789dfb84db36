/**
 * The MDM's return codes the agent tells apart. In an answer they are `errorCode`; HTTP status and message text decide
 * nothing (not found is a 500). Numbers and names: goscaleio types/v1/code.properties.go, exact up to 226.
 */
import type { ErrorCode } from '../../../errors.ts';
import { scaleioErrors } from '../errors.ts';

interface Rc {
  readonly name: string;
  readonly code: ErrorCode;
}

const { busy, notYet, refused, changedMeanwhile, deviceNotOpened } = scaleioErrors;

const known: ReadonlyMap<number, Rc> = new Map([
  [32, { name: 'RETRY', code: busy }],
  [61, { name: 'NO_SPARES', code: refused }],
  [68, { name: 'TIMEOUT', code: busy }],
  [69, { name: 'COMMUNICATION_ERROR', code: busy }],
  [70, { name: 'WRONG_RECONF_MODE', code: busy }],
  [71, { name: 'TGT_ADD_DEV_OPEN_ERROR', code: deviceNotOpened }],
  [72, { name: 'TGT_ADD_DEV_SIZE_PROBLEM', code: refused }],
  [73, { name: 'TGT_ADD_DEV_IO_ERROR', code: refused }],
  [78, { name: 'TGT_NOT_FOUND', code: changedMeanwhile }],
  [79, { name: 'VOL_NOT_FOUND', code: changedMeanwhile }],
  [99, { name: 'VOL_NAME_IN_USE', code: changedMeanwhile }],
  [100, { name: 'DUPLICATE_TGT_DEVICE_NAME', code: changedMeanwhile }],
  [103, { name: 'TGT_BEING_REMOVED', code: notYet }],
  [104, { name: 'VOL_MAPPED', code: notYet }],
  [125, { name: 'TOO_MANY_DEVICES', code: refused }],
  [126, { name: 'TGT_DEVICE_NOT_FOUND', code: changedMeanwhile }],
  [133, { name: 'VOL_DECREASE_NOT_SUPPORTED', code: changedMeanwhile }],
  [135, { name: 'TGT_DEV_BEING_REMOVED', code: notYet }],
  [136, { name: 'NOT_ENOUGH_TGT_DEV', code: refused }],
  [138, { name: 'TGT_ALREADY_ADDING_DEV', code: notYet }],
  [142, { name: 'FD_NOT_FOUND', code: changedMeanwhile }],
  [144, { name: 'NOT_ENOUGH_TGTS_IN_STORAGE_POOL', code: refused }],
  [145, { name: 'REMOVE_IN_PROGRESS', code: notYet }],
  [163, { name: 'TGT_DEV_TEST_IN_PROGRESS', code: notYet }],
  [164, { name: 'VOL_ALLOC_ERROR_BUSY', code: busy }],
  [165, { name: 'CAPACITY_HIGHLY_UNBALANCED', code: refused }],
  [171, { name: 'STORAGE_POOL_NOT_FOUND', code: changedMeanwhile }],
  [184, { name: 'TOO_MANY_DEVICES_IN_STORAGE_POOL', code: refused }],
  [195, { name: 'BAD_THRESHOLD_VALUE', code: refused }],
  [197, { name: 'FD_AND_SP_MISMATCH', code: changedMeanwhile }],
  [206, { name: 'DEV_NAME_ALREADY_EXISTS', code: changedMeanwhile }],
  [207, { name: 'DEV_SIZE_TOO_SMALL', code: refused }],
  [208, { name: 'DEV_SIZE_TOO_LARGE', code: refused }],
  [212, { name: 'VOL_REMOVE_IN_PROGRESS', code: notYet }],
  [213, { name: 'FD_NOT_ACTIVE', code: refused }],
  [218, { name: 'FD_STATE_CHANGE_IN_PROGRESS', code: notYet }],
  [219, { name: 'TGT_NOT_HEALTHY', code: notYet }],
  [220, { name: 'TGT_DEV_NOT_HEALTHY', code: notYet }],
  [225, { name: 'VOL_SIZE_ILLEGAL', code: refused }],
  [226, { name: 'LONG_NAME', code: refused }],
]);

/** `no such object`: 3 from 2.x whatever the type, the others from later versions or on a read by id. */
export const NOT_FOUND: ReadonlySet<number> = new Set([3, 79, 126, 171]);

/** A code we do not know needs a person. */
export function errorCodeOfRc(rc: number): ErrorCode {
  return known.get(rc)?.code ?? refused;
}

/** `rc 99 VOL_NAME_IN_USE`; 0 is the gateway's own validation. */
export function nameOfRc(rc: number): string {
  if (rc === 0) return 'the gateway itself, rc 0';
  const name = known.get(rc)?.name;
  return name === undefined ? `rc ${rc}` : `rc ${rc} ${name}`;
}
