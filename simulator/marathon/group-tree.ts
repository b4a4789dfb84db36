/** The groups: they come with the first app or pod in them, or by themselves, and stay when what was in them is gone. */

export interface Group {
  /** Absolute ids of apps and groups. */
  readonly dependencies: readonly string[];
  /** Only of groups directly below the root. */
  readonly enforceRole: boolean;
}

const PLAIN: Group = { dependencies: [], enforceRole: false };

export class Groups {
  readonly #groups = new Map<string, Group>();

  get(id: string): Group | undefined {
    return id === '/' ? (this.#groups.get(id) ?? PLAIN) : this.#groups.get(id);
  }

  /** Another one like it, to change and then to keep or not. */
  copy(): Groups {
    const copy = new Groups();
    for (const [id, group] of this.#groups) copy.#groups.set(id, group);
    return copy;
  }

  /** Without the root. */
  ids(): readonly string[] {
    return [...this.#groups.keys()].filter((id) => id !== '/');
  }

  /** The group and those around it. */
  set(id: string, change: Partial<Group>): void {
    this.addAround(id);
    this.#groups.set(id, { ...PLAIN, ...this.#groups.get(id), ...change });
  }

  /** Every group around this id, where it is not there yet. */
  addAround(id: string): void {
    for (const group of around(id)) if (!this.#groups.has(group)) this.#groups.set(group, PLAIN);
  }

  /** The group and those in it. */
  remove(id: string): void {
    for (const other of this.#groups.keys()) if (id === '/' || other === id || other.startsWith(`${id}/`)) this.#groups.delete(other);
  }
}

/** `/a`, `/a/b` of `/a/b/c`. */
export function around(id: string): readonly string[] {
  const segments = id.split('/').slice(1, -1);
  return segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}`);
}

/** Whether `id` is the group or somewhere in it. */
export function isIn(id: string, group: string): boolean {
  return group === '/' || id === group || id.startsWith(`${group}/`);
}
