/** Parsed files by blob id: what did not change is not read or parsed again. */
import type { ParsedFile } from './parse.ts';

export interface ParseCache {
  get(blob: string): ParsedFile | undefined;
  set(blob: string, parsed: ParsedFile): void;
}

/** Several commits of a large repository; a parsed file takes some 40 times its size. */
const KEPT_FILES = 10_000;

/** Keeps the files used last. */
export function newParseCache(keptFiles = KEPT_FILES): ParseCache {
  const files = new Map<string, ParsedFile>();
  const touch = (blob: string, parsed: ParsedFile): void => {
    files.delete(blob);
    files.set(blob, parsed);
  };
  return {
    get(blob) {
      const parsed = files.get(blob);
      if (parsed !== undefined) touch(blob, parsed);
      return parsed;
    },
    set(blob, parsed) {
      touch(blob, parsed);
      const [oldest] = files.keys();
      if (files.size > keptFiles && oldest !== undefined) files.delete(oldest);
    },
  };
}
