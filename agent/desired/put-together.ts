/** What a document is once patches are laid over it and variables put in. */
import type { Limits, Origin } from '../model/desired.ts';
import type { Json } from '../model/ref.ts';
import { schemaErrors } from '../schema/errors.ts';
import type { Fault } from '../schema/fault.ts';
import type { Head } from './head.ts';
import { patched } from './patches.ts';
import type { Patch } from './patches.ts';
import { isMapping } from './merge-patch.ts';
import { markedTexts, withVariables } from './references.ts';
import type { MarkedText, Room, Variables } from './references.ts';
import type { RawDoc } from './types.ts';
import { isLiteral } from './variables.ts';
import type { World } from './world.ts';

export interface Around {
  readonly world: World;
  readonly limits: Pick<Limits, 'fileBytes'>;
  /** How many mistakes of a document are looked for: one when no more of them are told. */
  readonly mostMistakes: number;
}

export interface Parts {
  readonly raw: RawDoc;
  readonly origin: Origin;
  /** Of `ResolvedDoc`. */
  readonly key: string;
  readonly head: Head;
  /** Those that are for it, in order. */
  readonly patches: readonly Patch[];
  /** Texts of `raw` that may hold variables. */
  readonly marked: readonly MarkedText[];
}

export interface PutTogether {
  readonly value: Json;
  /** The texts that may hold variables, before these were put in, and what still holds a `${` afterwards. */
  readonly marked: readonly MarkedText[];
  readonly final: readonly MarkedText[];
  /** Characters that patches and variables added. */
  readonly added: number;
  readonly faults: readonly Fault[];
}

const NO_FAULTS: readonly Fault[] = [];

/** The very same value when nothing is to be changed. */
export function putTogether({ raw, head, patches, marked: own }: Parts, { world, limits }: Around): PutTogether {
  const whole = patches.length === 0 ? raw.value : patched(raw.value, patches);
  const marked = patches.length === 0 ? own : markedTexts(whole);
  const room: Room = { left: limits.fileBytes - patches.reduce((sum, { text }) => sum + text.length, 0) };
  const hasVariables = marked.length > 0 && head.kind !== null && !isLiteral(head.kind);
  const value = hasVariables ? substituted(whole, world.variables, room) : whole;
  const final = value === whole ? marked : markedTexts(value);
  return { value, marked, final, added: limits.fileBytes - room.left, faults: room.left < 0 ? [tooLarge(limits)] : NO_FAULTS };
}

function tooLarge({ fileBytes }: Around['limits']): Fault {
  const message = `Patches and variables add more than ${fileBytes / 1024} KiB to this document.`;
  return { code: schemaErrors.tooLarge, path: [], at: 'value', message };
}

/** In spec, metadata.labels and metadata.annotations. */
function substituted(document: Json, variables: Variables, room: Room): Json {
  const put = (value: Json): Json => withVariables(value, variables, room);
  const metadata = changed(document, 'metadata', (value) => changed(changed(value, 'labels', put), 'annotations', put));
  return changed(metadata, 'spec', put);
}

/** The mapping with one field changed; the very same one where the field stays as it is. */
function changed(value: Json, field: string, change: (part: Json) => Json): Json {
  const before = isMapping(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  if (!isMapping(value) || before === undefined) return value;
  const after = change(before);
  return after === before ? value : { ...value, [field]: after };
}
