/** The Cluster document: there is one, and it is the expected one. */
import type { DocError } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import { desiredErrors } from './errors.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

/** A folder that is too large a word: `''` is the whole repository. */
function folderName(path: string): string {
  return path === '' ? 'the repository' : path;
}

/** A folder as the place of an error. */
export function placeOfFolder(path: string): string {
  return path === '' ? '.' : path;
}

/** More than one Cluster document: two folders of clusters were read as one. */
export function clusterFaults(first: Entry<'Cluster'> | null, { entries }: Declared, expected: string | null): readonly CrossFault[] {
  if (first === null) return [];
  const others = entries.Cluster.filter((entry) => entry !== first);
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
  return { code: desiredErrors.noCluster.code, file: placeOfFolder(folder), ...START, message };
}

export function noFolder(folder: string): DocError {
  return { code: desiredErrors.noFolder.code, file: folder, ...START, message: `There is no folder ${folder} in this commit.` };
}
