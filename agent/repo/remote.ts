/** A smart-HTTP(S) repository: asked for its refs each time, its objects read from the mirror. */
import { asPlumblineError } from '../errors.ts';
import { ok, unknown } from '../model/observed.ts';
import type { GitConfig } from '../model/config.gen.ts';
import type { Repo } from '../model/repo.ts';
import type { OpenedRepo, RepoDeps } from './deps.ts';
import type { FoundCommit } from './find-commit.ts';
import { firstParents } from './first-parents.ts';
import { openMirror } from './mirror.ts';
import type { Mirror } from './mirror.ts';
import type { Objects } from './objects.ts';
import { isFullId, isShortId, noSuchRef, onlyCommit } from './ref-names.ts';
import { pushRemote } from './remote-push.ts';
import { openTransport } from './transport.ts';
import { treeSource } from './tree-source.ts';
import { writeCommit } from './write-commit.ts';

/** Opens the mirror; the remote itself is first asked by the Repo's methods. Throws `repo/locked` or `repo/no-access`. */
export async function openRemote(url: string, config: GitConfig, deps: RepoDeps): Promise<OpenedRepo> {
  const transport = openTransport(url, config, deps);
  const mirror = await openMirror(deps.dataDir, transport, deps);
  return { repo: remoteRepo(mirror, deps), watchPaths: [], close: () => transport.close() };
}

function remoteRepo(mirror: Mirror, deps: RepoDeps): Repo {
  const { objects } = mirror;
  const healed = {
    place: objects.place,
    tree: (id: string) => mirror.healing(() => objects.tree(id)),
    blob: (id: string) => mirror.healing(() => objects.blob(id)),
    blobs: (...wanted: Parameters<Objects['blobs']>) => mirror.healing(() => objects.blobs(...wanted)),
  };
  return {
    branches: () =>
      listBranches(mirror).then(
        (branches) => ok(branches, deps.clock.now()),
        (thrown: unknown) => unknown(asPlumblineError(thrown)),
      ),
    resolve: (ref) => mirror.healing(() => resolve(mirror, ref)),
    contains: (commit, ancestor) => mirror.healing(async () => objects.contains((await present(mirror, commit)).id, ancestor)),
    firstParents: (commit, since) => mirror.healing(async () => firstParents(objects, await present(mirror, commit), since)),
    async source(commit) {
      const { id, tree } = await mirror.healing(() => present(mirror, commit));
      return treeSource(healed, id, tree);
    },
    commit: (change) => mirror.healing(() => writeCommit(objects, change, deps.author)),
    push: (branch, commit, expected) => pushRemote({ mirror, ...deps }, { branch, commit, expected }),
  };
}

async function listBranches(mirror: Mirror): Promise<ReadonlyMap<string, string>> {
  const prefix = 'refs/heads/';
  const heads = [...(await mirror.list())].filter(([name]) => name.startsWith(prefix));
  return new Map(heads.map(([name, id]) => [name.slice(prefix.length), id]));
}

async function resolve(mirror: Mirror, ref: string): Promise<string> {
  const { objects, transport } = mirror;
  if (isFullId(ref)) return (await present(mirror, ref)).id;
  const listed = await mirror.list();
  const name = [ref, `refs/heads/${ref}`, `refs/tags/${ref}`].find((one) => one.startsWith('refs/') && listed.has(one));
  if (name !== undefined) {
    const commit = await objects.findCommit(await mirror.bring(name, listed.get(name) ?? ''));
    if (commit === null) throw noSuchRef(ref, transport.place);
    return commit.id;
  }
  if (!isShortId(ref)) throw noSuchRef(ref, transport.place);
  await mirror.bringAll();
  return onlyCommit(ref, await objects.commitsLike(ref), transport.place);
}

/** A commit by its full id, brought over with all branches if it is not here. */
async function present(mirror: Mirror, commit: string): Promise<FoundCommit> {
  const here = await mirror.objects.findCommit(commit);
  if (here !== null) return here;
  await mirror.bringAll();
  const brought = await mirror.objects.findCommit(commit);
  if (brought === null) throw noSuchRef(commit, mirror.transport.place);
  return brought;
}
