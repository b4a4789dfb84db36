/** Values that a JSON Schema takes, read from the schema itself. */
import fc from 'fast-check';
import { anyText, isPlainKey } from './any-text.ts';

export interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: { readonly [name: string]: Schema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly propertyNames?: Schema;
  readonly minProperties?: number;
  readonly $defs?: { readonly [name: string]: Schema };
}

type Values = fc.Arbitrary<unknown>;

/** For patterns that look ahead, which fast-check cannot follow: what they come to. */
const LOOKING_AHEAD: readonly (readonly [start: string, values: () => fc.Arbitrary<string>])[] = [
  [
    '^(?!.*/(restart',
    () =>
      fc
        .stringMatching(/^(\/[a-z0-9]([a-z0-9-]{0,6}[a-z0-9])?(\.[a-z0-9]{1,3})?){1,3}$/)
        .filter((id) => !/\/(restart|tasks|versions)$/.test(id)),
  ],
  ['^(?:(?:25', () => fc.ipV4()],
];

/** `root` has the definitions that `schema` refers to. */
export function valuesOf(schema: Schema, root: Schema = schema): Values {
  if (schema.$ref !== undefined) return valuesOf(definition(schema.$ref, root), root);
  if ('const' in schema) return fc.constant(schema['const']);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.oneOf !== undefined) return fc.oneof(...schema.oneOf.map((one) => valuesOf(one, root)));
  const types = typeof schema.type === 'object' ? schema.type : [schema.type ?? 'string'];
  return fc.oneof(...types.map((type) => valuesOfType(type, schema, root)));
}

function definition(ref: string, root: Schema): Schema {
  const found = root.$defs?.[ref.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`There is no definition ${ref}.`);
  return found;
}

function valuesOfType(type: string, schema: Schema, root: Schema): Values {
  switch (type) {
    case 'string':
      return texts(schema);
    case 'integer':
      return integers(schema);
    case 'number':
      return numbers(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return lists(schema, root);
    case 'object':
      return mappings(schema, root);
    default:
      throw new Error(`There is no type ${type}.`);
  }
}

const LONGEST = 40;

function texts({ pattern, format, minLength = 0, maxLength = Infinity }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time')
    return fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
  if (pattern === undefined) return anyText(Math.min(maxLength, LONGEST), minLength).filter((text) => !text.includes('${'));
  const ahead = LOOKING_AHEAD.find(([start]) => pattern.startsWith(start));
  return ahead === undefined
    ? fc.stringMatching(new RegExp(pattern)).filter((text) => text.length >= minLength && text.length <= maxLength)
    : ahead[1]();
}

/** The edges of what is allowed, and what lies between. */
function integers({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER, multipleOf = 1 }: Schema): fc.Arbitrary<number> {
  const from = Math.ceil(minimum / multipleOf);
  const to = Math.floor(maximum / multipleOf);
  const near = fc.integer({ min: from, max: Math.min(to, from + 1000) });
  return fc.oneof(near, near, fc.constantFrom(from, to), fc.integer({ min: from, max: to })).map((number) => number * multipleOf);
}

const LARGE = 1e6;

function numbers({ minimum, exclusiveMinimum = 0, maximum = LARGE }: Schema): fc.Arbitrary<number> {
  const doubles = fc.double({ min: minimum ?? exclusiveMinimum, minExcluded: minimum === undefined, max: maximum, noNaN: true });
  // Zero has no sign in what is read.
  return doubles.map((number) => (number === 0 ? 0 : number));
}

function lists({ items = {}, minItems = 0, maxItems = minItems + 3, uniqueItems = false }: Schema, root: Schema): Values {
  const inner = valuesOf(items, root);
  const bounds = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) };
  return uniqueItems ? fc.uniqueArray(inner, { ...bounds, selector: (value) => JSON.stringify(value) }) : fc.array(inner, bounds);
}

function mappings(schema: Schema, root: Schema): Values {
  const { properties = {}, required = [], additionalProperties, propertyNames = {}, minProperties = 0 } = schema;
  const model = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner, root)]));
  const fields = fc.record(model, { requiredKeys: [...required], noNullPrototype: true });
  if (typeof additionalProperties !== 'object') return fields.filter((made) => Object.keys(made).length >= minProperties);
  const keys = texts({ maxLength: 10, ...propertyNames }).filter((key) => isPlainKey(key) && key !== '__proto__');
  const others = fc.dictionary(keys, valuesOf(additionalProperties, root), {
    minKeys: minProperties,
    maxKeys: minProperties + 3,
    noNullPrototype: true,
  });
  return fc.tuple(others, fields).map(([some, known]) => ({ ...some, ...known }));
}
