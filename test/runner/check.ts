/** The checks of the whole project that belong to `npm test`: types, lint, format. Each counts as one test. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Report } from './file-run.ts';

export interface Check {
  readonly name: string;
  /** A program of node_modules/.bin and its arguments; exit 0 means all is well. */
  readonly command: readonly [program: string, ...args: string[]];
}

/** The type check, which also compiles everything into `folder`. */
export function typeCheck(folder: string, project: string): Check {
  const emit = ['--noEmit', 'false', '--outDir', folder, '--inlineSourceMap', '--sourceRoot', pathToFileURL(project).href];
  return { name: 'type check (npx tsc)', command: ['tsc', ...emit] };
}

export const CHECKS: readonly Check[] = [
  { name: 'lint (npx oxlint)', command: ['oxlint'] },
  { name: 'format check (npx oxfmt --check)', command: ['oxfmt', '--check'] },
];

/** Runs the check in the folder of a project; never rejects. */
export function runCheck(check: Check, project: string): Promise<Report> {
  const startedAt = performance.now();
  const [program, ...args] = check.command;
  const env = { ...process.env, NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(join(project, 'node_modules/.bin', program), args, { cwd: project, env, timeout: 120_000 }, (error, stdout, stderr) => {
      const failures = error === null ? [] : [{ what: [program, ...args].join(' '), why: (stdout + stderr).trim() || error.message }];
      const durationMs = performance.now() - startedAt;
      resolve({ name: check.name, passed: failures.length === 0 ? 1 : 0, failures, absent: new Map(), output: '', durationMs });
    });
  });
}
