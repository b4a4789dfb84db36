/** What `plan` shows, of which commit, how it ends, and that it writes nothing anywhere. */
import { request } from 'undici';
import { git } from '../helpers/git-cli.ts';
import { appFile, FAST, openSettledSite, openSite } from '../helpers/site.ts';
import type { Site } from '../helpers/site.ts';
import { assert, describe } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 30_000 } as const;

interface Json {
  readonly commit: string;
  readonly digest: string;
  readonly changes: readonly { readonly id: string; readonly op: string; readonly verdict: string }[];
  readonly unknown: readonly { readonly system: string; readonly facet: string }[];
  readonly findings: readonly { readonly ref: string }[];
}

async function planJson(site: Site, ...args: readonly string[]): Promise<Json> {
  return JSON.parse((await site.command(['plan', '-o', 'json', ...args])).out) as Json;
}

/** Each needs the one before it. */
const FAST_STORAGE = [
  'apiVersion: plumbline/v1\nkind: ProtectionDomain\nmetadata: { name: fast }\n',
  'apiVersion: plumbline/v1\nkind: StoragePool\nmetadata: { name: ssd }\nspec: { protectionDomain: fast }\n',
  'apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: scratch }\nspec: { pool: ssd, sizeGiB: 8 }\n',
].join('---\n');

describe('plan', (it) => {
  it('ends with 2 while something differs, and writes to no system and no branch', OPTIONS, async (context) => {
    const site = await openSite(context);
    const refs = await site.refs();
    const { code, out, err } = await site.command(['plan']);
    assert.equal([code, err], [2, '']);
    assert.match(out, /^Plan for prod at [0-9a-f]{7}: 2 changes: 2 create\n/);
    assert.match(out, '+ Volume/data  create (additive, git)\n      creates a thin volume of 16 GiB in pool default\n');
    assert.equal(site.effects(), []);
    assert.is(await site.refs(), refs);
  });

  it('names what is made only once something else is there, and apply says that more is to come', OPTIONS, async (context) => {
    const site = await openSite(context, { files: { 'fast.yaml': FAST_STORAGE }, factor: FAST });
    const { out } = await site.command(['plan']);
    assert.match(out, '+ ProtectionDomain/fast  create');
    assert.match(out, '  StoragePool/ssd  absent: waits for ProtectionDomain/fast\n');
    assert.match(out, '  Volume/scratch  absent: waits for StoragePool/ssd\n');
    const made = await site.command(['apply', '--only', 'ProtectionDomain/fast', '--only', 'StoragePool/ssd']);
    assert.is(made.code, 2);
    assert.match(made.out, 'Changes: 1 applied. Not there yet: 1 declared object. Run apply again; plan says what is waited for.\n');
  });

  it('ends with 2 for a change of what is well as it is', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.edit('storage.yaml', 'protectionDomain: default }', 'protectionDomain: default, thresholds: { high: 70, critical: 85 } }');
    const { code, out } = await site.command(['plan']);
    assert.is(code, 2);
    assert.match(out, ': 1 change: 1 update\n');
  });

  it('ends with 0 when nothing differs', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const { code, out } = await site.command(['plan']);
    assert.is(code, 0);
    assert.match(out, /: no changes\n$/);
  });

  it('ends with 3 when a person is needed, of what --only asks for', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    await site.edit('storage.yaml', 'sizeGiB: 16', 'sizeGiB: 8');
    const { code, out } = await site.command(['plan']);
    assert.is(code, 3);
    assert.match(out, 'A person should know:\n  Volume/data');
    const other = await site.command(['plan', '--only', 'App/web']);
    assert.is(other.code, 0);
    assert.not.match(other.out, 'Volume/data');
  });

  it('ends with 1 when something needed is unread, and shows the rest', OPTIONS, async (context) => {
    const site = await openSite(context);
    site.sim.fault({ system: 'scaleio', nth: 1, times: 1_000, when: 'before', do: 'status', status: 500 });
    const { code, out } = await site.command(['plan', '-o', 'json']);
    const { changes, unknown } = JSON.parse(out) as Json;
    assert.is(code, 1);
    assert.equal(
      changes.map(({ id, op, verdict }) => [id, op, verdict]),
      [['keep App//web', 'create', 'allowed']],
    );
    assert.ok(unknown.some(({ system, facet }) => system === 'scaleio' && facet === 'volumes'));
  });

  for (const verb of [['plan'], ['apply', '--wait', '0']]) {
    it(`says of ${verb[0]} which app is not known, and that this is why it ends with 1`, OPTIONS, async (context) => {
      const site = await openSettledSite(context);
      const hidden = await request(`${site.sim.control}/hide`, { method: 'POST', body: JSON.stringify({ ids: ['/web'] }) });
      assert.is(hidden.statusCode, 200);
      await hidden.body.dump();
      const { code, out } = await site.command(verb);
      assert.is(code, 1);
      assert.match(out, /\nExit code 1:\n  App\/\/web is not known: \/web is hidden from the agent/);
    });
  }

  it('ends with 1 for a refused commit, and shows what is planned of the one in force', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const broken = await site.push({ 'web.yaml': appFile('/web', 1).replace('cmd', 'cmdd') });
    const { code, out } = await site.command(['plan']);
    assert.is(code, 1);
    assert.match(out, `Commit ${broken.slice(0, 7)} is refused`);
    assert.match(out, 'web.yaml:4:');
  });

  it('shows the commit of any branch with --ref, merged or not', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const merged = await git(site.bare, 'rev-parse', 'main');
    const commit = await site.edit('web.yaml', 'instances: 1', 'instances: 2');
    await git(site.bare, 'branch', 'side', commit);
    await git(site.bare, 'update-ref', 'refs/heads/main', merged);
    for (const ref of ['side', commit, commit.slice(0, 10)]) {
      const { changes, commit: planned } = await planJson(site, '--ref', ref);
      assert.equal([planned, changes.map(({ id, op }) => `${op} ${id}`)], [commit, ['scale keep App//web']]);
    }
    assert.equal((await planJson(site)).changes, []);
  });

  it('says where a commit that --ref names is wrong, and shows no other in its place', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const broken = await site.push({ 'web.yaml': appFile('/web', 2).replace('instances', 'instanses') });
    const { code, out, err } = await site.command(['plan', '--ref', broken]);
    assert.equal([code, out], [1, '']);
    assert.match(err, /^web\.yaml:4:/);
    assert.match(err, `Commit ${broken.slice(0, 7)} is refused (errors: 1); it was named, so no other stands in for it.`);
    assert.match(err, 'What is in force stays as it is.');
  });

  it('gives the same plan twice, to the byte', OPTIONS, async (context) => {
    const site = await openSite(context);
    const one = await site.command(['plan', '-o', 'json']);
    assert.equal(await site.command(['plan', '-o', 'json']), one);
    assert.match((JSON.parse(one.out) as Json).digest, /^[0-9a-f]{64}$/);
  });

  it('prints Markdown with -o md', OPTIONS, async (context) => {
    const site = await openSite(context);
    const { out } = await site.command(['plan', '-o', 'md', '--only', 'Volume/data']);
    assert.match(out, /^\*\*Plan for prod\*\* at `[0-9a-f]{7}`: 1 change: 1 create\n/);
    assert.match(out, '| Volume/data | create |');
  });
});
