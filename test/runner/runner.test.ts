import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert, describe } from '../helpers/suite.ts';

const RUNNER = fileURLToPath(new URL('../run.ts', import.meta.url));
const FIXTURES = fileURLToPath(new URL('../fixtures/runner/', import.meta.url));

interface Run {
  readonly exitCode: number;
  readonly text: string;
  readonly lastLine: string;
}

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, program = RUNNER): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: FIXTURES, env: { ...process.env, CI: '', ...env } };
    const child = execFile(process.execPath, [...process.execArgv, program, ...args], options, (_error, stdout) => {
      const text = stdout.trimEnd();
      resolve({ exitCode: child.exitCode ?? -1, text, lastLine: text.slice(text.lastIndexOf('\n') + 1) });
    });
  });
}

/** Files that uvu's own command, or a careless runner, would let pass: how often each fails, and what is said of it. */
const bad: Readonly<Record<string, readonly string[]>> = {
  'after-throws': ['thrown by after'],
  'before-throws': ['before: Error: thrown by before'],
  exits: ['Its process ended (exit 0) before its tests did.'],
  'leaks-a-server': ['Its tests ended, but its process did not end well (exit 1).'],
  'load-error': ['thrown while loading'],
  'no-suite': ['It declares no suite'],
  'rejection-after-the-end': ['Its tests ended, but its process did not end well (exit 1).'],
  'rejection-nobody-handles': ['rejected on the side'],
  tests: [
    'Expected values to be deeply equal',
    'It threw null',
    'It threw undefined',
    'It did not end within 100 ms.',
    'thrown by clean-up',
    'Test "too late" was declared after describe had returned.',
    'Expected an error, but nothing was thrown.',
    'Expected config/unreadable, but got internal/unexpected: Unexpected: x',
  ],
  'uvu-never-run': ['It declares no suite'],
  'uvu-only': ['uvu is not to be used directly'],
  'uvu-skip': ['uvu is not to be used directly'],
};

describe('runner: what must not pass', (it) => {
  let all: Run;
  it.before(async () => {
    all = await run(['bad']);
  }, 60_000);
  it('fails every bad file, in exit code and last line', () => {
    assert.is(all.exitCode, 1);
    assert.match(all.lastLine, new RegExp(`^\\d+ passed, ${Object.values(bad).flat().length} failed$`));
    const failed = [...all.text.matchAll(/^FAIL.*bad\/(.*)\.test\.ts$/gm)].map((match) => match[1] ?? '');
    assert.equal(failed.toSorted(), Object.keys(bad));
    assert.not.match(all.text, /^ok /m);
  });
  for (const [file, reasons] of Object.entries(bad)) {
    it(`says why ${file} failed`, () => {
      const told = all.text.split(/^(?=FAIL)/m).find((part) => part.includes(` bad/${file}.test.ts\n`)) ?? '';
      for (const why of reasons) assert.ok(told.includes(why), `expected "${why}" in:\n${told}`);
    });
  }
  it('shows what a file printed, and what kept its process alive', () => {
    assert.match(all.text, /rejected later/);
    assert.match(all.text, /still open are .*TCPServerWrap/);
  });
});

describe('runner: exit code and last line', (it) => {
  it('kills a file that does not end', async () => {
    const { exitCode, text, lastLine } = await run(['--file-timeout-ms', '1500', 'endless']);
    assert.equal([exitCode, lastLine], [1, '0 passed, 2 failed']);
    assert.is(text.split('It did not end within 1500 ms and was killed.').length - 1, 2);
  });
  it('succeeds when every test passed, and names the programs without which some did not run', async () => {
    const { exitCode, text } = await run(['good']);
    assert.is(exitCode, 0);
    assert.ok(text.endsWith('\nabsent: no-such-program (2 tests)\n2 passed, 0 failed'), text);
  });
  it('fails when there is no test, or not all that tests need, under CI=true', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'no-tests-'));
    const [none, absent] = await Promise.all([run([empty]), run(['good/needs-a-missing-program.test.ts'], { CI: 'true' })]);
    assert.equal([none.exitCode, none.lastLine], [1, '0 passed, 1 failed']);
    assert.equal([absent.exitCode, absent.lastLine], [1, '0 passed, 2 failed']);
  });
  it('fails also when a file is started by hand', async () => {
    const { exitCode } = await run([], {}, `${FIXTURES}bad/tests.test.ts`);
    assert.is(exitCode, 1);
  });
  it('fails for a path that does not exist', async () => {
    const { exitCode, lastLine } = await run(['good', 'gone']);
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
  });
});
