/** Files that the Cluster document names under `sources`: bare Marathon definitions. */
import type { Origin, Source, TreeFile } from '../model/desired.ts';
import type { ClusterSpec } from '../model/kinds.gen.ts';
import type { CrossFault } from './types.ts';

export interface SourceFiles {
  /** In order of path, each once. */
  readonly files: readonly TreeFile[];
  /** Path and id of every tree that was read. */
  readonly trees: readonly (readonly [string, string])[];
  readonly faults: readonly CrossFault[];
}

/** What `spec.sources` of a Cluster document leads to. */
export async function readSources(
  _cluster: { readonly origin: Origin; readonly spec: ClusterSpec },
  _source: Source,
): Promise<SourceFiles> {
  return { files: [], trees: [], faults: [] };
}
