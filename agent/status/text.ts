/** A status for a person at a terminal. */
import { formatDuration } from '../units.ts';
import type { StatusDocument } from './document.ts';
import { reasonNotReady, state } from './readme.ts';

/** A committed status older than this was left by an agent that is down. */
export const STALE_MS = 25 * 3_600_000;

export function statusText(status: StatusDocument, ageMs: number): string {
  const commit = status.commit === null ? 'no commit in force' : `at ${status.commit.slice(0, 7)}`;
  const lines = [
    `${status.cluster}: ${state(status)}, ${commit}, as of ${formatDuration(ageMs)} ago`,
    ...(ageMs > STALE_MS ? ['The status is older than 25 h: the agent is down.'] : []),
    ...(status.refused?.errors ?? []).map((error) => `  refused ${error.file}:${error.line}:${error.column}  ${error.message}`),
    ...status.unread.map(({ system, why, remedy }) => `  unread ${system}: ${why} ${remedy}`),
    ...status.changes.map(({ id, outcome, why }) => `  ${outcome} ${id}: ${why}`),
    ...status.findings.map(({ ref, why, remedy }) => `  ${ref}: ${why}. ${remedy}`),
    ...reasonLines(status),
    `  objects: ${
      Object.entries(status.objects)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(', ') || 'none'
    }`,
  ];
  return `${lines.join('\n')}\n`;
}

function reasonLines(status: StatusDocument): readonly string[] {
  const reason = reasonNotReady(status);
  return reason === null ? [] : [`  ${reason}`];
}
