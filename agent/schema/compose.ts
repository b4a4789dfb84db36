/** A document's tokens to its nodes. */
import { Composer, Schema } from 'yaml';
import type { CST, Document, ErrorCode as ParserCode } from 'yaml';

/** One for all documents: to make it takes longer than to read a small document. Without known tags, for no tag is read. */
const schema = new Schema({ schema: 'core', resolveKnownTags: false });

const OPTIONS = { prettyErrors: false, stringKeys: true, uniqueKeys: false, schema } as const;

/** `complain` is told the offset of everything that is wrong, warnings too: an unknown tag is only a warning, and reads as a text. */
export function composed(token: CST.Document, complain: (offset: number, code: ParserCode) => void): Document.Parsed | null {
  const composer = new Composer(OPTIONS);
  // The composer would make an Error for each, with its stack: 25 microseconds and 2 KiB, for as many as a hostile text has characters.
  composer['onError'] = (source: Place, code: ParserCode) => complain(offsetOf(source), code);
  // To its end: V8 11 keeps a generator that is left early, and all that it refers to, until it sweeps all of the memory.
  const [document] = Array.from(composer.compose([token]));
  return document ?? null;
}

/** An offset, a range or a token. */
type Place = number | readonly number[] | { readonly offset: number };

function offsetOf(source: Place): number {
  if (typeof source === 'number') return source;
  return 'offset' in source ? source.offset : (source[0] ?? 0);
}
