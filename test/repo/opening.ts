/** Opens repositories as the agent does, locally and over HTTP, for the tests of this folder. */
import path from 'node:path';
import { instant } from '../../agent/clock.ts';
import type { Clock } from '../../agent/clock.ts';
import { silentLog } from '../../agent/log.ts';
import type { GitConfig } from '../../agent/model/config.gen.ts';
import type { Repo } from '../../agent/model/repo.ts';
import type { Secrets } from '../../agent/model/system.ts';
import { Secret } from '../../agent/redact.ts';
import type { OpenedRepo, RepoDeps } from '../../agent/repo/deps.ts';
import { openRepo } from '../../agent/repo/open.ts';
import { git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import type { TestContext } from '../helpers/suite.ts';

export const NOW = instant(1_767_300_000_000);

/** Stands still: nothing in this room may wait by it. */
const stillClock: Clock = { now: () => NOW, monotonicMs: () => performance.now(), sleep: () => new Promise(() => {}) };

export const masked: string[] = [];

const secrets: Secrets = {
  read: async (ref) => new Secret('test', 'env' in ref ? ref.env : ref.file),
  mask: (text) => void masked.push(text),
};

export async function open(test: TestContext, config: GitConfig, deps: Partial<RepoDeps> = {}): Promise<OpenedRepo> {
  const opened = await openRepo(config, {
    dataDir: deps.dataDir ?? (await temporaryFolder(test)),
    clock: stillClock,
    log: silentLog,
    secrets,
    signal: new AbortController().signal,
    author: { name: 'Plumbline', email: 'plumbline@example.com' },
    ...deps,
  });
  test.after(() => opened.close());
  return opened;
}

export type Way = 'local' | 'remote';
export const ways: readonly Way[] = ['local', 'remote'];

/** A bare repository and the agent's view of it, opened in place or through a server. */
export async function openBare(test: TestContext, way: Way): Promise<{ readonly bare: string; readonly repo: Repo; readonly url: string }> {
  const folder = await temporaryFolder(test);
  const bare = await makeBare(folder);
  await git(bare, 'config', 'http.receivepack', 'true');
  const url = way === 'local' ? bare : (await serveGit(folder, test)).url(path.basename(bare));
  const { repo } = await open(test, { url });
  return { bare, repo, url };
}
