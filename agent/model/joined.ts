/** Maps put together: every pass does that with thousands of objects, nearly all of them in one of the maps. */

/** All entries of all maps, of which no two share a key; the very map itself when no other has any. */
export function joined<K, V>(maps: readonly ReadonlyMap<K, V>[]): ReadonlyMap<K, V> {
  const [largest = new Map<K, V>(), ...others] = maps.filter(({ size }) => size > 0).toSorted((one, other) => other.size - one.size);
  if (others.length === 0) return largest;
  const all = new Map(largest);
  for (const map of others) for (const [key, value] of map) all.set(key, value);
  return all;
}
