/** Chance with a seed: the same seed gives the same ids and the same shuffles, each purpose from its own stream. */
import { createHash } from 'node:crypto';

export interface Random {
  /** 0 <= n < limit, whole. */
  below(limit: number): number;
  /** `digits` lower-case hex digits. */
  hex(digits: number): string;
  /** A version 4 UUID. */
  uuid(): string;
}

/** A stream named `purpose`, independent of how much was drawn from any other. */
export function makeRandom(seed: number, purpose: string): Random {
  const next = mulberry32(createHash('sha256').update(`${seed}/${purpose}`).digest().readUInt32LE());
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  const hex = (digits: number): string => Array.from({ length: digits }, () => below(16).toString(16)).join('');
  const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + below(4)).toString(16)}${hex(3)}-${hex(12)}`;
  return { below, hex, uuid };
}

/** The generator known as mulberry32: 32 bits of state, whole numbers below 2^32. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
