import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { folderSource } from '../../agent/repo/folder.ts';
import { git, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';

async function write(folder: string, files: { readonly [file: string]: string }): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}

describe('a plain folder as a source', (it) => {
  it('lists the same paths, modes and ids as git would commit', { needs: ['git'] }, async (test) => {
    const root = await temporaryFolder(test);
    await git(root, 'init', '--quiet');
    await write(root, { 'clusters/prod/app.yaml': 'app', 'clusters.md': 'ü', 'run.sh': '#!', 'clusters/a b.yaml': '' });
    await chmod(path.join(root, 'run.sh'), 0o755);
    await symlink('clusters/prod', path.join(root, 'link'));
    await git(root, 'add', '.');
    const { source, path: here } = await folderSource(path.join(root, 'clusters/prod'));
    assert.is(here, 'clusters/prod');
    assert.is(source.commit, 'worktree');
    const listed = (await source.folder(''))?.files.map((file) => `${file.mode} ${file.blob} ${file.path}`);
    const staged = (await git(root, '-c', 'core.quotePath=false', 'ls-files', '-s')).split('\n').map((line) => line.replace(/ 0\t/, ' '));
    assert.equal(listed, staged);
    for (const file of ['clusters/prod/app.yaml', 'run.sh']) assert.is(await source.file(file), await git(root, 'rev-parse', `:${file}`));
    for (const file of ['link', 'clusters', 'clusters/none.yaml', 'none/app.yaml', '']) assert.is(await source.file(file), null, file);
    const [app] = (await source.folder('clusters/prod'))?.files ?? [];
    assert.is(Buffer.from(await source.blob(app?.blob ?? '')).toString(), 'app');
  });

  it('stands for itself when it is in no repository', async (test) => {
    const root = await temporaryFolder(test);
    await write(root, { 'prod/app.yaml': 'app', 'other.yaml': 'x' });
    const { source, path: here } = await folderSource(path.join(root, 'prod'));
    assert.is(here, '');
    assert.equal(
      (await source.folder(''))?.files.map((file) => file.path),
      ['app.yaml'],
    );
    assert.is(await source.folder('none'), null);
    assert.is(await source.folder('..'), null);
  });

  it('skips .git and node_modules and never follows a symlink out', async (test) => {
    const root = await temporaryFolder(test);
    await write(root, { 'in/app.yaml': 'app', 'in/node_modules/x/a.yaml': 'x', 'in/sub/.git/config': 'x', 'out/secret.yaml': 's' });
    await symlink('../out', path.join(root, 'in/away'));
    const { source } = await folderSource(path.join(root, 'in'));
    const files = (await source.folder(''))?.files;
    assert.equal(
      files?.map((file) => `${file.mode} ${file.path}`),
      ['100644 app.yaml', '120000 away'],
    );
    assert.is(Buffer.from(await source.blob(files?.[1]?.blob ?? '')).toString(), '../out');
    assert.is(await source.folder('away'), null);
    assert.is(await source.folder('node_modules'), null);
  });

  it('has a tree id that follows its contents', async (test) => {
    const root = await temporaryFolder(test);
    await write(root, { a: '1' });
    const tree = async (): Promise<string | undefined> => (await (await folderSource(root)).source.folder(''))?.tree;
    const before = await tree();
    assert.is(await tree(), before);
    await write(root, { a: '2' });
    assert.is.not(await tree(), before);
  });

  it('says when there is no such folder', async (test) => {
    const root = await temporaryFolder(test);
    await write(root, { file: 'x' });
    for (const dir of ['none', 'file', 'file/below']) await rejects(() => folderSource(path.join(root, dir)), 'repo/no-such-folder');
  });
});
