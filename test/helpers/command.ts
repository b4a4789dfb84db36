/** The command line in this process, as `agent/main.ts` runs it. */
import { runCommand } from '../../agent/cli/command.ts';
import { makeRedactor } from '../../agent/redact.ts';
import type { Redactor } from '../../agent/redact.ts';
import type { Environment } from '../../agent/secrets.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Of the process around a verb; by default nobody stops it and nobody watches. */
export interface Surroundings {
  readonly signal?: AbortSignal;
  readonly isTerminal?: boolean;
  readonly environment?: Environment;
  /** By default as the process has it. */
  readonly redactor?: Redactor;
}

export async function plumbline(argv: readonly string[], around: Surroundings = {}): Promise<Ended> {
  const { redactor = makeRedactor() } = around;
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    environment: around.environment ?? {},
    signal: around.signal ?? new AbortController().signal,
    isTerminal: around.isTerminal ?? false,
    redactor,
    out: (text) => void (out += redactor.text(text)),
    err: (text) => void (err += redactor.text(text)),
  });
  return { code, out, err };
}
