/** The Cluster document: there is one, it is the expected one, and it says what else to read. */
import { posix } from 'node:path';
import type { DocError } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { CrossFault } from './cross-fault.ts';
import type { Declared, Entry } from './declared.ts';
import { desiredErrors } from './errors.ts';

/** A folder that is too large a word: `''` is the whole repository. */
export function folderName(path: string): string {
  return path === '' ? 'the repository' : path;
}

/** Folders to read beside the cluster's own, from the repository's root, each with its place in the document. */
export function includesOf(cluster: Entry<'Cluster'> | undefined): {
  readonly folders: readonly Include[];
  readonly faults: readonly CrossFault[];
} {
  const folders: Include[] = [];
  const faults: CrossFault[] = [];
  for (const [index, text] of (cluster?.content?.spec.include ?? []).entries()) {
    if (cluster === undefined) continue;
    const include = { cluster, index, path: resolveFolder(cluster.origin.file, text) };
    if (include.path === null)
      faults.push(
        includeFault(include, 'includeOutside', `${text} leads out of the repository; include folders of it, relative to this file.`),
      );
    else folders.push({ ...include, path: include.path });
  }
  return { folders, faults };
}

export interface Include {
  readonly cluster: Entry<'Cluster'>;
  readonly index: number;
  readonly path: string;
}

export function missingInclude(include: Include): CrossFault {
  return includeFault(include, 'includeMissing', `There is no folder ${include.path} in the repository.`);
}

function includeFault(include: Omit<Include, 'path'>, code: 'includeOutside' | 'includeMissing', message: string): CrossFault {
  return { code: desiredErrors[code], origin: include.cluster.origin, path: ['spec', 'include', include.index], at: 'value', message };
}

/** Null when it leads out of the repository. */
function resolveFolder(file: string, include: string): string | null {
  const path = posix.join(posix.dirname(file), include).replace(/\/$/, '');
  const outside = posix.isAbsolute(include) || path === '..' || path.startsWith('../');
  return outside ? null : path.replace(/^\.$/, '');
}

/** More than one Cluster document: two folders of clusters were read as one. */
export function clusterFaults(declared: Declared, expected: string | null): readonly CrossFault[] {
  const [first, ...others] = declared.entries.Cluster;
  if (first === undefined) return [];
  const path = ['metadata', 'name'];
  const twice = others.map((cluster): CrossFault => {
    const message = `There is more than one Cluster document; validate one cluster's folder at a time.`;
    return { code: desiredErrors.twoClusters, origin: cluster.origin, path, at: 'value', message, other: { origin: first.origin, path } };
  });
  if (expected === null || first.name === expected) return twice;
  const message = `This is cluster ${first.name}, but the agent keeps ${expected}; correct git.path or cluster in plumbline.yaml.`;
  return [...twice, { code: desiredErrors.noCluster, origin: first.origin, path, at: 'value', message }];
}

/** The agent's cluster is not in its folder: an emptied folder must not read as "nothing is declared any more". */
export function noCluster(folder: string, expected: string): DocError {
  const message = `There is no Cluster document ${expected} in ${folderName(folder)}; correct git.path or cluster in plumbline.yaml, or add it.`;
  return { code: desiredErrors.noCluster.code, file: folder === '' ? '.' : folder, ...START, message };
}

export function noFolder(folder: string): DocError {
  return { code: desiredErrors.noFolder.code, file: folder, ...START, message: `There is no folder ${folder} in this commit.` };
}
