/** The files of a cluster's folder on the status branch that people read, from a pass's report. Pure. */
import type { ChangeLine } from '../model/memory.ts';
import { STATUS_FILES } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';
import { appendLines, changeFile, lastChanges } from './change-lines.ts';
import type { StatusDocument } from './document.ts';
import { state } from './headline.ts';
import { readme } from './readme.ts';

const LAST_CHANGES = 10;

export interface FilesInput {
  readonly report: PassReport;
  readonly status: StatusDocument;
  readonly lines: readonly ChangeLine[];
  /** A file's text on the branch now, '' when it is not there. */
  readonly textOf: (path: string) => Promise<string>;
  /** Clusters that have a folder on the branch. */
  readonly clusters: readonly string[];
}

/** Path -> text, whole files. */
export async function statusFiles(input: FilesInput): Promise<ReadonlyMap<string, string>> {
  const { report, status, lines, textOf } = input;
  const at = (file: string): string => `${report.cluster}/${file}`;
  const files = new Map(await logFiles(report.cluster, lines, textOf));
  const log = at(`changes/${status.at.slice(0, 7)}.jsonl`);
  const changes = lastChanges(files.get(log) ?? (await textOf(log)), LAST_CHANGES);
  files.set(at(STATUS_FILES.readme), readme({ status, gauges: report.health.gauges, lastChanges: changes }));
  files.set(at(STATUS_FILES.status), `${JSON.stringify(status, null, 2)}\n`);
  files.set('README.md', index([...new Set([...input.clusters, report.cluster])].toSorted()));
  return files;
}

/** The change logs with these lines added. */
export async function logFiles(
  cluster: string,
  lines: readonly ChangeLine[],
  textOf: FilesInput['textOf'],
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const file of new Set(lines.map(changeFile))) {
    const path = `${cluster}/${file}`;
    const ofMonth = lines.filter((line) => changeFile(line) === file);
    files.set(path, appendLines(await textOf(path), ofMonth));
  }
  return files;
}

function index(clusters: readonly string[]): string {
  const rows = clusters.map((cluster) => `- [${cluster}](${cluster}/README.md)`);
  return `# Status\n\nWritten by Plumbline; do not edit. One folder a cluster:\n\n${rows.join('\n')}\n`;
}

/** `plumbline(prod): applied 3 changes from 1a2b3c4 [skip ci]` and its trailers. */
export function commitMessage(status: StatusDocument, applied: number): string {
  const short = status.commit?.slice(0, 7) ?? 'no commit';
  const did = applied > 0 ? `applied ${applied} ${applied === 1 ? 'change' : 'changes'} from ${short}` : what(status, short);
  const trailers = [
    `Plumbline-Cluster: ${status.cluster}`,
    `Plumbline-Commit: ${status.commit ?? 'none'}`,
    `Plumbline-Result: ${state(status)}`,
  ];
  return `plumbline(${status.cluster}): ${did} [skip ci]\n\n${trailers.join('\n')}\n`;
}

function what(status: StatusDocument, short: string): string {
  if (status.refused) return `refused ${status.refused.commit.slice(0, 7)}, ${short} stays in force`;
  return `${state(status).toLowerCase()} at ${short}`;
}
