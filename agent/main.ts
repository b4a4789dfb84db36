#!/usr/bin/env node
/** The command line's entry: finds the verb, runs it, turns what it throws into one sentence and an exit code. */
import { parseCommandLine } from './cli/args.ts';
import type { Args } from './cli/args.ts';
import type { Io } from './cli/io.ts';
import { asPlumblineError } from './errors.ts';
import { makeRedactor } from './redact.ts';

async function runVerb(args: Args, io: Io): Promise<number> {
  // Each verb is loaded when it is called: --help must not wait for what only `run` uses.
  switch (args.verb) {
    case 'help':
      io.out((await import('./cli/help.ts')).HELP);
      return 0;
    case 'version':
      io.out(`plumbline ${(await import('./version.ts')).VERSION}\n`);
      return 0;
    case 'validate':
      return (await import('./cli/validate.ts')).validate(args, io);
    case 'plan':
      return (await import('./cli/plan.ts')).plan(args, io);
    case 'apply':
      return (await import('./cli/apply.ts')).apply(args, io);
    case 'run':
      return (await import('./cli/run.ts')).run(args, io);
    case 'status':
      return (await import('./cli/status.ts')).status(args, io);
  }
}

async function main(): Promise<void> {
  const stop = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => stop.abort());
  const redactor = makeRedactor();
  const io: Io = {
    environment: process.env,
    signal: stop.signal,
    isTerminal: process.stdout.isTTY,
    redactor,
    out: (text) => process.stdout.write(redactor.text(text)),
    err: (text) => process.stderr.write(redactor.text(text)),
  };
  try {
    process.exitCode = await runVerb(parseCommandLine(process.argv.slice(2)), io);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    io.err(`${error.message}\n${error.code.help}\n`);
    if (error.code.class === 'bug' && error.stack) io.err(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

await main();
