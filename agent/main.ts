#!/usr/bin/env node
/** The process around the command line. */
import { runCommand } from './cli/command.ts';
import { makeRedactor } from './redact.ts';

const stop = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
const redactor = makeRedactor();

process.exitCode = await runCommand(process.argv.slice(2), {
  environment: process.env,
  signal: stop.signal,
  isTerminal: process.stdout.isTTY,
  redactor,
  out: (text) => process.stdout.write(redactor.text(text)),
  err: (text) => process.stderr.write(redactor.text(text)),
});

/** Whoever read the output has gone, as `head` does when it has seen enough: what the verb does goes on. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
