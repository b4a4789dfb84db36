/** Maps seen as one: every pass joins those of thousands of objects, nearly all of them in one map, and copies would cost more than the rest. */

/** All entries of all maps, of which no two share a key. Looks into them when asked, so none may change afterwards. */
export function joined<K, V>(maps: readonly ReadonlyMap<K, V>[]): ReadonlyMap<K, V> {
  const filled = maps.filter(({ size }) => size > 0).toSorted((one, other) => other.size - one.size);
  const [only = new Map<K, V>(), ...others] = filled;
  return others.length === 0 ? only : new Joined(filled);
}

/** All entries of `base`, but for those whose key is in `over`: these count. `over` is small. */
export function overlaid<K, V>(base: ReadonlyMap<K, V>, over: ReadonlyMap<K, V>): ReadonlyMap<K, V> {
  if (![...over.keys()].some((key) => base.has(key))) return joined([base, over]);
  const all = new Map(base);
  for (const [key, value] of over) all.set(key, value);
  return all;
}

class Joined<K, V> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly #maps: readonly ReadonlyMap<K, V>[];

  /** The map with most entries first: it is looked into first. */
  constructor(maps: readonly ReadonlyMap<K, V>[]) {
    this.#maps = maps;
    this.size = maps.reduce((sum, { size }) => sum + size, 0);
  }

  get(key: K): V | undefined {
    for (const map of this.#maps) {
      const value = map.get(key);
      if (value !== undefined) return value;
    }
    return undefined;
  }

  has(key: K): boolean {
    return this.#maps.some((map) => map.has(key));
  }

  forEach(call: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const map of this.#maps) map.forEach((value, key) => call(value, key, this));
  }

  *entries(): MapIterator<[K, V]> {
    for (const map of this.#maps) yield* map;
  }

  *keys(): MapIterator<K> {
    for (const map of this.#maps) yield* map.keys();
  }

  *values(): MapIterator<V> {
    for (const map of this.#maps) yield* map.values();
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
