import { spawn } from 'node:child_process';
import { appendFile, mkdir, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { diskError, readDiskFile } from '../../agent/repo/disk-file.ts';
import { folderSource } from '../../agent/repo/folder.ts';
import { objectId } from '../../agent/repo/object-id.ts';
import { git, gitWithInput, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const needs = ['git'];

async function makeFolder(test: TestContext, files: { readonly [file: string]: string } = { 'a.yaml': 'a: 1\n' }): Promise<string> {
  const root = await temporaryFolder(test);
  await git(root, 'init', '--quiet');
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  return root;
}

async function run(...[program, ...args]: readonly [string, ...string[]]): Promise<void> {
  const child = spawn(program, args, { stdio: 'ignore' });
  await new Promise((resolve, reject) => child.on('error', reject).on('exit', resolve));
}

/** Paths of the folder. */
async function paths(root: string): Promise<readonly string[] | undefined> {
  return (await (await folderSource(root)).source.folder(''))?.files.map((file) => file.path);
}

describe('a folder on disk', (it) => {
  it('leaves out what git leaves out: pipes, sockets, devices', { needs: ['git', 'mkfifo'] }, async (test) => {
    const root = await makeFolder(test);
    await run('mkfifo', path.join(root, 'pipe.yaml'));
    const server = createServer().listen(path.join(root, 'socket.yaml'));
    await new Promise((resolve) => server.once('listening', resolve));
    test.after(() => server.close());
    await symlink('/dev/zero', path.join(root, 'zero.yaml'));
    assert.equal(await paths(root), ['a.yaml', 'zero.yaml']);
    const { source } = await folderSource(root);
    for (const file of ['pipe.yaml', 'socket.yaml', 'zero.yaml']) assert.is(await source.file(file), null);
    const files = (await source.folder(''))?.files;
    assert.is(Buffer.from(await source.blob(files?.[1]?.blob ?? '')).toString(), '/dev/zero');
  });

  it('is in the order of git, and names as git does what is not UTF-8', { needs }, async (test) => {
    const root = await makeFolder(test, { 'a/x.yaml': '', 'a.yaml': '', 'a0.yaml': '', 'ü/ß.yaml': '', '😀.yaml': '', '\uffee.yaml': '' });
    const odd = Buffer.concat([Buffer.from(`${root}/`), Buffer.from('caf\xe9.yaml', 'latin1')]);
    await writeFile(odd, 'odd');
    await writeFile(path.join(root, 'back\\slash.yaml'), 'odd too');
    await git(root, 'add', '.');
    const tree = await git(root, 'write-tree');
    const listed = (await git(root, '-c', 'core.quotePath=true', 'ls-tree', '-r', '--name-only', tree)).split('\n');
    const { source } = await folderSource(root);
    const files = (await source.folder(''))?.files ?? [];
    assert.equal(
      files.map((file) => file.path),
      listed.map((name) => (name.startsWith('"') ? unquote(name) : name)),
    );
    for (const [file, text] of Object.entries({ 'caf\\351.yaml': 'odd', 'back\\134slash.yaml': 'odd too' })) {
      const id = (await source.file(file)) ?? '';
      assert.is(Buffer.from(await source.blob(id)).toString(), text);
    }
  });

  it('reads below a folder whose name is odd', { needs }, async (test) => {
    const root = await makeFolder(test, { 'odd\\name/a.yaml': 'a' });
    const { source, path: here } = await folderSource(path.join(root, 'odd\\name'));
    assert.is(here, 'odd\\134name');
    assert.equal(
      (await source.folder(here))?.files.map((file) => file.path),
      ['odd\\134name/a.yaml'],
    );
  });

  it('says which file it may not read', () => {
    const error = diskError(Object.assign(new Error('denied'), { code: 'EACCES' }), '/srv/caf\xe9/secret.yaml');
    assert.is(error.code.code, 'repo/no-access');
    assert.match(error.message, '/srv/caf\\351/secret.yaml');
  });

  it('gives what was listed, or an error, when a file changes afterwards', { needs }, async (test) => {
    const root = await makeFolder(test, { 'small.yaml': 'small', 'large.bin': 'x'.repeat(2_000_000) });
    const { source } = await folderSource(root);
    const [large, small] = (await source.folder(''))?.files.map((file) => file.blob) ?? [];
    for (const name of ['small.yaml', 'large.bin']) await appendFile(path.join(root, name), 'more');
    assert.is(Buffer.from(await source.blob(small ?? '')).toString(), 'small', 'what was read once is not read again');
    await rejects(() => source.blob(large ?? ''), 'repo/changed');
    await truncate(path.join(root, 'large.bin'), 2_000_000);
    assert.is((await source.blob(large ?? '')).length, 2_000_000);
    await writeFile(path.join(root, 'large.bin'), 'y'.repeat(2_000_000));
    await rejects(() => source.blob(large ?? ''), 'repo/changed');
    await rm(path.join(root, 'large.bin'));
    await rejects(() => source.blobs([large ?? ''], 3_000_000), 'repo/changed');
    await symlink('small.yaml', path.join(root, 'large.bin'));
    await rejects(() => source.blob(large ?? ''), 'repo/changed');
    await rm(path.join(root, 'large.bin'));
    await run('mkfifo', path.join(root, 'large.bin'));
    await rejects(() => source.blob(large ?? ''), 'repo/changed');
  });

  it('never follows a symlink that took the place of a file', { needs }, async (test) => {
    const root = await makeFolder(test);
    await symlink('a.yaml', path.join(root, 'link'));
    await rejects(() => readDiskFile(path.join(root, 'link'), 'file', 1000), 'repo/changed');
    await rejects(() => readDiskFile(path.join(root, 'a.yaml'), 'symlink', 1000), 'repo/changed');
  });

  it('hashes a huge file piece by piece and does not hold it', { needs }, async (test) => {
    const root = await makeFolder(test, { 'huge.yaml': '' });
    await truncate(path.join(root, 'huge.yaml'), 300 * 1024 * 1024);
    const { source } = await folderSource(root);
    const before = process.memoryUsage().rss;
    const [file] = (await source.folder(''))?.files ?? [];
    assert.equal([...(await source.blobs([file?.blob ?? ''], 1000)).values()], ['too-large']);
    assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024);
    assert.is(file?.blob, await git(root, 'hash-object', 'huge.yaml'));
  });

  it('answers about as many blobs as may be held', { needs }, async (test) => {
    const root = await makeFolder(test, { 'a.yaml': '1234', 'b.yaml': '12345', 'c.yaml': '123456' });
    const { source } = await folderSource(root);
    const ids = (await source.folder(''))?.files.map((file) => file.blob) ?? [];
    assert.equal([...(await source.blobs(ids, 5, 100)).values()].map(String), ['1234', '12345', 'too-large']);
    assert.equal([...(await source.blobs(ids, 6, 9)).keys()], ids.slice(0, 2));
    assert.equal([...(await source.blobs(ids, 6, 1)).keys()], ids.slice(0, 1));
    assert.is(ids[0], objectId({ type: 'blob', bytes: Buffer.from('1234') }));
  });

  it('is refused when a path is longer than any of git may be', { needs }, async (test) => {
    const root = await makeFolder(test);
    const name = 'd'.repeat(200);
    await mkdir(path.join(root, name, name, name, name, name), { recursive: true });
    await writeFile(path.join(root, name, name, name, name, name, 'a.yaml'), '');
    assert.is((await paths(root))?.length, 2);
    await mkdir(path.join(root, name, name, name, name, name, name));
    await rejects(() => paths(root), 'repo/too-large');
  });

  it('is an error, not empty, when it is gone by now', { needs }, async (test) => {
    const root = await makeFolder(test);
    const { source } = await folderSource(root);
    await rename(root, `${root}-moved`);
    test.after(() => rm(`${root}-moved`, { recursive: true }));
    await rejects(() => source.folder(''), 'repo/changed');
  });

  it('has the ids of git for what has nothing in it', { needs }, async (test) => {
    const root = await makeFolder(test, { 'empty.yaml': '' });
    const { source } = await folderSource(root);
    assert.is(await source.file('empty.yaml'), await gitWithInput(root, '', 'hash-object', '--stdin'));
  });
});

/** git quotes like C; here only octal bytes and the backslash occur. */
function unquote(name: string): string {
  const raw = name.slice(1, -1).replaceAll('\\\\', '\\134');
  const text = raw.replace(/(\\[0-3][0-7]{2})+/g, (digits) => {
    const bytes = Buffer.from(
      digits
        .split('\\')
        .slice(1)
        .map((octal) => Number.parseInt(octal, 8)),
    );
    const decoded = bytes.toString();
    return decoded.includes('\ufffd') || decoded === '\\' ? digits : decoded;
  });
  return text;
}
