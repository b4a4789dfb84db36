/**
 * The test runner: `node --import tsx test/run.ts [--checks] [--file-timeout-ms N] [path ...]`. Runs each file of tests in
 * a process of its own; with --checks also types, lint and format. The last line is `N passed, N failed`; exit 1 when
 * anything failed or nothing passed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CHECKS, runCheck } from './runner/check.ts';
import { discover } from './runner/discover.ts';
import { runFile } from './runner/file-run.ts';
import type { Report } from './runner/file-run.ts';
import { describeThrown } from './runner/settle.ts';
import { summarise } from './runner/summary.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE_TIMEOUT_MS = 120_000;
const MAX_WORKERS = 4;

type Job = () => Promise<Report>;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<boolean> {
  const temporary = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  try {
    const { lines, succeeded } = summarise(await runAll(jobs(temporary)), process.env['CI'] === 'true');
    for (const line of lines) print(line);
    return succeeded;
  } catch (thrown) {
    print(`The runner itself failed: ${describeThrown(thrown)}\n0 passed, 1 failed`);
    return false;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function jobs(temporary: string): readonly Job[] {
  const options = { checks: { type: 'boolean' }, 'file-timeout-ms': { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const files = discover(positionals.length === 0 ? [relative('.', join(ROOT, 'test'))] : positionals);
  const run = { timeoutMs: Number(values['file-timeout-ms'] ?? FILE_TIMEOUT_MS), env: testEnv(temporary) };
  const checks = values.checks === true ? CHECKS : [];
  return [...checks.map((check) => () => runCheck(check, ROOT)), ...files.map((file) => () => runFile(file, run))];
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
