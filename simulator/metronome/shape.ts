/** What Metronome's JSON Schemas let pass (public/api/v0/schema, v1/schema): no other fields, and each of its type. */

export type JsonObject = { readonly [name: string]: unknown };

export type Shape =
  | 'text'
  | 'number'
  | 'whole'
  | 'flag'
  | 'anything'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: { readonly [name: string]: Shape }; readonly required?: readonly string[]; readonly others?: true }
  | { readonly oneOf: readonly string[] };

export interface Detail {
  readonly path: string;
  readonly errors: readonly string[];
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Empty when it fits. */
export function misfits(shape: Shape, value: unknown, path = ''): readonly Detail[] {
  const wrong = (error: string): readonly Detail[] => [{ path, errors: [error] }];
  if (typeof shape === 'string') return isOfType[shape](value) ? [] : wrong('Wrong type.');
  if ('oneOf' in shape) return shape.oneOf.includes(value as string) ? [] : wrong('Instance is invalid enum value.');
  if ('list' in shape) {
    if (!Array.isArray(value)) return wrong('Wrong type. Expected array.');
    return value.flatMap((entry, index) => misfits(shape.list, entry, `${path}/${index}`));
  }
  if (!isObject(value)) return wrong('Wrong type. Expected object.');
  if ('map' in shape) return Object.entries(value).flatMap(([name, inner]) => misfits(shape.map, inner, `${path}/${name}`));
  const missing = (shape.required ?? []).filter((name) => !(name in value)).map((name) => `Property ${name} missing.`);
  const inner = Object.entries(value).flatMap(([name, one]) => {
    const known = shape.fields[name];
    if (known !== undefined) return misfits(known, one, `${path}/${name}`);
    return shape.others === true ? [] : wrong(`Additional properties are not allowed but found '${name}'.`);
  });
  return [...(missing.length === 0 ? [] : [{ path, errors: missing }]), ...inner];
}

const isOfType: { readonly [type in Extract<Shape, string>]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  whole: Number.isInteger,
  flag: (value) => typeof value === 'boolean',
  anything: () => true,
};
