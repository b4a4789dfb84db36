/** What is wrong with one document whatever else is declared, beyond what its schema says. */
import type { Kind } from '../model/kinds.gen.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { SYNC_RULES } from './sync.ts';
import { APP_RULES, POD_RULES } from './rules/all.ts';
import { GROUP_RULES } from './rules/groups.ts';
import { FRAMEWORK_RULES } from './rules/frameworks.ts';
import { JOB_RULES } from './rules/jobs.ts';
import { NODE_RULES } from './rules/nodes.ts';
import { POOL_RULES } from './rules/pools.ts';
import { frequentSnapshots, scheduleRule } from './rules/snapshots.ts';
import { limitsRule } from './rules/volume-limits.ts';
import { soundOf, toldBy } from './sound.ts';
import type { Sound, Wrong } from './sound.ts';
import type { CrossFault } from './types.ts';

export type TracedFault = Fault & Pick<CrossFault, 'looked'>;

type Rule<K extends Kind> = (content: Sound<K>) => readonly Fault[];

const RULES: { readonly [K in Kind]?: readonly Rule<K>[] } = {
  // One to be deleted may be as it is.
  App: APP_RULES.map(
    (rule) =>
      ({ state, spec }) =>
        state === 'present' ? rule(spec) : NONE,
  ),
  Cluster: SYNC_RULES.map(
    (rule) =>
      ({ spec: { sync } }) =>
        sync === undefined ? NONE : rule(sync),
  ),
  Framework: FRAMEWORK_RULES.map(
    (rule) =>
      ({ spec }) =>
        rule(spec),
  ),
  Group: GROUP_RULES.map(
    (rule) =>
      ({ spec }) =>
        rule(spec),
  ),
  Job: JOB_RULES.map(
    (rule) =>
      ({ state, spec }) =>
        state === 'present' ? rule(spec) : NONE,
  ),
  Pod: POD_RULES.map(
    (rule) =>
      ({ state, spec }) =>
        state === 'present' ? rule(spec) : NONE,
  ),
  StorageNode: NODE_RULES.map(
    (rule) =>
      ({ spec }) =>
        rule(spec),
  ),
  StoragePool: POOL_RULES.map(
    (rule) =>
      ({ spec }) =>
        rule(spec),
  ),
  Volume: [({ spec }) => scheduleRule(spec), ({ spec }) => limitsRule(spec)],
};

const NONE: readonly Fault[] = [];

/** The same with what each rule looked at: of a patched document it may come from elsewhere. Takes longer. */
export function tracedFaults<K extends Kind>(kind: K, document: unknown, wrong: readonly Wrong[]): readonly TracedFault[] {
  const rules = (RULES[kind] ?? []) as readonly Rule<K>[];
  return rules.flatMap((rule) => {
    const looked: Path[] = [];
    const faults = toldBy(rule, soundOf<K>(document, wrong, looked)) ?? NONE;
    return faults.map((fault) => ({ ...fault, looked }));
  });
}

/** A rule that gets to something wrong says nothing. Paths start at the document. */
export function ownFaults<K extends Kind>(kind: K, content: Sound<K>): readonly Fault[] {
  const rules = RULES[kind] as readonly Rule<K>[] | undefined;
  if (rules === undefined) return NONE;
  const faults: Fault[] = [];
  for (const rule of rules) for (const fault of toldBy(rule, content) ?? NONE) faults.push(fault);
  return faults;
}

/** What may be meant as it is, and probably is not. */
export function ownWarnings(kind: Kind, content: Sound<Kind>): readonly Fault[] {
  if (kind !== 'Volume') return NONE;
  return toldBy(({ spec }: Sound<'Volume'>) => frequentSnapshots(spec), content as Sound<'Volume'>) ?? NONE;
}
