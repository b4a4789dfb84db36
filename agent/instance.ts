/**
 * Who this agent is to others: `<host>-<id>` of its first start, kept in the data folder, so that an agent that is started
 * again is the same one: a container gets another host name each time. The folder also holds the newest commit of the status
 * branch that was seen: a branch that went back is noticed. Losing the folder costs time only.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { declareErrors, PlumblineError } from './errors.ts';
import { isAlive, ownProcessName } from './repo/process-name.ts';

export const instanceErrors = declareErrors('instance', {
  unwritable: { class: 'stalled', help: 'Make the data folder (data in plumbline.yaml) writable for the agent.' },
});

export interface Instance {
  readonly name: string;
  /** The status branch's tip as last seen by this folder's agent; null: not known. */
  readonly knownTip: string | null;
  /** Marks this process as a writer on the folder; gives whether another process on it still lives. */
  register(): Promise<boolean>;
  /** A cache: a folder that cannot be written any more keeps what it has. */
  rememberTip(tip: string | null): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly name: string;
  readonly tip: string | null;
}

const FILE = 'agent.json';
/** Begins the names of the files that say which processes use the folder. */
const MARK = 'writer-';
const NAME = /^\S{1,255}-[0-9a-f]{8}$/;

export async function openInstance(folder: string): Promise<Instance> {
  const kept = (await readKept(path.join(folder, FILE))) ?? { name: newName(), tip: null };
  const own = path.join(folder, `${MARK}${await ownProcessName()}`);
  let isRegistered = false;
  return {
    name: kept.name,
    knownTip: kept.tip,
    async register() {
      await orUnwritable(folder, async () => {
        await mkdir(folder, { recursive: true });
        await keep(own, kept);
        await writeFile(own, '');
      });
      isRegistered = true;
      return hasLivingOther(own);
    },
    async rememberTip(tip) {
      if (isRegistered) await keep(own, { ...kept, tip }).catch(ignoreSystemError);
    },
    async close() {
      if (isRegistered) await rm(own, { force: true });
    },
  };
}

function newName(): string {
  return `${hostname()}-${randomBytes(4).toString('hex')}`;
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    const { name, tip } = JSON.parse(await readFile(file, 'utf8')) as Partial<Kept>;
    return typeof name === 'string' && NAME.test(name) ? { name, tip: typeof tip === 'string' ? tip : null } : null;
  } catch (thrown) {
    // Not there, or cut short by a full disk: a cache that is lost.
    if (thrown instanceof SyntaxError || isMissing(thrown)) return null;
    throw unwritable(path.dirname(file), thrown);
  }
}

/** Written beside, each process for itself, and moved over: a crash leaves the old or the new one whole. */
async function keep(own: string, kept: Kept): Promise<void> {
  await writeFile(`${own}.new`, `${JSON.stringify(kept)}\n`);
  await rename(`${own}.new`, path.join(path.dirname(own), FILE));
}

async function hasLivingOther(own: string): Promise<boolean> {
  const folder = path.dirname(own);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(MARK) || name === path.basename(own)) continue;
    if (await isAlive(name.slice(MARK.length).replace(/\.new$/, ''))) return true;
    await rm(path.join(folder, name), { force: true });
  }
  return false;
}

async function orUnwritable<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (cause) {
    throw unwritable(folder, cause);
  }
}

function unwritable(folder: string, cause: unknown): PlumblineError {
  return new PlumblineError(instanceErrors.unwritable, `The data folder ${folder} cannot be used.`, { folder }, { cause });
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
}

function ignoreSystemError(thrown: unknown): void {
  if (!(thrown instanceof Error && 'syscall' in thrown)) throw thrown;
}
