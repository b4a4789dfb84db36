import { readFolder } from '../../agent/desired/files.ts';
import { assert, describe } from '../helpers/suite.ts';
import { memorySource } from './memory-source.ts';
import type { MemoryFiles } from './memory-source.ts';

const entry = (mode: string, content = '') => ({ mode, bytes: Buffer.from(content) });
const symlink = (target: string) => entry('120000', target);

async function read(files: MemoryFiles): Promise<{ readonly files: readonly string[]; readonly errors: readonly string[] }> {
  const folder = await readFolder(memorySource({ 'a/here.yaml': '', ...files }), 'a');
  return {
    files: (folder?.files ?? []).map(({ path }) => path).filter((path) => path !== 'a/here.yaml'),
    errors: (folder?.errors ?? []).map(({ code, file }) => `${file} ${code}`),
  };
}

const READ = ['x.yaml', 'x.yml', 'x.YAML', 'b/c/x.yaml', 'my apps/wëb 漢.yaml', 'x..yaml', '-.yaml', `${'n'.repeat(250)}.yaml`];

const LEFT_OUT = ['x.json', 'README.md', 'x.yaml.bak', 'x.yaml~', 'xyaml', '.x.yaml', '.b/x.yaml', 'b/.x.yaml', '..x/x.yaml', '...yaml'];

const ODD: readonly (readonly [name: string, path: string, shown?: string])[] = [
  ['a control character', 'x\u001b[2K.yaml', 'x\\u001b[2K.yaml'],
  ['a line end', 'x\ny.yaml', 'x\\u000ay.yaml'],
  ['bytes that are no UTF-8', 'x\ufffd.yaml'],
  ['a turned direction of writing', 'x\u202elmay.yaml', 'x\\u202elmay.yaml'],
  ['a width of zero', 'x\u200b.yaml', 'x\\u200b.yaml'],
  ['a width of zero behind it', 'x.yaml\u200b', 'x.yaml\\u200b'],
  ['a width of zero in its end', 'x.y\u200baml', 'x.y\\u200baml'],
  ['a filler', 'x.yml\u3164', 'x.yml\\u3164'],
  ['a selector of forms', 'x.YAML\ufe0f', 'x.YAML\\ufe0f'],
  ['a joiner', 'x.yaml\u034f', 'x.yaml\\u034f'],
  ['an empty cell of Braille', 'x.yaml\u2800', 'x.yaml\\u2800'],
  ['tags', 'x.yaml\u{e0061}', 'x.yaml\\udb40\\udc61'],
  ['an invisible folder', 'b\u3164/x.yaml', 'b\\u3164/x.yaml'],
  ['a backslash', 'b\\x.yaml'],
  ['a blank at the start', ' x.yaml'],
  ['a blank at the end', 'x.yaml '],
  ['a blank at the end of a folder', 'b /x.yaml'],
  ['a way up', '../x.yaml'],
  ['a way nowhere', './x.yaml'],
  ['nothing for a folder', 'b//x.yaml'],
  ['a NUL at the end', 'x.yaml\0', 'x.yaml\\u0000'],
  ['more bytes than any file system takes', `${'é'.repeat(126)}.yaml`],
];

describe('the files of a folder', (it) => {
  for (const name of READ) {
    it(`are read by the name ${name.slice(0, 20)}`, async () => {
      assert.equal(await read({ [`a/${name}`]: '' }), { files: [`a/${name}`], errors: [] });
    });
  }

  for (const name of LEFT_OUT) {
    it(`are left alone by the name ${name}`, async () => {
      assert.equal(await read({ [`a/${name}`]: '' }), { files: [], errors: [] });
    });
  }

  for (const [name, path, shown = path] of ODD) {
    it(`are refused with ${name} in a name`, async () => {
      assert.equal(await read({ [`a/${path}`]: '' }), { files: [], errors: [`a/${shown} desired/odd-name`] });
    });
  }

  it('may be below a dot-folder when that is the one asked for', async () => {
    const folder = await readFolder(memorySource({ '.a/x.yaml': '', '.a/.b/y.yaml': '' }), '.a');
    assert.equal(
      folder?.files.map(({ path }) => path),
      ['.a/x.yaml'],
    );
  });
});

describe('what is no file', (it) => {
  const refused = async (files: MemoryFiles, path: string) =>
    assert.equal(await read(files), { files: [], errors: [`${path} desired/not-a-file`] });

  it('is read when it is only executable', async () => {
    assert.equal((await read({ 'a/x.yaml': entry('100755') })).files, ['a/x.yaml']);
  });

  it('is refused when it is a submodule, whatever its name', async () => {
    await refused({ 'a/x.yaml': entry('160000') }, 'a/x.yaml');
    await refused({ 'a/lib': entry('160000') }, 'a/lib');
    await refused({ 'a/README.md': entry('160000') }, 'a/README.md');
  });

  it('is refused when it is a link by the name of a document, wherever it leads', async () => {
    await refused({ 'a/x.yaml': symlink('here.yaml') }, 'a/x.yaml');
  });

  it('is refused when it is a link that may be a folder', async () => {
    await refused({ 'a/apps.d': symlink('../b'), 'b/x.yaml': '' }, 'a/apps.d');
    await refused({ 'a/apps': symlink('../nowhere') }, 'a/apps');
    await refused({ 'a/apps': symlink('../../elsewhere') }, 'a/apps');
    await refused({ 'a/apps': symlink('/b/x'), 'a/b/x': '' }, 'a/apps');
    await refused({ 'a/apps': symlink('x'.repeat(5000)) }, 'a/apps');
  });

  it('is left alone when it is a link to a file', async () => {
    assert.equal(await read({ 'a/README': symlink('../docs/README'), 'docs/README': '' }), { files: [], errors: [] });
  });

  it('is left alone in a dot-folder', async () => {
    assert.equal(await read({ 'a/.x/lib': entry('160000'), 'a/.y': symlink('../b') }), { files: [], errors: [] });
  });

  it('is refused when git has no such mode', async () => {
    await refused({ 'a/x.yaml': entry('140000') }, 'a/x.yaml');
  });
});

describe('a folder of nothing but links', (it) => {
  it('is given up when there is no time to see where they lead', async () => {
    const files = Object.fromEntries(Array.from({ length: 5 }, (_, n) => [`a/l${n}`, { mode: '120000', bytes: Buffer.from('here.yaml') }]));
    let looks = 0;
    await readFolder(memorySource({ 'a/here.yaml': '', ...files }), 'a', () => void (looks += 1));
    assert.is(looks, 5);
  });
});
