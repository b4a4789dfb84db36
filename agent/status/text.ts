/** A status for a person at a terminal. */
import { formatDuration, formatGib } from '../units.ts';
import { deedOf } from '../model/sentences.ts';
import type { StatusDocument } from './document.ts';
import { minute, openApart, reasonNotReady, state } from './headline.ts';
import { effectsText, holdLines, lostLines, renewal } from './readme.ts';

/** A committed status older than this was left by an agent that is down. */
export const STALE_MS = 25 * 3_600_000;

export function statusText(status: StatusDocument, ageMs: number): string {
  const commit = status.commit === null ? 'no commit in force' : `at ${status.commit.slice(0, 7)}`;
  const lines = [
    `${status.cluster}: ${state(status)}, ${commit}, as of ${formatDuration(ageMs)} ago`,
    ...(ageMs > STALE_MS ? ['The status is older than 25 h: the agent is down.'] : []),
    ...holdLines(status).map((line) => `  ${line}`),
    ...causeLines(status),
    ...[status.standing, ...lostLines(status)].filter((line) => line !== null).map((line) => `  ${line}`),
    ...refusedLines(status),
    ...status.approvals.map((awaited) => {
      const how = awaited.branch === null ? `its key is ${awaited.key}` : `merge ${awaited.branch}`;
      return `  approval needed for ${awaited.change}: ${awaited.why}; ${renewal(awaited) ?? how}`;
    }),
    ...status.growths.map(({ pool, row, sizeGiB, branch }) => {
      return `  proposed for ${pool}: ${row}, ${formatGib(sizeGiB)} on every node; merge ${branch}, or delete it to decline`;
    }),
    ...openApart(status).map((change) => `  ${change.outcome} ${deedOf(change)}: ${change.why}`),
    ...status.begun.map(({ id, at }) => `  begun ${id} at ${minute(at)} UTC, outcome not seen yet`),
    ...status.forgotten.map(({ ref, since }) => `  no longer declared since ${minute(since)} UTC: ${ref}`),
    ...reasonLines(status),
    `  objects: ${objectCounts(status)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function causeLines({ causes, unread }: StatusDocument): readonly string[] {
  const systems = new Set<string>(unread.map(({ system }) => system));
  return causes.flatMap(({ subject, why, remedy, effects }) => [
    `  ${systems.has(subject) ? 'unread ' : ''}${subject}: ${ended(why)} ${remedy}`,
    ...(effects.length === 0 ? [] : [`    affects ${effectsText(effects)}`]),
  ]);
}

/** With a full stop, which errors have and clauses do not. */
function ended(why: string): string {
  return why.endsWith('.') ? why : `${why}.`;
}

function refusedLines({ refused }: StatusDocument): readonly string[] {
  if (!refused) return [];
  const { commit, why, errors } = refused;
  const whole = why === null ? [] : [`  refused ${commit.slice(0, 7)}: ${why}`];
  return [...whole, ...errors.map((error) => `  refused ${error.file}:${error.line}:${error.column}  ${error.message}`)];
}

function reasonLines(status: StatusDocument): readonly string[] {
  const reason = reasonNotReady(status);
  return reason === null ? [] : [`  ${reason}`];
}

function objectCounts({ objects }: StatusDocument): string {
  const counts = Object.entries(objects).map(([kind, count]) => `${count} ${kind}`);
  return counts.join(', ') || 'none';
}
