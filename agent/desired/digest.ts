/** Fingerprints of data. */
import { createHash } from 'node:crypto';
import { canonical } from '../schema/canonical.ts';

/** Hex SHA-256 of plain JSON data; the order of keys does not matter, that of lists does. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}
