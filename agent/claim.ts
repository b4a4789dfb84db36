/** Becoming, and ceasing to be, the one writer of the cluster. */
import type { Agent } from './agent.ts';
import type { Instant } from './clock.ts';
import { commitJournal } from './memory/journal.ts';
import { claim, mayClaim, released } from './memory/writer.ts';
import { recallMemory } from './read-git.ts';
import { standingIn } from './standing.ts';
import { VERSION } from './version.ts';

export interface ClaimOptions {
  readonly verb: 'run' | 'apply';
  /** An `apply` claims until then; null: until it is released or taken over. */
  readonly until: Instant | null;
}

/**
 * Claims the cluster, if this process has not yet and may: the newest claim wins once, and one that lost takes back only
 * what was released or has lapsed. Throws `memory/*` and `repo/*`.
 */
export async function claimIfFree(agent: Agent, options: ClaimOptions): Promise<void> {
  const { recall, repo, branches, cluster, ctx, lastSignal: signal } = agent;
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  const read = await recallMemory(agent, listed.value.get(branches.status) ?? null, ctx.clock.now());
  if (read.kind === 'unknown') throw read.error;
  if (!mayClaim(read.value, recall.epoch, ctx.clock.now())) return;
  const isRestart = !(await agent.instance.register());
  const deps = { repo, cluster, branch: branches.status, clock: ctx.clock, signal };
  const claimed = await commitJournal(deps, read.value, async (memory) => {
    const now = ctx.clock.now();
    if (!mayClaim(memory, recall.epoch, now)) return null;
    const me = { instance: agent.instance.name, version: VERSION, ...options, isRestart, epoch: recall.epoch };
    const after = { ...memory, writer: claim(memory, me, now) };
    return { after, files: new Map(), message: message(cluster, `claimed by ${me.instance}`) };
  });
  if (claimed.writer === null || claimed.tip === read.value.tip) return;
  recall.memory = claimed;
  recall.epoch = claimed.writer.epoch;
  recall.claimedAt = claimed.writer.claimedAt;
  recall.areMarksChecked = false;
  recall.lease = null;
  await agent.instance.rememberTip(claimed.tip);
  ctx.log.info({ epoch: recall.epoch, writesFrom: claimed.writer.writesFrom }, 'claimed the cluster');
}

/** Lets the next agent begin at once. Best effort: a claim that is not released is waited out. */
export async function releaseClaim(agent: Agent): Promise<void> {
  const { recall, repo, branches, cluster, ctx, lastSignal: signal } = agent;
  if (recall.epoch === null || recall.memory === null) return;
  const deps = { repo, cluster, branch: branches.status, clock: ctx.clock, signal };
  const after = await commitJournal(deps, recall.memory, async (memory) => {
    if (memory.writer === null || standingIn(agent, memory, ctx.clock.now()).kind !== 'writer') return null;
    return { after: { ...memory, writer: released(memory.writer) }, files: new Map(), message: message(cluster, 'released the claim') };
  });
  await agent.instance.rememberTip(after.tip);
  recall.epoch = null;
}

function message(cluster: string, what: string): string {
  return `plumbline(${cluster}): ${what} [skip ci]\n\nPlumbline-Cluster: ${cluster}\n`;
}
