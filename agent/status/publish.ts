/** Commits the status to its branch: only when it says something new, never by force, and never in the way of a pass. */
import type { Clock } from '../clock.ts';
import { PlumblineError } from '../errors.ts';
import type { Memory } from '../model/memory.ts';
import { STATUS_FILES } from '../model/memory.ts';
import type { PassReport } from '../model/report.ts';
import type { Repo } from '../model/repo.ts';
import { changeLines } from './change-lines.ts';
import type { ChangeLine } from './change-lines.ts';
import { statusDocument } from './document.ts';
import type { StatusDocument } from './document.ts';
import { statusErrors } from './errors.ts';
import { acceptedAfter, commitMessage, settledAfter, statusFiles } from './files.ts';
import type { FilesInput } from './files.ts';

/** At most one commit in this time, except for what must not be lost: changes made, commits accepted. */
const QUIET_MS = 30_000;
/** One commit a day when nothing happens, so that an old status means a dead agent. */
const HEARTBEAT_MS = 24 * 3_600_000;
const PUSHES = 5;
const FIRST_BACKOFF_MS = 50;

export interface PublishDeps {
  readonly repo: Repo;
  readonly branch: string;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
}

export interface PublishInput {
  readonly report: PassReport;
  readonly memory: Memory;
  /** Change lines of earlier passes that could not be pushed. */
  readonly unsaved: readonly ChangeLine[];
}

export interface Published {
  readonly memory: Memory;
  /** When a status that was held back may be committed; null when none was. */
  readonly retryInMs: number | null;
}

export async function publish(deps: PublishDeps, input: PublishInput): Promise<Published> {
  const { report, memory } = input;
  const status = statusDocument(report, memory);
  const lines = [...input.unsaved, ...changeLines(report)];
  const next: Memory = { ...memory, accepted: acceptedAfter(report, memory) };
  const after: Memory = { ...next, settled: settledAfter(report, memory, next.accepted) };
  const inMs = holdMs(status, report, { before: memory, after, lines: lines.length });
  // Memory is what the branch says: what was not pushed is news again next time.
  if (inMs === null || inMs > 0) return { memory, retryInMs: inMs };
  const tip = await push(deps, { report, status, lines, accepted: after.accepted, settled: after.settled }, memory.tip);
  const published = { digest: status.digest, at: report.at, conditions: conditionsOf(status) };
  return { memory: { ...after, tip, published }, retryInMs: null };
}

function conditionsOf(status: StatusDocument): NonNullable<Memory['published']>['conditions'] {
  return status.conditions.map((condition) => ({ ...condition, since: Date.parse(condition.since) as PassReport['at'] }));
}

/** Milliseconds to hold the status back: 0 = commit now, null = there is nothing new. */
function holdMs(status: StatusDocument, report: PassReport, news: { before: Memory; after: Memory; lines: number }): number | null {
  const { before, after, lines } = news;
  if (lines > 0 || before.accepted?.inputs !== after.accepted?.inputs || before.published === null) return 0;
  const ageMs = report.at - before.published.at;
  // A clock that was set back would hold everything for as long.
  if (ageMs < 0) return 0;
  const changed = before.published.digest !== status.digest || before.settled?.inputs !== after.settled?.inputs;
  if (changed) return Math.max(0, QUIET_MS - ageMs);
  return ageMs >= HEARTBEAT_MS ? 0 : null;
}

type Content = Pick<FilesInput, 'report' | 'status' | 'lines' | 'accepted' | 'settled'>;

/** Pushes on top of `tip`; when another agent was quicker, derives the files again on its commit. Gives the new tip. */
async function push(deps: PublishDeps, content: Content, tip: string | null): Promise<string> {
  let parent = tip;
  for (let attempt = 0; attempt < PUSHES; attempt += 1) {
    const commit = await writeCommit(deps, content, parent);
    const answer = await deps.repo.push(deps.branch, commit, parent);
    if (answer === 'pushed') return commit;
    if (answer === 'declined') throw new PlumblineError(statusErrors.declined, `The push of ${deps.branch} was declined.`);
    await deps.clock.sleep(FIRST_BACKOFF_MS * 2 ** attempt, deps.signal);
    const listed = await deps.repo.branches();
    if (listed.kind === 'unknown') throw listed.error;
    parent = listed.value.get(deps.branch) ?? null;
  }
  throw new PlumblineError(statusErrors.contended, `The push of ${deps.branch} lost ${PUSHES} races in a row.`);
}

async function writeCommit(deps: PublishDeps, content: Content, parent: string | null): Promise<string> {
  const source = parent === null ? null : await deps.repo.source(parent);
  const present = (await source?.folder(''))?.files ?? [];
  const blobs = new Map(present.map(({ path, blob }) => [path, blob]));
  const textOf = async (path: string): Promise<string> => {
    const blob = blobs.get(path);
    return source && blob !== undefined ? Buffer.from(await source.blob(blob)).toString('utf8') : '';
  };
  const clusters = present.filter(({ path }) => /^[^/]+\/status\.json$/.test(path)).map(({ path }) => path.slice(0, path.indexOf('/')));
  const files = await statusFiles({ ...content, textOf, clusters });
  return deps.repo.commit({
    parent,
    // Not the memory: it holds ids only, and a short secret could be part of one.
    files: new Map([...files].map(([path, text]) => [path, path.endsWith(`/${STATUS_FILES.accepted}`) ? text : deps.redact(text)])),
    message: deps.redact(commitMessage(content.status, content.lines.length)),
    timestampS: Math.floor(content.report.at / 1000),
  });
}
