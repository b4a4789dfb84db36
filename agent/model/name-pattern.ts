/** Patterns of names, where `*` stands for any characters, and of files, where it stands for any but `/`, and `**` for any. */

/** Linear steps through the name, not a regular expression: many stars must not take for ever. */
export function matchesName(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return name === pattern;
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
    reached = after;
  }
  return reached.at(-1) === true;
}
