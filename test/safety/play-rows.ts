/**
 * `play-rows.ts GUARD`: plays the rows that name this guard. One line each: `held`, `broke` (harm was done), or `failed` for
 * any other reason, and the test. For tools/test-guards-off.ts.
 */
import { settle } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';
import { Harm, play } from './play.ts';
import type { Row } from './row.ts';
import { rows } from './topics.ts';

/** A broken agent may do something for ever. */
const TIMEOUT_MS = 20_000;

async function outcomeOf(row: Row): Promise<string> {
  const cleanups: Step[] = [];
  let isHarmed = false;
  const playing = play(row, { after: (cleanup) => void cleanups.push(cleanup) }).catch((thrown: unknown) => {
    isHarmed = thrown instanceof Harm;
    throw thrown;
  });
  const outcome = await settle(() => playing, TIMEOUT_MS);
  for (const cleanup of cleanups.toReversed()) await settle(cleanup, TIMEOUT_MS);
  if (outcome.kind === 'failed' && !isHarmed) process.stderr.write(`${row.test}: ${outcome.why}\n`);
  return isHarmed ? 'broke' : outcome.kind === 'passed' ? 'held' : 'failed';
}

const wanted = process.argv[2];
for (const row of rows.filter(({ guard }) => guard === wanted)) process.stdout.write(`${await outcomeOf(row)} ${row.test}\n`);
// What a broken agent left open must not keep this waiting.
process.exit();
