/** Writes the journal, and the status with it, as the cluster's writer; one that is no longer that adds its log lines only. */
import type { Agent } from './agent.ts';
import { commitJournal } from './memory/journal.ts';
import type { JournalDeps } from './memory/journal.ts';
import { NO_MEMORY } from './model/memory.ts';
import type { ChangeLine, Memory } from './model/memory.ts';
import type { PassReport } from './model/report.ts';
import { logFiles } from './status/files.ts';
import { statusContent } from './status/content.ts';
import { isOwnClaim, standingIn } from './standing.ts';

export interface JournalEntry {
  /** What is remembered after it, derived anew when somebody else moved the branch meanwhile. */
  readonly next: (memory: Memory) => Memory;
  readonly lines: readonly ChangeLine[];
  /** What the status says; null: only the journal is written. */
  readonly report: PassReport | null;
  /** Of a commit without a status: what it says after `plumbline(prod): `. */
  readonly what: string;
}

/** Throws `memory/*` and `repo/*`; then the branch says what it said before, or all of it. */
export async function writeJournal(agent: Agent, entry: JournalEntry): Promise<void> {
  const { recall, cluster, ctx } = agent;
  const redact = (text: string): string => agent.redactor.text(text);
  recall.memory = await commitJournal(journalDeps(agent), recall.memory ?? NO_MEMORY, async (memory, at) => {
    const isOurs = standingIn(agent, memory, ctx.clock.now()).kind === 'writer';
    const next = isOurs ? entry.next(memory) : memory;
    if (!isOurs || entry.report === null) {
      if (!isOurs && entry.lines.length === 0) return null;
      const logs = await logFiles(cluster, entry.lines, at.textOf);
      return {
        after: next,
        files: new Map([...logs].map(([path, text]) => [path, redact(text)])),
        message: journalMessage(agent, whatOf(entry)),
      };
    }
    const { files, message: said, published } = await statusContent({ ...entry, ...at, report: entry.report, memory: next, redact });
    return { after: { ...next, published }, files, message: said };
  });
  if (isOwnClaim(recall, recall.memory)) recall.lost = null;
  await agent.instance.rememberTip(recall.memory.tip);
}

function whatOf({ what, lines }: JournalEntry): string {
  return lines.length > 0 ? `${what}, logged ${lines.length} changes` : what;
}

/** Where every commit of the journal goes. */
export function journalDeps({ repo, cluster, branches, ctx, lastSignal: signal }: Agent): JournalDeps {
  return { repo, cluster, branch: branches.status, clock: ctx.clock, signal };
}

/** Of a commit that changes the journal alone. */
export function journalMessage({ cluster, redactor }: Agent, what: string): string {
  return redactor.text(`plumbline(${cluster}): ${what} [skip ci]\n\nPlumbline-Cluster: ${cluster}\n`);
}
