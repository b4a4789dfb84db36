/** What the runner says at its end. */
import type { Report } from './file-run.ts';

export interface Summary {
  /** The last is `N passed, N failed`. */
  readonly lines: readonly string[];
  readonly succeeded: boolean;
}

/** Adds up; with `absentFails` a test whose outside program is absent counts as failed, otherwise as nothing. */
export function summarise(reports: readonly Report[], absentFails: boolean): Summary {
  const absent = absentPrograms(reports);
  const lines = [...absent].map(([program, tests]) => `absent: ${program} (${tests} tests)`);
  const passed = sum(reports.map((report) => report.passed));
  let failed = sum(reports.map((report) => report.failures.length)) + (absentFails ? sum([...absent.values()]) : 0);
  if (passed + failed === 0) {
    lines.push('No test ran: there is no file *.test.ts there, or all that its tests need is absent.');
    failed = 1;
  }
  return { lines: [...lines, `${passed} passed, ${failed} failed`], succeeded: failed === 0 };
}

function absentPrograms(reports: readonly Report[]): ReadonlyMap<string, number> {
  const tests = new Map<string, number>();
  for (const { absent } of reports) for (const [program, count] of absent) tests.set(program, (tests.get(program) ?? 0) + count);
  return tests;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
