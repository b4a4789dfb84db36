/** Gives faults their line and column. */
import type { DocError, Source } from '../model/desired.ts';
import type { Gathered } from './gather.ts';
import type { LoadCache } from './load-cache.ts';
import type { CrossFault, LoadOptions } from './types.ts';

export interface Where extends Pick<Gathered, 'cluster' | 'provenanceOf'>, Pick<LoadOptions, 'limits'> {
  readonly source: Source;
  readonly cache: LoadCache;
}

/** Each at its line and column. For that its file is parsed once more: places are too many to keep for every value. */
export async function locate(faults: readonly CrossFault[], where: Where): Promise<readonly DocError[]> {
  throw new Error(`not yet ${faults.length} ${where.source.commit}`);
}
