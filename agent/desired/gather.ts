/** Reads the cluster's folder and what its Cluster document includes, and makes an entry of every document. */
import type { DocError, Origin, Source } from '../model/desired.ts';
import type { LoadCache } from './load-cache.ts';
import type { CrossFault, Declared, Entry, LoadOptions, Provenance } from './types.ts';

export interface Gathered {
  readonly declared: Declared;
  readonly cluster: Entry<'Cluster'> | null;
  /** At their place: files that cannot be read as they should, limits, a missing folder or Cluster document. */
  readonly errors: readonly DocError[];
  /** What is wrong with includes, sources, patches, the Cluster document itself and single documents: those of `Entry.faults` too. */
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
  /** Path and id of every tree that was read. */
  readonly trees: readonly (readonly [string, string])[];
  /** Asked only where there is a fault: null for a document that is as its text says. */
  readonly provenanceOf: (origin: Origin) => Provenance | null;
}

/** Entries are the very same objects as in an earlier load with this cache while nothing changed that they depend on. */
export async function gather(source: Source, options: LoadOptions, cache: LoadCache): Promise<Gathered> {
  throw new Error(`not yet ${source.commit} ${options.path} ${cache.files.size}`);
}
