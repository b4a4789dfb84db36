/** What git says at the start of a pass: what is remembered, who may write, and what is in force. */
import type { Instant } from './clock.ts';
import { PlumblineError } from './errors.ts';
import { readInForce } from './in-force.ts';
import type { InForce } from './in-force.ts';
import { leaseAgeMs, newLease } from './lease.ts';
import { memoryErrors } from './memory/errors.ts';
import { ASTRAY_MS, tipStanding } from './memory/lost.ts';
import { readMemory } from './memory/memory.ts';
import type { Memory } from './model/memory.ts';
import type { Reading } from './model/observed.ts';
import { ok, unknown } from './model/observed.ts';
import type { Standing } from './model/report.ts';
import type { PassDeps } from './pass-deps.ts';
import { standingIn } from './standing.ts';

export interface GitSight {
  readonly memory: Reading<Memory>;
  readonly standing: Standing;
  readonly inForce: InForce;
  /** The tracked branch's commit as just listed; null when it is not there, or git cannot be read. */
  readonly head: string | null;
}

export interface WhichCommit {
  /** A commit that somebody named, instead of the tracked branch's newest. */
  readonly ref: string | null;
  /** Only to look: any commit may be planned. */
  readonly mayGoBack: boolean;
}

export async function readGit(deps: PassDeps, which: WhichCommit, now: Instant): Promise<GitSight> {
  const listed = await deps.repo.branches();
  if (listed.kind === 'unknown') return cutOff(deps, which, listed.error);
  const memory = await recallMemory(deps, listed.value.get(deps.branches.status) ?? null, now);
  if (memory.kind === 'unknown') return cutOff(deps, which, memory.error);
  const standing = standingIn(deps, memory.value, now);
  noteStanding(deps, standing, now);
  const head = which.ref ?? listed.value.get(deps.branches.tracked) ?? null;
  const inForce = await readInForce(
    {
      now,
      load: deps.load,
      contains: (commit, ancestor) => deps.repo.contains(commit, ancestor),
      branch: deps.branches.tracked,
      head,
      isNamed: which.ref !== null,
      mayGoBack: which.mayGoBack,
      staysPut: standing.kind === 'writer' && now < standing.writesFrom,
    },
    memory.value,
  );
  if (inForce.source.kind === 'ok') deps.recall.inForce = inForce.source.value;
  return { memory, standing, inForce, head: listed.value.get(deps.branches.tracked) ?? null };
}

/** Only the writer, and only once its turn has come, may go on without git for a while. */
function noteStanding({ recall, ctx }: PassDeps, standing: Standing, now: Instant): void {
  recall.standing = standing.kind;
  if (standing.kind === 'writer') recall.epoch = standing.epoch;
  recall.lease = standing.kind === 'writer' && now >= standing.writesFrom ? newLease(ctx.clock) : null;
}

/**
 * What the branch says at `tip`. A branch that does not hold what was known of it may be a server that lags: for two
 * minutes it counts as unread. After that the memory is lost.
 */
export async function recallMemory(deps: PassDeps, tip: string | null, now: Instant): Promise<Reading<Memory>> {
  const { recall, repo, cluster } = deps;
  const known = recall.memory?.tip ?? recall.knownTip;
  const found = await tipStanding(repo, { known, listed: tip });
  const isAstray = found !== 'same' && found !== 'ahead';
  recall.astraySince = isAstray ? (recall.astraySince ?? now) : null;
  if (recall.astraySince !== null && now - recall.astraySince < ASTRAY_MS) return unknown(astray(deps, found));
  const read = await readMemory({ repo, cluster, tip, now }, recall.memory);
  if (read.kind === 'unknown') return read;
  if (isAstray) recall.lost = { since: now, why: `${deps.branches.status} was ${tip === null ? 'deleted' : 'moved back'}` };
  recall.astraySince = null;
  recall.memory = read.value;
  return ok({ ...read.value, lost: read.value.lost ?? recall.lost }, now);
}

function astray({ branches }: PassDeps, found: string): PlumblineError {
  return new PlumblineError(memoryErrors.astray, `${branches.status} does not hold what was known of it (${found}).`);
}

/** Git cannot be read: what was accepted before stays in force for a process that was the writer. */
function cutOff(deps: PassDeps, which: WhichCommit, error: PlumblineError): GitSight {
  const { recall } = deps;
  const { memory, inForce, epoch, lease } = recall;
  const { clock } = deps.ctx;
  const nothing: InForce = { source: unknown(error), refused: null, warnings: [], accepted: null };
  if (memory === null || inForce === null || epoch === null || lease === null || which.ref !== null) {
    recall.standing = 'onlooker';
    return { memory: unknown(error), standing: { kind: 'onlooker' }, inForce: nothing, head: null };
  }
  const since = (clock.now() - leaseAgeMs(lease, clock)) as Instant;
  const source = ok(inForce, clock.now());
  return {
    memory: unknown(error),
    standing: { kind: 'partitioned', since, epoch, error },
    inForce: { ...nothing, source, accepted: inForce },
    head: null,
  };
}
