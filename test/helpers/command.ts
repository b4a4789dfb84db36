/** The command line in this process, as `agent/main.ts` runs it. */
import { runCommand } from '../../agent/cli/command.ts';
import { makeRedactor } from '../../agent/redact.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function plumbline(argv: readonly string[], signal = new AbortController().signal): Promise<Ended> {
  const redactor = makeRedactor();
  let out = '';
  let err = '';
  const code = await runCommand(argv, {
    environment: {},
    signal,
    isTerminal: false,
    redactor,
    out: (text) => void (out += redactor.text(text)),
    err: (text) => void (err += redactor.text(text)),
  });
  return { code, out, err };
}
