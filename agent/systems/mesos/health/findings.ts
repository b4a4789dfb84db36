/** What people should know of a Framework that is no defect of it. Pure. */
import type { Doc } from '../../../model/desired.ts';
import type { Finding } from '../../../model/observed.ts';
import type { Seen } from './readiness.ts';

/** Of one that is declared present. */
export function findingsOf(doc: Doc<'Framework'>, seen: Seen): readonly Finding[] {
  return doc.state === 'absent' ? [] : [...notAsked(doc, seen), ...takesAnyDisk(doc, seen)];
}

function notAsked({ ref }: Doc<'Framework'>, { probes }: Seen): readonly Finding[] {
  const probed = probes.get(ref);
  if (probed?.kind !== 'not-asked') return [];
  const remedy = 'Add the addresses of the agents to probes.hosts in plumbline.yaml, correct health.portIndex, or remove health.';
  return [
    { ref, code: 'HealthNotAsked', why: `nobody asks its scheduler how it is: ${probed.why}`, remedy, causedBy: null, recheckAt: null },
  ];
}

/** By which scaleio-framework knows, agent by agent, the disks it may take; on an agent without it takes any. */
const ATTRIBUTE = 'scaleio-sds-domains';

function takesAnyDisk({ ref, spec }: Doc<'Framework'>, { agents }: Seen): readonly Finding[] {
  if (spec.imperative !== true) return [];
  const open = [...agents.registered.values()].filter(({ attributes }) => !attributes.has(ATTRIBUTE)).map(({ hostname }) => hostname);
  if (open.length === 0) return [];
  const named = open.length > 3 ? `${open.slice(0, 3).join(', ')} and ${open.length - 3} more` : open.join(', ');
  const why = `it is declared imperative, and takes every disk it finds on ${named}: no attribute ${ATTRIBUTE} is there`;
  return [
    { ref, code: 'TakesAnyDisk', why, remedy: `Give these Mesos agents the attribute ${ATTRIBUTE}.`, causedBy: null, recheckAt: null },
  ];
}
