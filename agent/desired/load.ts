/** Reads a whole tree: every document, linked and checked, or every error at once. Never a part of it. */
import type { DocError, Loaded, Source } from '../model/desired.ts';
import { compareMistakes, compareText } from '../schema/fault.ts';
import { linkVolumes } from './app-volumes.ts';
import { clusterFaults } from './cluster.ts';
import { locate } from './cross-fault.ts';
import { linkDependencies } from './dependencies.ts';
import { digestOf } from './digest.ts';
import { gather } from './gather.ts';
import type { LoadOptions } from './gather.ts';
import { linked } from './linked.ts';
import { nameFaults } from './names.ts';
import { newParseCache } from './parse-cache.ts';
import { renameFaults } from './renames.ts';
import { appFaults } from './rules/all.ts';
import { poolFaults } from './rules/pools.ts';
import { linkStorage } from './storage.ts';
import { syncFaults } from './sync.ts';

export { newParseCache } from './parse-cache.ts';
export type { ParseCache } from './parse-cache.ts';

/** Throws only what the source throws; everything wrong with the files is in the result, sorted by file, line and column. */
export async function loadDesired(source: Source, options: LoadOptions): Promise<Loaded> {
  const cache = options.cache ?? newParseCache();
  const gathered = await gather(source, options, cache);
  const { declared } = gathered;
  const storage = linkStorage(declared);
  const volumes = linkVolumes(declared);
  const dependencies = linkDependencies(declared);
  const faults = [...gathered.faults, ...clusterFaults(declared, options.cluster), ...nameFaults(declared), ...storage.faults];
  faults.push(...volumes.faults, ...dependencies.faults, ...appFaults(declared), ...renameFaults(declared));
  faults.push(...poolFaults(declared), ...syncFaults(declared));
  const errors = [...gathered.errors, ...(await locate(faults, source, cache))].toSorted(compareErrors);
  const warnings = [...(await locate([...volumes.warnings, ...dependencies.warnings], source, cache))].toSorted(compareErrors);
  if (errors.length > 0) return { kind: 'refused', errors, warnings };
  const docs = linked(declared, [storage.links, volumes.links, dependencies.links]);
  return { kind: 'ok', desired: { commit: source.commit, inputs: digestOf(gathered.trees), docs }, warnings };
}

function compareErrors(a: DocError, b: DocError): number {
  return compareText(a.file, b.file) || compareMistakes(a, b);
}
