/**
 * Reads JSON of an expected shape as Marathon's play-json readers do: null is absent, unknown keys are dropped without a
 * word, and a value of another type is an error with its path (`/container/volumes(0)/mode`).
 */
export type Shape =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  | 'any'
  | Bounded
  | { readonly list: Shape }
  | { readonly map: Shape }
  | { readonly fields: { readonly [name: string]: Shape }; readonly required?: readonly string[] }
  | { readonly oneOf: readonly string[] }
  | { readonly choose: (value: unknown) => Shape };

/** A scalar with limits: of the value of a number, of the length of a text. */
export interface Bounded {
  readonly is: 'string' | 'number' | 'integer';
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

export interface Detail {
  readonly path: string;
  readonly errors: readonly string[];
}

export type JsonObject = { readonly [name: string]: unknown };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value with only what the shape knows; mistakes go to `mistakes`. */
export function readShape(shape: Shape, value: unknown, path: string, mistakes: Detail[]): unknown {
  const expected = (error: string): undefined => void mistakes.push({ path: path === '' ? '/' : path, errors: [error] });
  if (typeof shape === 'string' || 'oneOf' in shape) return readScalar(shape, value, expected);
  if ('is' in shape) return readBounded(shape, value, expected);
  if ('choose' in shape) return readShape(shape.choose(value), value, path, mistakes);
  if ('list' in shape) {
    if (!Array.isArray(value)) return expected('error.expected.jsarray');
    return value.map((item, index) => readShape(shape.list, item, `${path}(${index})`, mistakes));
  }
  if (!isObject(value)) return expected('error.expected.jsobject');
  if ('map' in shape) return readEntries(value, () => shape.map, path, mistakes);
  const isMissing = (name: string): boolean => (value[name] ?? null) === null;
  for (const name of shape.required ?? []) if (isMissing(name)) mistakes.push({ path: `${path}/${name}`, errors: ['error.path.missing'] });
  return readEntries(value, (name) => shape.fields[name], path, mistakes);
}

type Scalar = Extract<Shape, string> | Extract<Shape, { readonly oneOf: readonly string[] }>;

function readScalar(shape: Scalar, value: unknown, expected: (error: string) => undefined): unknown {
  if (typeof shape === 'string') return fitsScalar(shape, value) ? value : expected(SCALAR_ERRORS[shape]);
  if (typeof value !== 'string') return expected('error.expected.jsstring');
  // Marathon's readers of enumerations do not look at case, and it shows them as they are written here.
  return shape.oneOf.find((one) => one.toLowerCase() === value.toLowerCase()) ?? expected('error.unknown.enum.literal');
}

function readBounded(shape: Bounded, value: unknown, expected: (error: string) => undefined): unknown {
  const { is, min = 0, max = Number.POSITIVE_INFINITY, pattern } = shape;
  if (!fitsScalar(is, value)) return expected(SCALAR_ERRORS[is]);
  const isText = typeof value === 'string';
  const size = isText ? value.length : Number(value);
  if (size < min) return expected(isText ? 'error.minLength' : 'error.min');
  if (size > max) return expected(isText ? 'error.maxLength' : 'error.max');
  return isText && pattern?.test(value) === false ? expected('error.pattern') : value;
}

function readEntries(value: JsonObject, known: (name: string) => Shape | undefined, path: string, mistakes: Detail[]): JsonObject {
  const kept: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(value)) {
    const shape = known(name);
    if (shape !== undefined && inner !== null) kept.push([name, readShape(shape, inner, `${path}/${name}`, mistakes)]);
  }
  return Object.fromEntries(kept);
}

const SCALAR_ERRORS = {
  string: 'error.expected.jsstring',
  number: 'error.expected.jsnumber',
  integer: 'error.expected.jsnumber',
  boolean: 'error.expected.jsboolean',
  any: '',
} as const;

function fitsScalar(shape: keyof typeof SCALAR_ERRORS, value: unknown): boolean {
  if (shape === 'any') return true;
  return shape === 'integer' ? Number.isInteger(value) : typeof value === shape;
}
