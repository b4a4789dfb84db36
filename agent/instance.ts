/**
 * Who this agent is to others: `<host>-<id>`, the id kept in the data folder, so that an agent that is started again is the
 * same one. The folder also holds the newest commit of the status branch that was seen: a branch that went back is noticed.
 * Losing the folder costs time only.
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
  rememberTip(tip: string | null): Promise<void>;
  close(): Promise<void>;
}

interface Kept {
  readonly id: string;
  readonly tip: string | null;
}

const FILE = 'agent.json';

export async function openInstance(folder: string): Promise<Instance> {
  const kept = (await readKept(path.join(folder, FILE))) ?? { id: randomBytes(4).toString('hex'), tip: null };
  const own = `writer-${await ownProcessName()}`;
  let isRegistered = false;
  return {
    name: `${hostname()}-${kept.id}`,
    knownTip: kept.tip,
    async register() {
      await orUnwritable(folder, async () => {
        await keep(folder, kept);
        await writeFile(path.join(folder, own), '');
      });
      isRegistered = true;
      return hasLivingOther(folder, own);
    },
    async rememberTip(tip) {
      if (isRegistered) await orUnwritable(folder, () => keep(folder, { ...kept, tip }));
    },
    async close() {
      if (isRegistered) await rm(path.join(folder, own), { force: true });
    },
  };
}

async function readKept(file: string): Promise<Kept | null> {
  try {
    const { id, tip } = JSON.parse(await readFile(file, 'utf8')) as Partial<Kept>;
    return typeof id === 'string' && /^[0-9a-f]{8}$/.test(id) ? { id, tip: typeof tip === 'string' ? tip : null } : null;
  } catch (thrown) {
    // Not there, or cut short by a full disk: a cache that is lost.
    if (thrown instanceof SyntaxError || isMissing(thrown)) return null;
    throw unwritable(path.dirname(file), thrown);
  }
}

/** Written beside and moved over, so that a crash leaves the old or the new one whole. */
async function keep(folder: string, kept: Kept): Promise<void> {
  const file = path.join(folder, FILE);
  await mkdir(folder, { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(kept)}\n`);
  await rename(`${file}.new`, file);
}

async function hasLivingOther(folder: string, own: string): Promise<boolean> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('writer-') || name === own) continue;
    if (await isAlive(name.slice('writer-'.length))) return true;
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
