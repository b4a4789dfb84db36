/** A file's bytes to its documents, each checked against the schema of its kind. Knows no other file. */
import { DEFAULT_LIMITS } from '../model/desired.ts';
import type { Kind } from '../model/kinds.gen.ts';
import type { Json } from '../model/ref.ts';
import { compareMistakes } from '../schema/fault.ts';
import type { Mistake, Place } from '../schema/fault.ts';
import { nearest } from '../schema/nearest.ts';
import { parseYaml } from '../schema/parse-yaml.ts';
import type { YamlDocument, YamlLimits } from '../schema/parse-yaml.ts';
import { mistakeAt } from '../schema/read-yaml.ts';
import { faultsOf } from '../schema/validate.ts';
import { digestOf } from './digest.ts';
import { desiredErrors } from './errors.ts';
import { KINDS, SCHEMAS } from './schemas.ts';
import { readText } from './text.ts';
import type { ParsedFile as RawFile } from './types.ts';

/** A file's bytes to its documents: plain data, checked only for how it is written. Never throws: whatever is wrong is among the mistakes. */
export function parseDocuments(bytes: Uint8Array, limits: YamlLimits): RawFile {
  const read = readText(bytes);
  if (read.kind === 'mistake') return { docs: [], mistakes: [read.mistake], complete: false, places: new Map() };
  const { documents, mistakes, complete } = parseYaml(read.text, limits);
  const docs = documents.filter(({ value }) => value !== null).map(({ index, value }) => ({ index, bare: null, value: value as Json }));
  return { docs, mistakes, complete, places: new Map() };
}

export interface ParsedFile {
  readonly docs: readonly ParsedDoc[];
  readonly mistakes: readonly Mistake[];
  /** False when something in the file could not be read: what is not found elsewhere may be declared there. */
  readonly complete: boolean;
  /** Places that were asked for later, so that they are found only once. */
  readonly places: Map<string, Place>;
}

export interface ParsedDoc {
  readonly index: number;
  readonly kind: Kind;
  readonly name: string;
  /** spec.name, else metadata.name: what ScaleIO calls it. */
  readonly vendorName: string;
  /** Null when the document does not fit its schema: then only its names count. */
  readonly content: {
    readonly state: 'present' | 'absent';
    readonly labels: { readonly [name: string]: string };
    readonly spec: object;
    readonly specDigest: string;
  } | null;
}

interface Read {
  readonly doc: ParsedDoc | null;
  readonly mistakes: readonly Mistake[];
}

/** Never throws: whatever is wrong is among the mistakes. */
export async function parseFile(bytes: Uint8Array): Promise<ParsedFile> {
  const read = readText(bytes);
  if (read.kind === 'mistake') return broken(read.mistake);
  const { documents, mistakes, complete } = parseYaml(read.text, DEFAULT_LIMITS);
  const reads: Read[] = [];
  for (const document of documents) if (document.value !== null) reads.push(await readDocument(document));
  return {
    docs: reads.flatMap(({ doc }) => (doc === null ? [] : [doc])),
    mistakes: [...mistakes, ...reads.flatMap((read) => read.mistakes)].toSorted(compareMistakes),
    complete: complete && reads.every(({ doc }) => doc !== null),
    places: new Map(),
  };
}

function broken(mistake: Mistake): ParsedFile {
  return { docs: [], mistakes: [mistake], complete: false, places: new Map() };
}

interface Envelope {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly labels?: { readonly [name: string]: string } } | null;
  readonly state?: 'present' | 'absent';
  readonly spec?: object & { readonly name?: unknown };
}

async function readDocument(document: YamlDocument): Promise<Read> {
  const envelope = (document.value ?? {}) as Envelope;
  const given = envelope.kind;
  const kind = KINDS.find((known) => known === given) ?? null;
  if (kind === null) return unknownKind(document, envelope);
  const faults = await faultsOf(SCHEMAS[kind], document.value);
  return { doc: docOf(document, kind, faults.length === 0), mistakes: faults.map((fault) => mistakeAt(document, fault)) };
}

/** The names of a document of misspelt kind still count, or every reference to it would be an error too. */
function unknownKind(document: YamlDocument, envelope: Envelope): Read {
  const given = envelope.kind;
  const meant = typeof given === 'string' ? (nearest(given, KINDS) as Kind | null) : null;
  const start = typeof given === 'string' ? `There is no kind ${given}` : 'Every document needs `apiVersion: plumbline/v1` and a kind';
  const end = meant === null ? `; there are ${KINDS.join(', ')}.` : `; did you mean ${meant}?`;
  const fault = {
    code: desiredErrors.unknownKind,
    path: given === undefined ? [] : ['kind'],
    at: 'value',
    message: `${start}${end}`,
  } as const;
  return { doc: meant === null ? null : docOf(document, meant, false), mistakes: [mistakeAt(document, fault)] };
}

function docOf(document: YamlDocument, kind: Kind, valid: boolean): ParsedDoc | null {
  const { metadata, state = 'present', spec = {} } = document.value as Envelope;
  const name = metadata?.name;
  if (typeof name !== 'string') return null;
  const vendorName = typeof spec?.name === 'string' ? spec.name : name;
  return {
    index: document.index,
    kind,
    name,
    vendorName,
    content: valid ? { state, labels: metadata?.labels ?? {}, spec, specDigest: digestOf(spec) } : null,
  };
}
