/** What is known of one document while its nodes are turned into plain data. */
import type { Node } from 'yaml';
import type { ErrorCode } from '../errors.ts';
import type { Limits } from '../model/desired.ts';
import type { Place } from './fault.ts';
import type { Mistakes } from './mistakes.ts';

export interface Walk {
  readonly limits: Pick<Limits, 'depth' | 'aliases'>;
  readonly mistakes: Mistakes;
  readonly placeOf: (offset: number) => Place;
  /** By name, as they stand where the walk is. */
  readonly anchors: Map<string, Anchored>;
  aliases: number;
  /** Characters of values until here, aliases written out; `added`: those of aliases. */
  size: number;
  added: number;
  /** How deep it went since the innermost anchor that is open. */
  deepest: number;
  /** Whether there is no telling what the document says. */
  isBroken: boolean;
}

/** A value with a name: what an alias of that name stands for from there on. */
export interface Anchored {
  /** Null while it is being read: an alias to it would contain itself. */
  readonly read: { readonly value: unknown; readonly size: number; readonly height: number } | null;
}

/** Takes nothing for the value of a node, and the document for broken. */
export function refuse(walk: Walk, node: Node, code: ErrorCode, message: string): null {
  walk.mistakes.add(startOf(node), code, message);
  walk.isBroken = true;
  return null;
}

export function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}
