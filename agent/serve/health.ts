/** Whether the agent is alive: it finished a pass not too long ago. What the pass found is for the status, not for here. */
import { formatInstant } from '../clock.ts';
import type { Clock, Instant } from '../clock.ts';
import type { Reply } from './types.ts';

/** Longer than the slowest pass, the first one included. */
const LONGEST_PASS_MS = 15 * 60_000;

export interface Health {
  /** A pass has ended; the next starts in `nextInMs` at the latest. */
  readonly passed: (nextInMs: number) => void;
  readonly reply: () => Reply;
}

export function makeHealth(clock: Clock): Health {
  let dueMs = clock.monotonicMs();
  let lastPassAt: Instant | null = null;
  return {
    passed(nextInMs) {
      dueMs = clock.monotonicMs() + nextInMs;
      lastPassAt = clock.now();
    },
    reply() {
      const alive = clock.monotonicMs() - dueMs < LONGEST_PASS_MS;
      const body = { status: alive ? 'ok' : 'no pass finished lately', lastPassAt: lastPassAt === null ? null : formatInstant(lastPassAt) };
      return { status: alive ? 200 : 503, body };
    },
  };
}
