/** The SDK's own model of EC2's answers, to check fixtures that were typed by hand. */

/** A structure is [3, namespace, name, traits, members, types]; a list [1, namespace, name, traits, type]; others are numbers. */
type Schema = readonly [number, string, string, unknown, ...unknown[]];

/** Elements, as paths, that the answer has and the model has not. */
export function unknownElements(sdk: object, { root, body }: { readonly root: string; readonly body: object }): readonly string[] {
  const operation = (sdk as { readonly [name: string]: unknown })[`${root.replace(/Response$/, '')}$`] as Schema;
  const output = schemaOf(operation[5]);
  // Some answer with nothing but <return>, which the SDK does not look at.
  const { return: _true, ...rest } = body as { readonly [name: string]: unknown };
  return unknownIn(rest, output, root);
}

function unknownIn(value: unknown, schema: Schema | null, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownIn(item, elementOf(schema), `${path}[]`));
  if (typeof value !== 'object' || value === null) return schema === null || value === '' ? [] : [`${path} is no structure`];
  const members = membersOf(schema);
  return Object.entries(value).flatMap(([name, inner]) => {
    return members.has(name) ? unknownIn(inner, members.get(name) ?? null, `${path}.${name}`) : [`${path}.${name}`];
  });
}

/** By their names on the wire. */
function membersOf(schema: Schema | null): ReadonlyMap<string, Schema | null> {
  if (schema?.[0] !== 3) return new Map();
  const types = schema[5] as readonly unknown[];
  return new Map(types.map((type) => [(type as [unknown, { readonly xmlName: string }])[1].xmlName, schemaOf(type)]));
}

function elementOf(schema: Schema | null): Schema | null {
  return schema?.[0] === 1 ? schemaOf(schema[4]) : null;
}

/** Null: a text, a number, a time. */
function schemaOf(type: unknown): Schema | null {
  if (typeof type === 'function') return schemaOf((type as () => unknown)());
  if (!Array.isArray(type)) return null;
  // With traits: [type, traits].
  return typeof type[1] === 'object' && type.length === 2 ? schemaOf(type[0]) : (type as unknown as Schema);
}
