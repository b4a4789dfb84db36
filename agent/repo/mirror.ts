/**
 * The bare mirror of a remote repository. Nothing in it is trusted for being there: what was brought over is what our own
 * record says and what can be read. Files appear whole, so reading needs no lock; whatever changes the mirror runs under
 * the cache's lock. A damaged mirror is built anew aside and renamed into place.
 */
import { mkdir } from 'node:fs/promises';
import type { Log } from '../log.ts';
import { cacheFolder, isUntidy, mirrorOf, prepareMirror } from './cache.ts';
import type { Refs } from './cache.ts';
import { withCacheLock } from './cache-lock.ts';
import { bring, bringAll, listRemote, note, rebuild } from './fetch.ts';
import type { Cache } from './fetch.ts';
import { openObjects } from './objects.ts';
import type { Objects } from './objects.ts';
import { isCorrupt, translate } from './translate.ts';
import type { Transport } from './transport.ts';

export interface Mirror {
  readonly objects: Objects;
  readonly transport: Transport;
  /** Every ref of the remote as it is now, tags unpeeled; brings nothing over. */
  list(): Promise<Refs>;
  /** Brings one listed ref over unless it is here; its id, by now perhaps newer than listed. Throws `repo/no-such-ref`. */
  bring(name: string, listed: string): Promise<string>;
  /** Brings every branch over. */
  bringAll(): Promise<void>;
  /** Notes that a ref is here: we pushed it. */
  note(name: string, id: string): Promise<void>;
  /** Runs under the cache's lock. */
  alone<T>(action: () => Promise<T>): Promise<T>;
  /** Runs `read`; if the mirror turns out to be damaged, builds it anew and runs `read` again. Never inside `alone`. */
  healing<T>(read: () => Promise<T>): Promise<T>;
}

/** A mirror that is damaged again and again stands on a bad disk, or mirrors damage. */
const MAX_REBUILDS = 3;

/** Opens the cache below `dataDir`, or starts an empty one. Works without the remote. */
export async function openMirror(dataDir: string, transport: Transport, deps: { log: Log; signal: AbortSignal }): Promise<Mirror> {
  const folder = cacheFolder(dataDir, transport.url);
  const cache = { folder, transport, objects: openObjects(mirrorOf(folder), { ...deps, place: `The cache of ${transport.url}` }) };
  const wait = { waitMs: transport.timeoutMs, signal: deps.signal };
  const fail = (thrown: unknown): never => {
    throw translate(thrown, `The cache ${folder}`);
  };
  const alone = inTurn((action) => withCacheLock(folder, wait, action).catch(fail));
  await mkdir(folder, { recursive: true }).catch(fail);
  await alone(() => prepare(cache, deps.log));
  let rebuilds = 0;
  return {
    objects: cache.objects,
    transport,
    list: () => listRemote(transport),
    bring: (name, listed) => alone(() => bring(cache, name, listed)),
    bringAll: () => alone(() => bringAll(cache)),
    note: (name, id) => alone(() => note(folder, name, id)),
    alone,
    async healing(read) {
      try {
        return await read();
      } catch (thrown) {
        if (!isCorrupt(thrown) || rebuilds === MAX_REBUILDS) throw thrown;
        rebuilds += 1;
        deps.log.warn({ folder, err: thrown }, 'The cache of the repository is damaged: building it anew');
        await alone(() => rebuild(cache));
        return read();
      }
    },
  };
}

type Run = <T>(action: () => Promise<T>) => Promise<T>;

/** One after the other within this process; the lock's file only tells processes apart. */
function inTurn(run: Run): Run {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const result = last.then(() => run(action));
    last = result.catch(() => undefined);
    return result;
  };
}

async function prepare(cache: Cache, log: Log): Promise<void> {
  await prepareMirror(cache.folder, cache.transport.url);
  if (!(await isUntidy(cache.folder))) return;
  await rebuild(cache).catch((thrown: unknown) => {
    log.warn({ folder: cache.folder, err: thrown }, 'The cache of the repository could not be tidied up and is used as it is');
  });
}
