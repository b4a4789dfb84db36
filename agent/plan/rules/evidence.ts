/** What a person should know before consenting to a change, one sentence a line. */
import { formatInstant } from '../../clock.ts';
import type { FieldDiff } from '../../model/change.ts';
import type { Memory, Owned } from '../../model/memory.ts';
import type { Approvable } from './proposals.ts';

export function evidenceOf(change: Approvable, why: string, memory: Memory): readonly string[] {
  const owned = memory.inventory.get(change.ref);
  return [
    `Why it waits: ${why}.`,
    `Why it is planned: ${change.reason}.`,
    ...change.effects.map((effect) => `What happens: ${effect}.`),
    ...change.then.map((step) => `Then: ${step}.`),
    ...change.fields.map((field) => `Changed: ${fieldText(field)}.`),
    change.backendId === null ? 'Object: not there now.' : `Object: ${change.ref}, known to its system as ${change.backendId}.`,
    ...(owned === undefined ? [] : [knownText(owned)]),
    `Class: ${change.class}.`,
  ];
}

function fieldText({ path, from, to }: FieldDiff): string {
  return `${path} from ${JSON.stringify(from)} to ${JSON.stringify(to)}`;
}

function knownText({ how, since, commit, applied }: Owned): string {
  const spec = applied === null ? '' : `; last applied from ${commit.slice(0, 7)} as ${JSON.stringify(applied)}`;
  return `Known: ${how} by Plumbline at ${formatInstant(since)}${spec}.`;
}
