import { assert, describe } from '../helpers/suite.ts';
import type { Report } from './file-run.ts';
import { summarise } from './summary.ts';

function report(passed: number, failed = 0, absent: Readonly<Record<string, number>> = {}): Report {
  const failures = Array.from({ length: failed }, () => ({ what: 'a test', why: 'broken' }));
  return { name: 'a.test.ts', passed, failures, absent: new Map(Object.entries(absent)), output: '', durationMs: 1 };
}

const NONE = 'No test ran: there is no file *.test.ts there, or all that its tests need is absent.';

const rows: readonly {
  readonly name: string;
  readonly reports: readonly Report[];
  readonly absentFails?: boolean;
  readonly lines: readonly string[];
  readonly succeeded: boolean;
}[] = [
  { name: 'adds up what passed', reports: [report(2), report(3)], lines: ['5 passed, 0 failed'], succeeded: true },
  { name: 'fails for one failure in many files', reports: [report(2), report(3, 1)], lines: ['5 passed, 1 failed'], succeeded: false },
  { name: 'fails without any file', reports: [], lines: [NONE, '0 passed, 1 failed'], succeeded: false },
  {
    name: 'counts absent tests neither as passed nor as failed',
    reports: [report(2, 0, { sshd: 1 }), report(0, 0, { sshd: 2, git: 1 })],
    lines: ['absent: sshd (3 tests)', 'absent: git (1 tests)', '2 passed, 0 failed'],
    succeeded: true,
  },
  {
    name: 'fails when every test is absent',
    reports: [report(0, 0, { sshd: 1 })],
    lines: ['absent: sshd (1 tests)', NONE, '0 passed, 1 failed'],
    succeeded: false,
  },
  {
    name: 'counts absent tests as failed where every program has to be there',
    reports: [report(2, 1, { sshd: 2 })],
    absentFails: true,
    lines: ['absent: sshd (2 tests)', '2 passed, 3 failed'],
    succeeded: false,
  },
];

describe('summary', (it) => {
  for (const { name, reports, absentFails = false, lines, succeeded } of rows) {
    it(name, () => assert.equal(summarise(reports, absentFails), { lines, succeeded }));
  }
});
