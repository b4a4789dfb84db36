/** Whether the systems that documents are for are there: which there are, and where, only the agent's configuration says. */
import { systemNamed, systemOf } from '../model/ref.ts';
import type { SystemName } from '../model/ref.ts';
import { didYouMean } from '../schema/nearest.ts';
import { desiredErrors } from './errors.ts';
import { addFault } from './most-faults.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

/** Of the kinds that may be in one of several systems, or in one that need not be configured. */
const KINDS = ['App', 'Framework', 'Group', 'Job', 'Pod'] as const;

/** `systems` null: nobody can say. */
export function systemFaults({ entries }: Declared, systems: ReadonlySet<SystemName> | null): readonly CrossFault[] {
  const faults: CrossFault[] = [];
  if (systems === null) return faults;
  for (const kind of KINDS) {
    for (const entry of entries[kind] as readonly Entry[]) {
      const missing = systemsOf(entry).find((name) => !systems.has(name));
      if (missing !== undefined) addFault(faults, unknownSystem(entry, missing, [...systems]));
    }
  }
  return faults;
}

/** A Framework is in Mesos, and its scheduler in a Marathon. */
function systemsOf({ kind, ref, on }: Entry): readonly SystemName[] {
  const own = systemOf(ref);
  return kind === 'Framework' ? [own, systemNamed('marathon', on)] : [own];
}

const NAMES: { readonly [system: string]: string } = { marathon: 'Marathon', mesos: 'Mesos', chronos: 'Chronos', metronome: 'Metronome' };

function unknownSystem({ origin, on }: Entry, missing: SystemName, systems: readonly SystemName[]): CrossFault {
  const [kind = '', name] = missing.split(':', 2);
  const vendor = NAMES[kind] ?? kind;
  const same = systems.filter((system) => system.split(':', 1)[0] === kind);
  const named = same.flatMap((system) => system.split(':')[1] ?? []);
  const message = name === undefined ? withoutName(vendor, named) : `There is no ${vendor} named ${name}${suggestion(name, named)}`;
  return { code: desiredErrors.unknownSystem, origin, path: on === null ? ['kind'] : ['metadata', 'on'], at: 'value', message };
}

function withoutName(vendor: string, named: readonly string[]): string {
  if (named.length === 0) return `plumbline.yaml has no ${vendor}, so nothing can be declared in one.`;
  return `Every ${vendor} in plumbline.yaml has a name; say with metadata.on which one: ${named.join(', ')}.`;
}

function suggestion(name: string, named: readonly string[]): string {
  const there = named.length === 0 ? ' in plumbline.yaml: leave metadata.on out.' : ` in plumbline.yaml; there is ${named.join(', ')}.`;
  return didYouMean(name, named) || there;
}
