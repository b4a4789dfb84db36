/** What earlier loads found out, by content: what did not change is neither read nor parsed nor checked again. */
import type { Entry, ParsedFile } from './types.ts';

export interface LoadCache {
  /** What a blob holds, by `yaml:<blob>` or `json:<blob>`: one blob may be read as both. */
  readonly files: Map<string, ParsedFile>;
  /** Entries by file path and place, as they were last made. */
  readonly entries: Map<string, { readonly key: string; readonly entry: Entry }>;
}

export function newLoadCache(): LoadCache {
  return { files: new Map(), entries: new Map() };
}
