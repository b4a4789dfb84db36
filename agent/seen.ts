/** What a process saw while git could not be written: lost with it, and until then as good as written down. */
import type { Memory } from './model/memory.ts';
import type { Recall } from './recall.ts';

/** What was owned before and could not be written down; what the branch says of an object counts before it. */
export function withSeen({ recall }: { readonly recall: Recall }, memory: Memory): Memory {
  const isKnown = [...recall.seen.keys()].every((ref) => memory.inventory.has(ref));
  return isKnown ? memory : { ...memory, inventory: new Map([...recall.seen, ...memory.inventory]) };
}
