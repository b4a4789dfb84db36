import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { atomicFs, writeWhole } from '../../agent/repo/atomic-fs.ts';
import { temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';

describe('writing a file whole', (it) => {
  it('never shows a reader a part of it', async (test) => {
    const file = path.join(await temporaryFolder(test), 'pack');
    const texts = ['a'.repeat(3_000_000), 'b'.repeat(3_000_000)];
    await writeFile(file, texts[0] ?? '');
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 10; n += 1) await writeWhole(file, texts[n % 2] ?? '');
      writing = false;
    })();
    while (writing) assert.ok(texts.includes(await readFile(file, 'utf8')));
    await writer;
  });

  it('leaves the target and no rubbish when it fails', async (test) => {
    const folder = await temporaryFolder(test);
    await mkdir(path.join(folder, 'taken/inside'), { recursive: true });
    const failed = await writeWhole(path.join(folder, 'taken'), 'x').catch((thrown: NodeJS.ErrnoException) => thrown.code);
    assert.ok(failed === 'EISDIR' || failed === 'ENOTEMPTY');
    assert.equal(await readdir(folder), ['taken']);
  });

  it('makes objects read-only, as git does', async (test) => {
    const folder = await temporaryFolder(test);
    await mkdir(path.join(folder, 'objects/pack'), { recursive: true });
    for (const [file, mode] of [
      ['objects/pack/x.idx', 0o444],
      ['HEAD', 0o644],
    ] as const) {
      await atomicFs.promises.writeFile(path.join(folder, file), 'x');
      assert.is((await stat(path.join(folder, file))).mode & 0o444, 0o444);
      assert.is((await stat(path.join(folder, file))).mode & 0o200, mode & 0o200);
    }
  });
});
