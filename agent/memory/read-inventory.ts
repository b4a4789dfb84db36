/** Reads the inventory; a file of it that did not change since it was last read is not read again. */
import type { Owned } from '../model/memory.ts';
import type { Ref } from '../model/ref.ts';
import type { Repo } from '../model/repo.ts';
import { INVENTORY_FOLDER, parseOwned } from './file/inventory.ts';
import type { JournalFolder } from './folder.ts';

interface Bucket {
  readonly file: string;
  readonly blob: string | null;
  readonly owned: readonly Owned[];
}

/** Of each repository what was read last. Blob ids name contents, so nothing in it can ever be out of date. */
const lastRead = new WeakMap<Repo, ReadonlyMap<string, Bucket>>();

export async function readInventory(repo: Repo, folder: JournalFolder): Promise<ReadonlyMap<Ref, Owned>> {
  const known = lastRead.get(repo);
  const read = async (file: string): Promise<Bucket> => {
    const blob = folder.blobOf(file);
    const before = known?.get(file);
    if (before !== undefined && before.blob === blob) return before;
    return { file, blob, owned: (await folder.read(file, (text, place) => parseOwned(text, place, file))) ?? [] };
  };
  const buckets = await Promise.all(folder.below(INVENTORY_FOLDER).map(read));
  lastRead.set(repo, new Map(buckets.map((bucket) => [bucket.file, bucket])));
  return new Map(buckets.flatMap(({ owned }) => owned.map((one) => [one.ref, one] as const)));
}
