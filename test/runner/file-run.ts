/** Runs one test file in a process of its own and judges what it reports. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Message } from './messages.ts';

export interface Failure {
  readonly what: string;
  readonly why: string;
}

/** What became of one thing that was run: a test file, or a check of the whole project. */
export interface Report {
  readonly name: string;
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Program -> how many tests did not run without it. */
  readonly absent: ReadonlyMap<string, number>;
  /** What the process printed, the first MAX_OUTPUT characters. */
  readonly output: string;
  readonly durationMs: number;
}

export interface FileRunOptions {
  /** Whole file, from start to exit. */
  readonly timeoutMs: number;
  readonly env: NodeJS.ProcessEnv;
  /** What Node needs to load TypeScript. */
  readonly nodeOptions: readonly string[];
}

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url));
const MAX_OUTPUT = 100_000;

interface Ended {
  readonly messages: readonly Message[];
  /** `exit 0`, `signal SIGKILL`. */
  readonly ending: string;
  readonly timedOut: boolean;
  readonly output: string;
}

/** Runs the file to its end or its limit; never rejects, whatever the file does. */
export async function runFile(name: string, options: FileRunOptions): Promise<Report> {
  const startedAt = performance.now();
  const ended = await runWorker(resolve(name), options);
  const tests = ended.messages.filter((message) => message.kind === 'test');
  const absent = new Map<string, number>();
  for (const { outcome } of tests) if (outcome.kind === 'absent') absent.set(outcome.program, (absent.get(outcome.program) ?? 0) + 1);
  return {
    name,
    passed: tests.filter((test) => test.outcome.kind === 'passed').length,
    failures: failuresOf(ended, options.timeoutMs),
    absent,
    output: ended.output,
    durationMs: performance.now() - startedAt,
  };
}

function runWorker(file: string, options: FileRunOptions): Promise<Ended> {
  // A process group of its own, so that what the tests started ends with them.
  const child = spawn(process.execPath, [...options.nodeOptions, WORKER, file], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: options.env,
    detached: true,
  });
  const messages: Message[] = [];
  let output = '';
  let timedOut = false;
  child.on('message', (message) => messages.push(message as Message));
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => void (output = (output + text).slice(0, MAX_OUTPUT)));
  }
  const stop = (): void => killGroup(child);
  process.once('exit', stop);
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, options.timeoutMs);
  return new Promise((settled) => {
    child.once('exit', stop);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      process.off('exit', stop);
      settled({ messages, ending: signal === null ? `exit ${code}` : `signal ${signal}`, timedOut, output });
    });
  });
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: nobody of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function failuresOf(ended: Ended, timeoutMs: number): readonly Failure[] {
  const told = ended.messages.flatMap(failureIn);
  if (ended.timedOut) return [...told, { what: 'the file', why: `It did not end within ${timeoutMs} ms and was killed.` }];
  const why = told.length === 0 ? hiddenFault(ended) : null;
  return why === null ? told : [{ what: 'the file', why }];
}

function failureIn(message: Message): readonly Failure[] {
  if (message.kind === 'problem') return [message];
  return message.kind === 'test' && message.outcome.kind === 'failed' ? [{ what: message.name, why: message.outcome.why }] : [];
}

/** Why a file whose process told of no failure did not succeed all the same; null when it did. */
function hiddenFault({ messages, ending }: Ended): string | null {
  const declared = messages.reduce((sum, message) => sum + (message.kind === 'declared' ? message.tests : 0), 0);
  const outcomes = messages.filter((message) => message.kind === 'test').map((message) => message.outcome.kind);
  const passed = outcomes.filter((kind) => kind === 'passed').length;
  const done = messages.find((message) => message.kind === 'done');
  if (done === undefined) return `Its process ended (${ending}) before its tests did.`;
  if (declared === 0) return 'It declares no suite: call describe of test/helpers/suite.ts.';
  if (outcomes.length !== declared) return `${declared - outcomes.length} of its ${declared} tests did not run.`;
  if (done.uvuTests !== passed) return 'It has tests that test/helpers/suite.ts does not know: uvu is not to be used directly.';
  return ending === 'exit 0' ? null : `Its tests ended, but its process did not end well (${ending}).`;
}
