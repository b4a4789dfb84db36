/** Reads a case in every way in which an agent may come to read it, and says what is not as it has to be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openDiskCache } from '../../agent/desired/disk-cache.ts';
import { loadDesired } from '../../agent/desired/load.ts';
import { newLoadCache } from '../../agent/desired/load-cache.ts';
import type { LoadCache } from '../../agent/desired/load-cache.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { allDocs, DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { Loaded } from '../../agent/model/desired.ts';
import { memorySource } from '../desired/memory-source.ts';
import type { FuzzCase, Verdict } from './case.ts';
import { documentProblems } from './judge-documents.ts';
import { errorProblems, spotProblems } from './judge-errors.ts';
import { textProblems } from './judge-texts.ts';
import { frozen, whatPolluted } from './objects.ts';

/** What a load may take in time of the processor: for a slow machine, and for each byte read. */
const MOST_MS = 2_000;
const MOST_MS_PER_BYTE = 0.02;

export async function judge(one: FuzzCase): Promise<Verdict> {
  try {
    return await judged(one);
  } catch (thrown) {
    const text =
      thrown instanceof PlumblineError
        ? `${thrown.code.code}: ${thrown.message}`
        : thrown instanceof Error
          ? (thrown.stack ?? thrown.message)
          : String(thrown);
    return { problems: [`It throws ${text.slice(0, 2000)}`], outcome: 'none', codes: [] };
  }
}

async function judged(one: FuzzCase): Promise<Verdict> {
  const cache = newLoadCache();
  const { loaded, tookMs } = await timed(() => load(one, cache));
  const bytes = bytesOf(one);
  const mostMs = MOST_MS + bytes * MOST_MS_PER_BYTE;
  const problems = [
    ...(tookMs > mostMs ? [`It takes ${Math.round(tookMs)} ms for ${bytes} bytes, and may take ${Math.round(mostMs)}.`] : []),
    ...expectedProblems(loaded, one),
    ...errorProblems(loaded, one),
    ...(loaded.kind === 'ok' ? documentProblems(loaded.desired, one) : []),
    ...textProblems(one),
    ...(await repeatProblems(frozen(loaded), one, cache)),
    ...whatPolluted(),
  ];
  const found = [...(loaded.kind === 'refused' ? loaded.errors : []), ...loaded.warnings];
  return { problems, outcome: loaded.kind === 'ok' ? 'accepted' : 'refused', codes: [...new Set(found.map(({ code }) => code))] };
}

function bytesOf({ files }: FuzzCase): number {
  return Object.values(files).reduce((sum, file) => sum + file.bytes.length, 0);
}

function load({ files, options }: FuzzCase, cache: LoadCache): Promise<Loaded> {
  const { path, cluster, secrets, limits } = options;
  const rules = secrets === null ? null : new Map(Object.entries(secrets));
  return loadDesired(memorySource(files), {
    path,
    cluster,
    secrets: rules,
    limits: { ...DEFAULT_LIMITS, ...limits },
    monotonicMs: () => 0,
    cache,
  });
}

async function timed(run: () => Promise<Loaded>): Promise<{ readonly loaded: Loaded; readonly tookMs: number }> {
  const before = process.cpuUsage();
  const loaded = await run();
  const { user, system } = process.cpuUsage(before);
  return { loaded, tookMs: (user + system) / 1000 };
}

function expectedProblems(loaded: Loaded, { expected }: FuzzCase): readonly string[] {
  switch (expected.kind) {
    case 'anything':
      return [];
    case 'accepted':
      return loaded.kind === 'ok' ? [] : [`It is right, and refused: ${JSON.stringify(loaded.errors.slice(0, 3))}`];
    case 'refused':
      return loaded.kind === 'ok' ? ['It is wrong, and accepted.'] : spotProblems(loaded.errors, expected.spots);
  }
}

/** Whatever an agent has read before, and in whatever order files are listed, what it reads is the same. The last two are tried of every fourth case, for the time they take. */
async function repeatProblems(first: Loaded, one: FuzzCase, cache: LoadCache): Promise<readonly string[]> {
  const again = await load(one, cache);
  const others: (readonly [string, Loaded])[] = [['with the same cache', again]];
  const turn = bytesOf(one) % 4;
  if (turn === 0) others.push(['with the files in another order', await load(turned(one), newLoadCache())]);
  if (turn === 1) others.push(['after a restart', await load(one, await warmCache(cache, one))]);
  const different = others.filter(([, loaded]) => !isSame(first, loaded)).map(([how]) => `Read ${how}, it is not the same.`);
  return first.kind === 'ok' && again.kind === 'ok' && allDocs(first.desired).some((doc, index) => allDocs(again.desired)[index] !== doc)
    ? [...different, 'Read again, an object that is the same is not the very same.']
    : different;
}

function turned(one: FuzzCase): FuzzCase {
  return { ...one, files: Object.fromEntries(Object.entries(one.files).toReversed()) };
}

/** The id of what was read goes by the trees as git has them, whose files have one order. */
function isSame(first: Loaded, second: Loaded): boolean {
  const shown = (loaded: Loaded): unknown =>
    loaded.kind === 'ok' ? [loaded.warnings, allDocs(loaded.desired).map((doc) => ({ ...doc }))] : [loaded.errors, loaded.warnings];
  return first.kind === second.kind && isDeepStrictEqual(shown(first), shown(second));
}

/** What an agent that starts again finds on its disk. */
async function warmCache(cache: LoadCache, one: FuzzCase): Promise<LoadCache> {
  const warm = newLoadCache();
  const file = join(diskFolder(), 'cache');
  rmSync(file, { force: true });
  const warn = (error: PlumblineError): never => {
    throw error;
  };
  const options = { file, version: 'fuzz', limits: { ...DEFAULT_LIMITS, ...one.options.limits }, warn };
  await (await openDiskCache(options, cache)).save();
  await openDiskCache(options, warm);
  return warm;
}

let folder: string | null = null;

/** One for the process, and gone with it. */
function diskFolder(): string {
  if (folder !== null) return folder;
  const made = mkdtempSync(join(tmpdir(), 'plumbline-fuzz-disk-'));
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  folder = made;
  return made;
}
