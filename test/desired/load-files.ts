/** Loads files as the agent of the cluster `prod` does. */
import { loadDesired } from '../../agent/desired/load.ts';
import type { LoadOptions } from '../../agent/desired/types.ts';
import { DEFAULT_LIMITS } from '../../agent/model/desired.ts';
import type { DocError, Loaded } from '../../agent/model/desired.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

/** A clock that stands still: no load is too slow. */
export const PROD: LoadOptions = { path: 'prod', cluster: 'prod', secrets: null, limits: DEFAULT_LIMITS, monotonicMs: () => 0 };

export function loadFiles(files: MemoryFiles, options: Partial<LoadOptions> = {}): Promise<Loaded> {
  return loadDesired(memorySource(files), { ...PROD, ...options });
}

/** `a.yaml:3:5 desired/unknown-variable` */
export function placed({ file, line, column, code }: DocError): string {
  return `${file}:${line}:${column} ${code}`;
}
