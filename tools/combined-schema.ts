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
    $defs: Object.fromEntries(kinds.map((kind) => [kind.title, asDefinition(kind)])),
  };
  return `${JSON.stringify(combined, null, 2)}\n`;
}

/** The definitions of a kind stay inside it, so those of two kinds cannot clash. */
function asDefinition(kind: KindSchema): unknown {
  const within = (key: string, value: unknown): unknown => {
    if (key === '$schema' || key === '$id') return undefined;
    return key === '$ref' && typeof value === 'string' ? value.replace('#/', `#/$defs/${kind.title}/`) : value;
  };
  return JSON.parse(JSON.stringify(kind, within)) as unknown;
}
