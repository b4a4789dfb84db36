#!/usr/bin/env node
/** The simulator's own program; see playground/options.ts for its command line. */
import { BadInput, NotFound } from './errors.ts';
import { readOptions, USAGE } from './playground/options.ts';
import { openPlayground } from './playground/playground.ts';

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  const stop = new Promise<void>((resolve) => {
    process.once('SIGTERM', () => resolve());
    process.once('SIGINT', () => resolve());
  });
  const sim = await openPlayground(options);
  process.stdout.write(`The playground runs in ${options.folder} (pid ${process.pid}); stop it with SIGTERM.\n`);
  await stop;
  await sim.close();
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  const isExpected = thrown instanceof BadInput || thrown instanceof NotFound || (thrown instanceof Error && 'syscall' in thrown);
  if (!isExpected) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = 1;
});
