/**
 * What the MDM and the gateway say when they refuse. MDM failures are HTTP 500 with the return code as errorCode, not
 * found among them; the gateway's own validation is 400 and its authentication 401, both with errorCode 0.
 * Names, order and messages up to 226: goscaleio types/v1/code.properties.go, whose order equals the numbers.
 */
import { LAYOUT_RC } from './rc-layout.ts';

interface Rc {
  readonly rc: number;
  readonly message: string;
}

export const RC = {
  ...LAYOUT_RC,
  NOT_FOUND: { rc: 3, message: 'Not found' },
  NO_SPARES: { rc: 61, message: 'This operation violates spare policy' },
  PARAMETER_OUT_OF_RANGE: { rc: 64, message: 'Parameter out of range' },
  NO_RESOURCES: { rc: 67, message: 'Insufficient resources' },
  COMMUNICATION_ERROR: { rc: 69, message: 'Communication error' },
  TGT_ADD_DEV_OPEN_ERROR: { rc: 71, message: 'Could not open SDS device' },
  TGT_NOT_FOUND: { rc: 78, message: 'Could not find SDS' },
  VOL_NOT_FOUND: { rc: 79, message: 'Could not find the volume' },
  INI_NOT_FOUND: { rc: 80, message: 'Could not find the SDC' },
  VOL_ALREADY_MAPPED_TO_THIS_INI: { rc: 81, message: 'The volume is already mapped to this SDC' },
  VOL_NOT_MAPPED_TO_INI: { rc: 84, message: 'The volume is not mapped to SDC' },
  VOL_NAME_IN_USE: { rc: 99, message: 'Volume name already in use. Please use a different name.' },
  VOL_MAPPED: { rc: 104, message: 'Volume is mapped' },
  TOO_MANY_DEVICES: { rc: 125, message: 'There are too many devices for SDS' },
  TGT_DEVICE_NOT_FOUND: { rc: 126, message: 'Could not find the SDS device' },
  VOL_DECREASE_NOT_SUPPORTED: { rc: 133, message: 'Volume capacity can only be increased' },
  TGT_DEV_BEING_REMOVED: { rc: 135, message: 'The SDS device is being removed' },
  NOT_ENOUGH_TGT_DEV: { rc: 136, message: 'This device cannot be removed; a SDS must have at least one device.' },
  TGT_ALREADY_ADDING_DEV: { rc: 138, message: 'A device is being added to this SDS' },
  FD_NOT_FOUND: { rc: 142, message: 'Could not find Protection Domain' },
  NOT_ENOUGH_TGTS_IN_STORAGE_POOL: {
    rc: 144,
    message:
      'Less than three devices from different SDSs are defined in this Storage Pool. Add devices to the Storage Pool from additional SDSs.',
  },
  TGT_DEV_TEST_IN_PROGRESS: { rc: 163, message: 'The SDS device test is in progress' },
  STORAGE_POOL_NOT_FOUND: { rc: 171, message: 'Could not find Storage Pool' },
  TOO_MANY_DEVICES_IN_STORAGE_POOL: { rc: 184, message: 'There are too many devices in Storage Pool' },
  VOL_SIZE_TOO_LARGE: { rc: 190, message: 'The volume size too large' },
  BAD_THRESHOLD_VALUE: { rc: 195, message: 'The threshold value is out of range. Please enter a valid percentage value.' },
  FD_AND_SP_MISMATCH: { rc: 197, message: 'The specified Storage Pool is not in the specified Protection Domain' },
  DEV_NAME_ALREADY_EXISTS: { rc: 206, message: 'A device with the given name already exists in the SDS' },
  DEV_SIZE_TOO_SMALL: { rc: 207, message: 'The specified device size is too small.' },
  TGT_DEV_NOT_HEALTHY: {
    rc: 220,
    message: 'At least one SDS device is in error state. Please identify and fix the storage device with the error.',
  },
  VOL_SIZE_ILLEGAL: { rc: 225, message: 'The specified volume size is illegal. Volume size must be in 8 GB blocks' },
  LONG_NAME: { rc: 226, message: 'The given name exceeds the allowed length of 31 characters.' },
  NOT_ALLOWED_MORE_THAN_ONE_MAPPING: { rc: 306, message: 'Only a single SDC may be mapped to this volume at a time' },
  // Past 226 the published order drifts from the numbers: these are places in that list, not seen on a wire.
  INVALID_NAME: {
    rc: 227,
    message: 'The given name contains invalid characters. Use alphanumeric and punctuation characters only. Spaces are not allowed.',
  },
  TOO_MANY_SESSIONS: {
    rc: 252,
    message: 'The maximum number of sessions is already open. Please close some other sessions, and then try again.',
  },
  TOO_MUCH_THIN_CAPACITY: { rc: 309, message: 'Requested volume size exceeds the volume allocation limit' },
  NOT_ENOUGH_DEVICES_IN_STORAGE_POOL_FOR_REMOVAL: { rc: 315, message: 'Not enough devices in Storage Pool' },
  INVALID_SPARE_PERCENTAGE: {
    rc: 325,
    message: 'The spare percentage value that you provided is invalid. Please use a value between 0 - 99.',
  },
  CAPACITY_TOO_LOW_FOR_THIN_VOL: {
    rc: 337,
    message: 'Storage Pool reached critical capacity utilization. Unable to create new thin volumes',
  },
  DEGRADED_OR_FAILED_DATA: {
    rc: 540,
    message: "The task failed since there is degraded or failed data in one of SDS's Storage Pools",
  },
  DEV_ALREADY_TAKEN_BY_ANOTHER: {
    rc: 626,
    message: 'Device already added to another SDS. To override, add the specific sds device with force device takeover.',
  },
  BAD_THRESHOLD_MATCH: { rc: 629, message: 'The high threshold value must be lower than the critical threshold value.' },
  DEV_PATH_ALREADY_EXISTS: { rc: 673, message: 'A device with the given path already exists in the SDS' },
  DEV_NOT_EMPTY: { rc: 993, message: 'The device cannot be detached since it is not empty' },
} as const satisfies { readonly [name: string]: Rc };

/** Thrown by whatever finds the reason; the gateway answers it and the ledger records no effect. */
export class Refusal extends Error {
  readonly status: number;
  readonly errorCode: number;
  /** Its name in the table; null: it is the gateway's own. */
  readonly symbol: keyof typeof RC | null;

  constructor(status: number, errorCode: number, message: string, symbol: keyof typeof RC | null = null) {
    super(message);
    this.status = status;
    this.errorCode = errorCode;
    this.symbol = symbol;
  }
}

export function refused(name: keyof typeof RC): Refusal {
  return new Refusal(500, RC[name].rc, RC[name].message, name);
}

/** An action that gateways of this version do not have; how they say so is assumed. */
export function unknownAction(name: string): Refusal {
  return invalid(`The action ${name} is not supported.`);
}

/** What gateways of this version do not have; how they say so is assumed. */
export function absent(path: string): Refusal {
  return new Refusal(404, 0, `There is no ${path}.`);
}

/** The gateway's own checks of a request, before the MDM sees it. */
export function invalid(message: string): Refusal {
  return new Refusal(400, 0, message);
}
