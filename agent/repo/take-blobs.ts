/** As many blobs as may be held at once. */
export type Blobs = ReadonlyMap<string, Uint8Array | 'too-large'>;

/** In the order of `ids` until their contents together are more than `maxTotalBytes`; the first in any case. */
export async function takeBlobs(
  ids: readonly string[],
  maxTotalBytes: number,
  read: (id: string) => Promise<Uint8Array | 'too-large'>,
): Promise<Blobs> {
  const taken = new Map<string, Uint8Array | 'too-large'>();
  let bytes = 0;
  for (const id of new Set(ids)) {
    const blob = await read(id);
    bytes += blob === 'too-large' ? 0 : blob.length;
    if (bytes > maxTotalBytes && taken.size > 0) break;
    taken.set(id, blob);
  }
  return taken;
}
