/**
 * Storage that was seen whole and is not there any more: never made anew, empty, without a person's consent (invariant 8).
 * Pure.
 */
import type { Draft } from '../model/change.ts';
import { overlaid } from '../model/joined.ts';
import type { Memory } from '../model/memory.ts';
import type { Finding, Health, Readiness, World } from '../model/observed.ts';
import { holdsData, kindOf, systemOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { Inputs, System } from '../model/system.ts';

/** The id of the lost object in whose place a change would make a new one; null for any other change. */
export function lostIdOf({ op, ref }: Pick<Draft, 'op' | 'ref'>, { inventory }: Memory): string | null {
  return op === 'create' && holdsData(kindOf(ref)) ? (inventory.get(ref)?.backendId ?? null) : null;
}

/** Approvals of making it anew name the object whose data are given up. */
export function withLostId(draft: Draft, memory: Memory): Draft {
  const backendId = lostIdOf(draft, memory);
  return backendId === null ? draft : { ...draft, backendId, class: 'destructive' };
}

/**
 * Makes sure that what is missing counts as missing, whatever its system says of it. One that says so itself is left its own
 * words; another object in the place of the one that is known does not count as it.
 */
export function withMissing(health: Health, inputs: Inputs, systems: readonly System[], world: World): Health {
  const lost = declaredStorage(inputs).flatMap(([ref, id]) => {
    const isSaid = health.ready.get(ref)?.kind === 'missing';
    return isSaid || !isGone(ref, id, systems, world) ? [] : [missingFinding(ref, id, health.ids.get(ref))];
  });
  if (lost.length === 0) return health;
  const readiness = lost.map(({ ref, why }): readonly [Ref, Readiness] => [ref, { kind: 'missing', why }]);
  return { ...health, ready: overlaid(health.ready, new Map(readiness)), findings: [...health.findings, ...lost] };
}

function declaredStorage({ desired, memory }: Inputs): readonly (readonly [Ref, string])[] {
  const { ProtectionDomain, StoragePool, Volume } = desired.docs;
  const docs = [...ProtectionDomain.values(), ...StoragePool.values(), ...Volume.values()];
  return docs.flatMap(({ ref, state }) => {
    const owned = state === 'present' ? memory.inventory.get(ref) : undefined;
    return owned === undefined ? [] : [[ref, owned.backendId] as const];
  });
}

/** What could not be read may be there. */
function isGone(ref: Ref, backendId: string, systems: readonly System[], world: World): boolean {
  const kind = kindOf(ref);
  const system = systems.find(({ name }) => name === systemOf(ref));
  const seen = system?.sees(kind, backendId, world.get(system.name) ?? {});
  return seen?.kind === 'ok' && !seen.value;
}

function missingFinding(ref: Ref, id: string, instead: string | undefined): Finding {
  const kind = kindOf(ref);
  const now = instead === undefined ? '' : `; another one, with the id ${instead}, is in its place`;
  return {
    ref,
    code: instead === undefined ? `${kind}Missing` : `${kind}Replaced`,
    why: `the object with the id ${id} is not there any more${now}`,
    remedy: 'Find out where its data went; approve the change to go on without them, or declare it absent.',
    causedBy: null,
    recheckAt: null,
  };
}
