/**
 * A device that had an error: once all its data exist elsewhere ScaleIO may try it again, and has nothing to lose by it. Each time
 * data move to it, though, and have one copy when it fails again: so people are asked before the second time in a day.
 */
import { formatInstant } from '../../../clock.ts';
import type { ClearedError } from '../../../model/memory.ts';
import type { Finding } from '../../../model/observed.ts';
import { facets } from '../../../model/world.ts';
import type { PoolStatistics, ScaleioFacets } from '../../../systems/scaleio/types.ts';
import type { RuleFacts } from '../types.ts';
import { READS, settledDevices } from './devices.ts';
import type { DeviceView } from './devices.ts';
import { faultFinding, repairDraft } from './remedy.ts';
import type { Remedy } from './remedy.ts';

type RepairDraft = NonNullable<Remedy['draft']>;

/** What else a version may call an error, nobody clears by himself. */
const ERROR = 'Error';

export function failedDevices(facts: RuleFacts): readonly Remedy[] {
  const statistics = facets<ScaleioFacets>(facts.sight.world, 'scaleio')?.statistics;
  if (statistics?.kind !== 'ok') return [];
  return settledDevices(facts).flatMap((view) => {
    const { errorState, storagePoolId } = view.device;
    const pool = storagePoolId === null ? undefined : statistics.value.get(storagePoolId);
    if (errorState !== ERROR || storagePoolId === null || pool === undefined || !isWhole(pool)) return [];
    const cleared = facts.inputs.memory.cleared.findLast(({ backendId }) => backendId === view.device.id);
    const draft = cleared === undefined ? draftOf(view, storagePoolId) : again(draftOf(view, storagePoolId), view, cleared);
    return [{ fault: 'failedDevice', finding: findingOf(view), draft, isProven: cleared === undefined } as const];
  });
}

/** No copy is lost, out of date, or on its way to where it will be instead. */
function isWhole({ degradedKib, failedKib, rebuildKib }: PoolStatistics): boolean {
  return degradedKib === 0 && failedKib === 0 && rebuildKib === 0;
}

/** An Approval is of this time only: when it was cleared last is part of the value that is changed, and so of the key. */
function again(draft: RepairDraft, { device: { errorState }, text }: DeviceView, { at }: ClearedError): RepairDraft {
  const since = `cleared at ${formatInstant(at)}`;
  return {
    ...draft,
    reason: `device ${text} has an error again, after it was ${since}`,
    fields: [{ path: 'errorState', from: `${errorState}, ${since}`, to: 'None' }],
    effects: [...draft.effects, 'data that move to a disk which fails again have only one copy for a while: think of replacing it'],
  };
}

function draftOf({ ref, device: { id, errorState }, text }: DeviceView, poolId: string): RepairDraft {
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
