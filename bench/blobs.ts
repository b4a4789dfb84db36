/** node --import tsx bench/blobs.ts [files]: what reading all files of a commit costs, with git and without, beside isomorphic-git. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from '../agent/repo/isomorphic-git.ts';
import { silentLog } from '../agent/log.ts';
import { openObjects } from '../agent/repo/objects.ts';
import type { Objects } from '../agent/repo/objects.ts';
import { treeSource } from '../agent/repo/tree-source.ts';
import { FOLDER, repositoryOf } from './repository.ts';
import type { Texts } from './repository.ts';

const FILES = Number(process.argv[2] ?? 10_000);
const PERSON = 'Ann <ann@example.com> 1767225600 +0000';

function cli(bare: string, input: string | Buffer, ...args: readonly string[]): string {
  return execFileSync('git', ['-C', bare, ...args], { input, encoding: 'utf8', maxBuffer: 2 ** 28 }).trim();
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function commit(bare: string, texts: Texts, from: string): string {
  const files = [...texts].map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`);
  const parent = from === '' ? '' : `from ${from}\n`;
  const head = `commit refs/heads/main\nmark :1\ncommitter ${PERSON}\n${data('m')}${parent}`;
  return cli(bare, `${head}${files.join('')}\nget-mark :1\n`, 'fast-import', '--quiet', '--cat-blob-fd=1');
}

async function measure(what: string, run: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(cpu);
  const [wallMs, cpuMs] = [performance.now() - started, (user + system) / 1000];
  process.stdout.write(`${what.padEnd(44)} wall ${wallMs.toFixed(1).padStart(9)} ms, cpu ${cpuMs.toFixed(1).padStart(9)} ms\n`);
}

function open(bare: string, searchPath = process.env['PATH'] ?? ''): Objects {
  return openObjects(bare, { log: silentLog, signal: new AbortController().signal, place: bare, searchPath });
}

async function read(bare: string, ids: readonly string[], searchPath?: string): Promise<void> {
  const { size } = await open(bare, searchPath).blobs(ids, 2 ** 20, Infinity);
  if (size !== ids.length) throw new Error(`Of ${ids.length} blobs ${size} were read.`);
}

async function readAll(name: string, bare: string, ids: readonly string[]): Promise<void> {
  await measure(`${name}: blobs with git`, () => read(bare, ids));
  await measure(`${name}: blobs without git`, () => read(bare, ids, '/nonexistent'));
  await measure(`${name}: blobs by isomorphic-git`, async () => {
    const cache = {};
    for (const oid of ids) await git.readBlob({ fs, gitdir: bare, cache, oid });
  });
}

async function list(objects: Objects, id: string): Promise<void> {
  const found = await objects.findCommit(id);
  if (found !== null) await treeSource(objects, id, found.tree).folder(FOLDER);
}

const folder = fs.mkdtempSync(path.join(tmpdir(), 'plumbline-bench-'));
try {
  const texts = repositoryOf(FILES);
  for (const name of ['loose', 'packed']) {
    const bare = path.join(folder, name);
    execFileSync('git', ['init', '--quiet', '--bare', bare]);
    cli(bare, '', 'config', 'fastimport.unpackLimit', name === 'loose' ? '1000000' : '1');
    const first = commit(bare, texts, '');
    const changed = [...texts.keys()].at(-1) ?? '';
    const commits = ['1', '2', '3'].map((text) => commit(bare, new Map([[changed, text]]), 'refs/heads/main^0'));
    const listed = cli(bare, '', 'ls-tree', '-r', first).split('\n');
    await readAll(name, bare, [...new Set(listed.map((line) => line.split(/\s/)[2] ?? ''))]);
    const objects = open(bare);
    await measure(`${name}: first listing`, () => list(objects, first));
    for (const id of commits) await measure(`${name}: listing after a commit of one file`, () => list(objects, id));
  }
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}
