/** The process that runs one test file: `worker.ts <file>`, started by file-run.ts, which hears its messages. */
import { pathToFileURL } from 'node:url';
import { report } from './messages.ts';
import { describeThrown } from './settle.ts';

/** What a suite that was run gives back: [errors, passed, skipped, total]. Read in uvu 0.5.6, dist/index.mjs, `runner`. */
type QueuedSuite = () => Promise<readonly [unknown, number, number, number]>;
interface UvuGlobals {
  UVU_DEFER: number;
  UVU_QUEUE: QueuedSuite[][];
}

/** How long the process may take to end by itself once its tests have ended. */
const LEAK_GRACE_MS = 2_000;

async function runFile(file: string): Promise<void> {
  const uvu = globalThis as unknown as UvuGlobals;
  uvu.UVU_DEFER = 1;
  uvu.UVU_QUEUE = [[]];
  await import(pathToFileURL(file).href);
  let uvuTests = 0;
  for (const run of uvu.UVU_QUEUE.flat()) {
    const [, , skipped, total] = await run();
    uvuTests += total + skipped;
  }
  report({ kind: 'done', uvuTests });
}

function fail(what: string, thrown: unknown): void {
  process.exitCode = 1;
  process.stderr.write(`${what}: ${describeThrown(thrown)}\n`);
  if (process.connected) report({ kind: 'problem', what, why: describeThrown(thrown) });
}

/** Ends a process that something left open (a server, a timer, a child) keeps alive. */
function endLeaks(): void {
  const timer = setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`Its tests ended, but the process did not: still open are ${open}.\n`);
    process.exit(1);
  }, LEAK_GRACE_MS);
  timer.unref();
}

// Rejections that nobody handles arrive here as well.
process.on('uncaughtException', (error) => fail('uncaught exception', error));
const onRunnerGone = (): never => process.exit(1);
process.on('disconnect', onRunnerGone);

await runFile(process.argv[2] ?? '').catch((thrown: unknown) => fail('the file failed to load', thrown));
process.off('disconnect', onRunnerGone);
process.disconnect();
endLeaks();
