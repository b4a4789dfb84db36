import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert, describe } from '../helpers/suite.ts';
import { runCheck } from './check.ts';
import type { Report } from './file-run.ts';

/** Runs a check whose program is this shell script. */
function checkWith(script: string): Promise<Report> {
  const project = mkdtempSync(join(tmpdir(), 'check-'));
  const program = join(project, 'node_modules/.bin/probe');
  mkdirSync(join(project, 'node_modules/.bin'), { recursive: true });
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  return runCheck({ name: 'probe', command: ['probe', '--strict'] }, project);
}

describe('check', (it) => {
  it('counts as one passed test when its program succeeds', async () => {
    const { passed, failures } = await checkWith('exit 0');
    assert.equal([passed, failures], [1, []]);
  });
  it('fails with all that its program printed', async () => {
    const { passed, failures } = await checkWith('echo out "$@"; echo err >&2; exit 3');
    assert.equal([passed, failures], [0, [{ what: 'probe --strict', why: 'out --strict\nerr' }]]);
  });
  it('fails when its program is not installed', async () => {
    const { passed, failures } = await runCheck({ name: 'gone', command: ['gone'] }, tmpdir());
    assert.is(passed, 0);
    assert.match(failures[0]?.why ?? '', /ENOENT/);
  });
});
