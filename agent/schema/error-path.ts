/** Where an error of Ajv is, as the rest of the room writes paths. */
import type { ErrorObject } from 'ajv';
import type { Path } from './fault.ts';

/** `/spec/volumes/0` -> `['spec', 'volumes', 0]`; `~1` and `~0` are the slash and the tilde of a key. */
export function pathOf(error: ErrorObject): Path {
  const parts = error.instancePath.split('/').slice(1);
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
}
