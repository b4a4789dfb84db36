/** Git as a system of the agent: where it proposes what a person must decide. */
import type { Live } from '../../model/observed.ts';
import { ok } from '../../model/observed.ts';
import type { System } from '../../model/system.ts';
import { diffGit } from './diff.ts';
import { gitHealth } from './health.ts';
import { readGit } from './read.ts';
import type { GitAction, GitFacets, GitPort } from './types.ts';
import { writeGit } from './write.ts';

export type { GitPort } from './types.ts';

export function gitSystem(port: GitPort): System<GitFacets, GitAction> {
  return {
    name: 'git',
    read: () => readGit(port),
    diff: diffGit,
    health: gitHealth,
    identity,
    sees: (_kind, branch, { branches }) => (branches.kind === 'ok' ? ok(branches.value.has(branch), branches.at) : branches),
    check: async ({ check }) => ({ kind: 'fails', why: `git cannot tell whether ${check} holds` }),
    write: (change, ctx) => writeGit(port, change, ctx),
    close: async () => {},
  };
}

/** Always the same: git.url alone says which repository it is, and everything in force was read from it. */
function identity({ branches }: Live<GitFacets>): ReturnType<System['identity']> {
  return branches.kind === 'ok' ? ok('git', branches.at) : branches;
}
