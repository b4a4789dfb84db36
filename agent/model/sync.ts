/** What `sync` of the Cluster document says about an object. Pure. */
import type { Desired } from './desired.ts';
import { findDoc } from './desired.ts';
import type { Kind, SyncSpec } from './kinds.gen.ts';
import { matchesFile, matchesName } from './name-pattern.ts';
import { declaringRef, isWorkload, kindOf, nameOf } from './ref.ts';
import type { Ref } from './ref.ts';

export type SyncMode = SyncSpec['mode'];

/** Null: the one Cluster document leaves it out. */
export function syncOf(desired: Desired): SyncSpec | null {
  const [cluster] = desired.docs.Cluster.values();
  return cluster?.spec.sync ?? null;
}

/** Null: nothing is said, because there is no `sync`. */
export function modeOf(desired: Desired, ref: Ref): SyncMode | null {
  const sync = syncOf(desired);
  if (sync === null) return null;
  const declaring = declaringRef(ref);
  const file = findDoc(desired, declaring)?.origin.file ?? null;
  const rule = sync.rules?.find((candidate) => isNamed(candidate, declaring) && isInFiles(candidate, file));
  return rule?.mode ?? sync.mode;
}

/** What is done when only the live object moved. */
export function selfHealOf(desired: Desired, ref: Ref): 'heal' | 'report' {
  const kind = kindOf(declaringRef(ref));
  const said: { readonly [kind: string]: 'heal' | 'report' | undefined } = syncOf(desired)?.selfHeal ?? {};
  return said[kind] ?? (isWorkload(kind) ? 'heal' : 'report');
}

/** Paths of the fields whose live value is kept. */
export function ignoredPaths(desired: Desired, ref: Ref): readonly string[] {
  const entries = syncOf(desired)?.ignore ?? [];
  return entries.filter((entry) => isNamed(entry, ref)).flatMap(({ paths }) => paths);
}

/** Percent of the objects of a kind that may go in 24 hours. */
export function blastRadiusOf(desired: Desired): number {
  return syncOf(desired)?.blastRadius ?? 10;
}

/** Whether a selector that may name kinds means this one; what belongs to a pool, a node or a volume is of its kind. */
export function isOfKind({ kinds }: { readonly kinds?: readonly Kind[] }, ref: Ref): boolean {
  return kinds === undefined || kinds.some((kind) => kind === kindOf(declaringRef(ref)));
}

interface Selector {
  readonly kinds?: readonly Kind[];
  readonly names?: readonly string[];
}

function isNamed(selector: Selector, ref: Ref): boolean {
  return isOfKind(selector, ref) && (selector.names?.some((name) => matchesName(name, nameOf(ref))) ?? true);
}

/** An object that no file declares any more may have been in any: then the careful rule is the one that matches. */
function isInFiles({ files, mode }: { readonly files?: readonly string[]; readonly mode: SyncMode }, file: string | null): boolean {
  if (files === undefined) return true;
  return file === null ? mode === 'observe' : files.some((pattern) => matchesFile(pattern, file));
}
