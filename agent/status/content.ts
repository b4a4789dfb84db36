/** What a status commit holds, from a pass's report and what is remembered after it. */
import type { ChangeLine, Memory, Published } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';
import { statusDocument } from './document.ts';
import { commitMessage, statusFiles } from './files.ts';
import { planFiles, plansFolder } from './plans.ts';

export interface ContentInput {
  readonly report: PassReport;
  /** As it will be after this commit; `published` still is what the branch says now. */
  readonly memory: Memory;
  /** Of the change log, this pass's and those that could not be pushed before. */
  readonly lines: readonly ChangeLine[];
  /** A file's text on the branch now, '' when it is not there. */
  readonly textOf: (path: string) => Promise<string>;
  /** Clusters that have a folder on the branch. */
  readonly clusters: readonly string[];
  /** Paths of the files below a folder of the branch. */
  readonly below: (folder: string) => readonly string[];
  readonly redact: (text: string) => string;
}

export interface StatusContent {
  /** Path -> text, whole files; null deletes. */
  readonly files: ReadonlyMap<string, string | null>;
  readonly message: string;
  /** What the branch says once this is pushed. */
  readonly published: Published;
}

/** The files and the message of a status commit, without any secret. */
export async function statusContent(input: ContentInput): Promise<StatusContent> {
  const { report, memory, lines, redact } = input;
  const { document: status, conditions } = statusDocument(report, memory);
  const plans = planFiles(report.cluster, memory.growths, input.below(plansFolder(report.cluster)));
  const files = new Map([...(await statusFiles({ ...input, status })), ...plans]);
  return {
    files: new Map([...files].map(([path, text]) => [path, text === null ? null : redact(text)])),
    message: redact(commitMessage(status, lines.length)),
    published: { digest: status.digest, at: report.at, conditions },
  };
}
