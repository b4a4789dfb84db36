/**
 * What REX-Ray does on a host when a task that mounts a volume starts or ends. It never creates one (create disabled). A
 * volume that is mapped elsewhere it takes away there first, if it may preempt: "equivalent to power off of the existing
 * instance for the device". Without that a volume stays where it is, also on a dead host.
 */
import type { Host, Preempted, StoragePort } from '../service.ts';
import type { ScaleioState, Sdc } from './state.ts';
import type { Volume } from './volumes.ts';

/** REX-Ray cuts names to what ScaleIO allows, on create and on look-up. */
const LONGEST_NAME = 31;

const UNLIMITED = { limitIops: 0, limitKibps: 0, accessMode: 'ReadWrite' };

/** `preempt`: libstorage.integration.volume.operations.mount.preempt. */
export function makeStoragePort(state: ScaleioState, preempt: boolean): StoragePort {
  const listeners: ((preempted: Preempted) => void)[] = [];
  const find = (volumeName: string, host: Host): { volume: Volume | undefined; sdc: Sdc | undefined } => ({
    volume: state.volumes.named(volumeName.slice(0, LONGEST_NAME)),
    sdc: state.sdcs.find(({ ip, connected }) => ip === host.ip && connected),
  });
  const takeAway = (volume: Volume, volumeName: string): void => {
    const hostIps = state.sdcs.filter(({ id }) => volume.mappings.has(id)).map(({ ip }) => ip);
    volume.mappings.clear();
    for (const listener of listeners) listener({ volumeName, hostIps });
  };
  return {
    attach(volumeName, host) {
      const { volume, sdc } = find(volumeName, host);
      if (!sdc) return { kind: 'refused', why: `the SDC of ${host.name} is not connected` };
      if (!volume) return { kind: 'refused', why: `volume ${volumeName} does not exist, and REX-Ray may not create it` };
      if (volume.mappings.has(sdc.id)) return { kind: 'attached' };
      if (volume.mappings.size > 0 && !preempt) return { kind: 'refused', why: 'volume already attached to a host' };
      if (volume.mappings.size > 0) takeAway(volume, volumeName);
      volume.mappings.set(sdc.id, UNLIMITED);
      return { kind: 'attached' };
    },
    detach(volumeName, host) {
      const { volume, sdc } = find(volumeName, host);
      if (sdc) volume?.mappings.delete(sdc.id);
    },
    onPreempted: (listener) => void listeners.push(listener),
  };
}
