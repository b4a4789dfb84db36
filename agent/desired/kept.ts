/** What was found out about an object, kept as long as the object is. */

/** The same as `find`, which is asked once for each object. Entries are the same objects from load to load, and so is all in them. */
export function kept<O extends object, F extends object>(find: (of: O) => F): (of: O) => F {
  const known = new WeakMap<O, F>();
  return (of) => {
    const before = known.get(of);
    if (before !== undefined) return before;
    const found = find(of);
    known.set(of, found);
    return found;
  };
}
