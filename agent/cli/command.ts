/** Finds the verb and runs it; whatever it throws becomes one sentence, its remedy and the exit code 1. */
import { asPlumblineError } from '../errors.ts';
import { printableLines } from '../model/printable.ts';
import { parseCommandLine } from './args.ts';
import type { Args } from './args.ts';
import type { Io } from './io.ts';

/** Gives the exit code; never throws. */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  try {
    const args = parseCommandLine(argv);
    const verb = await LOAD[args.verb]();
    return await verb(args, io);
  } catch (thrown) {
    const error = asPlumblineError(thrown);
    io.err(`${printableLines(error.message)}\n${error.code.help}\n`);
    if (error.code.class === 'bug' && error.stack !== undefined) io.err(`${error.stack}\n`);
    return 1;
  }
}

type RunVerb = (args: Args, io: Io) => number | Promise<number>;

/** Each verb is loaded when it is called: --help must not wait for what only `run` uses. */
const LOAD: { readonly [V in Args['verb']]: () => Promise<RunVerb> } = {
  help: async () => printing((await import('./help.ts')).HELP),
  version: async () => printing(`plumbline ${(await import('../version.ts')).VERSION}\n`),
  validate: async () => (await import('./validate.ts')).validate,
  render: async () => async (args, io) =>
    args.isRexray ? (await import('./rexray.ts')).rexrayVerb(args, io) : (await import('./render.ts')).renderVerb(args, io),
  explain: async () => (await import('./explain.ts')).explain,
  schema: async () => (await import('./schema.ts')).schemaVerb,
  plan: async () => (await import('./plan.ts')).plan,
  apply: async () => (await import('./apply.ts')).apply,
  run: async () => (await import('./run.ts')).run,
  status: async () => (await import('./status.ts')).status,
  approve: async () => (await import('./approve.ts')).approve,
  hold: async () => (await import('./hold.ts')).hold,
  resume: async () => (await import('./resume.ts')).resume,
};

function printing(text: string): RunVerb {
  return (_args, io) => {
    io.out(text);
    return 0;
  };
}
