/** Names of volumes that a framework asks for, as a document writes them: `elasticsearch{0..2}data`. */

const RANGE = /^([^{]*)\{(\d{1,3})\.\.(\d{1,3})\}(.*)$/;

/** Every name, in order; none where the range runs backwards. At most a thousand. */
export function* namesIn(pattern: string): Generator<string> {
  const [whole, before = '', first, last, after = ''] = RANGE.exec(pattern) ?? [];
  if (whole === undefined) yield pattern;
  else for (let number = Number(first); number <= Number(last); number += 1) yield `${before}${number}${after}`;
}
