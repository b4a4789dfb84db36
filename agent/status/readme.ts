/** README.md of a cluster's folder: what a person opens first. One screen. */
import { formatGib, formatPercent } from '../units.ts';
import type { Gauge } from '../model/observed.ts';
import type { ChangeLine } from './change-lines.ts';
import { isCondition } from './document.ts';
import type { StatusDocument } from './document.ts';

const MOST_ROWS = 20;

export interface ReadmeInput {
  readonly status: StatusDocument;
  readonly gauges: readonly Gauge[];
  /** Newest first. */
  readonly lastChanges: readonly ChangeLine[];
}

export function readme({ status, gauges, lastChanges }: ReadmeInput): string {
  const sections = [
    `# ${status.cluster}\n\n${headline(status)}`,
    cell(reasonNotReady(status) ?? ''),
    refusedSection(status),
    table('What is not right', ['Object', 'Why', 'What to do'], troubles(status)),
    table('Pools', ['Pool', 'Used', 'High', 'Critical'], gauges.map(gaugeRow)),
    table('Not done yet', ['Change', 'State', 'Why', 'What it does'], notDone(status)),
    table('Last changes', ['When', 'Change', 'Commit', 'Effect'], lastChanges.map(changeRow)),
    table(
      'Warnings',
      ['Where', 'What'],
      status.warnings.map((warning) => [`${warning.file}:${warning.line}`, warning.message]),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** `**In sync** at 1a2b3c4, checked ...`: the state in one line. */
export function headline(status: StatusDocument): string {
  const at = status.commit === null ? 'with no commit in force' : `at \`${status.commit.slice(0, 7)}\``;
  const checked = `checked ${status.at.slice(0, 16).replace('T', ' ')} UTC`;
  return `**${state(status)}** ${at}, ${checked}. Older than 25 h means the agent is down.`;
}

/** The one word for the cluster's state. */
export function state(status: StatusDocument): string {
  if (isCondition(status, 'Ready')) return 'In sync';
  if (isCondition(status, 'Ready', 'Unknown')) return 'Unknown';
  if (isCondition(status, 'Stalled')) return 'A person is needed';
  if (isCondition(status, 'Degraded')) return 'Degraded';
  return isCondition(status, 'ApprovalRequired') ? 'Waiting for approval' : 'In progress';
}

/** Why it is not in sync; null when it is, or when other parts of a status say why. */
export function reasonNotReady(status: StatusDocument): string | null {
  if (status.refused || status.unread.length > 0 || status.changes.length > 0 || status.findings.length > 0) return null;
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  if (ready === undefined || ready.status === 'True') return null;
  const { message } = ready;
  return message.length <= LONGEST_REASON ? message : `${message.slice(0, LONGEST_REASON)}...`;
}

const LONGEST_REASON = 400;

function refusedSection(status: StatusDocument): string {
  if (!status.refused) return '';
  const { commit, errors } = status.refused;
  const rows = errors.map((error) => [`${error.file}:${error.line}:${error.column}`, error.message]);
  const standing = status.commit === null ? 'nothing is in force' : `\`${status.commit.slice(0, 7)}\` stays in force`;
  return table(`Commit ${commit.slice(0, 7)} was refused: ${standing}`, ['Where', 'What is wrong'], rows);
}

function troubles(status: StatusDocument): readonly (readonly string[])[] {
  const unread = status.unread.map(({ system, why, remedy }) => [system, `${why} Nothing of it is changed until it can be read.`, remedy]);
  return [...unread, ...status.findings.map(({ ref, why, remedy }) => [ref, why, remedy])];
}

function notDone(status: StatusDocument): readonly (readonly string[])[] {
  return status.changes.map(({ id, outcome, why, effects }) => [id, outcome, why, effects.join('; ')]);
}

function changeRow(line: ChangeLine): readonly string[] {
  return [line.at.slice(0, 16).replace('T', ' '), line.id, `\`${line.commit.slice(0, 7)}\` (${line.cause})`, line.effects.join('; ')];
}

const BAR_CELLS = 20;

function gaugeRow(gauge: Gauge): readonly string[] {
  const full = Math.min(BAR_CELLS, Math.round((gauge.usedPercent / 100) * BAR_CELLS));
  const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
  const used = `${bar} ${formatPercent(gauge.usedPercent)} of ${formatGib(gauge.usableGiB)}`;
  return [gauge.ref, used, formatPercent(gauge.highPercent), formatPercent(gauge.criticalPercent)];
}

/** A Markdown table under its heading; '' without rows. Long ones are cut, and say so. */
function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  const shown = rows.slice(0, MOST_ROWS).map(line);
  const rest = rows.length > MOST_ROWS ? [`\n${rows.length - MOST_ROWS} more are in status.json.`] : [];
  return [`## ${heading}\n`, line(columns), line(columns.map(() => '---')), ...shown, ...rest].join('\n');
}

/** Text from files and servers, made harmless inside a table cell. */
function cell(text: string): string {
  return text
    .replaceAll(/[\r\n]+/g, ' ')
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;');
}
