/** The change log: one JSON line for each call that changed something, in a file per month. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import type { PassReport } from '../model/report.ts';

export interface ChangeLine {
  /** Equal for the same call of the same pass: a line that is already there is not written twice. */
  readonly line: string;
  readonly at: string;
  readonly commit: string;
  readonly id: string;
  readonly op: string;
  readonly class: string;
  readonly cause: string;
  readonly backendId: string;
  readonly effects: readonly string[];
}

/** One line for each change the pass applied. */
export function changeLines(report: PassReport): readonly ChangeLine[] {
  const at = formatInstant(report.at);
  return report.results.flatMap(({ change, outcome }) => {
    if (outcome.kind !== 'applied') return [];
    const line = createHash('sha256')
      .update(JSON.stringify([at, change.id, change.action]))
      .digest('hex');
    const { id, op, class: changeClass, cause, effects } = change;
    return [{ line, at, commit: report.plan?.commit ?? '', id, op, class: changeClass, cause, backendId: outcome.backendId, effects }];
  });
}

/** `changes/2026-11.jsonl` */
export function changeFile(line: ChangeLine): string {
  return `changes/${line.at.slice(0, 7)}.jsonl`;
}

/** The file's text with the lines added that it does not have yet. */
export function appendLines(text: string, lines: readonly ChangeLine[]): string {
  const missing = lines.filter(({ line }) => !text.includes(line));
  return text + missing.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The last `count` lines of a change log, newest first. */
export function lastLines(text: string, count: number): readonly ChangeLine[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.slice(-count).toReversed().flatMap(parseLine);
}

/** Nothing for a line that somebody damaged by hand: the log goes on. */
function parseLine(line: string): readonly ChangeLine[] {
  try {
    return [JSON.parse(line) as ChangeLine];
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return [];
    throw thrown;
  }
}
