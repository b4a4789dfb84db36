/** `plumbline hold [Kind/name] --for TIME --reason TEXT`: stops writing at once, without a merge, and for a time only. */
import { hostname } from 'node:os';
import type { Agent } from '../agent.ts';
import { formatInstant, instant } from '../clock.ts';
import { KINDS } from '../desired/schemas.ts';
import { PlumblineError } from '../errors.ts';
import { withHold } from '../memory/holds.ts';
import { findDoc } from '../model/desired.ts';
import type { Memory } from '../model/memory.ts';
import { kindOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import { badOption } from './args.ts';
import type { Args } from './args.ts';
import { usageErrors } from './errors.ts';
import { changeHolds, heldObject, objectText, printHolds, readJournal } from './holds.ts';
import type { Io } from './io.ts';
import { withAgent } from './with-agent.ts';

/** What is forgotten must not stay stopped for ever. */
const LONGEST_DAYS = 30;
const DAY_MS = 24 * 3_600_000;

export function hold(args: Args, io: Io): Promise<number> {
  const ref = heldObject(args);
  const { reason, forMs } = checked(args);
  return withAgent(args, io, 'silent', async (agent) => {
    const memory = await readJournal(agent);
    if (ref !== '*') await requireKnown(agent, ref, memory);
    const until = instant(agent.ctx.clock.now() + forMs);
    const added = { ref, until, reason: agent.redactor.text(reason), by: personOf(io) };
    const said = `hold ${objectText(ref)} until ${formatInstant(until)}`;
    const holds = await changeHolds(agent, memory, said, (before) => withHold(before, added));
    const name = ref === '*' ? '' : ` ${ref}`;
    printHolds(holds, `Held until ${formatInstant(until)}: ${objectText(ref)}. To end it: plumbline resume${name}`, args, io);
    return 0;
  });
}

function checked({ reason, forMs }: Args): { readonly reason: string; readonly forMs: number } {
  if (forMs === null || forMs === 0) throw badOption('hold needs --for TIME, such as --for 2h: a hold ends by itself.');
  if (forMs > LONGEST_DAYS * DAY_MS) throw badOption(`hold takes at most --for ${LONGEST_DAYS * 24}h; hold again when that is over.`);
  if (reason === null || reason.trim() === '') throw badOption('hold needs --reason TEXT, for whoever wonders why nothing happens.');
  return { reason: reason.trim(), forMs };
}

/** A hold on a misspelt name would hold nothing; what cannot be looked up because the newest commit is refused is taken. */
async function requireKnown(agent: Agent, ref: Ref, memory: Memory): Promise<void> {
  const isKind = KINDS.some((kind) => kind === kindOf(ref));
  if (isKind && (memory.inventory.has(ref) || (await mayBeDeclared(agent, ref)))) return;
  const what = isKind ? `neither git nor the inventory has ${ref}` : `there is no kind ${kindOf(ref)}`;
  throw new PlumblineError(usageErrors.nothingMatches, `hold ${ref}: ${what}.`);
}

async function mayBeDeclared(agent: Agent, ref: Ref): Promise<boolean> {
  const loaded = await agent.load(await agent.repo.resolve(agent.branches.tracked));
  return loaded.kind === 'refused' || findDoc(loaded.desired, ref) !== undefined;
}

function personOf({ environment }: Io): string {
  return `${environment['USER'] ?? environment['LOGNAME'] ?? 'somebody'}@${hostname()}`;
}
