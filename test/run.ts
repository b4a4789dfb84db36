/**
 * The test runner: `node --import tsx test/run.ts [--file-timeout-ms N] [path ...]`. Runs each file of tests in a process
 * of its own. The last line is `N passed, N failed`; exit 1 when anything failed or nothing passed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { discover } from './runner/discover.ts';
import { runFile } from './runner/file-run.ts';
import type { FileReport, FileRunOptions } from './runner/file-run.ts';
import { describeThrown } from './runner/settle.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE_TIMEOUT_MS = 120_000;
const MAX_WORKERS = 4;

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The environment of every test: its own temporary folder, and a git that knows neither this machine's nor a hook's settings. */
function testEnv(temporary: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const who = { NAME: 'Test', EMAIL: 'test@example.com' };
  const git = Object.fromEntries(
    Object.entries(who).flatMap(([key, value]) => [
      [`GIT_AUTHOR_${key}`, value],
      [`GIT_COMMITTER_${key}`, value],
    ]),
  );
  return {
    ...Object.fromEntries(inherited),
    ...git,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    NO_COLOR: '1',
    TMPDIR: temporary,
  };
}

async function runAll(files: readonly string[], options: FileRunOptions): Promise<readonly FileReport[]> {
  const reports: FileReport[] = [];
  const queue = files.values();
  const work = async (): Promise<void> => {
    for (const file of queue) {
      const report = await runFile(resolve(file), options);
      printFile(report);
      reports.push(report);
    }
  };
  const workers = Math.min(MAX_WORKERS, Math.max(2, availableParallelism()));
  await Promise.all(Array.from({ length: workers }, work));
  return reports;
}

function printFile({ file, passed, failures, output, durationMs }: FileReport): void {
  const name = relative(ROOT, file);
  print(
    `${failures.length === 0 ? 'ok  ' : 'FAIL'} ${String(passed).padStart(4)} passed ${(durationMs / 1000).toFixed(1).padStart(5)} s  ${name}`,
  );
  for (const { what, why } of failures) print(indent(`${what}\n${indent(why)}`));
  if (failures.length > 0 && output.trim() !== '') print(indent(`printed by ${name}:\n${indent(output.trim())}`));
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '    ');
}

function absentPrograms(reports: readonly FileReport[]): ReadonlyMap<string, number> {
  const tests = new Map<string, number>();
  for (const { absent } of reports) for (const [program, count] of absent) tests.set(program, (tests.get(program) ?? 0) + count);
  return tests;
}

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { 'file-timeout-ms': { type: 'string' } } });
  const temporary = mkdtempSync(join(tmpdir(), 'plumbline-test-'));
  const options = { timeoutMs: Number(values['file-timeout-ms'] ?? FILE_TIMEOUT_MS), env: testEnv(temporary) };
  try {
    const files = discover(positionals.length === 0 ? [join(ROOT, 'test')] : positionals);
    return summarise(await runAll(files, options));
  } catch (thrown) {
    print(`The runner itself failed: ${describeThrown(thrown)}\n0 passed, 1 failed`);
    return false;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function summarise(reports: readonly FileReport[]): boolean {
  const passed = reports.reduce((sum, report) => sum + report.passed, 0);
  let failed = reports.reduce((sum, report) => sum + report.failures.length, 0);
  for (const [program, tests] of absentPrograms(reports)) {
    print(`absent: ${program} (${tests} tests)`);
    if (process.env['CI'] === 'true') failed += tests;
  }
  if (passed + failed === 0) {
    print('No test ran: there is no file *.test.ts there, or all that its tests need is absent.');
    failed += 1;
  }
  print(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exitCode = (await main()) ? 0 : 1;
