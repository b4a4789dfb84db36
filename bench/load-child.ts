/** One part of the bench of loading, as a process of its own: what a start costs, and how much memory. Prints its figures as JSON. */
import { PlumblineError } from '../agent/errors.ts';
import { openDiskCache } from '../agent/desired/disk-cache.ts';
import { newLoadCache } from '../agent/desired/load-cache.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import { floorOf, loadOf } from './load-runs.ts';
import { costOf } from './measure.ts';
import type { Cost } from './measure.ts';
import { repositoryOf, sourceOf } from './repository.ts';

export interface ChildFigures extends Cost {
  readonly peakMiB: number;
}

const [, , part, files, cacheFile = ''] = process.argv;
const texts = repositoryOf(Number(files));
const source = sourceOf(texts);

function warn(error: PlumblineError): void {
  throw error;
}

/** With the cache that an earlier process has left; `cold` leaves one. */
async function warm(): Promise<void> {
  const cache = newLoadCache();
  const disk = await openDiskCache({ file: cacheFile, version: 'bench', limits: DEFAULT_LIMITS, warn }, cache);
  await loadOf(source, cache);
  await disk.save();
}

const RUNS: { readonly [part: string]: () => Promise<void> } = {
  floor: async () => floorOf(texts),
  cold: async () => loadOf(source, newLoadCache()),
  warm,
};
const run = RUNS[part ?? ''];
if (run === undefined) throw new Error(`There is no part ${part}.`);
const cost = await costOf(run);
// In KiB, whatever the system: libuv says so.
const figures: ChildFigures = { ...cost, peakMiB: process.resourceUsage().maxRSS / 1024 };
process.stdout.write(JSON.stringify(figures));
