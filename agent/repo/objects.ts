/** Reads the git objects of one folder through isomorphic-git, with one cache. Writing is in write-commit.ts. */
import { instant } from '../clock.ts';
import type { Instant } from '../clock.ts';
import { atomicFs } from './atomic-fs.ts';
import { git } from './isomorphic-git.ts';
import { codeOf, isMissing, translate } from './translate.ts';

export interface TreeEntry {
  readonly mode: string;
  /** Name in its folder. */
  readonly name: string;
  readonly id: string;
}

export interface FoundCommit {
  readonly id: string;
  readonly tree: string;
  /** null for the first commit of all. */
  readonly parent: string | null;
  readonly committedAt: Instant;
}

export type Blobs = ReadonlyMap<string, Uint8Array | 'too-large'>;

/** Every method but `findCommit` throws `repo/corrupt` for an object that is not there. */
export interface Objects {
  readonly gitdir: string;
  /** Begins the sentences of errors: `The repository /srv/git/cluster.git`. */
  readonly place: string;
  /** The commit that an id names, a tag peeled; null when it is not here. */
  findCommit(id: string): Promise<FoundCommit | null>;
  tree(id: string): Promise<readonly TreeEntry[]>;
  blob(id: string): Promise<Uint8Array>;
  /** Of many at once: the same bytes, `too-large` for a blob of more than `maxBytes`. */
  blobs(ids: readonly string[], maxBytes: number): Promise<Blobs>;
  /** Ids of the commits that begin with `prefix`, at least 4 hex digits. */
  commitsLike(prefix: string): Promise<readonly string[]>;
  /** Whether `ancestor` is `commit` or comes before it. */
  contains(commit: string, ancestor: string): Promise<boolean>;
  /** isomorphic-git's cache, to share with fetch and push. */
  cache(): object;
  /** Drops that cache: the packs were replaced. */
  forget(): void;
}

/** What isomorphic-git is told with every call. */
interface From {
  readonly fs: typeof atomicFs;
  readonly gitdir: string;
  readonly cache: object;
}

/** isomorphic-git keeps packs and unpacked delta bases for ever; its cache is dropped after this much was read. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** Trees kept in memory, so that trees which two commits share are read once. */
const CACHED_TREES = 20_000;
/** Commits that `contains` looks at before it gives up. */
const HISTORY_LIMIT = 200_000;

export function openObjects(gitdir: string, place: string): Objects {
  const trees = new Map<string, readonly TreeEntry[]>();
  let cache = {};
  let readBytes = 0;
  const forget = (): void => {
    cache = {};
    readBytes = 0;
  };
  const read = async <T>(reader: (from: From) => Promise<T>): Promise<T> => {
    if (readBytes > CACHE_BYTES) forget();
    return readTwice(() => reader({ fs: atomicFs, gitdir, cache }), forget).catch((thrown: unknown) => {
      throw translate(thrown, place);
    });
  };
  const readTree = async (id: string): Promise<readonly TreeEntry[]> => {
    const { tree } = await read((from) => git.readTree({ ...from, oid: id }));
    const entries = tree.map(({ mode, path, oid }) => ({ mode, name: path, id: oid }));
    if (trees.size >= CACHED_TREES) trees.clear();
    trees.set(id, entries);
    return entries;
  };
  const readBlob = async (id: string): Promise<Uint8Array> => {
    const { blob } = await read((from) => git.readBlob({ ...from, oid: id }));
    readBytes += blob.length;
    return blob;
  };
  return {
    gitdir,
    place,
    findCommit: (id) => read((from) => findCommit(from, id)),
    tree: async (id) => trees.get(id) ?? readTree(id),
    blob: readBlob,
    async blobs(ids, maxBytes) {
      const blobs = new Map<string, Uint8Array | 'too-large'>();
      for (const id of new Set(ids)) {
        const bytes = await readBlob(id);
        blobs.set(id, bytes.length > maxBytes ? 'too-large' : bytes);
      }
      return blobs;
    },
    commitsLike: (prefix) => read((from) => commitsLike(from, prefix)),
    contains: async (commit, ancestor) =>
      commit === ancestor || read((from) => git.isDescendent({ ...from, oid: commit, ancestor, depth: HISTORY_LIMIT })),
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

async function findCommit(from: From, id: string): Promise<FoundCommit | null> {
  try {
    const { oid, commit } = await git.readCommit({ ...from, oid: id });
    const { tree, parent, committer } = commit;
    return { id: oid, tree, parent: parent[0] ?? null, committedAt: instant(committer.timestamp * 1000) };
  } catch (thrown) {
    const isNoCommit = isMissing(thrown) || codeOf(thrown) === 'ObjectTypeError';
    if (isNoCommit) return null;
    throw thrown;
  }
}

async function commitsLike(from: From, prefix: string): Promise<readonly string[]> {
  const commits: string[] = [];
  for (const oid of await idsLike(from, prefix)) {
    const { type } = await git.readObject({ ...from, oid, format: 'content' });
    if (type === 'commit') commits.push(oid);
  }
  return commits;
}

async function idsLike(from: From, prefix: string): Promise<readonly string[]> {
  try {
    return [await git.expandOid({ ...from, oid: prefix })];
  } catch (thrown) {
    if (isMissing(thrown)) return [];
    if (thrown instanceof git.Errors.AmbiguousError) return thrown.data.matches;
    throw thrown;
  }
}
