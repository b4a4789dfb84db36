/** `plumbline validate [DIR]`: checks a folder as the agent would, without any cluster; with --ref, a commit. */
import type { Args } from './args.ts';
import { errorsOf, findingsText } from './findings.ts';
import type { Io } from './io.ts';
import { readTree } from './read-tree.ts';

/** Prints every error and warning; gives 0 when there is no error, else 1. */
export function validate(args: Args, io: Io): Promise<number> {
  return readTree(args, io, (tree) => {
    io.out(findingsText(tree, args.output));
    return errorsOf(tree.loaded).length === 0 ? 0 : 1;
  });
}
