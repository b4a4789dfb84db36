/** What a JSON value is made of: comparing two bodies by keys and types, not by values. */

/** Path -> the types seen there; elements of a list share the path `list[]`. */
type Shape = Map<string, Set<string>>;

/** Every path that only one side has, and every type that the answer has and the fixture has not. */
export function differences(answer: unknown, fixture: unknown): readonly string[] {
  const seen = shapeOf(answer, '$', new Map());
  const known = shapeOf(fixture, '$', new Map());
  const extra = [...seen].flatMap(([path, types]) =>
    [...types].filter((type) => !known.get(path)?.has(type)).map((type) => `${path}: ${type} is in no fixture`),
  );
  const lacking = [...known.keys()].filter((path) => !seen.has(path)).map((path) => `${path}: is missing`);
  return [...extra, ...lacking];
}

function shapeOf(value: unknown, path: string, shape: Shape): Shape {
  const types = shape.get(path) ?? new Set();
  shape.set(path, types.add(typeName(value)));
  if (Array.isArray(value)) for (const item of value) shapeOf(item, `${path}[]`, shape);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) shapeOf(inner, `${path}.${key}`, shape);
  return shape;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
