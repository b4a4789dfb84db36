/** A valid cluster of two hundred documents, and the same with some mistakes in it. */
import { appOf, documentOf } from '../cluster-files.ts';
import type { MemoryFile, MemoryFiles } from '../memory-source.ts';
import { MARK } from '../rows/row.ts';
import { PLANTED } from './mistakes.ts';
import type { Planted } from './mistakes.ts';

export const DOCUMENTS = 200;

/** What is wrong in the Cluster document: a line of its spec. */
export interface PlantedLine {
  readonly name: string;
  readonly code: string;
  readonly right: string;
  readonly wrong: string;
}

export const LINES: readonly PlantedLine[] = [
  {
    name: 'a patch that finds nothing',
    code: 'desired/patch-unused',
    right: PATCH('/filler/1', 'mem: 1'),
    wrong: PATCH('❯/filler/none', 'mem: 1'),
  },
  {
    name: 'a patch of the wrong type',
    code: 'schema/wrong-type',
    right: PATCH('/filler/2', 'mem: 1'),
    wrong: PATCH('/filler/2', 'mem: ❯much'),
  },
  { name: 'a patch of no field', code: 'schema/unknown-field', right: PATCH('/filler/3', 'mem: 1'), wrong: PATCH('/filler/3', '❯memm: 1') },
];

function PATCH(name: string, spec: string): string {
  return `    - { target: { kind: App, name: ${name} }, merge: { spec: { ${spec} } } }`;
}

export interface ExpectedError {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Repository {
  readonly files: MemoryFiles;
  readonly expected: readonly ExpectedError[];
}

export const KINDS_OF_MISTAKES: readonly (Planted | PlantedLine)[] = [...PLANTED, ...LINES];

/** The repository with exactly these mistakes. */
export function repositoryWith(mistakes: ReadonlySet<Planted | PlantedLine>): Repository {
  const marked = new Map<string, MarkedFile>();
  for (const row of PLANTED) {
    const isWrong = mistakes.has(row);
    marked.set(row.file, {
      text: isWrong ? row.wrong : row.right,
      mode: (isWrong ? row.mode : undefined) ?? '100644',
      code: isWrong ? [row.code] : [],
    });
  }
  const lines = LINES.map((line) => (mistakes.has(line) ? line.wrong : line.right));
  marked.set('prod/cluster.yaml', {
    text: clusterText(lines),
    mode: '100644',
    code: LINES.filter((line) => mistakes.has(line)).map(({ code }) => code),
  });
  marked.set('prod/storage.yaml', { text: STORAGE, mode: '100644', code: [] });
  for (const [path, text] of fillers(marked)) marked.set(path, { text, mode: '100644', code: [] });
  const files = Object.fromEntries([...marked].map(([path, file]) => [path, withoutMarks(file)] as const));
  return { files, expected: [...marked].flatMap(([path, file]) => expectedIn(path, file)) };
}

interface MarkedFile {
  readonly text: string | Uint8Array;
  readonly mode: string;
  /** Codes of the mistakes in it, in order. */
  readonly code: readonly string[];
}

const STORAGE = `${documentOf('ProtectionDomain', 'pd', 'spec: {}')}---\n${documentOf('StoragePool', 'gold', 'spec: { protectionDomain: pd }')}`;

function clusterText(patches: readonly string[]): string {
  const spec = [
    '  include: [../shared]',
    '  sources: [{ files: ../shared/bare/*.json, as: App }]',
    '  vars: { two: 2, domain: example.com }',
    '  patches:',
    ...patches,
  ];
  return documentOf('Cluster', 'prod', `spec:\n${spec.join('\n')}`);
}

/** As many apps as there are still to be for DOCUMENTS in all. */
function fillers(marked: ReadonlyMap<string, MarkedFile>): readonly (readonly [string, string])[] {
  const rights = PLANTED.map(({ right }) => (typeof right === 'string' ? right.split('\n---\n').length : 1)).reduce(
    (sum, count) => sum + count,
    0,
  );
  const count = DOCUMENTS - rights - (marked.size - PLANTED.length) - STORAGE.split('\n---\n').length + 1;
  return Array.from({ length: count }, (_, index) => [`shared/filler/${index}.yaml`, appOf('cmd: sleep 1', `/filler/${index}`)] as const);
}

function withoutMarks({ text, mode }: MarkedFile): MemoryFile {
  return { mode, bytes: typeof text === 'string' ? Buffer.from(text.replaceAll(MARK, '')) : text };
}

function expectedIn(file: string, { text, code }: MarkedFile): readonly ExpectedError[] {
  const parts = typeof text === 'string' ? text.split(MARK) : [];
  return code.map((one, index) => {
    const before =
      parts.length < 2
        ? ['']
        : parts
            .slice(0, index + 1)
            .join('')
            .split('\n');
    return { code: one, file, line: before.length, column: (before.at(-1) ?? '').length + 1 };
  });
}
