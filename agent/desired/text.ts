/** A file's bytes as text, or what they are instead. */
import { isUtf8 } from 'node:buffer';
import { START } from '../schema/fault.ts';
import type { Mistake } from '../schema/fault.ts';
import { desiredErrors } from './errors.ts';

export type ReadText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'mistake'; readonly mistake: Mistake };

/** A byte order mark at the start is left out; places count from the character after it, as an editor does. */
export function readText(bytes: Uint8Array): ReadText {
  if (!isUtf8(bytes))
    return { kind: 'mistake', mistake: { code: desiredErrors.notText.code, ...START, message: 'The file is not UTF-8 text.' } };
  return { kind: 'text', text: new TextDecoder().decode(bytes) };
}
