/** Reads the cluster's folder and what its Cluster document names, and makes an entry of every document. */
import type { DocError, Origin, Source } from '../model/desired.ts';
import { clusterFaults, noCluster, noFolder } from './cluster.ts';
import { entriesOf } from './entries.ts';
import type { Entries } from './entries.ts';
import { readFolder } from './files.ts';
import { forgetOthers } from './load-cache.ts';
import type { LoadCache, ResolvedDoc } from './load-cache.ts';
import { provenanceIn } from './provenance.ts';
import type { ProvenanceOf } from './provenance.ts';
import { readAll } from './read-all.ts';
import type { ReadAll } from './read-all.ts';
import type { Variables } from './references.ts';
import { KINDS } from './schemas.ts';
import type { CrossFault, Declared, Entry, LoadOptions, RawDoc } from './types.ts';
import type { Unread } from './unread.ts';
import { overlaidFault, unusedPatches } from './unused-patches.ts';
import { startWatch } from './watch.ts';
import { worldOf } from './world.ts';
import type { World } from './world.ts';

export interface Gathered {
  readonly declared: Declared;
  readonly unread: Unread;
  readonly variables: Variables;
  readonly cluster: Entry<'Cluster'> | null;
  /** At their place: files that cannot be read as they should, limits, a missing folder or Cluster document. */
  readonly errors: readonly DocError[];
  /** What is wrong with includes, sources, patches, the Cluster document itself and single documents. */
  readonly faults: readonly CrossFault[];
  readonly warnings: readonly CrossFault[];
  /** Path and id of every tree that was read. */
  readonly trees: readonly (readonly [string, string])[];
  /** Asked only where there is a fault: null for a document that is as its text says. */
  readonly provenanceOf: ProvenanceOf;
}

/** Entries are the very same objects as in an earlier load with this cache while nothing changed that they depend on. */
export async function gather(source: Source, options: LoadOptions, cache: LoadCache, watch = startWatch(options)): Promise<Gathered> {
  const own = await readFolder(source, options.path, watch);
  if (own === null) return nothing(noFolder(options.path));
  const reading = { source, options, cache, watch };
  const read = await readAll(own, reading);
  if (read.files.over !== null) return nothing(read.files.over);
  const world = worldOf({ cluster: read.cluster?.raw ?? null, secrets: options.secrets, isRead: read.isOwnRead }, cache.world);
  cache.world = world;
  const found = entriesOf(read.files, world, reading);
  if ('code' in found) return nothing(found);
  forgetOthers(cache, read.files.byPath);
  return gathered({ read, found, world, cache }, options);
}

interface Parts {
  readonly read: ReadAll;
  readonly found: Entries;
  readonly world: World;
  readonly cache: LoadCache;
}

function gathered({ read, found, world, cache }: Parts, { path, cluster: expected }: LoadOptions): Gathered {
  const unread = { files: found.unread, others: !read.knowsFolders || read.faults.length > 0 };
  const complete = unread.files.length === 0 && !unread.others;
  const declared = { entries: found.entries, complete };
  const cluster = clusterEntry(read, declared);
  const ofPatches = cluster === null ? [] : patchFaults(found, world, cluster.origin);
  const isMissing = complete && cluster === null && expected !== null;
  return {
    declared,
    unread,
    variables: world.variables,
    cluster,
    errors: [...read.errors, ...found.errors, ...(isMissing ? [noCluster(path, expected)] : [])],
    faults: [...read.faults, ...found.faults, ...clusterFaults(cluster, declared, expected), ...ofPatches],
    warnings: found.warnings,
    trees: read.trees,
    provenanceOf: provenanceIn(() => documentsIn(read, cache), world),
  };
}

/** Where one document has too many, those for others may not be counted. */
function patchFaults({ overlaid, usedPatches, entries }: Entries, { patches }: World, cluster: Origin): readonly CrossFault[] {
  return overlaid === null ? unusedPatches(patches, usedPatches, cluster, entries) : [overlaidFault(overlaid, cluster)];
}

function clusterEntry({ cluster }: ReadAll, { entries }: Declared): Entry<'Cluster'> | null {
  const isIt = ({ origin }: Entry): boolean => origin.file === cluster?.file.path && origin.index === cluster.raw.index;
  return entries.Cluster.find(isIt) ?? null;
}

function* documentsIn({ files }: ReadAll, { resolved }: LoadCache): Iterable<readonly [ResolvedDoc, RawDoc]> {
  for (const { file, parsed } of files.byPath.values()) {
    const docs = resolved.get(file.path)?.docs ?? [];
    for (const [index, raw] of parsed.docs.entries()) {
      const doc = docs[index];
      if (doc !== undefined) yield [doc, raw];
    }
  }
}

/** Where nothing can be said of any document. */
function nothing(error: DocError): Gathered {
  const entries = Object.fromEntries(KINDS.map((kind) => [kind, []])) as unknown as Declared['entries'];
  const declared = { entries, complete: false };
  const unread = { files: [], others: true };
  return {
    declared,
    unread,
    variables: new Map(),
    cluster: null,
    errors: [error],
    faults: [],
    warnings: [],
    trees: [],
    provenanceOf: () => null,
  };
}
