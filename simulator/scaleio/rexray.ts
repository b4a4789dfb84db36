/**
 * What REX-Ray does on a host when a task that mounts a volume starts or ends. It never creates one (create disabled),
 * and it preempts: a volume that is mapped elsewhere is taken away there first, as after a host's death.
 */
import type { Host, StoragePort } from '../service.ts';
import type { ScaleioState, Sdc, Volume } from './state.ts';

/** REX-Ray cuts names to what ScaleIO allows, on create and on look-up. */
const LONGEST_NAME = 31;

export function makeStoragePort(state: ScaleioState): StoragePort {
  const find = (volumeName: string, host: Host): { volume: Volume | undefined; sdc: Sdc | undefined } => ({
    volume: state.volumes.find(({ name }) => name === volumeName.slice(0, LONGEST_NAME)),
    sdc: state.sdcs.find(({ ip, connected }) => ip === host.ip && connected),
  });
  return {
    attach(volumeName, host) {
      const { volume, sdc } = find(volumeName, host);
      if (!sdc) return { kind: 'refused', why: `the SDC of ${host.name} is not connected` };
      if (!volume) return { kind: 'refused', why: `volume ${volumeName} does not exist, and REX-Ray may not create it` };
      if (!volume.mappedSdcIds.has(sdc.id)) volume.mappedSdcIds.clear();
      volume.mappedSdcIds.add(sdc.id);
      return { kind: 'attached' };
    },
    detach(volumeName, host) {
      const { volume, sdc } = find(volumeName, host);
      if (sdc) volume?.mappedSdcIds.delete(sdc.id);
    },
  };
}
