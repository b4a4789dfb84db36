/** A process of its own that opens a remote repository, prints the commit of main and writes one commit: `URL DATA_DIR`. */
import { systemClock } from '../../agent/clock.ts';
import { silentLog } from '../../agent/log.ts';
import { Secret } from '../../agent/redact.ts';
import { openRepo } from '../../agent/repo/open.ts';

const [, , url = '', dataDir = ''] = process.argv;
const opened = await openRepo(
  { url },
  {
    dataDir,
    clock: systemClock(),
    log: silentLog,
    secrets: { read: async () => new Secret('none', ''), mask() {} },
    signal: new AbortController().signal,
    author: { name: 'Worker', email: 'worker@example.com' },
  },
);
const { repo } = opened;
const tip = await repo.resolve('main');
await repo.push(`by-${process.pid}`, await repo.commit({ parent: tip, files: new Map([['x', 'x']]), message: 'm', timestampS: 1 }), null);
process.stdout.write(`${tip}\n`);
await opened.close();
