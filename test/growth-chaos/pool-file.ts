/** The pool's file as people read and write it: beside the agent's own reader and editor, which are on trial here. */
import { parse } from 'yaml';
import type { Limits } from '../growth/files.ts';
import { POOL_FILE } from '../growth/files.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';

export interface PoolRow {
  readonly sizeGiB: number;
  readonly isAbsent: boolean;
  /** It is bought only if needed. */
  readonly isWaiting: boolean;
}

export interface PoolFile {
  readonly path: string;
  readonly text: string;
  readonly rows: ReadonlyMap<string, PoolRow>;
  readonly limits: Limits;
}

type RowText = number | { readonly sizeGiB: number; readonly state?: string; readonly when?: object };

/** Where the pool's file may be. */
export const MOVED_FILE = 'storage/gold.yaml';

/** What a commit says never changes, and main is asked for after every pass. */
const known = new Map<string, PoolFile>();

/** As a branch has it now. */
export async function readPool(world: Pick<GrowthWorld, 'look' | 'tips'>, branch = 'main'): Promise<PoolFile> {
  const commit = world.tips().get(branch) ?? branch;
  const pool = known.get(commit) ?? (await readPoolAt(world, commit));
  known.set(commit, pool);
  return pool;
}

async function readPoolAt(world: Pick<GrowthWorld, 'look'>, commit: string): Promise<PoolFile> {
  for (const path of [POOL_FILE, MOVED_FILE]) {
    const text = await world.look('show', `${commit}:${path}`);
    if (text !== null) return { path, text: `${text}\n`, ...poolIn(text) };
  }
  throw new Error(`${commit} has no file of the pool`);
}

export function poolIn(text: string): Pick<PoolFile, 'rows' | 'limits'> {
  const { spec } = parse(text) as { spec: { cloudDisks: { rows?: { [key: string]: RowText } | null; limits: Limits } } };
  const { rows, limits } = spec.cloudDisks;
  return { rows: new Map(Object.entries(rows ?? {}).map(([key, row]) => [key, rowOf(row)])), limits };
}

function rowOf(row: RowText): PoolRow {
  if (typeof row === 'number') return { sizeGiB: row, isAbsent: false, isWaiting: false };
  return { sizeGiB: row.sizeGiB, isAbsent: row.state === 'absent', isWaiting: row.when !== undefined };
}

/** One more line below `rows:`, at its end. */
export function withRow(text: string, line: string): string {
  const lines = text.split('\n');
  const head = lines.findIndex((one) => /^ *rows:/.test(one));
  const indent = ' '.repeat((/^ */.exec(lines[head] ?? '')?.[0].length ?? 0) + 2);
  const after = lines.findIndex((one, index) => index > head && one.trim() !== '' && !one.startsWith(indent));
  return lines.toSpliced(after, 0, `${indent}${line}`).join('\n');
}

/** The line of this row is another one; `line` null: it is gone. */
export function withoutRow(text: string, key: string, line: string | null): string {
  const pattern = new RegExp(`^( *)${key}:.*\\n`, 'm');
  if (!pattern.test(text)) throw new Error(`There is no row ${key} in:\n${text}`);
  return text.replace(pattern, line === null ? '' : `$1${line}\n`);
}

export function withLimits(text: string, { rows, rawGiB, monthlyUsd }: Limits): string {
  return text.replace(/limits: .*/, `limits: { rows: ${rows}, rawGiB: ${rawGiB}, monthlyUsd: ${monthlyUsd} }`);
}

/** The key after every one in the file. */
export function nextKey({ rows }: Pick<PoolFile, 'rows'>): string {
  return `r${Math.max(0, ...[...rows.keys()].map((key) => Number(key.slice(1)))) + 1}`;
}

/** Another hand's style: comments, quotes and empty lines, the same meaning. */
export function reformatted(text: string): string {
  return text
    .replace(/^kind: StoragePool$/m, 'kind: "StoragePool"   # the pool')
    .replace(/^( *)type: gp3$/m, '$1# fast enough\n$1type: "gp3"')
    .replace(/^( *)(r\d+): (\d+)$/gm, '$1# one disk on every node\n$1$2: { sizeGiB: $3 }');
}
