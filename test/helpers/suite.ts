/**
 * The only way to uvu. uvu reports success for a suite whose hook throws, for `throw null` and for a suite nobody ran;
 * here every declared test ends as passed, failed or absent, and the runner (test/run.ts) counts them.
 */
import { suite as uvuSuite } from 'uvu';
import { report } from '../runner/messages.ts';
import type { Outcome } from '../runner/messages.ts';
import { isInstalled } from '../runner/programs.ts';
import { settle } from '../runner/settle.ts';
import type { Step } from '../runner/settle.ts';

export * as assert from 'uvu/assert';
export { golden, rejects } from './expect.ts';

export interface TestOptions {
  /** Default 10 s. */
  readonly timeoutMs?: number;
  /** Outside programs the test runs (`git`, `sshd`); without them it is reported as absent, in CI as failed. */
  readonly needs?: readonly string[];
}

export interface TestContext {
  /** Runs `cleanup` when the test ends, however it ends; the latest first. */
  after(cleanup: Step): void;
}

export type Body = (context: TestContext) => void | Promise<void>;

export interface It {
  (name: string, body: Body): void;
  (name: string, options: TestOptions, body: Body): void;
  /** Runs before the first test of the suite; when it fails, every test of the suite fails. Default limit 10 s. */
  before(hook: Step, timeoutMs?: number): void;
  /** Runs after the last test of the suite, also when `before` failed. */
  after(hook: Step, timeoutMs?: number): void;
}

interface Test extends Required<TestOptions> {
  readonly name: string;
  readonly body: Body;
}

interface Hook {
  readonly hook: Step;
  readonly timeoutMs: number;
}

interface Suite {
  readonly name: string;
  readonly tests: Test[];
  readonly before: Hook[];
  readonly after: Hook[];
  sealed: boolean;
}

const TIMEOUT_MS = 10_000;

/** Declares a suite; `declare` must declare all its tests before it returns. There is no skip and no only, on purpose. */
export function describe(name: string, declare: (it: It) => void): void {
  const suite: Suite = { name, tests: [], before: [], after: [], sealed: false };
  const returned: unknown = declare(itOf(suite));
  suite.sealed = true;
  if (returned instanceof Promise) throw new Error(`Suite "${name}": the function given to describe may not be async.`);
  if (suite.tests.length === 0) throw new Error(`Suite "${name}" declares no test.`);
  report({ kind: 'declared', tests: suite.tests.length });
  enqueue(suite);
}

function itOf(suite: Suite): It {
  const it = (name: string, first: TestOptions | Body, second?: Body): void => {
    const options = typeof first === 'function' ? {} : first;
    const body = typeof first === 'function' ? first : second;
    if (body === undefined) throw new Error(`Test "${name}" has no function.`);
    if (suite.sealed) throw new Error(`Test "${name}" was declared after describe had returned.`);
    if (suite.tests.some((test) => test.name === name)) throw new Error(`Test "${name}" is declared twice in suite "${suite.name}".`);
    suite.tests.push({ name, body, timeoutMs: options.timeoutMs ?? TIMEOUT_MS, needs: options.needs ?? [] });
  };
  return Object.assign(it, {
    before: (hook: Step, timeoutMs = TIMEOUT_MS) => void suite.before.push({ hook, timeoutMs }),
    after: (hook: Step, timeoutMs = TIMEOUT_MS) => void suite.after.push({ hook, timeoutMs }),
  });
}

function enqueue(suite: Suite): void {
  const present = suite.tests.filter((test) => !reportAbsent(suite, test));
  if (present.length === 0) return;
  const queued = uvuSuite(suite.name);
  let ready: Outcome = { kind: 'passed' };
  queued.before(async () => {
    for (const { hook, timeoutMs } of suite.before) if (ready.kind === 'passed') ready = await settle(hook, timeoutMs);
  });
  for (const test of present) {
    queued(test.name, async () => {
      const outcome =
        ready.kind === 'failed' ? { ...ready, why: `before: ${ready.why}` } : await settle(() => runTest(test), test.timeoutMs);
      report({ kind: 'test', name: `${suite.name}: ${test.name}`, outcome });
      // For uvu, which counts by itself when a file is started by hand.
      if (outcome.kind === 'failed') throw new Error(outcome.why);
    });
  }
  queued.after(async () => {
    for (const { hook, timeoutMs } of suite.after) {
      const outcome = await settle(hook, timeoutMs);
      if (outcome.kind === 'failed') report({ kind: 'problem', what: `${suite.name}: after`, why: outcome.why });
    }
  });
  queued.run();
}

function reportAbsent(suite: Suite, test: Test): boolean {
  const program = test.needs.find((name) => !isInstalled(name));
  if (program !== undefined) report({ kind: 'test', name: `${suite.name}: ${test.name}`, outcome: { kind: 'absent', program } });
  return program !== undefined;
}

async function runTest(test: Test): Promise<void> {
  const cleanups: Step[] = [];
  try {
    await test.body({ after: (cleanup) => void cleanups.push(cleanup) });
  } finally {
    for (const cleanup of cleanups.toReversed()) await cleanup();
  }
}
