/** Linux isolation, which apps and the containers of pods have alike. */
import { without } from './repair.ts';

export interface LinuxInfo {
  seccomp?: { profileName?: string; unconfined: boolean };
  ipcInfo?: { mode: 'PRIVATE' | 'SHARE_PARENT'; shmSize?: number };
}

/** A profile or none; memory of the parent has no size of its own. */
export function isolated<T extends LinuxInfo>(info: T): T {
  const { seccomp, ipcInfo } = info;
  const profile = seccomp?.unconfined === false ? { profileName: 'default.json', ...seccomp } : seccomp && without(seccomp, 'profileName');
  const memory = ipcInfo?.mode === 'SHARE_PARENT' ? without(ipcInfo, 'shmSize') : ipcInfo;
  return { ...info, ...(profile === undefined ? {} : { seccomp: profile }), ...(memory === undefined ? {} : { ipcInfo: memory }) };
}
