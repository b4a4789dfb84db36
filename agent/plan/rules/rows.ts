/** The rows of a pool, each with what it inherits. */
import type { Doc } from '../../model/desired.ts';
import type { CloudDisks, DiskRow, DiskRowSpec } from '../../model/kinds.gen.ts';
import type { Row } from './pool-view.ts';
import { hasIops, hasThroughput } from './prices.ts';

/** In the order of their keys: r2 before r10. */
export function rowsOf({ spec }: Doc<'StoragePool'>): readonly Row[] {
  const { cloudDisks } = spec;
  if (cloudDisks === undefined) return [];
  return Object.entries(cloudDisks.rows ?? {})
    .map(([key, row]) => rowOf(key, row, cloudDisks))
    .toSorted((one, other) => rowNumber(one.key) - rowNumber(other.key));
}

/** A row as the agent would add it: of this size, everything else inherited. */
export function plainRow(key: string, sizeGiB: number, cloudDisks: CloudDisks): Row {
  return rowOf(key, sizeGiB, cloudDisks);
}

/** 3 of `r3`. */
export function rowNumber(key: string): number {
  return Number(key.slice(1));
}

function rowOf(key: string, declared: DiskRow, inherited: CloudDisks): Row {
  const row: DiskRowSpec = typeof declared === 'number' ? { sizeGiB: declared } : declared;
  const type = inherited.provider === 'static' ? 'static' : (row.type ?? inherited.type ?? 'gp3');
  const { encrypted = true, kmsKeyId = null } = inherited;
  const { when, state } = row;
  return {
    key,
    sizeGiB: row.sizeGiB,
    type,
    ...performanceOf(row, type, inherited),
    encrypted,
    kmsKeyId,
    whenUsedPercent: when?.usedPercent ?? null,
    isAbsent: state === 'absent',
  };
}

/** What a type cannot have is not inherited either: EC2 refuses it. */
function performanceOf(row: DiskRowSpec, type: string, inherited: CloudDisks): Pick<Row, 'iops' | 'throughputMiBs'> {
  const iops = row.iops ?? (hasIops(type) ? inherited.iops : undefined);
  const throughputMiBs = row.throughputMiBs ?? (hasThroughput(type) ? inherited.throughputMiBs : undefined);
  return { iops: iops ?? null, throughputMiBs: throughputMiBs ?? null };
}
