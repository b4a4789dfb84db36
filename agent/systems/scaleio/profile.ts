/** What gateways of different versions have: ScaleIO 2.x, VxFlex OS 3.x, PowerFlex 4.x. */

/** From which version on something is there. */
export type Since = '2.5' | '3.0' | '3.5' | '4.0' | '4.5';

/** Alerts are a list of the gateway's before 4.0; then they are another service's. */
export function hasAlerts(version: string): boolean {
  return !isSince(version, '4.0');
}

/** The first version of which a client is known that calls migrateVTree is 3.0: CloudStack's. */
export function canMigrate(version: string): boolean {
  return isSince(version, '3.0');
}

/** Whether a gateway's version, as `2.6` or `3.6.0.1`, is that one or a later one. */
export function isSince(version: string, since: Since): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = since.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
