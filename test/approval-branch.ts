/** A tracked branch with Approvals, dated commit by commit, and a reader of what it grants. */
import { makeGrantReader } from '../agent/approvals.ts';
import { formatInstant, instant } from '../agent/clock.ts';
import type { Instant } from '../agent/clock.ts';
import { loadDesired } from '../agent/desired/load.ts';
import { silentLog } from '../agent/log.ts';
import type { Grant } from '../agent/model/approval.ts';
import type { Repo } from '../agent/model/repo.ts';
import { openRepo } from '../agent/repo/open.ts';
import { manualClock, NOON, testCtx } from './helpers/builders.ts';
import { addCommits, makeBare, temporaryFolder } from './helpers/git-cli.ts';
import type { TestCommit } from './helpers/git-cli.ts';
import type { TestContext } from './helpers/suite.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import { PROD } from './desired/load-files.ts';

export const HOUR_MS = 3_600_000;
export const KEY = 'a'.repeat(64);
export const OTHER = 'b'.repeat(64);
export const FILE = 'ok/drop.yaml';
export const FAR = ago(-30 * 24 * HOUR_MS);

/** So long before the moment at which the tests read. */
export function ago(ms: number): Instant {
  return instant(NOON - ms);
}

export function approval(keys: readonly string[], expires: Instant = FAR, reason = 'moved'): string {
  const changes = keys.map((key) => ({ change: 'remove Volume/pg', key }));
  const spec = { changes, expires: formatInstant(expires), reason };
  return `${JSON.stringify({ apiVersion: 'plumbline/v1', kind: 'Approval', metadata: { name: 'drop' }, spec })}\n`;
}

export interface Branch {
  readonly bare: string;
  readonly repo: Repo;
  /** Commits to main at that time; gives the commit. */
  readonly commit: (at: Instant, files: TestCommit['files']) => Promise<string>;
  /** The grants of main's newest commit, by one reader. */
  readonly grants: (now?: Instant) => Promise<readonly Grant[]>;
  /** How often the history was asked for. */
  readonly walks: () => number;
}

/** `path`: the cluster's folder. */
export async function openBranch(test: TestContext, path = ''): Promise<Branch> {
  const bare = await makeBare(await temporaryFolder(test));
  const ctx = testCtx(manualClock(NOON));
  const deps = { ...ctx, log: silentLog, dataDir: '', author: { name: 'Plumbline', email: 'plumbline@localhost' } };
  const { repo: opened } = await openRepo({ url: bare }, deps);
  let walks = 0;
  const repo: Repo = {
    ...opened,
    firstParents(commit, since) {
      walks += 1;
      return opened.firstParents(commit, since);
    },
  };
  const read = makeGrantReader(repo, path, DEFAULT_LIMITS);
  return {
    bare,
    repo,
    commit: (at, files) => addCommits(bare, 'main', [{ files, atS: at / 1000 }]),
    async grants(now = NOON) {
      const loaded = await loadDesired(await repo.source(await repo.resolve('main')), { ...PROD, path, cluster: null });
      if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
      return read(loaded.desired, now);
    },
    walks: () => walks,
  };
}

/** `valid until` or `expired`, of the only grant. */
export function stateOf(grants: readonly Grant[]): string {
  const [grant] = grants;
  if (grant === undefined || grants.length > 1) throw new Error(`${grants.length} grants`);
  return grant.state === 'valid' ? `valid until ${formatInstant(grant.until)}` : grant.state;
}
