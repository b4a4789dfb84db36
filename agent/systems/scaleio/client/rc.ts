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
  [80, { name: 'INI_NOT_FOUND', code: changedMeanwhile }],
  [81, { name: 'VOL_ALREADY_MAPPED_TO_THIS_INI', code: changedMeanwhile }],
  [84, { name: 'VOL_NOT_MAPPED_TO_INI', code: changedMeanwhile }],
  [98, { name: 'TGT_NAME_IN_USE', code: changedMeanwhile }],
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
  [173, { name: 'STORAGE_POOL_NAME_ALREADY_EXISTS', code: changedMeanwhile }],
  [182, { name: 'TOO_MANY_SNAPS_IN_VTREE', code: refused }],
  [225, { name: 'VOL_SIZE_ILLEGAL', code: refused }],
  [226, { name: 'LONG_NAME', code: refused }],
  [306, { name: 'NOT_ALLOWED_MORE_THAN_ONE_MAPPING', code: changedMeanwhile }],
]);

/**
 * Past 226 the numbers are not those of the published order, and vary by version: these are told by their name, which the
 * details of batch calls give, except for the few numbers that were seen on a wire (flocker, LXD).
 */
const knownByName: ReadonlyMap<string, ErrorCode> = new Map([
  ...[...known.values()].map(({ name, code }) => [name, code] as const),
  ['MDM_BUSY', busy],
  ['TOO_MANY_SESSIONS', busy],
  ['INVALID_SESSION', busy],
  ['DEGRADED_OR_FAILED_DATA', notYet],
  ['VTREE_MIGRATION_ALREADY_EXISTS', notYet],
  ['MIGRATION_IN_PROGRESS', notYet],
  ['TGT_DEVICE_NAME_CHANGED', changedMeanwhile],
  ['NOT_ALLOWED_MORE_THAN_ONE_MAPPING', changedMeanwhile],
  ['DEV_PATH_ALREADY_EXISTS', changedMeanwhile],
]);

/** Why the MDM refused: a number, and in the details of batch calls its name. */
export interface Return {
  readonly rc: number;
  readonly name: string | null;
}

/** 3 whatever the type in 2.x, the others from later versions or on a read by id. */
const NOT_FOUND: ReadonlySet<number> = new Set([3, 78, 79, 80, 126, 142, 171]);

/** Whether there is no such object. */
export function isNotFound({ rc }: Return): boolean {
  return NOT_FOUND.has(rc);
}

/** A code we do not know needs a person. */
export function errorCodeOf({ rc, name }: Return): ErrorCode {
  return known.get(rc)?.code ?? (name === null ? undefined : knownByName.get(name)) ?? refused;
}

/** `rc 99 VOL_NAME_IN_USE`; 0 is the gateway's own validation. */
export function nameOf({ rc, name }: Return): string {
  if (rc === 0) return 'the gateway itself, rc 0';
  const called = known.get(rc)?.name ?? name;
  return called === null ? `rc ${rc}` : `rc ${rc} ${called}`;
}
