/** The same files in a real git repository: what listing and reading them costs beside what is measured from memory. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { systemClock } from '../agent/clock.ts';
import { silentLog } from '../agent/log.ts';
import { makeRedactor } from '../agent/redact.ts';
import { openRepo } from '../agent/repo/open.ts';
import { makeSecrets } from '../agent/secrets.ts';
import { costOf } from './measure.ts';
import type { Cost } from './measure.ts';
import { FOLDER } from './repository.ts';
import type { Texts } from './repository.ts';

export interface GitCosts {
  readonly list: Cost;
  readonly read: Cost;
}

const NEVER = new AbortController().signal;

/** Of a commit that nothing has been read of; `folder` must be there. */
export async function measureGit(texts: Texts, folder: string): Promise<GitCosts> {
  const bare = join(folder, `${texts.size}.git`);
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', bare]);
  execFileSync('git', ['-C', bare, 'fast-import', '--quiet'], { input: importOf(texts) });
  const author = { name: 'Bench', email: 'bench@localhost' };
  const deps = { dataDir: folder, clock: systemClock(), log: silentLog, secrets: makeSecrets({}, makeRedactor()), signal: NEVER, author };
  const { repo, close } = await openRepo({ url: bare }, deps);
  const source = await repo.source(await repo.resolve('main'));
  let ids: readonly string[] = [];
  const list = await costOf(async () => void (ids = (await source.folder(FOLDER))?.files.map(({ blob }) => blob) ?? []));
  const read = await costOf(async () => void (await source.blobs(ids, Infinity)));
  await close();
  return { list, read };
}

/** https://git-scm.com/docs/git-fast-import */
function importOf(texts: Texts): string {
  const files = [...texts].map(([path, text]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  return `commit refs/heads/main\ncommitter Bench <bench@localhost> 0 +0000\ndata 0\n${files.join('')}`;
}
