/** Brings refs of the remote into its cache. Everything here that changes the cache runs under its lock. */
import { PlumblineError } from '../errors.ts';
import { atomicFs } from './atomic-fs.ts';
import { newMirror, readFetched, replaceMirror, writeFetched } from './cache.ts';
import type { Refs } from './cache.ts';
import { repoErrors } from './errors.ts';
import { git } from './isomorphic-git.ts';
import type { Objects } from './objects.ts';
import { noSuchRef } from './ref-names.ts';
import type { Transport } from './transport.ts';
import { withHead } from './unborn-head.ts';

export interface Cache {
  readonly folder: string;
  readonly transport: Transport;
  readonly objects: Objects;
}

/** Protocol 1: one request where 2 takes two. Not listServerRefs, which asks again when an older git lists nothing. */
export async function listRemote(transport: Transport): Promise<Refs> {
  const { refs } = await transport.run((wire) => git.getRemoteInfo2({ ...wire, protocolVersion: 1 }));
  if (refs !== undefined) return new Map(refs.map(({ ref, oid }) => [ref, oid]));
  throw new PlumblineError(repoErrors.notGit, `${transport.place} speaks version 2 of git's protocol without being asked to.`);
}

export async function bring(cache: Cache, name: string, listed: string): Promise<string> {
  const known = await readFetched(cache.folder);
  if (known.get(name) === listed && (await cache.objects.findCommit(listed)) !== null) return listed;
  const id = await fetchRef(cache, cache.objects.gitdir, name);
  const isHere = (await cache.objects.findCommit(id)) !== null;
  // A tag may name something else than a commit; a branch cannot.
  if (!isHere) throw name.startsWith('refs/tags/') ? noSuchRef(name, cache.transport.place) : missing(cache, id);
  await note(cache.folder, name, id);
  return id;
}

export async function note(folder: string, name: string, id: string): Promise<void> {
  await writeFetched(folder, new Map([...(await readFetched(folder)), [name, id]]));
}

/** Brings one ref into `gitdir`; its id, or `repo/no-such-ref` when it is gone by now. */
async function fetchRef({ transport, objects }: Cache, gitdir: string, name: string): Promise<string> {
  // `ref` is all that isomorphic-git tells the server we have; a local branch never moves and would bring everything again.
  const ref = name.replace(/^refs\/heads\//, 'refs/remotes/origin/');
  const what = { fs: atomicFs, gitdir, cache: objects.cache(), remote: 'origin', remoteRef: name, ref, singleBranch: true, tags: false };
  const fetched = await transport.run((wire) => git.fetch({ ...what, ...withHead(wire) }).catch(nullIfGone(name)));
  if (fetched === null || fetched.fetchHead === null) throw noSuchRef(name, transport.place);
  return fetched.fetchHead;
}

/** Only when the server no longer lists it: any other thing that a fetch misses is damage. */
function nullIfGone(name: string): (thrown: unknown) => null {
  return (thrown) => {
    if (thrown instanceof git.Errors.NotFoundError && thrown.data.what === name) return null;
    throw thrown;
  };
}

export async function bringAll(cache: Cache): Promise<void> {
  const { objects, transport, folder } = cache;
  const listed = [...(await listRemote(transport))].filter(([name]) => name.startsWith('refs/heads/'));
  if (listed.length === 0) return;
  // isomorphic-git wants one ref to be named; HEAD cannot be deleted meanwhile.
  const what = { fs: atomicFs, gitdir: objects.gitdir, cache: objects.cache(), remote: 'origin', remoteRef: 'HEAD', tags: false };
  await transport.run((wire) => git.fetch({ ...what, ...withHead(wire), singleBranch: false }));
  const known = new Map(await readFetched(folder));
  for (const [name, id] of listed) if ((await objects.findCommit(id)) !== null) known.set(name, id);
  await writeFetched(folder, known);
}

export async function rebuild(cache: Cache): Promise<void> {
  const { folder, transport, objects } = cache;
  const aside = await newMirror(folder, transport.url);
  const listed = await listRemote(transport);
  const fetched = new Map<string, string>();
  objects.forget();
  for (const name of (await readFetched(folder)).keys()) {
    if (listed.has(name)) fetched.set(name, await fetchRef(cache, aside, name));
  }
  await replaceMirror(folder, aside);
  objects.forget();
  await writeFetched(folder, fetched);
}

function missing({ objects }: Cache, id: string): PlumblineError {
  return new PlumblineError(repoErrors.corrupt, `${objects.place} lacks the commit ${id} although it was just brought over.`, { id });
}
