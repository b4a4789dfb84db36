/** Whether a run that did not come to its end stopped as it should: one condition about what a person did, and nothing silent. */
import type { Finding } from '../../agent/model/observed.ts';
import type { PassRun } from '../../agent/run-pass.ts';
import { nodeName, POOL, sdsOn } from '../growth/files.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import { boughtIn } from '../growth/judge.ts';
import type { Harm } from './stage.ts';

const CODES = new Set([
  'DiskTagsMissing',
  'DiskUnexplained',
  'DiskElsewhere',
  'DiskMissing',
  'DiskForgotten',
  'DiskOfOtherNode',
  'DiskInOtherZone',
  'DeviceInError',
]);

/** The conditions about the harmed slots, exactly one about each, in words; empty: there is none, or there are two about one. */
export function conditionOf(run: PassRun | null, harms: readonly Harm[], world: GrowthWorld): string {
  const [harm] = harms;
  if (run === null || harm === undefined) return '';
  const about = findingsAbout(run.report.health.findings, harm, world);
  const refs = new Set(about.map(({ ref }) => ref));
  if (refs.size !== about.length || !about.some(({ code }) => CODES.has(code))) return '';
  return about.map(({ ref, code }) => `${code} of ${ref}`).join(', ');
}

/** About the slots that the harm was done to; about the node's data server where there are none. */
function findingsAbout(findings: readonly Finding[], harm: Harm, { sim }: GrowthWorld): readonly Finding[] {
  if (harm.kind === 'host') {
    const slots = findings.filter(({ ref }) => ref.startsWith(`Disk/${POOL}/${nodeName(harm.name)}/`));
    return slots.length > 0 ? slots : findings.filter(({ code, why }) => code === 'DeviceInError' && why.includes(sdsOn(harm.name)));
  }
  const row = boughtIn(sim).find(({ id }) => id === harm.id)?.row ?? '?';
  return findings.filter(({ ref, why, code }) => why.includes(harm.id) || (ref.endsWith(`/${row}`) && CODES.has(code)));
}
