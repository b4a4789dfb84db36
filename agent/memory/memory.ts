/** Reads back from the status branch what the agent wrote there. Only its newest commit counts. */
import type { Instant } from '../clock.ts';
import { asPlumblineError } from '../errors.ts';
import { NO_MEMORY, STATUS_FILES } from '../model/memory.ts';
import type { Memory } from '../model/memory.ts';
import type { Reading } from '../model/observed.ts';
import { ok, unknown } from '../model/observed.ts';
import type { Repo } from '../model/repo.ts';
import { parseAccepted } from './file/accepted.ts';
import { parseHolds } from './file/holds.ts';
import { INTENTS_FOLDER, parseIntent } from './file/intent.ts';
import { parsePublished } from './file/published.ts';
import { parseRemovals } from './file/removals.ts';
import { parseSamples } from './file/samples.ts';
import { isNewerFile } from './file/schema.ts';
import { parseWriter } from './file/writer.ts';
import { openFolder } from './folder.ts';
import type { JournalFolder } from './folder.ts';
import { readInventory } from './read-inventory.ts';
import { ofLastDay } from './removals.ts';

export interface MemoryPlace {
  readonly repo: Repo;
  readonly cluster: string;
  /** The status branch's commit as just listed; null when there is no such branch. */
  readonly tip: string | null;
  readonly now: Instant;
}

/** What was remembered at `tip`; `previous` is returned as it is when neither the branch nor time has moved on. */
export async function readMemory(place: MemoryPlace, previous: Memory | null): Promise<Reading<Memory>> {
  const { tip, now } = place;
  try {
    if (tip === null) return ok(NO_MEMORY, now);
    return ok(inTime(previous?.tip === tip ? previous : await readAt(place, tip), now), now);
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}

async function readAt({ repo, cluster }: MemoryPlace, tip: string): Promise<Memory> {
  const folder = await openFolder(repo, tip, cluster);
  const headed = [STATUS_FILES.accepted, STATUS_FILES.writer, STATUS_FILES.holds, ...folder.below(INTENTS_FOLDER)];
  const newer = await Promise.all(headed.map((file) => folder.read(file, isNewerFile)));
  if (newer.includes(true)) return { ...NO_MEMORY, tip, isNewer: true };
  return { ...NO_MEMORY, tip, ...(await folder.read(STATUS_FILES.accepted, parseAccepted)), ...(await readParts(repo, folder)) };
}

type Parts = Pick<Memory, 'writer' | 'holds' | 'removals' | 'inventory' | 'intents' | 'samples' | 'published'>;

async function readParts(repo: Repo, folder: JournalFolder): Promise<Parts> {
  const intents = await Promise.all(folder.below(INTENTS_FOLDER).map((file) => folder.read(file, parseIntent)));
  return {
    writer: await folder.read(STATUS_FILES.writer, parseWriter),
    holds: (await folder.read(STATUS_FILES.holds, parseHolds)) ?? [],
    removals: (await folder.read(STATUS_FILES.removals, parseRemovals)) ?? [],
    inventory: await readInventory(repo, folder),
    intents: intents.filter((intent) => intent !== null),
    samples: (await folder.read(STATUS_FILES.samples, parseSamples)) ?? new Map(),
    published: await folder.read(STATUS_FILES.status, parsePublished),
  };
}

/** Without the holds that have lapsed, and what counts for a day only. */
function inTime(memory: Memory, now: Instant): Memory {
  const holds = memory.holds.filter(({ until }) => now < until);
  const removals = ofLastDay(memory.removals, now);
  const cleared = ofLastDay(memory.cleared, now);
  const isSame = holds.length === memory.holds.length && removals === memory.removals && cleared === memory.cleared;
  return isSame ? memory : { ...memory, holds, removals, cleared };
}
