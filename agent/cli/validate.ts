/** `plumbline validate [DIR]`: checks a folder as the agent would, without any cluster; with --ref, a commit. */
import { placeOfFolder } from '../desired/cluster.ts';
import { desiredErrors } from '../desired/errors.ts';
import type { Loaded } from '../model/desired.ts';
import { START } from '../schema/fault.ts';
import type { Args } from './args.ts';
import { errorsOf, findingsText } from './findings.ts';
import type { Io } from './io.ts';
import { readTree } from './read-tree.ts';
import type { ReadTree } from './read-tree.ts';

/** Prints every error and warning; gives 0 when there is no error, else 1. */
export function validate(args: Args, io: Io): Promise<number> {
  return readTree(args, io, (read) => {
    const tree = { ...read, loaded: withCluster(read, args.isCluster) };
    io.out(findingsText(tree, args.output));
    return errorsOf(tree.loaded).length === 0 ? 0 : 1;
  });
}

/** Without a Cluster document the folder may be a part of a cluster's; an agent would refuse it. */
function withCluster({ loaded, path }: ReadTree, mustBe: boolean): Loaded {
  if (loaded.kind === 'refused' || loaded.desired.docs.Cluster.size > 0) return loaded;
  const message =
    'There is no Cluster document in this folder, so neither `include` nor `sources` was followed, and no agent would take it.';
  const error = { code: desiredErrors.noCluster.code, file: placeOfFolder(path), ...START, message };
  if (mustBe) return { kind: 'refused', errors: [error], warnings: loaded.warnings };
  return { ...loaded, warnings: [...loaded.warnings, error] };
}
