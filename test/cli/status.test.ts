/** What `status` reads from git alone, in each form, and how it ends. */
import { git } from '../helpers/git-cli.ts';
import { appFile, openSettledSite, openSite } from '../helpers/site.ts';
import type { Site } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

/** A pass that commits its status at once. */
async function onePass(site: Site): Promise<void> {
  site.sim.advance(60_000);
  await site.command(['apply', '--wait', '0']);
}

describe('status', (it) => {
  it('says in sync and ends with 0, without asking any system', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const requests = site.sim.ledger().length;
    const commit = (await git(site.bare, 'rev-parse', 'main')).slice(0, 7);
    const { code, out, err } = await site.command(['status']);
    assert.equal([code, err], [0, '']);
    assert.match(out, new RegExp(`^prod: In sync, at ${commit}, as of .* ago\n`));
    assert.match(out, 'objects: 4 ready\n');
    assert.is(site.sim.ledger().length, requests);
  });

  it('prints the committed document with -o json, and the committed page with -o md', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const committed = (file: string): Promise<string> => git(site.bare, 'show', `plumbline/status:prod/${file}`);
    assert.is((await site.command(['status', '-o', 'json'])).out.trim(), await committed('status.json'));
    assert.is((await site.command(['status', '-o', 'md'])).out.trim(), await committed('README.md'));
  });

  it('ends with 2 while an app is starting', OPTIONS, async (context) => {
    const site = await openSite(context);
    await onePass(site);
    const { code, out } = await site.command(['status']);
    assert.is(code, 2);
    assert.match(out, '1 progressing');
  });

  it('ends with 3 when a person is needed', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.edit('storage.yaml', 'sizeGiB: 16', 'sizeGiB: 8');
    await onePass(site);
    const { code, out } = await site.command(['status']);
    assert.is(code, 3);
    assert.match(out, '  Volume/data: ');
  });

  it('ends with 1 when a commit was refused, and says where it is wrong', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.push({ 'web.yaml': appFile('/web', 1).replace('cmd', 'cmdd') });
    await onePass(site);
    const { code, out } = await site.command(['status']);
    assert.is(code, 1);
    assert.match(out, 'refused web.yaml:4:');
  });

  it('ends with 1 when a change failed', OPTIONS, async (context) => {
    const site = await openSite(context);
    site.sim.fault({ call: 'PUT /v2/apps/web', nth: 1, when: 'before', do: 'status', status: 422 });
    await onePass(site);
    const { code, out } = await site.command(['status']);
    assert.is(code, 1);
    assert.match(out, '  App//web: its change failed: ');
  });

  it('ends with 1 when something needed was unread', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    site.sim.fault({ call: 'GET /v2/apps', nth: 1, times: 10, when: 'before', do: 'status', status: 500 });
    await onePass(site);
    const { code, out } = await site.command(['status']);
    assert.is(code, 1);
    assert.match(out, '  unread marathon: ');
  });

  it('says that the agent is down when the status is older than a day', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    assert.not.match((await site.command(['status'])).out, 'down');
    site.sim.advance(26 * 3_600_000);
    assert.match((await site.command(['status'])).out, 'older than 25 h: the agent is down');
  });
});
