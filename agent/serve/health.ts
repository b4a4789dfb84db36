/** Whether the agent is alive: it finished a pass not too long ago. What the pass found is for the status, not for here. */
import { formatInstant } from '../clock.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Reply } from './types.ts';

/** Longer than the slowest pass; from the start of the process for the first one. */
const ALIVE_MS = 15 * 60_000;

export interface Health {
  readonly passed: () => void;
  readonly reply: () => Reply;
}

export function makeHealth(clock: Clock): Health {
  let lastPassMs = clock.monotonicMs();
  let lastPassAt: Instant | null = null;
  return {
    passed() {
      lastPassMs = clock.monotonicMs();
      lastPassAt = clock.now();
    },
    reply() {
      const alive = clock.monotonicMs() - lastPassMs < ALIVE_MS;
      const body = { status: alive ? 'ok' : 'no pass finished lately', lastPassAt: lastPassAt === null ? null : formatInstant(lastPassAt) };
      return { status: alive ? 200 : 503, body };
    },
  };
}
