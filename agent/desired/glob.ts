/** Patterns of files from the repository's root: `*` stands for any characters but `/`, `**` for any folders, none too. */
import { matchesName } from '../model/name-pattern.ts';

/**
 * What begins with a dot fits only where the pattern says so. No regular expressions: for some patterns one would take ages,
 * while this takes at most (length of the pattern) * (length of the path) steps.
 */
export function fitsGlob(pattern: string, path: string): boolean {
  return reached(pattern, path).at(-1) === true;
}

/** Whether a path below this folder can fit. */
export function fitsBelow(pattern: string, folder: string): boolean {
  return reached(pattern, folder).slice(0, -1).includes(true);
}

/** The folder in which everything is that fits: what comes before the first part with a `*`. */
export function globFolder(pattern: string): string {
  const folders = pattern.split('/').slice(0, -1);
  const first = folders.findIndex((part) => part.includes('*'));
  return folders.slice(0, first === -1 ? folders.length : first).join('/');
}

/** Entry n: whether the first n parts of the pattern can stand for the whole path. */
function reached(pattern: string, path: string): readonly boolean[] {
  const parts = pattern.split('/');
  let before = [true];
  for (const [n, part] of parts.entries()) before.push(part === ANY_FOLDERS && before[n] === true);
  for (const name of path.split('/')) {
    const after = [false];
    for (const [n, part] of parts.entries()) {
      if (part === ANY_FOLDERS) after.push(after[n] === true || (before[n + 1] === true && !isHidden(name)));
      else after.push(before[n] === true && fitsName(part, name));
    }
    before = after;
  }
  return before;
}

const ANY_FOLDERS = '**';

function fitsName(pattern: string, name: string): boolean {
  return (isHidden(pattern) || !isHidden(name)) && matchesName(pattern, name);
}

function isHidden(name: string): boolean {
  return name.startsWith('.');
}
