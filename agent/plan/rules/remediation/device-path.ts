/** A device that its host has under another path since it was started: ScaleIO found it by what is on it, and keeps asking about the path. */
import type { Finding } from '../../../model/observed.ts';
import type { RuleFacts } from '../types.ts';
import { READS, settledDevices } from './devices.ts';
import type { DeviceView } from './devices.ts';
import { faultFinding, repairDraft } from './remedy.ts';
import type { Remedy } from './remedy.ts';

export function changedPaths(facts: RuleFacts): readonly Remedy[] {
  return settledDevices(facts)
    .filter(isMoved)
    .map((view) => ({ fault: 'devicePath', finding: findingOf(view), draft: draftOf(view), isProven: true }));
}

/** Where the document names the new path it is told to ScaleIO because of that. */
function isMoved({ device: { path, originalPath, errorState }, declared }: DeviceView): boolean {
  return path !== originalPath && path !== '' && originalPath !== '' && errorState === 'None' && declared?.path !== path;
}

function draftOf({ ref, device: { id, path, originalPath }, text }: DeviceView): Remedy['draft'] {
  return repairDraft(ref, {
    backendId: id,
    action: { system: 'scaleio', do: 'setDevice', args: { deviceId: id, call: 'updateDeviceOriginalPathname' } },
    requires: [],
    reads: READS,
    reason: `the host has device ${text} under ${path} now, and ScaleIO works with it there`,
    fields: [{ path: 'originalPath', from: originalPath, to: path }],
    effects: [`lets ScaleIO look for device ${text} at ${path} instead of ${originalPath}`],
  });
}

function findingOf({ ref, device: { path, originalPath }, text }: DeviceView): Finding {
  return faultFinding('devicePath', {
    ref,
    code: 'DevicePathChanged',
    why: `the host has device ${text} under ${path} now, no longer under ${originalPath}`,
    remedy: `Tell ScaleIO that the path is right (updateDeviceOriginalPathname), or give the disk its old path back.`,
  });
}
