/** What the verbs hold and resume share: they change holds.json on the status branch, and ask no system anything. */
import type { Agent } from '../agent.ts';
import { formatInstant } from '../clock.ts';
import { journalDeps, journalMessage } from '../journal.ts';
import { commitJournal } from '../memory/journal.ts';
import { readMemory } from '../memory/memory.ts';
import type { Hold, Memory } from '../model/memory.ts';
import { printable, printableJson } from '../model/printable.ts';
import type { Ref } from '../model/ref.ts';
import { parseRef } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

/** The object that was named; `*`, everything, when none was. */
export function heldObject({ verb, target }: Args): Ref | '*' {
  return target === null || target === '*' ? '*' : parseRef(target, `${verb} `);
}

export function objectText(ref: Ref | '*'): string {
  return ref === '*' ? 'everything' : ref;
}

/** Throws what the repository and the journal throw. */
export async function readJournal({ repo, cluster, branches, ctx }: Agent): Promise<Memory> {
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  const tip = listed.value.get(branches.status) ?? null;
  const memory = await readMemory({ repo, cluster, tip, now: ctx.clock.now() }, null);
  if (memory.kind === 'unknown') throw memory.error;
  return memory.value;
}

/** `next` is asked anew when somebody else moved the branch; the same list means that there is nothing to do. */
export async function changeHolds(
  agent: Agent,
  memory: Memory,
  said: string,
  next: (holds: readonly Hold[]) => readonly Hold[],
): Promise<readonly Hold[]> {
  const message = journalMessage(agent, said);
  const after = await commitJournal(journalDeps(agent), memory, async (current) => {
    const holds = next(current.holds);
    return holds === current.holds ? null : { after: { ...current, holds }, files: new Map(), message };
  });
  return after.holds;
}

/** Every hold there is, for `-o json`. */
export function printHolds(holds: readonly Hold[], text: string, { output }: Args, io: Io): void {
  const listed = holds.map(({ ref, until, reason, by }) => ({ ref, until: formatInstant(until), reason, by }));
  io.out(`${output === 'json' ? printableJson({ holds: listed }) : printable(text)}\n`);
}
