/** A device that had an error: once all its data exist elsewhere ScaleIO may try it again, and has nothing to lose by it. */
import type { Finding } from '../../../model/observed.ts';
import { facets } from '../../../model/world.ts';
import type { PoolStatistics, ScaleioFacets } from '../../../systems/scaleio/types.ts';
import type { RuleFacts } from '../types.ts';
import { READS, settledDevices } from './devices.ts';
import type { DeviceView } from './devices.ts';
import { faultFinding, repairDraft } from './remedy.ts';
import type { Remedy } from './remedy.ts';

/** What else a version may call an error, nobody clears by himself. */
const ERROR = 'Error';

export function failedDevices(facts: RuleFacts): readonly Remedy[] {
  const statistics = facets<ScaleioFacets>(facts.sight.world, 'scaleio')?.statistics;
  if (statistics?.kind !== 'ok') return [];
  return settledDevices(facts).flatMap((view) => {
    const { errorState, storagePoolId } = view.device;
    const pool = storagePoolId === null ? undefined : statistics.value.get(storagePoolId);
    if (errorState !== ERROR || storagePoolId === null || pool === undefined || !isWhole(pool)) return [];
    return [{ fault: 'failedDevice', finding: findingOf(view), draft: draftOf(view, storagePoolId), isProven: true } as const];
  });
}

/** No copy is lost, out of date, or on its way to where it will be instead. */
function isWhole({ degradedKib, failedKib, rebuildKib }: PoolStatistics): boolean {
  return degradedKib === 0 && failedKib === 0 && rebuildKib === 0;
}

function draftOf({ ref, device: { id, errorState }, text }: DeviceView, poolId: string): Remedy['draft'] {
  return repairDraft(ref, {
    backendId: id,
    action: { system: 'scaleio', do: 'setDevice', args: { deviceId: id, call: 'clearDeviceError' } },
    requires: [{ system: 'scaleio', check: 'pool-protected', backendId: poolId, args: { mayLackRoom: true } }],
    reads: READS,
    reason: `device ${text} has an error, and its data exist elsewhere by now`,
    fields: [{ path: 'errorState', from: errorState, to: 'None' }],
    effects: [`clears the error of device ${text}: ScaleIO tries it again, and moves data to it if it is well`],
  });
}

function findingOf({ ref, text }: DeviceView): Finding {
  return faultFinding('failedDevice', {
    ref,
    code: 'DeviceMayBeTriedAgain',
    why: `device ${text} has an error, and its data exist elsewhere by now`,
    remedy: 'Clear its error in ScaleIO if the disk is well; else remove it there and replace the disk.',
  });
}
