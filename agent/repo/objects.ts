/** Reads the git objects of one folder. Writing is in write-commit.ts. */
import { PlumblineError } from '../errors.ts';
import { atomicFs } from './atomic-fs.ts';
import { catFile } from './cat-file.ts';
import type { CatFileDeps } from './cat-file.ts';
import { repoErrors } from './errors.ts';
import { findCommit } from './find-commit.ts';
import type { FoundCommit } from './find-commit.ts';
import { git } from './isomorphic-git.ts';
import { MAX_OBJECT_BYTES, tooLarge } from './limits.ts';
import { openPackIndex } from './pack-index.ts';
import { openPacks } from './packed-object.ts';
import { parseTree } from './parse-tree.ts';
import type { TreeEntry } from './parse-tree.ts';
import { readObject } from './read-object.ts';
import type { Store } from './read-object.ts';
import { takeBlobs } from './take-blobs.ts';
import type { Blobs } from './take-blobs.ts';
import { isMissing, translate } from './translate.ts';
import { treeCache } from './tree-cache.ts';

/** Every method but `findCommit` throws `repo/corrupt` for an object that is not there. */
export interface Objects {
  readonly gitdir: string;
  /** Begins the sentences of errors: `The repository /srv/git/cluster.git`. */
  readonly place: string;
  /** The commit that an id names, a tag peeled; null when it is not here. */
  findCommit(id: string): Promise<FoundCommit | null>;
  tree(id: string): Promise<readonly TreeEntry[]>;
  blob(id: string): Promise<Uint8Array>;
  /** As `Source.blobs`. */
  blobs(ids: readonly string[], maxBytes: number, maxTotalBytes: number): Promise<Blobs>;
  /** Ids of the commits that begin with `prefix`, at least 4 hex digits. */
  commitsLike(prefix: string): Promise<readonly string[]>;
  /** Whether `ancestor` is `commit` or comes before it. */
  contains(commit: string, ancestor: string): Promise<boolean>;
  /** isomorphic-git's cache, to share with fetch and push. */
  cache(): object;
  /** Drops that cache: the packs were replaced. */
  forget(): void;
}

/** With what isomorphic-git is told with every call. */
type GitStore = Store & { readonly from: { readonly fs: typeof atomicFs; readonly gitdir: string; readonly cache: object } };

/** git does not store it: everyone knows what is in it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** isomorphic-git keeps packs and unpacked delta bases for ever; its cache is dropped after this much was read. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** Commits that `contains` looks at before it gives up. */
const HISTORY_LIMIT = 200_000;
/** To start git twice takes about as long as to read this many without it. */
const BULK = 100;

export interface ObjectsDeps extends CatFileDeps {
  /** Begins the sentences of errors: `The repository /srv/git/cluster.git`. */
  readonly place: string;
}

export function openObjects(gitdir: string, deps: ObjectsDeps): Objects {
  const { place } = deps;
  const trees = treeCache();
  const bulk = catFile(gitdir, deps);
  let cache = {};
  let packed = openPacks(openPackIndex(gitdir));
  let readBytes = 0;
  const forget = (): void => {
    cache = {};
    packed = openPacks(openPackIndex(gitdir));
    readBytes = 0;
  };
  const read = async <T>(reader: (store: GitStore) => Promise<T>): Promise<T> => {
    if (readBytes > CACHE_BYTES) forget();
    return readTwice(() => reader({ gitdir, packed, place, from: { fs: atomicFs, gitdir, cache } }), forget).catch((thrown: unknown) => {
      throw translate(thrown, place);
    });
  };
  const readAs = async (type: string, id: string, maxBytes: number): Promise<Buffer | 'too-large'> => {
    const object = await read((store) => readObject(store, id, maxBytes));
    if (object === 'too-large') return object;
    readBytes += object.bytes.length;
    if (object.type === type) return object.bytes;
    throw new PlumblineError(repoErrors.corrupt, `${place} is damaged: the object ${id} is no ${type}, but a ${object.type}.`, { id });
  };
  const readWhole = async (type: string, id: string): Promise<Buffer> => {
    const bytes = await readAs(type, id, MAX_OBJECT_BYTES);
    if (bytes === 'too-large') throw tooLarge(place, id);
    return bytes;
  };
  return {
    gitdir,
    place,
    findCommit: (id) => read((store) => findCommit(store, id)),
    tree: (id) => trees(id, async () => (id === EMPTY_TREE ? [] : parseTree(await readWhole('tree', id), id, place))),
    blob: (id) => readWhole('blob', id),
    async blobs(ids, maxBytes, maxTotalBytes) {
      const found = ids.length < BULK ? null : await bulk.read(ids, { maxBytes, maxTotalBytes });
      return takeBlobs(ids, maxTotalBytes, async (id) => found?.get(id) ?? readAs('blob', id, maxBytes));
    },
    commitsLike: (prefix) => read((store) => commitsLike(store, prefix)),
    contains: async (commit, ancestor) =>
      commit === ancestor || read(({ from }) => git.isDescendent({ ...from, oid: commit, ancestor, depth: HISTORY_LIMIT })),
    cache: () => cache,
    forget,
  };
}

/** A failure is damage only when it fails again without the cache: `git gc` may have replaced the packs meanwhile. */
async function readTwice<T>(reader: () => Promise<T>, forget: () => void): Promise<T> {
  try {
    return await reader();
  } catch (thrown) {
    if (isMissing(thrown)) throw thrown;
    forget();
    return reader();
  }
}

async function commitsLike(store: GitStore, prefix: string): Promise<readonly string[]> {
  const commits: string[] = [];
  for (const oid of await idsLike(store.from, prefix)) {
    const object = await readObject(store, oid, MAX_OBJECT_BYTES);
    if (object !== 'too-large' && object.type === 'commit') commits.push(oid);
  }
  return commits;
}

async function idsLike(from: GitStore['from'], prefix: string): Promise<readonly string[]> {
  try {
    return [await git.expandOid({ ...from, oid: prefix })];
  } catch (thrown) {
    if (isMissing(thrown)) return [];
    if (thrown instanceof git.Errors.AmbiguousError) return thrown.data.matches;
    throw thrown;
  }
}
