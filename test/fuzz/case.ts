/** One thing to be read, and what whoever made it knows must come of it. Plain data: it is sent to another process. */
import type { Limits } from '../../agent/model/desired.ts';
import type { MemoryFile } from '../desired/memory-source.ts';

export interface FuzzCase {
  readonly files: { readonly [path: string]: MemoryFile };
  readonly options: FuzzOptions;
  readonly expected: Expected;
  /** What is known of single texts, before anything is known of documents. */
  readonly texts: readonly KnownText[];
}

export interface FuzzOptions {
  readonly path: string;
  readonly cluster: string | null;
  /** By name of a secret, who may use it; null: nobody knows which there are. */
  readonly secrets: { readonly [name: string]: readonly string[] } | null;
  readonly limits: Partial<Limits>;
}

export type Expected =
  | { readonly kind: 'anything' }
  | { readonly kind: 'accepted'; readonly documents: readonly ExpectedDocument[] }
  /** Each spot must have an error of its own. */
  | { readonly kind: 'refused'; readonly spots: readonly Spot[] };

/** `spec` and what else of it is known, as plain JSON. */
export interface ExpectedDocument {
  readonly kind: string;
  readonly name: string;
  readonly spec: unknown;
  readonly labels: unknown;
}

/** Lines of a file, both counted, from 1. */
export interface Spot {
  readonly file: string;
  readonly from: number;
  readonly to: number;
  /** One of these; empty: any. */
  readonly codes: readonly string[];
}

export interface KnownText {
  readonly file: string;
  /** `right`: without mistakes, with these values. */
  readonly is: { readonly kind: 'right'; readonly values: readonly unknown[] } | { readonly kind: 'wrong' };
}

/** What the other process says of a case. */
export interface Verdict {
  /** Empty: all is as it should be. */
  readonly problems: readonly string[];
  readonly outcome: 'accepted' | 'refused' | 'none';
  /** Of errors and warnings, each once. */
  readonly codes: readonly string[];
}

export const WHOLE_FILE = { from: 1, to: Number.MAX_SAFE_INTEGER } as const;

/** An ordinary file. */
export function fileOf(text: string | Uint8Array, mode = '100644'): MemoryFile {
  return { mode, bytes: typeof text === 'string' ? Buffer.from(text) : text };
}

export const PROD_OPTIONS: FuzzOptions = { path: 'prod', cluster: 'prod', secrets: null, limits: {} };
