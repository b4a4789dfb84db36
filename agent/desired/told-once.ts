/** One mistake is told once: of two errors at one place that have one cause, the one that says more. */
import type { DocError } from '../model/desired.ts';
import { schemaErrors } from '../schema/errors.ts';
import { desiredErrors } from './errors.ts';

const { notPlain, unsafeNumber, unknownField, wrongType, wrongValue } = schemaErrors;
const { appSecret, duplicateName, secretPlace, twoClusters, undeclaredVolume } = desiredErrors;

/** By code: those beside which an error says nothing new. */
const SAID_BY: ReadonlyMap<string, readonly string[]> = new Map(
  (
    [
      // What stands there is not what is meant.
      [wrongType, [unsafeNumber]],
      [wrongValue, [unsafeNumber]],
      [unknownField, [notPlain]],
      [duplicateName, [twoClusters]],
      // What the place may hold instead of a secret matters no more.
      [appSecret, [secretPlace]],
      [undeclaredVolume, [secretPlace]],
    ] as const
  ).map(([{ code }, others]) => [code, others.map((other) => other.code)]),
);

/** Those of `errors` of which none of `others` says the cause. */
export function toldOnce(errors: readonly DocError[], others: readonly DocError[]): readonly DocError[] {
  if (errors.length === 0) return errors;
  const told = new Set(others.map((error) => spotOf(error, error.code)));
  return errors.filter((error) => !SAID_BY.get(error.code)?.some((code) => told.has(spotOf(error, code))));
}

function spotOf({ file, line, column }: DocError, code: string): string {
  return JSON.stringify([file, line, column, code]);
}
