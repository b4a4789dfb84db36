/** The steps in which something is wrong, or nothing happens. */
import { request } from 'undici';
import { effects, listed, mark } from './oracle.ts';
import { check, lookTwice } from './stage.ts';
import type { Stage } from './stage.ts';

const BROKEN_FILE = 'shared/apps/web.yaml';

export async function breakIt(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  const commit = await stage.repo.edit(BROKEN_FILE, 'instances: 3', 'instanses: 4', 'Scale web to 4, with a slip of the finger');
  const line = Number((await stage.repo.look('grep', '--line-number', 'instanses', commit, '--', BROKEN_FILE))?.split(':')[2]);
  await check(stage, `the status page names ${BROKEN_FILE}:${line}`, async () => {
    const page = await stage.repo.look('show', 'plumbline/status:prod/README.md');
    return page?.includes(`${BROKEN_FILE}:${line}:`) ? null : `the page says: ${page?.slice(0, 200)}`;
  });
  await lookTwice(stage);
  await check(stage, 'nothing was changed', async () => {
    const made = effects(await stage.oracle.ledger(before));
    return made.length === 0 ? null : listed(made);
  });
  const fixed = await stage.repo.revert();
  await check(stage, `after the revert ${fixed.slice(0, 7)} the page no longer does`, async () => {
    const page = await stage.repo.look('show', 'plumbline/status:prod/README.md');
    if (page === null) return 'there is no page';
    return page.includes('refused') ? 'it still says refused' : null;
  });
}

export async function putBack(stage: Stage): Promise<void> {
  const before = await mark(stage.oracle);
  const answer = await request(`${stage.marathon}/v2/apps/web`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ instances: 1 }),
  });
  await answer.body.dump();
  await check(stage, 'somebody scaled /web to 1, and it has 3 again', async () => {
    const web = (await stage.oracle.world()).apps.find(({ id }) => id === '/web');
    return web?.instances === 3 && web.healthy === 3 && effects(await stage.oracle.ledger(before)).length > 1 ? null : JSON.stringify(web);
  });
  await check(stage, 'the change log says drift', async () => {
    const log = await stage.repo.look('log', '--patch', '--format=', 'plumbline/status', '--', 'prod/changes');
    return log?.split('\n').some((line) => line.startsWith('+') && line.includes('"cause":"drift"')) ? null : 'no line with cause drift';
  });
  await lookTwice(stage);
  await check(stage, 'the agent made exactly one call for it', async () => {
    const made = effects(await stage.oracle.ledger(before)).filter(({ agent }) => agent !== '');
    return made.length === 1 ? null : listed(made);
  });
}

const QUIET_MS = 5 * 60_000;
const QUIET_PASSES = 3;

export async function quiet(stage: Stage): Promise<void> {
  await settled(stage);
  const before = await mark(stage.oracle);
  const tips = await stage.repo.look('show-ref');
  await stage.oracle.post('/advance', { ms: QUIET_MS });
  await check(stage, `the agent looked at everything ${QUIET_PASSES} times`, async () => {
    const looks = (await stage.oracle.ledger(before)).filter(({ call }) => call === 'GET /v2/apps').length;
    return looks >= QUIET_PASSES ? null : `${looks} times`;
  });
  // Mesos is asked with POST, and nothing is ever written to it.
  await check(stage, 'and wrote nothing, neither to a system nor to git', async () => {
    const written = (await stage.oracle.ledger(before)).filter(({ system, call }) => system !== 'mesos' && !/^(GET |Describe)/.test(call));
    if (written.length > 0) return listed(written);
    return (await stage.repo.look('show-ref')) === tips ? null : 'a branch moved';
  });
}

/** Waits until the last step's status is on the branch: a commit may be held back for 30 s of the cluster's time. */
async function settled(stage: Stage): Promise<void> {
  await check(stage, 'the status page says: in sync', async () => {
    const page = await stage.repo.look('show', 'plumbline/status:prod/README.md');
    return page?.includes('**In sync**') ? null : `the page says: ${page?.slice(0, 200)}`;
  });
}
