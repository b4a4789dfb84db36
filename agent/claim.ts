/** Becoming, and ceasing to be, the one writer of the cluster. */
import { randomBytes } from 'node:crypto';
import type { Agent } from './agent.ts';
import type { Instant } from './clock.ts';
import { journalDeps, journalMessage } from './journal.ts';
import { commitJournal } from './memory/journal.ts';
import { claim, mayClaim, released } from './memory/writer.ts';
import type { Memory } from './model/memory.ts';
import { recallMemory } from './read-git.ts';
import { isOwnClaim, standingIn } from './standing.ts';
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
  const { recall, repo, branches, ctx } = agent;
  const listed = await repo.branches();
  if (listed.kind === 'unknown') throw listed.error;
  const read = await recallMemory(agent, listed.value.get(branches.status) ?? null, ctx.clock.now());
  if (read.kind === 'unknown') throw read.error;
  if (!mayClaimIn(agent, read.value)) return;
  const isRestart = !(await agent.instance.register());
  const claimName = randomBytes(6).toString('hex');
  const me = { claim: claimName, instance: agent.instance.name, version: VERSION, ...options, isRestart, epoch: recall.epoch };
  // Before it is pushed: the answer may be lost, and then it is found on the branch.
  recall.claim = claimName;
  recall.areMarksChecked = false;
  recall.lease = null;
  recall.memory = await commitJournal(journalDeps(agent), read.value, async (memory) => {
    if (!mayClaimIn(agent, memory)) return null;
    const after = { ...memory, writer: claim(memory, me, ctx.clock.now()) };
    return { after, files: new Map(), message: journalMessage(agent, `claimed by ${me.instance}`) };
  });
  await agent.instance.rememberTip(recall.memory.tip);
  if (!isOwnClaim(recall, recall.memory)) return;
  recall.epoch = recall.memory.writer?.epoch ?? null;
  ctx.log.info({ epoch: recall.epoch, writesFrom: recall.memory.writer?.writesFrom }, 'claimed the cluster');
}

/** Not what is its own already. */
function mayClaimIn({ recall, ctx }: Agent, memory: Memory): boolean {
  return mayClaim(memory, isOwnClaim(recall, memory) ? (memory.writer?.epoch ?? null) : recall.epoch, ctx.clock.now());
}

/** Lets the next agent begin at once. Best effort: a claim that is not released is waited out. */
export async function releaseClaim(agent: Agent): Promise<void> {
  const { recall, ctx } = agent;
  if (recall.claim === null || recall.memory === null) return;
  const after = await commitJournal(journalDeps(agent), recall.memory, async (memory) => {
    if (memory.writer === null || standingIn(agent, memory, ctx.clock.now()).kind !== 'writer') return null;
    return {
      after: { ...memory, writer: released(memory.writer) },
      files: new Map(),
      message: journalMessage(agent, 'released the claim'),
    };
  });
  recall.memory = after;
  await agent.instance.rememberTip(after.tip);
}
