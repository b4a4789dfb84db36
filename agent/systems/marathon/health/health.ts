/** How everything is that is declared for one Marathon. Pure. */
import { joined } from '../../../model/joined.ts';
import type { Live, SystemHealth } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { MarathonFacets } from '../types.ts';
import { appHealth } from './app.ts';
import { groupHealth } from './groups.ts';
import { podHealth } from './pods.ts';

/** `on`: the name of this Marathon. */
export function marathonHealth(inputs: Inputs, live: Live<MarathonFacets>, on: string | null): SystemHealth {
  const apps = appHealth(inputs, live, on);
  const pods = podHealth(inputs, live, on);
  const members = joined([apps.ready, pods.ready]);
  const groups = groupHealth(inputs, live, on, members);
  return {
    ready: joined([members, groups.ready]),
    findings: [...apps.findings, ...pods.findings, ...groups.findings],
    gauges: [],
    ids: joined([apps.ids, pods.ids, groups.ids]),
    marks: marksOf(apps, pods),
    existing: apps.existing === null || pods.existing === null ? null : apps.existing + pods.existing,
  };
}

function marksOf(apps: SystemHealth, pods: SystemHealth): SystemHealth['marks'] {
  if (apps.marks === null || pods.marks === null) return null;
  return pods.marks.length === 0 ? apps.marks : [...apps.marks, ...pods.marks];
}
