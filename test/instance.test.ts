import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openInstance } from '../agent/instance.ts';
import { temporaryFolder } from './helpers/git-cli.ts';
import { assert, describe, rejects } from './helpers/suite.ts';

describe('an instance', (it) => {
  it('is the same one again on the same folder, and another on another', async (context) => {
    const folder = await temporaryFolder(context);
    const first = await openInstance(path.join(folder, 'data'));
    await first.register();
    await first.close();
    assert.is((await openInstance(path.join(folder, 'data'))).name, first.name);
    assert.is.not((await openInstance(path.join(folder, 'other'))).name, first.name);
  });

  it('keeps the name of its first start, whatever the host is called now', async (context) => {
    const folder = await temporaryFolder(context);
    await writeFile(path.join(folder, 'agent.json'), '{"name":"pod-1-0011aabb","tip":"abc"}');
    const again = await openInstance(folder);
    await again.register();
    await again.rememberTip('def');
    await again.close();
    assert.equal([again.name, again.knownTip], ['pod-1-0011aabb', 'abc']);
    const third = await openInstance(folder);
    assert.equal([third.name, third.knownTip], ['pod-1-0011aabb', 'def']);
  });

  it('remembers nothing, and fails nothing, in a folder that went away: what was pushed stays pushed', async (context) => {
    const folder = path.join(await temporaryFolder(context), 'data');
    const instance = await openInstance(folder);
    await instance.register();
    await rm(folder, { recursive: true });
    await instance.rememberTip('abc');
    assert.not.ok(existsSync(folder));
    await writeFile(folder, '');
    await rejects(() => instance.register(), 'instance/unwritable');
  });

  it('writes beside its file under a name of its own process, and clears away what a dead one left', async (context) => {
    const folder = await temporaryFolder(context);
    const left = path.join(folder, `writer-${process.ppid}-1.new`);
    await writeFile(left, '{"na');
    await mkdir(path.join(folder, 'agent.json.new'));
    const instance = await openInstance(folder);
    assert.is(await instance.register(), false);
    assert.not.ok(existsSync(left));
  });

  it('remembers the newest commit of the status branch', async (context) => {
    const folder = await temporaryFolder(context);
    const first = await openInstance(folder);
    await first.register();
    await first.rememberTip('abc');
    assert.is((await openInstance(folder)).knownTip, 'abc');
    await first.rememberTip(null);
    assert.is((await openInstance(folder)).knownTip, null);
  });

  it('writes nothing before it registers: a verb that only looks leaves no trace', async (context) => {
    const folder = path.join(await temporaryFolder(context), 'data');
    await (await openInstance(folder)).rememberTip('abc');
    assert.not.ok(existsSync(folder));
    assert.is((await openInstance(folder)).knownTip, null);
  });

  it('knows whether another process on its folder lives', async (context) => {
    const folder = await temporaryFolder(context);
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    context.after(() => void child.kill('SIGKILL'));
    const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    await writeFile(path.join(folder, `writer-${child.pid}-${started}`), '');
    assert.is(await (await openInstance(folder)).register(), true);
    child.kill('SIGKILL');
    await gone;
    assert.is(await (await openInstance(folder)).register(), false);
  });

  it('does not take a later process with the same number for the one before', async (context) => {
    const folder = await temporaryFolder(context);
    await writeFile(path.join(folder, `writer-${process.ppid}-1`), '');
    assert.is(await (await openInstance(folder)).register(), false);
  });

  it('begins anew when its file was cut short', async (context) => {
    const folder = await temporaryFolder(context);
    await writeFile(path.join(folder, 'agent.json'), '{"name":"a-0011');
    assert.is((await openInstance(folder)).knownTip, null);
  });

  it('says so when the data folder cannot be used', async (context) => {
    const folder = await temporaryFolder(context);
    await writeFile(path.join(folder, 'data'), '');
    const error = await rejects(() => openInstance(path.join(folder, 'data')), 'instance/unwritable');
    assert.match(error.message, path.join(folder, 'data'));
  });
});
