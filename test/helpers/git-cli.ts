/** The real git binary, for repositories that tests read and write beside the agent. No configuration of the machine reaches it. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from './suite.ts';

/** 2026-01-01T00:00:00Z: the first commit of every test repository; each further one is a minute later. */
export const FIRST_COMMIT_S = 1_767_225_600;

export const gitEnvironment: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ann',
  GIT_AUTHOR_EMAIL: 'ann@example.com',
  GIT_AUTHOR_DATE: `${FIRST_COMMIT_S} +0000`,
  GIT_COMMITTER_NAME: 'Ann',
  GIT_COMMITTER_EMAIL: 'ann@example.com',
  GIT_COMMITTER_DATE: `${FIRST_COMMIT_S} +0000`,
};

/** A folder that is removed when the test ends. */
export async function temporaryFolder(test: Pick<TestContext, 'after'>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'plumbline-'));
  test.after(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Runs git in a folder; its trimmed output, or an Error with what it said. */
export function git(folder: string, ...args: readonly string[]): Promise<string> {
  return gitWithInput(folder, '', ...args);
}

export async function gitWithInput(folder: string, input: string, ...args: readonly string[]): Promise<string> {
  const child = spawn('git', args, { cwd: folder, env: gitEnvironment, stdio: ['pipe', 'pipe', 'pipe'] });
  const output: string[] = [];
  const complaints: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  // A git that reads no input may be gone before it is offered; how it ended is told by its exit code.
  child.stdin.on('error', (error) => complaints.push(error.message)).end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new Error(`git ${args.join(' ')} ended with ${code}: ${complaints.join('')}`);
  return output.join('').trim();
}

/** What `git init --bare --initial-branch=main` makes, less its samples: without a process, for tests make hundreds of them. */
export async function makeBare(folder: string, name = 'cluster.git'): Promise<string> {
  const bare = path.join(folder, name);
  for (const inner of ['hooks', 'objects/info', 'objects/pack', 'refs/heads', 'refs/tags']) {
    await mkdir(path.join(bare, inner), { recursive: true });
  }
  await writeFile(path.join(bare, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(path.join(bare, 'config'), '[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n');
  return bare;
}

/** One commit: files by path, null deletes. */
export interface TestCommit {
  readonly files: { readonly [path: string]: string | null };
  readonly message?: string;
  /** When it was committed, seconds since the epoch; default: one minute after the one before. */
  readonly atS?: number;
}

/** Adds commits to a branch (fast-forward, one process); the id of the last. Same commits, same ids. */
export async function addCommits(repository: string, branch: string, commits: readonly TestCommit[]): Promise<string> {
  const ref = `refs/heads/${branch}`;
  const tip = await tipOf(repository, ref);
  const before = tip === '' ? 0 : Number(await git(repository, 'rev-list', '--count', ref));
  const stream = commits.map((commit, index) => fastImport(ref, commit, { from: index === 0 ? tip : '', number: before + index }));
  // The id of the last commit is asked for within the stream: each process of git less makes every test quicker.
  return gitWithInput(repository, `${stream.join('')}get-mark :1\n`, 'fast-import', '--quiet', '--cat-blob-fd=1');
}

/** Empty: there is no such ref. A ref that has a file of its own, as most have, is read without git. */
async function tipOf(repository: string, ref: string): Promise<string> {
  const text = await readFile(path.join(repository, ref), 'utf8').catch(() => '');
  return /^[0-9a-f]{40}$/.test(text.trim()) ? text.trim() : git(repository, 'for-each-ref', '--format=%(objectname)', ref);
}

function fastImport(ref: string, commit: TestCommit, at: { readonly from: string; readonly number: number }): string {
  const person = `Ann <ann@example.com> ${commit.atS ?? FIRST_COMMIT_S + at.number * 60} +0000`;
  const files = Object.entries(commit.files).map(([file, text]) =>
    text === null ? `D "${file}"\n` : `M 100644 inline "${file}"\n${data(text)}`,
  );
  const message = commit.message ?? `Commit ${at.number + 1}`;
  return `commit ${ref}\nmark :1\nauthor ${person}\ncommitter ${person}\n${data(message)}${at.from === '' ? '' : `from ${at.from}\n`}${files.join('')}\n`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
