/** A document with one field spoilt, for every field. */
export type Tree = { readonly [key: string]: unknown };

export interface Mutant {
  readonly name: string;
  readonly value: Tree;
}

const SCALARS: readonly unknown[] = [null, 'no!', -1, true];
const WRONG: readonly unknown[] = [...SCALARS, [[1]], {}];

export function* mutantsOf(document: Tree): Generator<Mutant> {
  for (const { path, value: right } of partsOf(document)) {
    // Another list or mapping would lack what was in it, which is a mistake more.
    for (const wrong of typeof right === 'object' ? SCALARS : WRONG) {
      yield { name: `${path.join('.')} = ${JSON.stringify(wrong)}`, value: changed(document, path, () => [[path.at(-1), wrong]]) as Tree };
    }
    yield { name: `${path.join('.')} left out`, value: changed(document, path, () => []) as Tree };
    yield { name: `${path.join('.')} misspelt`, value: changed(document, path, (value) => [[`${path.at(-1)}x`, value]]) as Tree };
    yield { name: `${path.join('.')} called otherwise`, value: changed(document, path, (value) => [['zzz', value]]) as Tree };
    yield {
      name: `${path.join('.')} and one more`,
      value: changed(document, path, (value) => [
        [path.at(-1), value],
        ['zzz', 1],
      ]) as Tree,
    };
  }
}

type Path = readonly (string | number)[];

function* partsOf(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly value: unknown }> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, Array.isArray(value) ? Number(key) : key];
    // Without its kind or name it is another document.
    if (!['apiVersion', 'kind', 'metadata', 'metadata.name'].includes(here.join('.'))) yield { path: here, value: inner };
    yield* partsOf(inner, here);
  }
}

function changed(value: unknown, [first, ...rest]: Path, change: (value: unknown) => readonly (readonly [unknown, unknown])[]): unknown {
  const inner = (value as Tree)[String(first)];
  const fields = rest.length === 0 ? change(inner) : [[first, changed(inner, rest, change)] as const];
  if (Array.isArray(value)) return value.flatMap((entry: unknown, index) => (index === first ? fields.map(([, field]) => field) : [entry]));
  return Object.fromEntries(Object.entries(value as Tree).flatMap((entry) => (entry[0] === first ? fields : [entry])));
}
