/** YAML as a tree that can say more than its values: anchors, aliases, tags, keys given twice. */

export type Tree =
  /** Written as it stands: `0x1f`, `~`, `.inf`. Undefined: nobody is to read it as any value. */
  | { readonly kind: 'plain'; readonly text: string; readonly value: unknown }
  /** Quoted or not, as the writer likes. */
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'map'; readonly fields: readonly (readonly [string, Tree])[] }
  | { readonly kind: 'list'; readonly items: readonly Tree[] }
  | { readonly kind: 'anchor'; readonly name: string; readonly of: Tree }
  | { readonly kind: 'alias'; readonly name: string }
  | { readonly kind: 'tag'; readonly tag: string; readonly of: Tree };

/** The tree that says just this value. */
export function treeOf(value: unknown): Tree {
  if (typeof value === 'string') return { kind: 'text', value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(treeOf) };
  if (typeof value === 'object' && value !== null) {
    return { kind: 'map', fields: Object.entries(value).map(([key, inner]) => [key, treeOf(inner)] as const) };
  }
  return { kind: 'plain', text: String(value), value };
}

/** The mapping with these fields, `__proto__` being one like any other. */
export function mapping(fields: Iterable<readonly [string, unknown]>): { readonly [name: string]: unknown } {
  const map = {};
  for (const [key, value] of fields) Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  return map;
}
