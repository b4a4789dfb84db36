/** What a verb may use of the process around it. */
import type { Redactor } from '../redact.ts';
import type { Environment } from '../secrets.ts';

export interface Io {
  readonly environment: Environment;
  /** Aborts when the process is asked to stop. */
  readonly signal: AbortSignal;
  readonly isTerminal: boolean;
  /** Everything printed goes through it. */
  readonly redactor: Redactor;
  out(text: string): void;
  err(text: string): void;
}
