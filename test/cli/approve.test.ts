/** `approve`: the branch it pushes, what merging that does, and what it refuses. */
import { findApprovable } from '../../agent/cli/approvable.ts';
import type { Judged } from '../../agent/cli/approvable.ts';
import type { Verdict } from '../../agent/model/change.ts';
import { change, NOON } from '../helpers/builders.ts';
import { git } from '../helpers/git-cli.ts';
import { clockOf } from '../helpers/simulator.ts';
import { openSettledSite } from '../helpers/site.ts';
import type { Site } from '../helpers/site.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 60_000 } as const;
const WHY = ['--reason', 'moved to the new one'];

/** A settled site whose volume is to be destroyed. */
async function openDoomed(context: TestContext): Promise<Site> {
  const site = await openSettledSite(context);
  await site.edit('storage.yaml', 'spec: { pool: default, sizeGiB: 16 }', 'spec: { pool: default, sizeGiB: 16 }\nstate: absent');
  return site;
}

interface Proposed {
  readonly state: string;
  readonly change: string;
  readonly key: string;
  readonly branch: string;
  readonly expires: string;
}

async function approveJson(site: Site, ...argv: readonly string[]): Promise<Proposed> {
  return JSON.parse((await site.command(['approve', ...argv, ...WHY, '-o', 'json'])).out) as Proposed;
}

function destroyed(site: Site): number {
  return site.effects().filter((effect) => effect.endsWith(' destroyed')).length;
}

describe('approve', (it) => {
  it('pushes a branch that lets the change happen once it is merged, and not before', OPTIONS, async (context) => {
    const site = await openDoomed(context);
    const { code, out, err } = await site.command(['approve', 'remove Volume/data', ...WHY, '--for', '2h']);
    assert.equal([code, err], [3, '']);
    const branch =
      /^Pushed (plumbline\/approve\/[0-9a-f]{12}): merging it approves remove Volume\/data until \S+Z\.\n/.exec(out)?.[1] ?? '';
    assert.match(out, `git fetch origin ${branch} && git merge FETCH_HEAD    # on main`);
    const file = `approvals/${branch.split('/')[2]}.yaml`;
    assert.is(await git(site.bare, 'diff', '--name-status', 'main', branch), `A\t${file}`);
    assert.match(await git(site.bare, 'show', `${branch}:${file}`), 'reason: "moved to the new one"');
    await site.command(['apply', '--wait', '0']);
    assert.is(destroyed(site), 0);
    await git(site.bare, 'update-ref', 'refs/heads/main', branch);
    const made = await site.command(['apply', '--wait', '0']);
    assert.match(made.out, 'applied  delete Volume/data');
    assert.is(destroyed(site), 1);
  });

  it('tells of the branch when the agent or somebody pushed it before, and leaves it', OPTIONS, async (context) => {
    const site = await openDoomed(context);
    await site.command(['apply', '--wait', '0']);
    const branches = await git(site.bare, 'for-each-ref', 'refs/heads/plumbline/approve');
    assert.match(branches, 'plumbline/approve/');
    const { code, out } = await site.command(['approve', 'Volume/data', ...WHY]);
    assert.is(code, 3);
    assert.match(
      out,
      /^There is already plumbline\/approve\/[0-9a-f]{12}: merging it approves remove Volume\/data, as its document says\.\n/,
    );
    assert.is(await git(site.bare, 'for-each-ref', 'refs/heads/plumbline/approve'), branches);
  });

  it('ends with 0 when the change is approved already', OPTIONS, async (context) => {
    const site = await openDoomed(context);
    const { branch, state, change: id, key } = await approveJson(site, 'remove', 'Volume/data');
    assert.equal([state, id], ['pushed', 'remove Volume/data']);
    await git(site.bare, 'update-ref', 'refs/heads/main', branch);
    const again = await site.command(['approve', key.slice(0, 12), ...WHY]);
    assert.is(again.code, 0);
    assert.match(again.out, /^remove Volume\/data is approved already, by Approval\/[0-9a-f]{12} until \S+Z\.\n$/);
  });

  it('approves what a branch would do before that is merged, on top of it', OPTIONS, async (context) => {
    const site = await openSettledSite(context);
    const main = await git(site.bare, 'rev-parse', 'main');
    const tombstone = await site.edit('storage.yaml', 'sizeGiB: 16 }', 'sizeGiB: 16 }\nstate: absent');
    await git(site.bare, 'branch', 'drop', tombstone);
    await git(site.bare, 'update-ref', 'refs/heads/main', main);
    const { branch } = await approveJson(site, 'remove Volume/data', '--ref', 'drop');
    assert.is(await git(site.bare, 'rev-parse', `${branch}~1`), tombstone);
  });

  it('lasts 24 hours unless it is told otherwise', OPTIONS, async (context) => {
    const site = await openDoomed(context);
    const { expires } = await approveJson(site, 'remove Volume/data');
    assert.is(Date.parse(expires) - clockOf(site.sim).now(), 24 * 3_600_000);
  });

  it('refuses in one sentence what it cannot approve, and pushes nothing', OPTIONS, async (context) => {
    const site = await openDoomed(context);
    const refs = await site.refs();
    const rows: readonly (readonly [readonly string[], string])[] = [
      [[...WHY], 'approve needs the CHANGE'],
      [['remove Volume/data'], 'approve needs --reason TEXT'],
      [['remove Volume/data', '--reason', '  '], 'approve needs --reason TEXT'],
      [['remove Volume/data', ...WHY, '--for', '73h'], 'at most --for 72h'],
      [['remove Volume/data', ...WHY, '--for', '0'], '--for 0: an approval has to last'],
      [['remove Volume/data', ...WHY, '-o', 'md'], '-o md: approve prints text or json.'],
      [['remove', 'Volume/data', 'now', ...WHY], 'Too many words: "now".'],
      [['remove Volume/dato', ...WHY], 'approve remove Volume/dato: no such change is planned.'],
      [['keep App/web', ...WHY], 'no such change is planned'],
      [['abcdef', ...WHY], 'no such change is planned'],
    ];
    for (const [argv, says] of rows) {
      const { code, out, err } = await site.command(['approve', ...argv]);
      assert.equal([code, out], [1, ''], says);
      assert.match(err, says);
      assert.is(err.trimEnd().split('\n').length, 2, err);
    }
    assert.is(await site.refs(), refs);
  });
});

const KEY = 'abcdef0123456789'.repeat(4);
const REMOVAL = change('App//shop/web', { id: 'remove App//shop/web', op: 'delete', approvalKey: KEY, class: 'destructive' });
const BLOCKED: Verdict = { change: REMOVAL, kind: 'blocked', by: 'needs-approval', why: 'it destroys data', recheckAt: null };
const GRANT = { approval: 'Approval/a', change: REMOVAL.id, key: KEY, state: 'valid', until: NOON, file: 'a.yaml' } as const;

function judged(verdicts: readonly Verdict[], over: Partial<Judged> = {}): Judged {
  return { verdicts, lost: null, grants: [], ...over };
}

describe('the change that is meant', (it) => {
  for (const asked of [
    'remove App//shop/web',
    'remove App/shop/web',
    'delete App/shop/web',
    'App//shop/web',
    'App/shop/web',
    KEY,
    KEY.slice(0, 6),
  ]) {
    it(`may be called ${asked}`, () => {
      const found = findApprovable(asked, judged([BLOCKED]));
      assert.is(found.kind === 'blocked' ? found.blocked.change : null, REMOVAL);
    });
  }

  for (const asked of ['', 'remove', 'App//shop', 'remove App//shop/we', KEY.slice(0, 5), KEY.slice(1), KEY.toUpperCase(), `${KEY}0`]) {
    it(`is not called "${asked}"`, async () => {
      await rejects(() => findApprovable(asked, judged([BLOCKED])), 'usage/nothing-matches');
    });
  }

  it('must be one', async () => {
    const other: Verdict = {
      ...BLOCKED,
      change: { ...REMOVAL, id: 'keep App//shop/web', approvalKey: `${KEY.slice(0, 12)}${'0'.repeat(52)}` },
    };
    for (const asked of ['App//shop/web', KEY.slice(0, 12)]) {
      const error = await rejects(() => findApprovable(asked, judged([BLOCKED, other])), 'usage/nothing-matches');
      assert.match(error.message, 'that may be remove App//shop/web (abcdef012345), keep App//shop/web (abcdef012345); name one of them.');
    }
    assert.is(findApprovable('remove App//shop/web', judged([BLOCKED, other])).kind, 'blocked');
  });

  it('must need an approval, and nothing else', async () => {
    const allowed = judged([{ change: REMOVAL, kind: 'allowed' }]);
    assert.match(
      (await rejects(() => findApprovable(KEY, allowed), 'usage/not-approvable')).message,
      'remove App//shop/web: it needs no approval.',
    );
    const held = judged([{ ...BLOCKED, by: 'held', why: 'held by ann' }]);
    const error = await rejects(() => findApprovable(KEY, held), 'usage/not-approvable');
    assert.match(error.message, 'no approval would lift what stops it: held by ann.');
  });

  it('is approved already only by a valid entry with its id and key', () => {
    const allowed: Verdict = { change: REMOVAL, kind: 'allowed' };
    assert.equal(findApprovable(KEY, judged([allowed], { grants: [GRANT] })), { kind: 'approved', grant: GRANT });
    for (const over of [{ key: '0'.repeat(64) }, { change: 'keep App//shop/web' }, { state: 'expired' }] as const) {
      assert.is(findApprovable(KEY, judged([BLOCKED], { grants: [{ ...GRANT, ...over }] })).kind, 'blocked');
    }
  });

  it('may be the recovery of a lost memory', () => {
    const lost = { since: NOON, why: 'the status branch was deleted', change: 'recover Cluster/prod', key: KEY };
    const found = findApprovable('recover Cluster/prod', judged([], { lost }));
    if (found.kind !== 'blocked') throw new Error(found.kind);
    const { id, ref, class: changeClass, approvalKey } = found.blocked.change;
    assert.equal([id, ref, changeClass, approvalKey], ['recover Cluster/prod', 'Cluster/prod', 'destructive', KEY]);
    assert.is(found.blocked.why, 'the memory on the status branch was lost: the status branch was deleted');
  });
});
