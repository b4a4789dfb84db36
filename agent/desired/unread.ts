/** Names in files that could not be read: what is found nowhere else may be declared there, and is no second mistake. */
import type { Limits, Source, TreeFile } from '../model/desired.ts';
import type { Variables } from './references.ts';

export interface Unread {
  readonly files: readonly TreeFile[];
  /** Some file that is meant to be read cannot even be named. */
  readonly others: boolean;
}

export interface UnreadFrom {
  readonly source: Source;
  readonly limits: Limits;
  readonly variables: Variables;
}

/** Whether a document of this name may stand in what was not read, with its name written out or as a variable. One with `*` may be any. */
export async function hiddenNames({ files, others }: Unread, from: UnreadFrom): Promise<(name: string) => boolean> {
  const blobs = files.length === 0 ? NO_BLOBS : await from.source.blobs([...new Set(files.map(({ blob }) => blob))], from.limits.fileBytes);
  const texts = [...blobs.values()];
  if (others || texts.includes('too-large')) return () => true;
  const words = new Set([...texts.flatMap(wordsOf), ...[...from.variables.values()].map(String)]);
  return (name) => texts.length > 0 && (name.includes('*') || words.has(lastPart(name)));
}

const NO_BLOBS: ReadonlyMap<string, Uint8Array | 'too-large'> = new Map();

/** An app of a group, or a pool of a domain, may be called only by its own part of the name. */
function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function wordsOf(bytes: Uint8Array | 'too-large'): readonly string[] {
  return bytes === 'too-large' ? [] : new TextDecoder().decode(bytes).split(/[^A-Za-z0-9_.-]+/);
}
