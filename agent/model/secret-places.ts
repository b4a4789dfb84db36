/** Where a secret stands in a text, until its own text is put in its place. */
import type { Json } from './ref.ts';

/** The group is the secret's name. */
export const SECRET_PLACE = /\$\{secrets\.([^}]*)\}/g;

export function takesSecret(value: Json | undefined): value is string {
  return typeof value === 'string' && value.search(SECRET_PLACE) >= 0;
}
