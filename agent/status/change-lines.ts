/** The change log: one JSON line for each call that changed something, in a file per month. */
import { createHash } from 'node:crypto';
import { formatInstant } from '../clock.ts';
import type { Result } from '../model/change.ts';
import type { ChangeLine, Intent } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';

/** One line for each change the pass applied; one that was begun with an intent keeps the intent's line. */
export function changeLines(report: PassReport, intents: readonly Intent[]): readonly ChangeLine[] {
  return report.results.flatMap((result) => {
    if (result.outcome.kind !== 'applied') return [];
    const { backendId } = result.outcome;
    return [{ ...(lineOfIntent(result, intents) ?? lineOf(result, report)), backendId }];
  });
}

/** The newest intent for the same change: one that was begun before has been settled by then. */
function lineOfIntent({ change }: Result, intents: readonly Intent[]): ChangeLine | undefined {
  if (change.class !== 'spend' && change.class !== 'destructive') return undefined;
  return intents.findLast(({ line, approvalKey }) => line.id === change.id && approvalKey === change.approvalKey)?.line;
}

function lineOf({ change }: Result, report: PassReport): Omit<ChangeLine, 'backendId'> {
  const at = formatInstant(report.at);
  const line = createHash('sha256')
    .update(JSON.stringify([at, change.id, change.action]))
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
