import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { addBlob, addMany, damage, fakeGit, looseFile, open, outcome, pack, packFiles } from './odd-objects.ts';
import { similarTexts, WITH_GIT, WITHOUT_GIT } from './odd-objects.ts';

const needs = ['git'];

const CONTENTS: { readonly [name: string]: string | Buffer } = {
  empty: '',
  'one newline': '\n',
  binary: Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256)),
  'a header of git inside': `blob 3\0abc\n${'0'.repeat(40)} missing\n`,
  'CRLF, BOM and no last newline': '\uFEFFa: 1\r\nb: 2\r\nc',
  'one line of 1 MiB': 'x'.repeat(1024 * 1024),
  '1 MiB that does not compress': randomBytes(1024 * 1024),
};

async function makeMany(test: TestContext): Promise<{ readonly bare: string; readonly ids: readonly string[] }> {
  const bare = await makeBare(await temporaryFolder(test));
  return { bare, ids: await addMany(bare) };
}

/** The same in all ways of reading; what that is. */
async function agreed(bare: string, ids: readonly string[], maxBytes?: number): Promise<unknown> {
  const without = await outcome(open(bare, WITHOUT_GIT), ids, maxBytes);
  assert.equal(await outcome(open(bare, WITH_GIT), ids, maxBytes), without);
  return without;
}

describe('blobs read in bulk, with git and without', (it) => {
  it('are the same, whatever they hold, loose and packed', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const odd: string[] = [];
    const long = randomBytes(300_000).toString('hex');
    for (const content of [...Object.values(CONTENTS), ...similarTexts(40), long, `${long.slice(0, 99)}${long.slice(100)}!`])
      odd.push(await addBlob(bare, content));
    const all = [...odd, ...ids];
    const loose = await agreed(bare, all);
    assert.ok(Array.isArray(loose) && loose.length === new Set(all).size);
    const packed = await pack(bare, all, 'by-place');
    assert.equal(await agreed(bare, all), loose);
    // As for packs of more than 2 GiB: offsets past 1 KiB of eight bytes.
    await rm(packed.replace(/pack$/, 'idx'));
    await git(bare, 'index-pack', '--index-version=2,0x400', packed);
    assert.equal(await agreed(bare, all), loose);
    const blobs = await open(bare, WITHOUT_GIT).blobs(all, 2 ** 21, Infinity);
    for (const [index, content] of Object.values(CONTENTS).entries())
      assert.equal(Buffer.from(blobs.get(odd[index] ?? '') ?? 'none'), Buffer.from(content));
  });

  it('are the same when deltas name their base by its id, and the base is loose', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const similar: string[] = [];
    for (const text of similarTexts(40)) similar.push(await addBlob(bare, text));
    const loose = await agreed(bare, [...similar, ...ids]);
    await pack(bare, similar, 'by-id');
    assert.equal(await agreed(bare, [...similar, ...ids]), loose);
  });

  it('are too large with one byte more than allowed, and are not held then', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const fits = await addBlob(bare, 'x'.repeat(1000));
    const exceeds = await addBlob(bare, 'x'.repeat(1001));
    const bomb = await addBlob(bare, Buffer.alloc(64 * 1024 * 1024));
    const similar: string[] = [];
    for (const text of similarTexts(5)) similar.push(await addBlob(bare, text));
    const all = [fits, exceeds, bomb, ...similar, ...ids];
    const expected = await agreed(bare, all, 1000);
    await pack(bare, all, 'by-place');
    assert.equal(await agreed(bare, all, 1000), expected);
    const blobs = await open(bare, WITHOUT_GIT).blobs(all, 1000, Infinity);
    assert.is(blobs.get(fits)?.length, 1000);
    for (const id of [exceeds, bomb, ...similar]) assert.is(blobs.get(id), 'too-large');
  });

  it('are left out when they are more than may be held, in the order they were asked for', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const big = await addBlob(bare, 'x'.repeat(5000));
    for (const way of [WITH_GIT, WITHOUT_GIT]) {
      const objects = open(bare, way);
      const all = await objects.blobs(ids, 100, Infinity);
      const bytes = [...all.values()].slice(0, 10).reduce((sum, blob) => sum + blob.length, 0);
      assert.equal([...(await objects.blobs(ids, 100, bytes)).keys()], ids.slice(0, 10));
      assert.equal([...(await objects.blobs(ids, 100, bytes - 1)).keys()], ids.slice(0, 9));
      assert.equal([...(await objects.blobs([big, ...ids], 5000, 1)).keys()], [big]);
    }
  });

  it('are what their ids say, whatever refs/replace says', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const before = await agreed(bare, ids);
    await git(bare, 'replace', ids[0] ?? '', ids[1] ?? '');
    assert.equal(await agreed(bare, ids), before);
  });

  it('fail together when one is missing, or is a tree', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const tree = await git(bare, 'hash-object', '-t', 'tree', '-w', '/dev/null');
    for (const odd of ['f'.repeat(40), tree, 'HEAD', '']) {
      const code = await agreed(bare, [...ids, odd]);
      assert.is((code as { readonly code: string }).code, 'repo/corrupt', odd);
    }
  });

  it('fail together when one file of an object is damaged', { needs }, async (test) => {
    for (const change of [flipLast, halve, () => Buffer.alloc(0), () => Buffer.from('garbage')]) {
      const { bare, ids } = await makeMany(test);
      const victim = await addBlob(bare, similarTexts(1)[0] ?? '');
      await damage(looseFile(bare, victim), change);
      assert.is(((await agreed(bare, [...ids, victim])) as { readonly code: string }).code, 'repo/corrupt', change.name);
    }
  });

  it('are never other content when an index names the place of another object', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    await pack(bare, ids, 'by-place');
    const index = (await packFiles(bare)).find((name) => name.endsWith('.idx')) ?? '';
    // The offsets stand before two checksums of 20 bytes; the last two change places.
    await damage(index, (bytes) => {
      const end = bytes.length - 40;
      const swapped = [bytes.subarray(0, end - 8), bytes.subarray(end - 4, end), bytes.subarray(end - 8, end - 4), bytes.subarray(end)];
      return Buffer.concat(swapped);
    });
    assert.is(((await agreed(bare, ids)) as { readonly code: string }).code, 'repo/corrupt');
  });

  it('are never other content when a pack or its index is damaged', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    await pack(bare, ids, 'by-place');
    const whole = await agreed(bare, ids);
    for (const file of (await packFiles(bare)).filter((name) => /\.(pack|idx)$/.test(name))) {
      for (const part of [0.02, 0.3, 0.5, 0.7, 0.9]) {
        await damage(file, (bytes) => flipAt(bytes, Math.floor(bytes.length * part)));
        const without = await outcome(open(bare, WITHOUT_GIT), ids);
        if (Array.isArray(without)) assert.equal(without, whole);
        else assert.is((without as { readonly code: string }).code, 'repo/corrupt');
        const read = await outcome(open(bare, WITH_GIT), ids);
        if (Array.isArray(read)) assert.equal(read, whole);
        await damage(file, (bytes) => flipAt(bytes, Math.floor(bytes.length * part)));
      }
    }
    assert.equal(await agreed(bare, ids), whole);
  });
});

const flipLast = (bytes: Buffer): Buffer => flipAt(bytes, bytes.length - 8);
const halve = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);

function flipAt(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ 0x41;
  return changed;
}

const LIES: { readonly [what: string]: string } = {
  'is not there': 'exit 127',
  'fails at once': 'exit 1',
  'reads nothing and says nothing': 'exec 0<&-; exit 0',
  'prints garbage': 'head -c 100000 /dev/urandom',
  'prints one endless line': 'exec tr "\\0" x < /dev/zero',
  'prints for ever': 'exec yes',
  'calls everything missing': 'while read id; do echo "$id missing"; done',
  'calls everything huge': 'while read id; do echo "$id blob 99999999999999"; done',
  'calls everything empty': 'while read id; do echo "$id blob 0"; [ "$2" = --batch ] && echo; done',
  'gives other bytes of the same size': '"$REAL" "$@" | tr r s',
  'stops in the middle': '"$REAL" "$@" | head -c 700',
  'says more than it was asked': '"$REAL" "$@"; echo more; exec yes',
  'fails after all is said': '"$REAL" "$@"; exit 1',
  'hangs at the end': '"$REAL" "$@"; exec sleep 100',
  hangs: 'exec sleep 100',
  'hangs, and so does its child': 'sleep 3 & wait',
};

describe('an installed git that', (it) => {
  for (const [what, script] of Object.entries(LIES)) {
    it(`${what} changes nothing`, { needs }, async (test) => {
      const { bare, ids } = await makeMany(test);
      const expected = await outcome(open(bare, WITHOUT_GIT), ids);
      const real = (await git(bare, '--exec-path')).replace(/\/?$/, '/git');
      const searchPath = await fakeGit(path.dirname(bare), script.replaceAll('$REAL', real));
      const objects = open(bare, { searchPath, timeoutMs: 500 });
      assert.equal(await outcome(objects, ids), expected);
      assert.equal(await outcome(objects, ids), expected, 'again');
    });
  }

  for (const [end, rest] of [
    ['hangs', 'wait'],
    ['ends at once', 'exit 1'],
  ] as const) {
    it(`${end} leaves no child behind`, { needs }, async (test) => {
      const { bare, ids } = await makeMany(test);
      const pipe = path.join(path.dirname(bare), 'pipe');
      await promisify(execFile)('mkfifo', [pipe]);
      const searchPath = await fakeGit(path.dirname(bare), `exec 3>${pipe}; sleep 100 & ${rest}`);
      // Ends as soon as nobody has the pipe open for writing any more.
      const written = readFile(pipe, 'utf8');
      await outcome(open(bare, { searchPath, timeoutMs: 2000 }), ids);
      assert.is(await written, '');
    });
  }

  it('is there is asked: once for the sizes, once for the blobs', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const folder = path.dirname(bare);
    const real = (await git(bare, '--exec-path')).replace(/\/?$/, '/git');
    const searchPath = await fakeGit(folder, `echo "$@" >> ${folder}/calls; exec "${real}" "$@"`);
    const objects = open(bare, { searchPath });
    await objects.blobs(ids.slice(0, 99), 1000, Infinity);
    await objects.blobs(ids, 1000, Infinity);
    assert.equal((await readFile(path.join(folder, 'calls'), 'utf8')).split('\n'), ['cat-file --batch-check', 'cat-file --batch', '']);
  });

  it('hung once is not asked again', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const folder = path.dirname(bare);
    const searchPath = await fakeGit(folder, `echo x >> ${folder}/calls; exec sleep 100`);
    const objects = open(bare, { searchPath, timeoutMs: 200 });
    for (let index = 0; index < 3; index += 1) assert.is((await objects.blobs(ids, 1000, Infinity)).size, ids.length);
    assert.is(await readFile(path.join(folder, 'calls'), 'utf8'), 'x\n');
  });

  it('is started takes nothing from the configuration of the repository, and leaves nothing behind', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const folder = path.dirname(bare);
    // A missing object is fetched from such a remote, whose address is a program.
    const fetches = `[remote "x"]\n\tpromisor = true\n\turl = ext::touch ${folder}/touched\n[protocol "ext"]\n\tallow = always\n`;
    await appendFile(path.join(bare, 'config'), fetches);
    const before = process.env['TMPDIR'];
    test.after(() => Object.assign(process.env, { TMPDIR: before }));
    await mkdir(path.join(folder, 'tmp'));
    process.env['TMPDIR'] = path.join(folder, 'tmp');
    assert.is(((await agreed(bare, [...ids, 'e'.repeat(40)])) as { readonly code: string }).code, 'repo/corrupt');
    assert.not((await readdir(folder)).includes('touched'));
    assert.equal(await readdir(path.join(folder, 'tmp')), []);
  });

  it('is at work is stopped with the agent', { needs }, async (test) => {
    const { bare, ids } = await makeMany(test);
    const searchPath = await fakeGit(path.dirname(bare), 'exec sleep 100');
    const stopping = new AbortController();
    const reading = open(bare, { searchPath, signal: stopping.signal }).blobs(ids, 1000, Infinity);
    stopping.abort();
    assert.is((await reading).size, ids.length);
  });
});
