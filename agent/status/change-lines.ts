/** The change log: one JSON line for each call that changed something, in a file per month. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import { needsIntent } from '../model/change.ts';
import type { Change } from '../model/change.ts';
import type { ChangeLine } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';

/** One line for each change the pass applied; those that have an intent have its line: see memory/intents.ts. */
export function changeLines(report: PassReport, hasIntent: (change: Change) => boolean = needsIntent): readonly ChangeLine[] {
  return report.results.flatMap(({ change, outcome }) => {
    if (outcome.kind !== 'applied' || hasIntent(change)) return [];
    return [{ ...lineOf(change, outcome.backendId, report), backendId: outcome.backendId }];
  });
}

function lineOf(change: Change, made: string, report: PassReport): Omit<ChangeLine, 'backendId'> {
  const at = formatInstant(report.at);
  // A purchase without an intent may be asked for again under its token: the same disk is the same line.
  const line = createHash('sha256')
    .update(JSON.stringify([needsIntent(change) ? made : at, change.id, change.action]))
    .digest('hex');
  const { id, op, class: changeClass, cause, effects } = change;
  return { line, at, commit: report.plan?.commit ?? '', id, op, class: changeClass, cause, effects };
}

/** `changes/2026-11.jsonl` */
export function changeFile(line: ChangeLine): string {
  return `changes/${line.at.slice(0, 7)}.jsonl`;
}

/** The file's text with the lines added that it does not have yet. */
export function appendLines(text: string, lines: readonly ChangeLine[]): string {
  const missing = new Map(lines.flatMap((line) => (text.includes(line.line) ? [] : [[line.line, line] as const])));
  return text + [...missing.values()].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** So far back the last changes are looked for. */
const MOST_READ = 1000;

/** The last `count` changes of a log, newest first. The steps of a disk are told as one, by the first and the last: a row would fill the page. */
export function lastChanges(text: string, count: number): readonly ChangeLine[] {
  const lines = text.split('\n').filter((line) => line !== '');
  const changes = new Map<string, ChangeLine>();
  for (const line of lines.slice(-MOST_READ).flatMap(parseLine)) {
    const key = line.id.includes(' Disk/') ? `${line.id} ${line.commit}` : line.line;
    const before = changes.get(key);
    changes.delete(key);
    changes.set(key, before === undefined ? line : { ...line, effects: [...before.effects.slice(0, 1), ...line.effects] });
  }
  return [...changes.values()].slice(-count).toReversed();
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
