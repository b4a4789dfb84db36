/** Fingerprints of data. */
import { hash } from 'node:crypto';
import { canonical } from '../schema/canonical.ts';

/** Hex SHA-256 of plain JSON data; the order of keys does not matter, that of lists does. */
export function digestOf(value: unknown): string {
  return hash('sha256', canonical(value), 'hex');
}

/** Of `checksum`. */
export const CHECKSUM_CHARS = 32;

/** Half of a digest: enough to tell texts apart. */
export function checksum(text: string): string {
  return hash('sha256', text, 'hex').slice(0, CHECKSUM_CHARS);
}
