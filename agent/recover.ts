/** What is remembered when memory was lost: rebuilt from what is declared and what carries our marks, until people agree to go on. Pure. */
import { findDoc } from './model/desired.ts';
import type { Memory, Owned } from './model/memory.ts';
import type { Mark } from './model/observed.ts';
import type { Ref } from './model/ref.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Planned } from './pass.ts';
import { lostOf } from './report-of.ts';

/** A person approved to go on without what was lost. */
export function isRecovered(deps: PassDeps, { inputs, sight }: Planned): boolean {
  const lost = inputs === null ? null : lostOf(deps, inputs.memory, sight.world);
  return inputs?.grants.some(({ change, key, state }) => state === 'valid' && change === lost?.change && key === lost.key) ?? false;
}

/** The epoch goes on above every mark, or they would say again that memory is lost. */
export function recovered({ writer }: Memory, marks: readonly Mark[]): Pick<Memory, 'lost' | 'writer'> {
  const epoch = Math.max(writer?.epoch ?? 0, ...marks.map((mark) => mark.epoch));
  return { lost: null, writer: writer === null ? null : { ...writer, epoch } };
}

/** A memory that was lost is rebuilt from the marks, too: apps of ours that no file declares any more are known again. */
export function withMarked({ cluster }: PassDeps, { inputs, sight, at }: Planned, memory: Memory): Memory {
  if (inputs === null || inputs.memory.lost === null) return memory;
  const marked = (sight.health.marks ?? []).filter((mark) => mark.cluster === cluster);
  const unknown = marked.filter(({ ref }) => !memory.inventory.has(ref) && findDoc(inputs.desired, ref) === undefined);
  const owned = unknown.map(({ ref, backendId }): readonly [Ref, Owned] => {
    const nothingApplied = { applied: null, specDigest: null, commit: inputs.desired.commit } as const;
    return [ref, { ref, backendId, ...nothingApplied, how: 'created', since: at, forgottenAt: at }];
  });
  return owned.length === 0 ? memory : { ...memory, inventory: new Map([...memory.inventory, ...owned]) };
}
