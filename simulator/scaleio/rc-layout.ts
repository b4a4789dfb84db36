/**
 * What the MDM says of domains, fault sets, pools, SDSs, devices and snapshots. Up to 226 as in rc.ts; past that the numbers are the
 * places in goscaleio's list, which drift from those on the wire: clients go by the name or the message.
 */
export const LAYOUT_RC = {
  TGT_ADDR_AND_PORT_IN_USE: { rc: 93, message: 'The SDS IP address and port already in use. Please try with different ones.' },
  TGT_NAME_IN_USE: { rc: 98, message: 'SDS name is already in use. Please use a different name.' },
  TGT_NOT_UNDER_REMOVAL: { rc: 102, message: 'SDS is not being removed' },
  TGT_BEING_REMOVED: { rc: 103, message: 'SDS is being removed' },
  DEV_NOT_UNDER_REMOVAL: { rc: 137, message: 'The SDS device is not being removed' },
  FD_NAME_IN_USE: { rc: 141, message: 'Protection Domain name already in use. Please try a different name.' },
  FD_HAS_TGTS: { rc: 143, message: 'Protection Domain has SDSs' },
  TGT_DEV_ALREADY_ACTIVE: { rc: 160, message: 'The SDS device is already active' },
  STORAGE_POOL_HAS_DEVS: { rc: 172, message: 'The Storage Pool has SDS devices' },
  STORAGE_POOL_NAME_ALREADY_EXISTS: { rc: 173, message: 'Storage Pool name already exists' },
  FD_HAS_STORAGE_POOLS: { rc: 176, message: 'Protection Domain has Storage Pools' },
  INI_HAS_MAPPINGS: { rc: 180, message: 'SDC has mapped volume(s)' },
  IP_BELONGS_TO_OTHER_TGT: { rc: 192, message: 'The specified IP address belongs to another SDS. Please use the correct IP address.' },
  TGT_IP_NOT_FOUND: { rc: 193, message: 'The SDS IP address cannot be found.' },
  INVALID_PORT: { rc: 194, message: 'The specified SDS port is not in the valid range. Please try again with a valid port number.' },
  TOO_MANY_SNAPS_IN_VTREE: { rc: 182, message: 'There are too many snapshots in the VTree' },
  VOL_NOT_FOUND_FOR_SNAP_GROUP: {
    rc: 185,
    message: 'No volumes were found under the given consistency group or the consistency group ID is not valid',
  },
  STORAGE_POOL_HAS_VOLS: {
    rc: 196,
    message: 'The Storage Pool has volumes. Please remove all the volumes before removing the Storage Pool.',
  },
  VTREE_ID_MISMATCH: {
    rc: 198,
    message: 'To overwrite the content of a volume, the source and target volumes must be from the same V-Tree.',
  },
  TGT_MUST_HAVE_TGT_IP_ROLE: { rc: 199, message: 'SDS must have at least one IP for SDS communication.' },
  TGT_IP_ALREADY_EXISTS: { rc: 200, message: 'The SDS IP already exists.' },
  ROLE_ALREADY_SET: { rc: 201, message: 'The IP role for this SDS has already been configured.' },
  DEV_SIZE_TOO_LARGE: {
    rc: 208,
    message: 'The specified device size is too large. Please specify a size smaller than the capacity of the specified device.',
  },
  PERMISSION_DENIED: {
    rc: 247,
    message:
      'Permission denied. Please check that you are using the correct user name, password and authentication method, and that you have permission to perform this action.',
  },
  FD_NOT_ACTIVE: { rc: 213, message: 'The Protection Domain is not active. ' },
  NOT_ALLOWED_IN_SP_WITH_DEVS: {
    rc: 262,
    message:
      'This operation is only allowed when there are no devices in the Storage Pool. Please remove all devices from the Storage Pool.',
  },
  FAULT_SET_NOT_FOUND: { rc: 265, message: 'Could not find the Fault Set' },
  FAULT_SET_NAME_ALREADY_EXISTS: { rc: 266, message: 'This Fault Set name already exists. Please use a different name.' },
  FAULT_SET_HAS_TGTS: {
    rc: 268,
    message: 'This Fault Set is not empty, and cannot be removed. Please remove all SDSs from the Fault Set, and then try again.',
  },
  FD_HAS_FAULT_SETS: {
    rc: 269,
    message:
      'The Protection Domain contains Fault Sets, and cannot be removed. Please remove all Fault Sets from the Protection Domain, and then try again.',
  },
  FD_AND_FS_MISMATCH: { rc: 272, message: 'The specified Fault Set is not in the specified Protection Domain' },
  TGT_MUST_HAVE_INI_IP_ROLE: { rc: 275, message: 'SDS must have at least one IP for SDC communication.' },
  INI_MUST_BE_DISCONNECTED: { rc: 298, message: 'Cannot remove an SDC which is currently connected to the MDM.' },
  NOT_ENOUGH_FSS_IN_STORAGE_POOL: {
    rc: 287,
    message: 'Storage Pools must contain devices from at least three Fault Sets or SDSs (that are not associated with a Fault Set).',
  },
  INVALID_TGT_NETWORK_LIMITS: {
    rc: 307,
    message:
      'Invalid limits provided. The overall limit must be higher than the rebuild, rebalance, and migration limits. Each limit must be more than 5 MB',
  },
  VOLUME_AND_SNAPSHOT_MATCH: {
    rc: 330,
    message: 'You cannot overwrite a volume with itself. Select a different volume in the V-Tree and try again.',
  },
  TGT_ALREADY_IN_MM: { rc: 537, message: 'The specified SDS is already in maintenance-mode.' },
  TGT_NOT_IN_MM: { rc: 538, message: 'The specified SDS is not in maintenance-mode.' },
  TGT_MM_CONFILICT: {
    rc: 539,
    message:
      'The task failed since another SDS that shares a Storage Pool with this SDS and does not belong to the same Fault Set is in maintenance-mode.',
  },
  INI_NAME_IN_USE: { rc: 579, message: 'SDC name is already in use. Please use a different name.' },
  TGT_EXIT_MAINTENANCE_IN_PROGRESS: { rc: 627, message: 'The specified SDS is in a process of exiting maintenance-mode.' },
  TGT_MM_SDS_FAIL: { rc: 633, message: 'The task failed since this SDS is currently in maintenance-mode.' },
  TGT_NOT_LISTENING_ON_PORT: {
    rc: 643,
    message: 'The SDS is not listening on the specified port. Please check the SDS port configuration and try again',
  },
  NOT_ENOUGH_HEALTHY_TGTS_FOR_MM: {
    rc: 697,
    message:
      'Not enough healthy SDSs to enter Maintenance Mode. In order to enter Maintenance Mode on an SDS, at least 2 additional healthy SDSs are required.',
  },
  VTREE_MIGRATION_ALREADY_EXISTS: { rc: 717, message: 'The V-Tree is already undergoing migration to the same Storage Pool' },
  VTREE_MIGRATE_SAME_SP: {
    rc: 718,
    message:
      'The destination Storage Pool and the source Storage Pool are the same. Please use a destination Storage Pool that is different than the source Storage Pool.',
  },
  VTREE_MIGRATE_MULTIPLE_SP: {
    rc: 719,
    message:
      'The V-Tree is currently undergoing migration. You can either roll back the current migration or wait for it to complete before initiating another migration.',
  },
  MEDIA_TYPE_MISMATCH: { rc: 820, message: 'The device media type is not compatible with the Storage Pool media type' },
  MIGRATION_IN_PROGRESS: {
    rc: 866,
    message: 'There is a VTree migration in progress in this Storage Pool. Cancel migrations or wait for them to finish and try again.',
  },
  VTREE_MAY_NOT_MIGRATED_TO_DIFFERENT_ZERO_PADDING: {
    rc: 978,
    message: 'You cannot migrate a V-Tree between Storage Pools with different zero-padding settings.',
  },
  MUST_SPECIFY_MEDIA_TYPE: {
    rc: 980,
    message:
      'The target Storage Pool is configured with the Transitional media type. The device media type should be provided explicitly when adding a device to the Storage Pool.',
  },
  TGT_IS_DOWN: { rc: 1042, message: 'This operation cannot be performed unless SDS is up and running' },
} as const;
