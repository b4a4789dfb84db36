/** Which steps of a slot save its pool: what an agent that is cut off from git may still do. */
import type { CloudAction } from '../../../systems/cloud-disks/types.ts';
import type { ScaleioAction } from '../../../systems/scaleio/types.ts';
import type { Saves } from '../grow/in-force.ts';
import type { Step } from './steps.ts';

/**
 * Those that two agents may make at once: the second one finds it done. Not the detach of a disk that hangs, although the row
 * waits for it: another agent may just have offered that disk to ScaleIO.
 */
const STEPS: ReadonlySet<(CloudAction | ScaleioAction)['do']> = new Set(['createDisk', 'tagDisk', 'attachDisk', 'addDevice']);

export function isRescue(step: Step, saves: Saves): boolean {
  if (step.kind !== 'act' || saves === null || !STEPS.has(step.draft.action.do)) return false;
  return saves === 'buy' || step.draft.op !== 'create';
}
