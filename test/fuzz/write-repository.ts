/** A repository's documents to files, in one of many ways. */
import fc from 'fast-check';
import { fileOf, PROD_OPTIONS, WHOLE_FILE } from './case.ts';
import type { Expected, FuzzCase, FuzzOptions, Spot } from './case.ts';
import { FILES } from './repository.ts';
import type { Declared, Repository } from './repository.ts';
import { treeOf } from './tree.ts';
import type { Tree } from './tree.ts';
import { bareFiles } from './write-bare.ts';
import { styleOf, writeYaml } from './write-yaml.ts';
import type { Style } from './write-yaml.ts';

export const OPTIONS: FuzzOptions = { ...PROD_OPTIONS, secrets: { db: ['*'], others: ['/nobody/*'] } };

export interface Way {
  readonly choices: readonly number[];
  readonly lineEnd: string;
  readonly start: string;
}

export const ways = (): fc.Arbitrary<Way> =>
  fc.record({
    choices: fc.array(fc.nat(4), { maxLength: 16 }),
    lineEnd: fc.constantFrom('\n', '\n', '\r\n'),
    start: fc.constantFrom('', '', '\ufeff', '# a note\n', '---\n'),
  });

/** Which document is replaced by what. */
export type Replaced = ReadonlyMap<Declared, Tree>;

export const NOTHING: Replaced = new Map();

export interface Written {
  readonly files: FuzzCase['files'];
  /** Where each document stands. */
  readonly lines: ReadonlyMap<Declared, Omit<Spot, 'codes'>>;
}

export function caseOf({ files }: Written, expected: Expected): FuzzCase {
  return { files, options: OPTIONS, expected, texts: [] };
}

/** All of it is to be accepted. */
export function right({ cluster, declared, bare }: Repository): Expected {
  return { kind: 'accepted', documents: [cluster, ...declared, ...bare].map(({ expected }) => expected) };
}

/** Without it there may be no folder to include. */
export const README = { 'shared/README.md': fileOf('Apps.\n') };

export function write({ cluster, declared, bare }: Repository, replaced: Replaced, { choices, lineEnd, start }: Way): Written {
  const style = styleOf(choices);
  const lines = new Map<Declared, Omit<Spot, 'codes'>>();
  const files = new Map([['prod/cluster.yaml', writeYaml(replaced.get(cluster) ?? treeOf(cluster.document), style)]]);
  lines.set(cluster, { file: 'prod/cluster.yaml', ...WHOLE_FILE });
  for (const [index, path] of FILES.entries()) {
    const text = writeFile(
      path,
      declared.filter(({ file }) => file === index),
      { replaced, style, lines, start },
    );
    if (text !== '') files.set(path, text);
  }
  const texts = [...files].map(([path, text]) => [path, fileOf(text.replaceAll('\n', lineEnd))] as const);
  return { files: { ...README, ...Object.fromEntries(texts), ...bareFiles(bare, style) }, lines };
}

interface Writing {
  readonly replaced: Replaced;
  readonly style: Style;
  readonly lines: Map<Declared, Omit<Spot, 'codes'>>;
  readonly start: string;
}

function writeFile(path: string, all: readonly Declared[], { replaced, style, lines, start }: Writing): string {
  let text = '';
  for (const one of all) {
    text += text === '' ? start : '---\n';
    const from = text.split('\n').length;
    text += writeYaml(replaced.get(one) ?? treeOf(one.document), style);
    lines.set(one, { file: path, from, to: text.split('\n').length });
  }
  return text;
}
