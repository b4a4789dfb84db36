/** One SDS of a domain after the other: whether it can be reached as it is now shows only after a time. */
import type { Instant } from '../../../clock.ts';
import type { Ctx } from '../../../model/system.ts';
import { formatDuration } from '../../../units.ts';
import type { StorageNode } from '../types.ts';

/** Longer than MDM and SDSs take to give up a connection. */
const SHOWS_WITHIN_MS = 60_000;

export interface Turns {
  /** A clause for a person; null: it may be this one's turn. */
  whyNot(node: StorageNode, ctx: Pick<Ctx, 'clock'>): string | null;
  /** From now on it has its turn. */
  take(node: StorageNode, ctx: Pick<Ctx, 'clock'>): void;
}

/** Counts from what this process did; a new one knows of no turn, and sees how the SDSs are. */
export function makeTurns(): Turns {
  const latest = new Map<string, { readonly id: string; readonly what: string; readonly at: Instant }>();
  return {
    whyNot({ id, protectionDomainId }, { clock }) {
      const turn = latest.get(protectionDomainId);
      if (turn === undefined || turn.id === id || clock.now() - turn.at >= SHOWS_WITHIN_MS) return null;
      return `${turn.what} has just lost an address: how it is shows within ${formatDuration(SHOWS_WITHIN_MS)}`;
    },
    take({ id, name, protectionDomainId }, { clock }) {
      latest.set(protectionDomainId, { id, what: `SDS ${name ?? id}`, at: clock.now() });
    },
  };
}
