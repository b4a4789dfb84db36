/** The cluster's repository, through the git program: a person's clone to push from, and the bare repository to look at. */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ClusterRepo {
  /** Replaces a text in a file of the clone, commits and pushes; gives the commit. */
  edit(file: string, from: string, to: string, message: string): Promise<string>;
  /** Brings the clone up to what others pushed. */
  pull(): Promise<void>;
  /** Merges a branch of the bare repository and pushes, as a person does who agrees; gives the commit. */
  merge(branch: string): Promise<string>;
  /** Pushes a commit that undoes the newest one; gives the commit. */
  revert(): Promise<string>;
  /** Runs git on the bare repository; gives its output, null when git says no. */
  look(...args: readonly string[]): Promise<string | null>;
}

/** Nothing of the user's own git configuration, and a fixed author. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Olga Operator',
  GIT_AUTHOR_EMAIL: 'olga@example.com',
  GIT_COMMITTER_NAME: 'Olga Operator',
  GIT_COMMITTER_EMAIL: 'olga@example.com',
};

export async function cloneRepo(bare: string, clone: string): Promise<ClusterRepo> {
  const git = async (folder: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('git', ['-C', folder, ...args], { env: ENVIRONMENT, maxBuffer: 64 * 1024 * 1024 });
    return stdout.trimEnd();
  };
  await git('.', 'clone', '--quiet', bare, clone);
  const push = async (): Promise<string> => {
    await git(clone, 'push', '--quiet', 'origin', 'main');
    return git(clone, 'rev-parse', 'HEAD');
  };
  return {
    async edit(file, from, to, message) {
      const path = join(clone, file);
      const text = await readFile(path, 'utf8');
      if (!text.includes(from)) throw new Error(`${file} has no "${from}"`);
      await writeFile(path, text.replace(from, to));
      await git(clone, 'commit', '--quiet', '--all', '--message', message);
      return push();
    },
    async pull() {
      await git(clone, 'pull', '--quiet', '--ff-only', 'origin', 'main');
    },
    async merge(branch) {
      await git(clone, 'fetch', '--quiet', 'origin', branch);
      await git(clone, 'merge', '--quiet', '--no-edit', 'FETCH_HEAD');
      return push();
    },
    async revert() {
      await git(clone, 'revert', '--no-edit', 'HEAD');
      return push();
    },
    look: (...args) => git(bare, ...args).catch(() => null),
  };
}
