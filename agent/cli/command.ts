/** Finds the verb and runs it; whatever it throws becomes one sentence, its remedy and the exit code 1. */
import { asPlumblineError } from '../errors.ts';
import { parseCommandLine } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

/** Gives the exit code; never throws. */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await runVerb(parseCommandLine(argv), io);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    io.err(`${error.message}\n${error.code.help}\n`);
    if (error.code.class === 'bug' && error.stack !== undefined) io.err(`${error.stack}\n`);
    return 1;
  }
}

async function runVerb(args: Args, io: Io): Promise<number> {
  // Each verb is loaded when it is called: --help must not wait for what only `run` uses.
  switch (args.verb) {
    case 'help':
      io.out((await import('./help.ts')).HELP);
      return 0;
    case 'version':
      io.out(`plumbline ${(await import('../version.ts')).VERSION}\n`);
      return 0;
    case 'validate':
      return (await import('./validate.ts')).validate(args, io);
    case 'plan':
      return (await import('./plan.ts')).plan(args, io);
    case 'apply':
      return (await import('./apply.ts')).apply(args, io);
    case 'run':
      return (await import('./run.ts')).run(args, io);
    case 'status':
      return (await import('./status.ts')).status(args, io);
    case 'approve':
      return (await import('./approve.ts')).approve(args, io);
    case 'hold':
      return (await import('./hold.ts')).hold(args, io);
    case 'resume':
      return (await import('./resume.ts')).resume(args, io);
  }
}
