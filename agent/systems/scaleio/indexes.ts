/** Finding one of thousands: made once for each reading. */

interface Named {
  readonly id: string;
  readonly name: string | null;
}

interface Index<T> {
  readonly byId: ReadonlyMap<string, T>;
  readonly byName: ReadonlyMap<string, readonly T[]>;
}

const indexes = new WeakMap<readonly Named[], Index<Named>>();

/** Of a list that stays as it is. */
export function indexOf<T extends Named>(items: readonly T[]): Index<T> {
  const known = indexes.get(items);
  if (known !== undefined) return known as Index<T>;
  const byName = new Map<string, T[]>();
  for (const item of items) {
    if (item.name === null) continue;
    const namesakes = byName.get(item.name);
    if (namesakes === undefined) byName.set(item.name, [item]);
    else namesakes.push(item);
  }
  const made = { byId: new Map(items.map((item) => [item.id, item])), byName };
  indexes.set(items, made);
  return made;
}
