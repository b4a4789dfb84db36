/** Repositories of odd but right documents, and the same with known mistakes. */
import fc from 'fast-check';
import { brokenOnes, looseOnes } from './broken-documents.ts';
import { membersIn } from './groups.ts';
import { fileOf, WHOLE_FILE } from './case.ts';
import type { Expected, FuzzCase } from './case.ts';
import { oddFiles } from './odd-files.ts';
import type { OddFile } from './odd-files.ts';
import { anyOf, SCHEMAS } from './parts.ts';
import { repositories } from './repository.ts';
import { treeOf } from './tree.ts';
import { caseOf, NOTHING, OPTIONS, README, right, ways, write } from './write-repository.ts';
import { styleOf, writeYaml } from './write-yaml.ts';

export function documents(): fc.Arbitrary<FuzzCase> {
  return fc.oneof(
    { weight: 6, arbitrary: rightOnes() },
    { weight: 4, arbitrary: brokenOnes() },
    { weight: 2, arbitrary: looseOnes() },
    { weight: 2, arbitrary: wildOnes() },
    { weight: 1, arbitrary: limitedOnes() },
    { weight: 1, arbitrary: fc.tuple(rightOnes(), oddFiles()).map(([right, odd]) => withOddFile(right, odd)) },
  );
}

function rightOnes(): fc.Arbitrary<FuzzCase> {
  return fc.tuple(repositories(), ways()).map(([repository, way]) => caseOf(write(repository, NOTHING, way), right(repository)));
}

/** One document is anything that its schema takes. */
function wildOnes(): fc.Arbitrary<FuzzCase> {
  const kinds = fc.oneof(...Object.keys(SCHEMAS).map((kind) => fc.array(anyOf(kind), { minLength: 1, maxLength: 3 })));
  return fc.tuple(repositories(), ways(), kinds).map(([repository, way, wild]) => {
    const files = { ...write(repository, NOTHING, way).files };
    for (const [index, value] of wild.entries()) files[`shared/wild${index}.yaml`] = fileOf(writeYaml(treeOf(value), styleOf(way.choices)));
    return { files, options: OPTIONS, expected: { kind: 'anything' }, texts: [] };
  });
}

type Limit = 'files' | 'documents' | 'totalBytes';

const OVER: { readonly [L in Limit]: string } = {
  files: 'desired/too-many-files',
  documents: 'desired/too-many-documents',
  totalBytes: 'desired/too-much-text',
};

/** As much as is allowed, or one more. */
function limitedOnes(): fc.Arbitrary<FuzzCase> {
  return fc
    .tuple(repositories(), ways(), fc.constantFrom<Limit>('files', 'documents', 'totalBytes'), fc.nat(1))
    .map(([repository, way, limit, more]) => {
      const { files } = write(repository, NOTHING, way);
      const members = repository.declared.map(({ document }) => membersIn(document));
      const documents = members.reduce((sum, count) => sum + 1 + count, repository.bare.length + 1);
      const read = Object.entries(files).filter(([path]) => !Object.hasOwn(README, path));
      // What variables and patches add counts too, and only with what is one byte too much all are surely too much.
      const totalBytes = read.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);
      const count = { files: read.length, documents, totalBytes }[limit];
      const spot = { file: 'prod', ...WHOLE_FILE, codes: [OVER[limit]] };
      const expected: Expected =
        more === 1 ? { kind: 'refused', spots: [spot] } : limit === 'totalBytes' ? { kind: 'anything' } : right(repository);
      return { files, options: { ...OPTIONS, limits: { [limit]: count - more } }, expected, texts: [] };
    });
}

function withOddFile(repository: FuzzCase, { path, file, code }: OddFile): FuzzCase {
  const files = { ...repository.files, [path]: file };
  if (code === null) return { ...repository, files };
  return { ...repository, files, expected: { kind: 'refused', spots: [{ file: path, ...WHOLE_FILE, codes: [code] }] } };
}
