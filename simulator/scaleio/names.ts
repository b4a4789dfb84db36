/** What may be a name: up to 31 printable characters without spaces. */
import { refused } from './rc.ts';
import type { RC } from './rc.ts';

const LONGEST_NAME = 31;

export function checkNameText(name: string): void {
  if (name.length > LONGEST_NAME) throw refused('LONG_NAME');
  if (!/^[!-~]+$/.test(name)) throw refused('INVALID_NAME');
}

/** Throws a Refusal for a name that cannot be one, or that one of these has; `own` may keep its. */
export function checkFree<T extends { readonly name: string | null }>(
  name: string,
  others: readonly T[],
  taken: { readonly rc: keyof typeof RC; readonly own?: T },
): void {
  checkNameText(name);
  if (others.some((other) => other !== taken.own && other.name === name)) throw refused(taken.rc);
}
