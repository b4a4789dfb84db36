/** The process around the command line. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { temporaryFolder } from './helpers/git-cli.ts';
import { assert, describe } from './helpers/suite.ts';

const MAIN = fileURLToPath(new URL('../agent/main.ts', import.meta.url));

describe('the process', (it) => {
  it('does not fall over when nobody reads its output to the end, as head does', { timeoutMs: 20_000 }, async (context) => {
    const folder = await temporaryFolder(context);
    const documents = Array.from({ length: 2000 }, (_, index) => `apiVersion: plumbline/v1\nkind: Wrong${index}\n`);
    await writeFile(path.join(folder, 'many.yaml'), documents.join('---\n'));
    const child = spawn(process.execPath, [...process.execArgv, MAIN, 'validate', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => void (err += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    assert.equal([code, err], [1, '']);
  });
});
