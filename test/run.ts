/**
 * The test runner: `node --import tsx test/run.ts [--checks] [--file-timeout-ms N] [path ...]`. Runs each file of tests in
 * a process of its own; with --checks also types, lint and format. The last line is `N passed, N failed`; exit 1 when
 * anything failed or nothing passed.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { CHECKS, runCheck, typeCheck } from './runner/check.ts';
import { discover } from './runner/discover.ts';
import { runFile } from './runner/file-run.ts';
import type { Report } from './runner/file-run.ts';
import { describeThrown } from './runner/settle.ts';
import { summarise } from './runner/summary.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE_TIMEOUT_MS = 300_000;
const MAX_WORKERS = 4;

type Job = () => Promise<Report>;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const temporary = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  try {
    const { lines, succeeded } = summarise(await runAll(await jobs(temporary)), process.env['CI'] === 'true');
    for (const line of lines) print(line);
    return succeeded;
  } catch (thrown) {
    print(`The runner itself failed: ${describeThrown(thrown)}\n0 passed, 1 failed`);
    return false;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function jobs(temporary: string): Promise<readonly Job[]> {
  const options = { checks: { type: 'boolean' }, 'file-timeout-ms': { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const files = discover(positionals.length === 0 ? [relative('.', join(ROOT, 'test'))] : positionals);
  const timeoutMs = Number(values['file-timeout-ms'] ?? FILE_TIMEOUT_MS);
  const env = testEnv(temporary);
  if (values.checks !== true) return files.map((file) => () => runFile(file, { timeoutMs, env, nodeOptions: process.execArgv }));
  const types = await compile(temporary, env);
  const checks = CHECKS.map((check) => () => runCheck(check, ROOT));
  return [async () => types.report, ...checks, ...files.map((file) => () => runFile(file, { timeoutMs, ...types }))];
}

/** Checks the types first: the tests then load what that has compiled, which costs each process much less than tsx. */
async function compile(
  temporary: string,
  env: NodeJS.ProcessEnv,
): Promise<{ report: Report; env: NodeJS.ProcessEnv; nodeOptions: readonly string[] }> {
  const folder = join(temporary, 'compiled/');
  const report = await runCheck(typeCheck(folder, ROOT), ROOT);
  if (!existsSync(join(folder, 'test/run.js'))) return { report, env, nodeOptions: process.execArgv };
  const loader = new URL('runner/compiled.mjs', import.meta.url).href;
  return {
    report,
    env: { ...env, PLUMBLINE_COMPILED: pathToFileURL(folder).href },
    nodeOptions: ['--enable-source-maps', '--import', loader],
  };
}

/** The environment of every test: its own temporary folder, and a git that knows neither this machine's nor a hook's settings. */
function testEnv(temporary: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const git = {
    GIT_AUTHOR_NAME: 'Test',
    GIT_AUTHOR_EMAIL: 'test@example.com',
    GIT_COMMITTER_NAME: 'Test',
    GIT_COMMITTER_EMAIL: 'test@example.com',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  return { ...Object.fromEntries(inherited), ...git, NO_COLOR: '1', TMPDIR: temporary };
}

async function runAll(queue: readonly Job[]): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const waiting = queue.values();
  const work = async (): Promise<void> => {
    for (const job of waiting) {
      const report = await job();
      printReport(report);
      reports.push(report);
    }
  };
  // One more than there are cores: a test often waits for a child process or a socket.
  const workers = Math.min(MAX_WORKERS, availableParallelism() + 1);
  await Promise.all(Array.from({ length: workers }, work));
  return reports;
}

function printReport({ name, passed, failures, output, durationMs }: Report): void {
  print(
    `${failures.length === 0 ? 'ok  ' : 'FAIL'} ${String(passed).padStart(4)} passed ${(durationMs / 1000).toFixed(1).padStart(5)} s  ${name}`,
  );
  for (const { what, why } of failures) print(indent(`${what}\n${indent(why)}`));
  if (failures.length > 0 && output.trim() !== '') print(indent(`printed by ${name}:\n${indent(output.trim())}`));
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = (await main()) ? 0 : 1;
