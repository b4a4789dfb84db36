/** Aliases: bounded, and never to nothing or to what contains them. */
import type { Alias } from 'yaml';
import type { ErrorCode } from '../errors.ts';
import { short } from '../model/printable.ts';
import { schemaErrors } from './errors.ts';
import { refuse } from './walk.ts';
import type { Anchored, Walk } from './walk.ts';
import { tooDeep } from './tokens.ts';

/** How much larger than its text a document may get when its aliases are written out, in characters. */
export const MOST_ADDED = 256 * 1024;

/** Reads the value that has the anchor, and keeps what aliases need to know of it. */
export function readAnchored(name: string, depth: number, walk: Walk, read: () => unknown): unknown {
  const { size, deepest } = walk;
  const open: Anchored = { read: null };
  walk.anchors.set(name, open);
  walk.deepest = depth;
  const value = read();
  // Given again within the value, the name means what it was given to last.
  if (walk.anchors.get(name) === open) walk.anchors.set(name, { read: { value, size: walk.size - size, height: walk.deepest - depth } });
  walk.deepest = Math.max(walk.deepest, deepest);
  return value;
}

/** The very object that the anchor has; null, and the document broken, when there is none to take. */
export function aliasValue(alias: Alias, depth: number, walk: Walk): unknown {
  const wrong = (code: ErrorCode, message: string): null => refuse(walk, alias, code, message);
  const name = short(alias.source);
  const anchored = walk.anchors.get(alias.source);
  if (anchored === undefined) return wrong(schemaErrors.badAlias, `There is no anchor &${name} before this alias.`);
  if (anchored.read === null) return wrong(schemaErrors.badAlias, `The alias *${name} contains itself.`);
  const { value, size, height } = anchored.read;
  if (depth + height > walk.limits.depth) return wrong(schemaErrors.tooDeep, tooDeep(walk.limits.depth));
  walk.deepest = Math.max(walk.deepest, depth + height);
  walk.aliases += 1;
  walk.size += size;
  walk.added += size;
  if (walk.aliases === walk.limits.aliases + 1)
    return wrong(schemaErrors.badAlias, `There are more than ${walk.limits.aliases} aliases in this document; write some values out.`);
  if (walk.added > MOST_ADDED && walk.added - size <= MOST_ADDED)
    return wrong(schemaErrors.badAlias, `Aliases stand for too much here: more than ${MOST_ADDED / 1024} KiB in one document.`);
  return walk.isBroken ? null : value;
}
