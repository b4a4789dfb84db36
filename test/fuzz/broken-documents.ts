/** Repositories with known mistakes: each must be told. */
import fc from 'fast-check';
import { BREAKS, LOOSE_ENDS } from './breaks.ts';
import type { Break } from './breaks.ts';
import type { FuzzCase, Spot } from './case.ts';
import { repositories } from './repository.ts';
import type { Declared, Repository } from './repository.ts';
import { treeOf } from './tree.ts';
import { caseOf, NOTHING, right, ways, write } from './write-repository.ts';
import type { Way } from './write-repository.ts';

/** Up to four mistakes that have nothing to do with each other, each in a document of its own. */
export function brokenOnes(): fc.Arbitrary<FuzzCase> {
  const which = fc.uniqueArray(fc.nat(30), { minLength: 1, maxLength: 4 });
  return fc
    .tuple(repositories(), ways(), which, fc.array(fc.constantFrom(...BREAKS), { minLength: 4, maxLength: 4 }))
    .map(([repository, way, indices, breaks]) => {
      const candidates = repository.declared.filter(({ isPatched }) => !isPatched);
      const chosen = new Set(indices.map((index) => candidates[index % candidates.length]));
      return broken(
        repository,
        way,
        [...chosen].flatMap((one, index) => (one === undefined ? [] : [[one, breaks[index] ?? BREAKS[0]] as const])),
      );
    });
}

/** One mistake that is none by itself. */
export function looseOnes(): fc.Arbitrary<FuzzCase> {
  return fc.tuple(repositories(), ways(), fc.constantFrom(...LOOSE_ENDS), fc.nat(30)).map(([repository, way, end, index]) => {
    const fitting = [repository.cluster, ...repository.declared].filter(({ kind, isPatched }) => end.kinds.includes(kind) && !isPatched);
    const one = fitting[index % Math.max(1, fitting.length)];
    return one === undefined ? caseOf(write(repository, NOTHING, way), right(repository)) : broken(repository, way, [[one, end]]);
  });
}

function broken(repository: Repository, way: Way, breaks: readonly (readonly [Declared, Break | undefined])[]): FuzzCase {
  const trees = new Map(breaks.map(([one, mistake]) => [one, mistake?.apply(one.document) ?? treeOf(one.document)]));
  const text = write(repository, trees, way);
  const spots = breaks.flatMap(([one, mistake]): readonly Spot[] => {
    const lines = text.lines.get(one);
    return lines === undefined || mistake === undefined ? [] : codesOf(mistake).map((code) => ({ ...lines, codes: [code] }));
  });
  return caseOf(text, { kind: 'refused', spots: spots.filter((spot) => !spots.some((other) => hides(other, spot))) });
}

function codesOf({ code, second }: Break): readonly string[] {
  return second === undefined ? [code] : [code, second];
}

/** What is too deep for the parser to go on ends the reading of the file. */
function hides(one: Spot, other: Spot): boolean {
  return one.codes.includes('schema/too-deep') && one.file === other.file && one.from < other.from;
}
