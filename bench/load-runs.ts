/** What is measured of loading, and what it is measured against. */
import { performance } from 'node:perf_hooks';
import { parseDocument } from 'yaml';
import type { LoadCache } from '../agent/desired/load-cache.ts';
import { loadDesired } from '../agent/desired/load.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import type { Source } from '../agent/model/desired.ts';
import { CLUSTER, FOLDER } from './repository.ts';
import type { Texts } from './repository.ts';

/** The least that reading these files can cost with this parser: no places, no checks, no links. */
export function floorOf(texts: Texts): void {
  for (const text of texts.values()) parseDocument(text).toJS();
}

/** Loads a commit that must be without a mistake. */
export async function loadOf(source: Source, cache: LoadCache): Promise<void> {
  const options = { path: FOLDER, cluster: CLUSTER, secrets: null, limits: DEFAULT_LIMITS, monotonicMs: () => performance.now(), cache };
  const loaded = await loadDesired(source, options);
  const [first] = [...(loaded.kind === 'refused' ? loaded.errors : []), ...loaded.warnings];
  if (first !== undefined) throw new Error(`${first.file}:${first.line}: ${first.message}`);
}
