/** README.md of a cluster's folder: what a person opens first. One screen. */
import { instant } from '../clock.ts';
import { formatDuration, formatGib, formatPercent } from '../units.ts';
import type { ChangeLine } from '../model/memory.ts';
import { approvalBranch } from '../model/approval.ts';
import type { PoolCost } from '../model/growth.ts';
import type { Gauge } from '../model/observed.ts';
import { deedOf, holdSentence, lostSentence } from '../model/sentences.ts';
import type { RootCause } from './causes.ts';
import type { StatusDocument } from './document.ts';
import { headline, minute, openApart, reasonNotReady } from './headline.ts';
import type { Awaited } from './remembered.ts';
import { cell, fewOf, table } from './table.ts';

export interface ReadmeInput {
  readonly status: StatusDocument;
  readonly gauges: readonly Gauge[];
  /** Newest first. */
  readonly lastChanges: readonly ChangeLine[];
}

/** What people stopped comes first, then the state, what is behind it, and what waits for whom. */
export function readme({ status, gauges, lastChanges }: ReadmeInput): string {
  const sections = [
    `# ${status.cluster}`,
    quoted(holdLines(status)),
    headline(status),
    cell(reasonNotReady(status) ?? ''),
    table(
      'What is not right',
      ['What', 'Why', 'What to do', 'Affects'],
      status.causes.map((cause) => causeRow(cause, status)),
    ),
    quoted([...(status.standing === null ? [] : [status.standing]), ...lostLines(status)]),
    refusedSection(status),
    table('Waiting for approval', ['Change', 'Why', 'What it does', 'To approve'], approvalRows(status)),
    table('Proposed to grow', ['Pool', 'Row', 'Since', 'To answer'], growthRows(status)),
    table('Not done yet', ['Change', 'State', 'Why', 'What it does'], notDone(status)),
    table(
      'Begun, outcome not seen yet',
      ['Change', 'When'],
      status.begun.map(({ id, at }) => [id, minute(at)]),
    ),
    table('Pools', ['Pool', 'Used', 'High', 'Critical'], gauges.map(gaugeRow)),
    table('What pools cost', ['Pool', 'Rows', 'Disks', 'A month'], status.costs.map(costRow)),
    table('No longer declared, left as it is', ['Object', 'Since', 'Age'], forgottenRows(status)),
    table('Last changes', ['When', 'Change', 'Commit', 'Effect'], lastChanges.map(changeRow)),
    table(
      'Warnings',
      ['Where', 'What'],
      status.warnings.map((warning) => [`${warning.file}:${warning.line}`, warning.message]),
    ),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

function quoted(lines: readonly string[]): string {
  return lines.map((line) => `> ${cell(line)}`).join('\n>\n');
}

const MOST_HOLDS = 5;

/** Those of single objects may be many. */
export function holdLines({ holds }: StatusDocument): readonly string[] {
  const lines = holds.map((hold) => holdSentence({ ...hold, until: instant(Date.parse(hold.until)) }));
  const rest = lines.length > MOST_HOLDS ? [`${lines.length - MOST_HOLDS} more holds are in status.json.`] : [];
  return [...lines.slice(0, MOST_HOLDS), ...rest];
}

export function lostLines({ lost }: StatusDocument): readonly string[] {
  return lost === null ? [] : [lostSentence({ ...lost, since: instant(Date.parse(lost.since)) })];
}

const MOST_EFFECTS = 5;

function causeRow({ subject, why, remedy, effects }: RootCause, { unread }: StatusDocument): readonly string[] {
  const isUnread = unread.some(({ system }) => system === subject);
  return [subject, isUnread ? `${why} Nothing there is changed until it can be read.` : why, remedy, effectsText(effects)];
}

/** `App//db: 0 of 1 tasks run; App//web; and 12 more` */
export function effectsText(effects: RootCause['effects']): string {
  const texts = effects.map(({ ref, why }) => (why === null ? ref : `${ref}: ${why}`));
  return fewOf(texts, MOST_EFFECTS);
}

function refusedSection(status: StatusDocument): string {
  if (!status.refused) return '';
  const { commit, why, errors } = status.refused;
  const standing = status.commit === null ? 'nothing is in force' : `\`${status.commit.slice(0, 7)}\` stays in force`;
  const heading = `Commit ${commit.slice(0, 7)} was refused: ${standing}`;
  const rows = errors.map((error) => [`${error.file}:${error.line}:${error.column}`, error.message]);
  return table(heading, ['Where', 'What is wrong'], why === null ? rows : [['the commit itself', why], ...rows]);
}

function approvalRows({ approvals }: StatusDocument): readonly (readonly string[])[] {
  return approvals.map((awaited) => {
    const how = awaited.branch === null ? `plumbline approve '${awaited.change}' --reason ...` : `merge ${awaited.branch}`;
    return [awaited.change, awaited.why, awaited.effects.join('; '), renewal(awaited) ?? how];
  });
}

/** What counts once is never made to count again: not its entry, not its branch. Null: no Approval of it has expired. */
export function renewal({ key, expiredIn }: Awaited): string | null {
  if (expiredIn === null) return null;
  return `the Approval in ${expiredIn} has expired: delete ${approvalBranch(key)} if it is still there, then take that file out; it is proposed anew then`;
}

/** The plan is linked: it says why, how much and at what price. */
function growthRows({ growths }: StatusDocument): readonly (readonly string[])[] {
  return growths.map(({ pool, row, sizeGiB, branch, since }) => {
    const how = `merge ${branch} to buy it, or delete that branch to decline: [plan](plans/${branch}.md)`;
    return [pool, `${row}, ${formatGib(sizeGiB)} on every node`, minute(since), how];
  });
}

function notDone(status: StatusDocument): readonly (readonly string[])[] {
  return openApart(status).map((change) => [deedOf(change), change.outcome, change.why, change.effects.join('; ')]);
}

function forgottenRows({ forgotten, at }: StatusDocument): readonly (readonly string[])[] {
  return forgotten.map(({ ref, since }) => [ref, minute(since), formatDuration(Math.max(0, Date.parse(at) - Date.parse(since)))]);
}

function changeRow(line: ChangeLine): readonly string[] {
  return [minute(line.at), deedOf(line), `\`${line.commit.slice(0, 7)}\` (${line.cause})`, line.effects.join('; ')];
}

const BAR_CELLS = 20;

function gaugeRow(gauge: Gauge): readonly string[] {
  const full = Math.min(BAR_CELLS, Math.round((gauge.usedPercent / 100) * BAR_CELLS));
  const bar = '█'.repeat(full) + '░'.repeat(BAR_CELLS - full);
  const used = `${bar} ${formatPercent(gauge.usedPercent)} of ${formatGib(gauge.usableGiB)}`;
  const said = [used, ...volumesText(gauge), ...(gauge.moving === undefined ? [] : [gauge.moving])].join('; ');
  return [gauge.ref, said, formatPercent(gauge.highPercent), formatPercent(gauge.criticalPercent)];
}

/** What volumes were promised of it, and what is left for thick ones. */
function volumesText({ promisedPercent, allocatableGiB }: Gauge): readonly string[] {
  if (promisedPercent === undefined || allocatableGiB === undefined) return [];
  return [`${formatPercent(promisedPercent)} promised, room for ${formatGib(allocatableGiB)}`];
}

function costRow({ ref, rows, disks, monthlyUsd, limits, pricesAsOf }: PoolCost): readonly string[] {
  const of = `of ${dollars(limits.monthlyUsd)}`;
  const month =
    monthlyUsd === null ? `not known ${of}: a disk has no price` : `${dollars(monthlyUsd)} ${of}, by prices of ${pricesAsOf ?? 'no day'}`;
  return [ref, `${rows} of ${limits.rows}`, `${disks}`, month];
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}
