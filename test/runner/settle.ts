/** Runs one step of a test so that nothing it does can pass for success: any throw, also of null, and no end at all. */
import { inspect } from 'node:util';
import { Assertion } from 'uvu/assert';
import type { Outcome } from './messages.ts';

export type Step = () => unknown;

/** Runs a step to its end or to `timeoutMs` of real time; never rejects. */
export async function settle(step: Step, timeoutMs: number): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Outcome>((resolve) => {
    timer = setTimeout(() => resolve({ kind: 'failed', why: `It did not end within ${timeoutMs} ms.` }), timeoutMs);
  });
  const outcome = await Promise.race([outcomeOf(step), late]);
  clearTimeout(timer);
  return outcome;
}

async function outcomeOf(step: Step): Promise<Outcome> {
  try {
    await step();
    return { kind: 'passed' };
  } catch (thrown) {
    return { kind: 'failed', why: describeThrown(thrown) };
  }
}

/** Calls that say nothing about the test. */
const OUR_CALLS = /^\s+at .*(node:internal|node_modules\/uvu|test\/runner\/(settle|worker)|test\/helpers\/suite)/;

/** A thrown value for people: uvu's assertions with their difference, other errors with their chain of causes. */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `It threw ${inspect(thrown)}, which is no Error.`;
  const calls = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const text = thrown instanceof Assertion ? [thrown.message, thrown.details || [], ...calls].flat().join('\n') : inspect(thrown);
  return text
    .split('\n')
    .filter((line) => !OUR_CALLS.test(line))
    .join('\n');
}
