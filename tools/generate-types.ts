/**
 * Writes agent/model/*.gen.ts and schemas/plumbline.json from the other schemas. Run it after changing one: `npm run generate`.
 * A test fails while what is checked in differs from what this would write.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { combinedSchema } from './combined-schema.ts';
import type { KindSchema } from './combined-schema.ts';

interface JsonSchema {
  readonly title?: string;
  readonly [keyword: string]: unknown;
}

/** json-schema-to-typescript, without its declarations: those of a package below it do not compile under our strictness. */
interface Generator {
  compile(schema: JsonSchema, name: string, options: object): Promise<string>;
}

const generator = createRequire(import.meta.url)('json-schema-to-typescript') as Generator;

const ROOT = new URL('..', import.meta.url);
const CONFIG_SCHEMA = 'agent-config.json';
const COMBINED_SCHEMA = 'plumbline.json';
const HEADER = '// Written by tools/generate-types.ts from schemas/. Change the schema, not this file.\n';

/** File -> its whole text. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    [`schemas/${COMBINED_SCHEMA}`, combinedSchema(kindFiles().map((file) => readSchema<KindSchema>(file)))],
    ['agent/model/config.gen.ts', await typesOf(readPlain<JsonSchema>(CONFIG_SCHEMA), { ignoreMinAndMaxItems: false })],
    ['agent/model/kinds.gen.ts', `${await typesOf(kindsSchema(), { ignoreMinAndMaxItems: true })}\nexport type Kind = keyof Kinds;\n`],
  ]);
}

/** One schema whose properties are the specs of all kinds, so that what kinds share is generated once. */
function kindsSchema(): JsonSchema {
  const schemas = kindFiles().map((file) => readPlain<KindSchema>(file));
  return {
    title: 'Kinds',
    description: 'Kind -> the type of its `spec`.',
    type: 'object',
    additionalProperties: false,
    required: schemas.map((schema) => schema.title),
    properties: Object.fromEntries(schemas.map((schema) => [schema.title, schema.properties['spec']])),
    $defs: Object.assign({}, ...schemas.map((schema) => schema.$defs)) as { [name: string]: JsonSchema },
  };
}

function kindFiles(): readonly string[] {
  const files = readdirSync(new URL('schemas/', ROOT)).filter((file) => file.endsWith('.json'));
  return files.filter((file) => file !== CONFIG_SCHEMA && file !== COMBINED_SCHEMA).toSorted();
}

function readSchema<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(`schemas/${file}`, ROOT), 'utf8')) as T;
}

function readPlain<T>(file: string): T {
  return JSON.parse(JSON.stringify(readSchema(file)), withoutRefSiblings) as T;
}

/** A `$ref` with a description beside it would become a type of its own. */
function withoutRefSiblings(_key: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && '$ref' in value ? { $ref: value.$ref } : value;
}

/** Tuples are left out for kinds: the generator writes an array of them wrongly (`[a] | [a, b][]`). */
async function typesOf(schema: JsonSchema, options: { readonly ignoreMinAndMaxItems: boolean }): Promise<string> {
  const style = { printWidth: 140, singleQuote: true };
  return generator.compile(schema, schema.title ?? '', { bannerComment: HEADER, additionalProperties: false, style, ...options });
}

async function main(): Promise<void> {
  for (const [file, text] of await generatedFiles()) writeFileSync(new URL(file, ROOT), text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
