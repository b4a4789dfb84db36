/** Linux isolation, of which apps and pods have the same rules (Marathon's state/LinuxInfo.scala). */
import type { ErrorCode } from '../../errors.ts';
import type { Fault, Path } from '../../schema/fault.ts';
import { at, atKey } from './rule.ts';

interface LinuxInfo {
  readonly seccomp?: { readonly profileName?: string; readonly unconfined: boolean };
  readonly ipcInfo?: { readonly mode: string; readonly shmSize?: number };
}

/** `path`: where the linuxInfo is. */
export function linuxFaults(code: ErrorCode, path: Path, { seccomp, ipcInfo }: LinuxInfo = {}): readonly Fault[] {
  const isOdd = seccomp !== undefined && (seccomp.profileName !== undefined) === seccomp.unconfined;
  const isSized = ipcInfo?.mode === 'SHARE_PARENT' && ipcInfo.shmSize !== undefined;
  return [
    ...(isOdd ? [at(code, [...path, 'seccomp'], 'Seccomp has either a profileName or unconfined: true.')] : []),
    ...(isSized ? [atKey(code, [...path, 'ipcInfo', 'shmSize'], 'Memory that is shared with the parent has no size of its own.')] : []),
  ];
}
