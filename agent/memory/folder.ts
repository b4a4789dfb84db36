/** The cluster's folder at one commit of the status branch. */
import type { Repo } from '../model/repo.ts';

export interface JournalFolder {
  /** Files below a folder such as `intents/`, as paths in the cluster's folder, sorted. */
  below(folder: string): readonly string[];
  /** What git stores the file as; null when it is not there. */
  blobOf(file: string): string | null;
  /** null when the file is not there; `parse` also gets its path on the branch, for errors. */
  read<T>(file: string, parse: (text: string, place: string) => T): Promise<T | null>;
}

export async function openFolder(repo: Repo, tip: string, cluster: string): Promise<JournalFolder> {
  const source = await repo.source(tip);
  const present = (await source.folder(cluster))?.files ?? [];
  const blobs = new Map(present.map(({ path, blob }) => [path.slice(cluster.length + 1), blob]));
  const blobOf = (file: string): string | null => blobs.get(file) ?? null;
  return {
    below: (folder) => [...blobs.keys()].filter((file) => file.startsWith(folder)),
    blobOf,
    async read(file, parse) {
      const blob = blobOf(file);
      return blob === null ? null : parse(Buffer.from(await source.blob(blob)).toString('utf8'), `${cluster}/${file}`);
    },
  };
}
