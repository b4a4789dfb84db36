/** One schema for every document of a cluster repository, made of those of the kinds: editors take one schema for a file. */

interface JsonSchema {
  readonly [keyword: string]: unknown;
}

export interface KindSchema extends JsonSchema {
  readonly title: string;
  readonly description: string;
  readonly properties: { readonly [field: string]: JsonSchema };
  readonly $defs?: { readonly [name: string]: JsonSchema };
}

/** The whole text of schemas/plumbline.json. */
export function combinedSchema(kinds: readonly KindSchema[]): string {
  const names = kinds.map(({ title }) => title);
  const combined = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://plumbline.dev/schemas/v1/plumbline.json',
    title: 'Plumbline',
    description: 'A document of a cluster repository; its kind says what else it takes.',
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata'],
    // What an editor offers as long as there is no kind.
    properties: {
      apiVersion: kinds[0]?.properties['apiVersion'],
      kind: { description: kinds.map(({ title, description }) => `${title}: ${description}`).join('\n\n'), enum: names },
      metadata: { description: kinds[0]?.properties['metadata']?.['description'], type: 'object' },
    },
    // Not `oneOf`: without a kind its errors would be about any of them. Not `const`: while somebody types, yaml-language-server
    // takes App for the beginning of Approval, and would offer the fields of both.
    allOf: names.map((name) => ({
      if: { properties: { kind: { type: 'string', pattern: `^${name}$` } }, required: ['kind'] },
      then: { $ref: `#/$defs/${name}` },
    })),
    $defs: { ...VARIABLES, ...Object.fromEntries(kinds.map((kind) => [kind.title, asDefinition(kind)])) },
  };
  return `${JSON.stringify(combined, null, 2)}\n`;
}

const VARIABLE = '\\$\\{vars\\.[A-Za-z][A-Za-z0-9_-]{0,62}\\}';

/** The agent checks a document after the variables were put in; an editor sees them. */
const VARIABLES = {
  variable: { type: 'string', pattern: `^${VARIABLE}$` },
  textWithVariable: { type: 'string', pattern: VARIABLE },
};

/** Kinds whose documents take no variables. */
const WITHOUT_VARIABLES = ['Approval', 'Cluster'];

/** The definitions of a kind stay inside it, so those of two kinds cannot clash. */
function asDefinition(kind: KindSchema): JsonSchema {
  const { $schema: _dialect, $id: _address, $defs = {}, properties, ...rest } = withReferencesBelow(kind, `#/$defs/${kind.title}/`);
  if (WITHOUT_VARIABLES.includes(kind.title)) return { ...rest, properties, $defs };
  const { spec = {}, ...envelope } = properties;
  return { ...rest, properties: { ...envelope, spec: withVariables(spec) }, $defs: mapped($defs, withVariables) };
}

function withReferencesBelow(kind: KindSchema, place: string): KindSchema {
  const moved = (key: string, value: unknown): unknown =>
    key === '$ref' && typeof value === 'string' ? value.replace('#/', place) : value;
  return JSON.parse(JSON.stringify(kind), moved) as KindSchema;
}

/** Keywords that tell people about a value, whatever else is asked of it. */
const TOLD = ['title', 'description', 'default', 'examples', 'x-unit'];

/** The schema, also of a value that a variable stands for. */
function withVariables(schema: JsonSchema): JsonSchema {
  const asked = withVariablesBelow(schema);
  const variable = variableFor(schema);
  if (variable === null) return asked;
  const [told, rest] = [true, false].map((isTold) => Object.entries(asked).filter(([keyword]) => TOLD.includes(keyword) === isTold));
  // Not a condition: yaml-language-server would offer no value of an enumeration that stands behind one.
  return { ...Object.fromEntries(told ?? []), anyOf: [Object.fromEntries(rest ?? []), { $ref: variable }] };
}

function withVariablesBelow(schema: JsonSchema): JsonSchema {
  const {
    properties,
    additionalProperties: others,
    items,
    oneOf,
  } = schema as {
    readonly properties?: { readonly [name: string]: JsonSchema };
    readonly additionalProperties?: JsonSchema | boolean;
    readonly items?: JsonSchema;
    readonly oneOf?: readonly JsonSchema[];
  };
  return {
    ...schema,
    ...(properties && { properties: mapped(properties, withVariables) }),
    ...(typeof others === 'object' && { additionalProperties: withVariables(others) }),
    ...(items && { items: withVariables(items) }),
    // A variable would fit every branch: it is taken in place of all of them.
    ...(oneOf && { oneOf: oneOf.map(withVariablesBelow) }),
  };
}

/** What a variable may look like in this place; null: a text with a variable fits anyway, or no value of one would. */
function variableFor({ type, oneOf, enum: allowed, const: only, ...limits }: JsonSchema): string | null {
  if (type === 'integer' || type === 'number' || type === 'boolean') return '#/$defs/variable';
  if (oneOf !== undefined || allowed !== undefined || only !== undefined) return '#/$defs/textWithVariable';
  const isLimited = ['minLength', 'maxLength', 'pattern', 'format'].some((keyword) => keyword in limits);
  return type === 'string' && isLimited ? '#/$defs/textWithVariable' : null;
}

function mapped<T, U>(values: { readonly [name: string]: T }, change: (value: T) => U): { readonly [name: string]: U } {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
