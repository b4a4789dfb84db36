/** What is said of one condition, before it is known since when. */
import type { Condition } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';
import type { RootCause } from './causes.ts';

export type Judgement = Pick<Condition, 'status' | 'reason' | 'message'>;

/** What conditions are judged by. */
export interface Picture {
  readonly report: PassReport;
  readonly causes: readonly RootCause[];
}

export const NO: Judgement = { status: 'False', reason: 'No', message: '' };

export function yes(reason: string, message: string): Judgement {
  return { status: 'True', reason, message };
}

/** A commit that is not in force, and why. */
export function refusedMessage({ refused }: PassReport): string {
  const { commit, why, errors } = refused ?? { commit: '', why: null, errors: [] };
  const [first] = errors;
  const where = first ? `${first.file}:${first.line}:${first.column} ${first.message}` : '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${commit.slice(0, 7)} was refused: ${[why, where].filter((part) => part !== null && part !== '').join('; ')}${more}`;
}
