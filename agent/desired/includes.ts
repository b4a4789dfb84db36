/**
 * Folders that the Cluster document includes. Only it can include, and there is one: no circles. Folders may overlap, hold the
 * cluster's own or be it: every file is read once.
 */
import { posix } from 'node:path';
import type { Origin, Source, TreeFile } from '../model/desired.ts';
import type { ErrorCode } from '../errors.ts';
import { didYouMean } from '../schema/nearest.ts';
import { desiredErrors } from './errors.ts';
import { readFolder } from './files.ts';
import type { Folder } from './files.ts';
import type { Reading } from './read-files.ts';
import type { CrossFault } from './types.ts';
import type { Watch } from './watch.ts';

export interface Includes {
  readonly folders: readonly Folder[];
  readonly faults: readonly CrossFault[];
}

interface Including {
  /** Of the Cluster document. */
  readonly origin: Origin;
  /** Paths relative to it; null in place of what is none. */
  readonly include: readonly (string | null)[];
}

export async function readIncludes(
  { origin, include }: Including,
  { source, watch }: Pick<Reading, 'source' | 'watch'>,
): Promise<Includes> {
  const folders = new Map<string, Folder>();
  const faults: CrossFault[] = [];
  for (const [index, written] of include.entries()) {
    const path = written === null ? null : pathOf(origin.file, written);
    if (written === null || (path !== null && folders.has(path))) continue;
    watch();
    const read = path === null ? outside(written) : await readInclude(path, source, watch);
    if ('files' in read) folders.set(read.path, read);
    else faults.push({ ...read, origin, path: ['spec', 'include', index], at: 'value' });
  }
  return { folders: [...folders.values()], faults };
}

interface Wrong {
  readonly code: ErrorCode;
  readonly message: string;
}

function outside(written: string): Wrong {
  const message = `${written} leads out of the repository; include folders of it, relative to this file.`;
  return { code: desiredErrors.includeOutside, message };
}

async function readInclude(path: string, source: Source, watch: Watch): Promise<Folder | Wrong> {
  return (await readFolder(source, path, watch)) ?? { code: desiredErrors.includeMissing, message: await whyMissing(path, source) };
}

/** From the repository's root; null when it leads out of the repository. */
function pathOf(file: string, written: string): string | null {
  const path = posix.join(posix.dirname(file), written).replace(/\/$/, '');
  const isOutside = posix.isAbsolute(written) || path === '..' || path.startsWith('../');
  return isOutside ? null : path.replace(/^\.$/, '');
}

/** Those directly in the folder `above`. */
function foldersIn(above: string, files: readonly TreeFile[]): Iterable<string> {
  const start = above === '' ? 0 : above.length + 1;
  return new Set(files.map(({ path }) => path.slice(0, Math.max(0, path.indexOf('/', start)))).filter((folder) => folder !== ''));
}

const LINKS: ReadonlyMap<string, string> = new Map([
  ['120000', 'a symbolic link'],
  ['160000', 'a submodule'],
]);

async function whyMissing(path: string, source: Source): Promise<string> {
  const above = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const files = (await source.folder(above))?.files ?? [];
  const there = files.find((file) => file.path === path || path.startsWith(`${file.path}/`));
  if (there === undefined) return `There is no folder ${path} in the repository${didYouMean(path, foldersIn(above, files)) || '.'}`;
  return `${there.path} is ${LINKS.get(there.mode) ?? 'a file'}, and only folders of this repository can be included.`;
}
