/** Whether a disk is as it should be is the slots rule's to say; what is known here is how many there are. */
import type { Live, SystemHealth } from '../../model/observed.ts';
import type { Inputs } from '../../model/system.ts';
import type { CloudFacets } from './types.ts';

export function cloudHealth(_inputs: Inputs, { disks }: Live<CloudFacets>): SystemHealth {
  return {
    ready: new Map(),
    findings: [],
    gauges: [],
    ids: new Map(),
    marks: [],
    existing: disks.kind === 'ok' ? disks.value.length : null,
  };
}
