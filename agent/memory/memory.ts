/** Reads back from the status branch what the agent wrote there. Only its newest commit counts. */
import { parseInstant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import { asPlumblineError, PlumblineError } from '../errors.ts';
import type { AcceptedCommit, Condition, Memory, Published } from '../model/memory.ts';
import { STATUS_FILES } from '../model/memory.ts';
import type { Reading } from '../model/observed.ts';
import { ok, unknown } from '../model/observed.ts';
import type { Source } from '../model/desired.ts';
import type { Repo } from '../model/repo.ts';
import { memoryErrors } from './errors.ts';

const NOTHING: Memory = { tip: null, accepted: null, settled: null, published: null };

export interface MemoryPlace {
  readonly repo: Repo;
  readonly cluster: string;
  /** The status branch's commit as just listed; null when there is no such branch. */
  readonly tip: string | null;
  readonly now: Instant;
}

/** What was remembered at `tip`; `previous` is returned as it is when the branch has not moved. */
export async function readMemory(place: MemoryPlace, previous: Memory | null): Promise<Reading<Memory>> {
  if (place.tip === null) return ok(NOTHING, place.now);
  if (previous?.tip === place.tip) return ok(previous, place.now);
  try {
    return ok(await readAt(await place.repo.source(place.tip), place.cluster, place.tip), place.now);
  } catch (thrown) {
    return unknown(asPlumblineError(thrown));
  }
}

async function readAt(source: Source, cluster: string, tip: string): Promise<Memory> {
  const accepted = parseFields(await textOf(source, `${cluster}/${STATUS_FILES.accepted}`));
  if (accepted === null) throw malformed(`${cluster}/${STATUS_FILES.accepted}`);
  // The status is written anew by the next pass: one that was damaged by hand stops nothing.
  const status = parseFields(await textOf(source, `${cluster}/${STATUS_FILES.status}`)) ?? {};
  return {
    tip,
    accepted: acceptedCommit(accepted['accepted']),
    settled: acceptedCommit(accepted['settled']),
    published: published(status),
  };
}

type Fields = { readonly [key: string]: unknown };

/** The file's text; an empty object's when this cluster has no such file yet. */
async function textOf(source: Source, path: string): Promise<string> {
  const folder = await source.folder(path.slice(0, path.indexOf('/')));
  const file = folder?.files.find((candidate) => candidate.path === path);
  return file ? Buffer.from(await source.blob(file.blob)).toString('utf8') : '{}';
}

/** null for anything that is no JSON object. */
function parseFields(text: string): Fields | null {
  try {
    const parsed: unknown = JSON.parse(text);
    return isFields(parsed) ? parsed : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}

function malformed(path: string): PlumblineError {
  return new PlumblineError(memoryErrors.malformed, `${path} on the status branch is not what the agent writes.`, { path });
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function acceptedCommit(value: unknown): AcceptedCommit | null {
  if (!isFields(value)) return null;
  const { commit, inputs } = value;
  return typeof commit === 'string' && typeof inputs === 'string' ? { commit, inputs } : null;
}

function published(status: Fields): Published | null {
  const at = typeof status['at'] === 'string' ? parseInstant(status['at']) : null;
  if (at === null || typeof status['digest'] !== 'string') return null;
  const conditions = Array.isArray(status['conditions']) ? status['conditions'] : [];
  return { digest: status['digest'], at, conditions: conditions.flatMap(condition) };
}

function condition(value: unknown): readonly Condition[] {
  if (!isFields(value) || typeof value['since'] !== 'string') return [];
  const since = parseInstant(value['since']);
  return since === null ? [] : [{ ...(value as unknown as Condition), since }];
}
