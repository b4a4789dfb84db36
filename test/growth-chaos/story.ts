/** For whoever reads a failure: to find a fault by, never to judge by. */
import type { PassRun } from '../../agent/run-pass.ts';

const LOG_LINES = 30;

/** What agents did and could not do, without the passes in which they did nothing. */
export function lastWords(log: readonly string[]): readonly string[] {
  return log
    .filter((line) => !line.includes('"msg":"pass"'))
    .slice(-LOG_LINES)
    .map((line) => line.trim());
}

/** What the last pass planned and found. */
export function saidLast(run: PassRun | null): readonly string[] {
  const { results = [], health } = run?.report ?? {};
  const outcomes = results.map(({ change, outcome }) => `${change.id} (${change.action.do}): ${JSON.stringify(outcome)}`);
  return ['What the agent says:', ...outcomes, ...(health?.findings ?? []).map(({ ref, code, why }) => `${ref} ${code}: ${why}`)];
}
