/** Files that the Cluster document names under `sources`: bare Marathon definitions. */
import { posix } from 'node:path';
import type { Origin, Source, TreeFile } from '../model/desired.ts';
import { escapeName, seenOf } from '../model/printable.ts';
import { compareText } from '../schema/fault.ts';
import { MOST_MISTAKES } from '../schema/mistakes.ts';
import { didYouMean } from '../schema/nearest.ts';
import type { ClusterParts } from './cluster-parts.ts';
import { desiredErrors } from './errors.ts';
import { hasOddName, ODD_NAME_RULE } from './files.ts';
import { fitsBelow, fitsGlob, globFolder } from './glob.ts';
import type { CrossFault } from './types.ts';

export interface SourceFiles {
  /** In order of path, each once. */
  readonly files: readonly TreeFile[];
  /** Path and id of every tree that was read. */
  readonly trees: readonly (readonly [string, string])[];
  readonly faults: readonly CrossFault[];
}

type Folder = Awaited<ReturnType<Source['folder']>>;

/** What `spec.sources` of a Cluster document leads to; each pattern starts at the folder of that document. */
export async function readSources(
  { origin, sources }: { readonly origin: Origin; readonly sources: ClusterParts['sources'] },
  source: Source,
): Promise<SourceFiles> {
  const folders = new Map<string, Folder>();
  const files = new Map<string, TreeFile>();
  const faults: CrossFault[] = [];
  for (const [index, written] of sources.entries()) {
    if (written === null) continue;
    const { files: text } = written;
    const pattern = posix.join(posix.dirname(origin.file), text);
    const path = globFolder(pattern);
    if (!leadsOut(text, pattern) && !folders.has(path)) folders.set(path, await source.folder(path));
    const { regular, wrong } = leadsOut(text, pattern) ? outside(text) : fitting(pattern, folders.get(path) ?? null);
    for (const file of regular) files.set(file.path, file);
    faults.push(...wrong.map((one): CrossFault => ({ ...one, origin, path: ['spec', 'sources', index, 'files'], at: 'value' })));
  }
  const trees = [...folders].flatMap(([path, folder]) => (folder === null ? [] : [[path, folder.tree] as const]));
  return { files: [...files.values()].toSorted((a, b) => compareText(a.path, b.path)), trees, faults };
}

interface Fitting {
  readonly regular: readonly TreeFile[];
  readonly wrong: readonly Pick<CrossFault, 'code' | 'message'>[];
}

/** Also a `..` after a `*`, which could mean any folder. */
function leadsOut(text: string, pattern: string): boolean {
  return (
    pattern.startsWith('../') ||
    text
      .replace(/^(\.\.?\/)+/, '')
      .split('/')
      .includes('..')
  );
}

function outside(text: string): Fitting {
  const message = `${text} leads out of the repository; name files of it, with \`..\` only at the beginning.`;
  return { regular: [], wrong: [{ code: desiredErrors.sourceOutside, message }] };
}

function fitting(pattern: string, folder: Folder): Fitting {
  const files = folder?.files ?? [];
  const regular = files.filter((file) => isRegular(file) && fits(pattern, file.path) && !hasOddName(file.path));
  const others = files.filter((file) => (isRegular(file) ? isOddOne(pattern, file) : mayHide(pattern, file)));
  const wrong = others.slice(0, MOST_MISTAKES).map((file) => (isRegular(file) ? oddFault(file) : linkFault(file)));
  if (regular.length + wrong.length === 0) return { regular, wrong: [nothingFits(pattern, files)] };
  return { regular, wrong };
}

/** Also one that only looks as if it fitted: it would be left out, and nobody would see why. */
function isOddOne(pattern: string, { path }: TreeFile): boolean {
  return hasOddName(path) && (fits(pattern, path) || fits(pattern, seenOf(path).trimEnd()));
}

function nothingFits(pattern: string, files: readonly TreeFile[]): Fitting['wrong'][number] {
  const near = pattern.includes('*')
    ? ''
    : didYouMean(
        pattern,
        files.map(({ path }) => path),
      );
  return { code: desiredErrors.sourceEmpty, message: `There is no file ${pattern} in the repository${near || '.'}` };
}

/** `.json` in capitals or not, as `.yaml` is. */
function fits(pattern: string, path: string): boolean {
  return fitsGlob(inLowerCase(pattern), inLowerCase(path));
}

function inLowerCase(path: string): string {
  return path.replace(/\.json$/i, '.json');
}

function isRegular({ mode }: TreeFile): boolean {
  return mode.startsWith('100');
}

const SUBMODULE = '160000';

/** Whether a link or submodule fits, or may be a folder in which something does. */
function mayHide(pattern: string, { path, mode }: TreeFile): boolean {
  if (fits(pattern, path)) return true;
  return (mode === SUBMODULE || posix.extname(path) === '') && fitsBelow(pattern, path);
}

function oddFault({ path }: TreeFile): Fitting['wrong'][number] {
  return { code: desiredErrors.oddName, message: `This leads to ${escapeName(path)}. ${ODD_NAME_RULE}` };
}

function linkFault({ path, mode }: TreeFile): Fitting['wrong'][number] {
  const what = mode === SUBMODULE ? 'a submodule' : 'a symbolic link';
  return { code: desiredErrors.notAFile, message: `${path} is ${what}; Plumbline reads only files of this repository.` };
}
