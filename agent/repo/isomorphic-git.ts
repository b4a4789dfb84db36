/**
 * isomorphic-git, required and not imported: to import a CommonJS package, Node first reads all of it through for the names
 * that it exports, which for half a megabyte takes longer than everything else about loading it.
 */
import { createRequire } from 'node:module';
import type * as IsomorphicGit from 'isomorphic-git';

export const git = createRequire(import.meta.url)('isomorphic-git') as typeof IsomorphicGit;
