/** Writes a bare git repository with one commit, without a git program. Equal files give an equal commit id. */
import * as fs from 'node:fs';
import git from 'isomorphic-git';

/** Path with `/` -> text. */
export type Files = ReadonlyMap<string, string>;

/** Before any clock the playground may run on. */
const PERSON = {
  name: 'Plumbline playground',
  email: 'playground@example.invalid',
  timestamp: Date.UTC(2024, 0, 1) / 1000,
  timezoneOffset: 0,
};

/** Makes `gitdir`, branch main; gives the commit's id. */
export async function writeBareRepo(gitdir: string, files: Files, message: string): Promise<string> {
  await git.init({ fs, gitdir, bare: true, defaultBranch: 'main' });
  const tree = await writeTree(gitdir, files);
  const commit = { message, tree, parent: [], author: PERSON, committer: PERSON };
  const oid = await git.writeCommit({ fs, gitdir, commit });
  await git.writeRef({ fs, gitdir, ref: 'refs/heads/main', value: oid });
  return oid;
}

async function writeTree(gitdir: string, files: Files): Promise<string> {
  const blobs = new Map<string, string>();
  const folders = new Map<string, Map<string, string>>();
  for (const [path, text] of files) {
    const slash = path.indexOf('/');
    if (slash === -1) blobs.set(path, text);
    else addTo(folders, path.slice(0, slash), path.slice(slash + 1), text);
  }
  const entries = await Promise.all([
    ...[...blobs].map(async ([path, text]) => {
      return { mode: '100644', path, type: 'blob', oid: await git.writeBlob({ fs, gitdir, blob: Buffer.from(text) }) } as const;
    }),
    ...[...folders].map(async ([path, inner]) => ({ mode: '040000', path, type: 'tree', oid: await writeTree(gitdir, inner) }) as const),
  ]);
  return git.writeTree({ fs, gitdir, tree: entries });
}

function addTo(folders: Map<string, Map<string, string>>, name: string, path: string, text: string): void {
  const folder = folders.get(name) ?? new Map<string, string>();
  folders.set(name, folder.set(path, text));
}
