import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Secrets } from '../model/system.ts';

export interface ServeDeps {
  readonly clock: Clock;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Asks for a pass. */
  readonly wake: (why: string) => void;
}

export interface Reply {
  readonly status: number;
  readonly body: object;
}
