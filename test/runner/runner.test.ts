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

function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const options = { cwd: FIXTURES, env: { ...process.env, CI: '', ...env } };
    const child = execFile(process.execPath, ['--import', 'tsx', RUNNER, ...args], options, (_error, stdout) => {
      const text = stdout.trimEnd();
      resolve({ exitCode: child.exitCode ?? -1, text, lastLine: text.slice(text.lastIndexOf('\n') + 1) });
    });
  });
}

/** Files that uvu's own command, or a careless runner, would let pass; and what ours says of each. */
const bad: Readonly<Record<string, string>> = {
  'after-throws': 'thrown by after',
  assertion: 'Expected values to be deeply equal',
  'async-describe': 'may not be async',
  'before-throws': 'before: Error: thrown by before',
  'cleanup-throws': 'thrown by clean-up',
  'empty-suite': 'Suite "bad" declares no test.',
  exits: 'Its process ended (exit 0) before its tests did.',
  'expected-error-missing': 'Expected an error, but nothing was thrown.',
  'late-test': 'Test "is too late" was declared after describe had returned.',
  'leaks-a-server': 'TCPServerWrap',
  'load-error': 'thrown while loading',
  'never-settles': 'It did not end within 100 ms.',
  'no-suite': 'It declares no suite',
  only: 'only is not a function',
  'rejection-after-the-end': 'rejected later',
  'rejection-nobody-handles': 'rejected on the side',
  'same-name': 'Test "passes" is declared twice',
  skip: 'skip is not a function',
  'throws-null': 'It threw null',
  'throws-undefined': 'It threw undefined',
  'uvu-directly': 'uvu is not to be used directly',
  'uvu-never-run': 'It declares no suite',
  'uvu-only': 'uvu is not to be used directly',
  'uvu-skip': 'uvu is not to be used directly',
  'wrong-error-code': 'Expected config/unreadable, but got internal/unexpected: Unexpected: x',
};

describe('runner: what must not pass', (it) => {
  let all: Run;
  it.before(async () => {
    all = await run(['bad']);
  }, 60_000);
  it('fails every bad file, in exit code and last line', () => {
    assert.is(all.exitCode, 1);
    assert.match(all.lastLine, new RegExp(`^\\d+ passed, ${Object.keys(bad).length} failed$`));
    const failed = [...all.text.matchAll(/^FAIL.*bad\/(.*)\.test\.ts$/gm)].map((match) => match[1] ?? '');
    assert.equal(failed.toSorted(), Object.keys(bad));
    assert.not.match(all.text, /^ok /m);
  });
  for (const [file, why] of Object.entries(bad)) {
    it(`says why ${file} failed`, () => {
      const told = all.text.split(/^(?=FAIL)/m).find((part) => part.includes(` bad/${file}.test.ts\n`)) ?? '';
      assert.ok(told.includes(why), `expected "${why}" in:\n${told}`);
    });
  }
});

describe('runner: exit code and last line', (it) => {
  it('kills a file that does not end', async () => {
    const { exitCode, text, lastLine } = await run(['--file-timeout-ms', '1500', 'endless']);
    assert.equal([exitCode, lastLine], [1, '0 passed, 2 failed']);
    assert.is(text.split('It did not end within 1500 ms and was killed.').length - 1, 2);
  });
  it('succeeds when every test passed', async () => {
    const { exitCode, lastLine } = await run(['good/passes.test.ts']);
    assert.equal([exitCode, lastLine], [0, '2 passed, 0 failed']);
  });
  it('fails when one file of two failed', async () => {
    const { exitCode, lastLine } = await run(['good/passes.test.ts', 'bad/throws-null.test.ts']);
    assert.equal([exitCode, lastLine], [1, '2 passed, 1 failed']);
  });
  it('fails when there is no test', async () => {
    const { exitCode, lastLine } = await run([mkdtempSync(join(tmpdir(), 'no-tests-'))]);
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
  });
  it('fails for a path that does not exist', async () => {
    const { exitCode, lastLine } = await run(['good', 'gone']);
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
  });
});

describe('runner: outside programs', (it) => {
  const files = ['good/passes.test.ts', 'good/needs-a-missing-program.test.ts'];
  it('names an absent program and counts its tests neither as passed nor as failed', async () => {
    const { exitCode, text } = await run(files);
    assert.is(exitCode, 0);
    assert.ok(text.endsWith('\nabsent: no-such-program (2 tests)\n2 passed, 0 failed'), text);
  });
  it('fails when every test is absent', async () => {
    const { exitCode, lastLine } = await run(files.slice(1));
    assert.equal([exitCode, lastLine], [1, '0 passed, 1 failed']);
  });
  it('fails for an absent program under CI=true', async () => {
    const { exitCode, lastLine } = await run(files, { CI: 'true' });
    assert.equal([exitCode, lastLine], [1, '2 passed, 2 failed']);
  });
});
