/**
 * A local repository opened in place. Objects are only added and branches only moved under git's own locks; the working
 * tree and the index are never touched, so a branch that is checked out somewhere is never moved. Hooks do not run.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import { asPlumblineError } from '../errors.ts';
import type { Log } from '../log.ts';
import { ok, unknown } from '../model/observed.ts';
import type { Repo } from '../model/repo.ts';
import { atomicFs } from './atomic-fs.ts';
import { deleteRef } from './delete-ref.ts';
import type { Author } from './deps.ts';
import type { FoundCommit } from './find-commit.ts';
import { firstParents } from './first-parents.ts';
import { findGitdir, requireRepository } from './gitdir.ts';
import { git } from './isomorphic-git.ts';
import { moveRef } from './move-ref.ts';
import { openObjects } from './objects.ts';
import type { Objects } from './objects.ts';
import { branchRef, isFullId, isRefName, isShortId, noSuchRef, onlyCommit } from './ref-names.ts';
import { listRefs, readOptional, readRef } from './refs.ts';
import { refuseLoss } from './refuse-loss.ts';
import { codeOf, translate } from './translate.ts';
import { treeSource } from './tree-source.ts';
import { writeCommit } from './write-commit.ts';

export interface LocalDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly author: Author;
}

/** `folder` is bare, a work tree, or its `.git`. Throws `repo/not-found` or `repo/unsupported-format`. */
export async function openLocal(folder: string, deps: LocalDeps): Promise<{ readonly repo: Repo; readonly gitdir: string }> {
  const gitdir = await findGitdir(folder);
  return { repo: localRepo(openObjects(gitdir, { ...deps, place: `The repository ${folder}` }), deps), gitdir };
}

/**
 * What changes when a branch moves: loose refs, or packed-refs. The whole folder, because it is always there; a watcher
 * does not notice the first file in the folder of a branch `env/prod` that was not there when it began.
 */
export function watchPathsOf(gitdir: string): readonly string[] {
  return [path.join(gitdir, 'refs/heads'), path.join(gitdir, 'packed-refs')];
}

function localRepo(objects: Objects, deps: LocalDeps): Repo {
  const { gitdir } = objects;
  return {
    async branches() {
      try {
        await requireRepository(gitdir);
        return ok(await listRefs(gitdir, 'refs/heads/'), deps.clock.now());
      } catch (thrown) {
        return unknown(asPlumblineError(thrown));
      }
    },
    resolve: (ref) => resolve(objects, ref),
    contains: async (commit, ancestor) => objects.contains((await present(objects, commit)).id, ancestor),
    firstParents: async (commit, since) => firstParents(objects, await present(objects, commit), since),
    async source(commit) {
      const { id, tree } = await present(objects, commit);
      return treeSource(objects, id, tree);
    },
    async commit(change) {
      await requireRepository(gitdir);
      return writeCommit(objects, change, deps.author);
    },
    async push(branch, commit, expected) {
      const ref = branchRef(branch);
      await refuseLoss(objects, { branch, commit, expected });
      if (await isCheckedOut(gitdir, ref)) {
        deps.log.warn({ branch, gitdir }, 'The branch is checked out in a work tree and was not moved; check out another one there');
        return 'declined';
      }
      const outcome =
        commit === null
          ? await deleteRef(gitdir, { ref, expected }, deps.signal)
          : await moveRef(gitdir, { ref, to: commit, expected }, deps.signal);
      return outcome === 'moved' || (await readRef(gitdir, ref)) === commit ? 'pushed' : 'lost-race';
    },
  };
}

async function present(objects: Objects, commit: string): Promise<FoundCommit> {
  const found = await objects.findCommit(commit);
  if (found === null) throw noSuchRef(commit, objects.place);
  return found;
}

async function resolve(objects: Objects, ref: string): Promise<string> {
  const id = isFullId(ref) ? ref : await namedId(objects.gitdir, ref);
  if (id === null) {
    if (!isShortId(ref)) throw noSuchRef(ref, objects.place);
    return onlyCommit(ref, await objects.commitsLike(ref), objects.place);
  }
  const commit = await objects.findCommit(id);
  if (commit === null) throw noSuchRef(ref, objects.place);
  return commit.id;
}

async function namedId(gitdir: string, ref: string): Promise<string | null> {
  if (!isRefName(ref)) return null;
  const names = ref.startsWith('refs/') ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  for (const name of names) {
    const id = await readRef(gitdir, name);
    if (id !== null) return id;
  }
  return null;
}

/** As `git push` does (receive.denyCurrentBranch), for the work tree and all linked ones. */
async function isCheckedOut(gitdir: string, ref: string): Promise<boolean> {
  const isBare = (await git.getConfig({ fs: atomicFs, gitdir, path: 'core.bare' })) === true;
  const linked = await readdir(path.join(gitdir, 'worktrees')).catch((thrown: unknown): string[] => {
    if (codeOf(thrown) === 'ENOENT') return [];
    throw translate(thrown, `The repository ${gitdir}`);
  });
  const folders = [...(isBare ? [] : [gitdir]), ...linked.map((name) => path.join(gitdir, 'worktrees', name))];
  const heads = await Promise.all(folders.map((folder) => readOptional(path.join(folder, 'HEAD'))));
  return heads.some((head) => head?.trimEnd() === `ref: ${ref}`);
}
