/** Patterns of names, where `*` stands for any characters, and of files, where it stands for any but `/`, and `**` for any. */

export function matchesName(pattern: string, name: string): boolean {
  return nameMatcher(pattern)(name);
}

/** For many names: takes the pattern apart only once. */
export function nameMatcher(pattern: string): (name: string) => boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  return last === undefined ? (name) => name === pattern : (name) => isBetween(name, { first, others, last });
}

interface Parts {
  readonly first: string;
  readonly others: readonly string[];
  readonly last: string;
}

/** Linear steps through the name, not a regular expression: many stars must not take for ever. */
function isBetween(name: string, { first, others, last }: Parts): boolean {
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = name.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return name.endsWith(last) && name.length - last.length >= from;
}

/** At most (parts of the pattern) * (characters of the path) steps. */
export function matchesFile(pattern: string, path: string): boolean {
  // Entry n: whether the pattern up to here can stand for the first n characters.
  let reached = [true, ...Array.from({ length: path.length }, () => false)];
  for (const part of pattern.split(/(\*+)/)) {
    const isStar = part.startsWith('*');
    const after: boolean[] = [];
    for (let n = 0; n <= path.length; n += 1) {
      const passes = n > 0 && after[n - 1] === true && (part !== '*' || path[n - 1] !== '/');
      after.push(isStar ? reached[n] === true || passes : reached[n - part.length] === true && path.startsWith(part, n - part.length));
    }
    if (!after.includes(true)) return false;
    reached = after;
  }
  return reached.at(-1) === true;
}
