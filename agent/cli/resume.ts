/** `plumbline resume [Kind/name]`: ends a hold before its time. */
import { formatInstant } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import { withoutHold } from '../memory/holds.ts';
import type { Hold } from '../model/memory.ts';
import type { Args } from './args.ts';
import { usageErrors } from './errors.ts';
import { changeHolds, heldObject, objectText, printHolds, readJournal } from './holds.ts';
import type { Io } from './io.ts';
import { withAgent } from './with-agent.ts';

/** Throws `usage/nothing-matches` when there is no such hold. */
export function resume(args: Args, io: Io): Promise<number> {
  const ref = heldObject(args);
  return withAgent(args, io, 'silent', async (agent) => {
    const memory = await readJournal(agent);
    if (!memory.holds.some((hold) => hold.ref === ref)) {
      const message = `resume: there is no hold on ${objectText(ref)}; ${listText(memory.holds)}.`;
      throw new PlumblineError(usageErrors.nothingMatches, message);
    }
    const left = await changeHolds(agent, memory, `resume ${objectText(ref)}`, (before) => withoutHold(before, ref));
    printHolds(left, `No longer held: ${objectText(ref)}; ${listText(left)}.`, args, io);
    return 0;
  });
}

function listText(holds: readonly Hold[]): string {
  if (holds.length === 0) return 'nothing is held';
  return `held: ${holds.map(({ ref, until }) => `${objectText(ref)} until ${formatInstant(until)}`).join(', ')}`;
}
