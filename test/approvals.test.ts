import { makeGrantReader } from '../agent/approvals.ts';
import { formatInstant } from '../agent/clock.ts';
import { loadDesired } from '../agent/desired/load.ts';
import type { Repo } from '../agent/model/repo.ts';
import { NOON } from './helpers/builders.ts';
import { addCommits, git, gitWithInput } from './helpers/git-cli.ts';
import type { TestCommit } from './helpers/git-cli.ts';
import { assert, describe } from './helpers/suite.ts';

import { FAR, FILE, HOUR_MS, KEY, OTHER, ago, approval, openBranch, stateOf } from './approval-branch.ts';
import { DEFAULT_LIMITS } from '../agent/model/desired.ts';
import { PROD } from './desired/load-files.ts';

const needs = ['git'];

describe('an approval', (it) => {
  it('approves one change by id and key, from its file and document', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY], ago(-2 * HOUR_MS)) });
    assert.equal(await branch.grants(), [
      { approval: 'Approval/drop', change: 'remove Volume/pg', key: KEY, state: 'valid', until: ago(-2 * HOUR_MS), file: FILE },
    ]);
  });

  const AGES: readonly (readonly [string, number, string])[] = [
    ['a second short of 72 hours', 72 * HOUR_MS - 1000, 'valid until 2026-11-21T14:00:01.000Z'],
    ['exactly 72 hours', 72 * HOUR_MS, 'expired'],
    ['a second more than 72 hours', 72 * HOUR_MS + 1000, 'expired'],
    ['nothing', 0, 'valid until 2026-11-24T14:00:00.000Z'],
    ['10 minutes ahead of our clock', -10 * 60_000, 'valid until 2026-11-24T14:10:00.000Z'],
    ['a second more than that ahead', -10 * 60_000 - 1000, 'expired'],
    ['9 days', 9 * 24 * HOUR_MS, 'expired'],
  ];
  for (const [age, ms, expected] of AGES) {
    it(`of a commit of the age of ${age} is ${expected}`, { needs }, async (test) => {
      const branch = await openBranch(test);
      await branch.commit(ago(10 * 24 * HOUR_MS), { 'a.md': '' });
      await branch.commit(ago(ms), { [FILE]: approval([KEY]) });
      assert.is(stateOf(await branch.grants()), expected);
    });
  }

  const ENDS: readonly (readonly [string, number, string])[] = [
    ['a second ahead', -1000, 'valid until 2026-11-21T14:00:01.000Z'],
    ['now', 0, 'expired'],
    ['a second ago', 1000, 'expired'],
  ];
  for (const [end, ms, expected] of ENDS) {
    it(`that expires ${end} is ${expected}`, { needs }, async (test) => {
      const branch = await openBranch(test);
      await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY], ago(ms)) });
      assert.is(stateOf(await branch.grants()), expected);
    });
  }
});

describe('the age of an approval', (it) => {
  it('is that of the commit that brought the entry, whatever came after', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(50 * HOUR_MS), { 'a.md': '1' });
    await branch.commit(ago(40 * HOUR_MS), { [FILE]: approval([KEY]) });
    await branch.commit(ago(30 * HOUR_MS), { 'a.md': '2' });
    await branch.commit(ago(20 * HOUR_MS), { [FILE]: approval([KEY], FAR, 'said otherwise') });
    await branch.commit(ago(10 * HOUR_MS), { [FILE]: approval([OTHER, KEY], FAR, 'said otherwise') });
    const grants = await branch.grants();
    assert.equal(
      grants.map(({ key, until }) => [key, until]),
      [
        [OTHER, ago((10 - 72) * HOUR_MS)],
        [KEY, ago((40 - 72) * HOUR_MS)],
      ],
    );
  });

  it('begins anew when the entry was taken out and brought again', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(100 * HOUR_MS), { [FILE]: approval([KEY]) });
    await branch.commit(ago(50 * HOUR_MS), { [FILE]: approval([OTHER]) });
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY]) });
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-71 * HOUR_MS))}`);
  });

  const MOVES: readonly (readonly [string, TestCommit['files']])[] = [
    ['to another file', { [FILE]: null, 'ok/other.yaml': approval([KEY]) }],
    [
      'to another folder, under another name and with other words',
      { [FILE]: null, 'a/b/c.yml': approval([OTHER, KEY], FAR, 'anew').replace('drop', 'x') },
    ],
    ['into a file of several documents', { [FILE]: null, 'all.yaml': `${approval([OTHER]).replace('drop', 'x')}---\n${approval([KEY])}` }],
    ['while it stays where it was, too', { 'ok/copy.yaml': approval([KEY]).replace('drop', 'x') }],
  ];
  for (const [how, files] of MOVES) {
    it(`is not made younger by moving the entry ${how}`, { needs }, async (test) => {
      const branch = await openBranch(test);
      await branch.commit(ago(100 * HOUR_MS), { 'a.md': '' });
      await branch.commit(ago(50 * HOUR_MS), { [FILE]: approval([KEY]) });
      await branch.commit(ago(HOUR_MS), files);
      const untils = (await branch.grants()).filter(({ key }) => key === KEY).map(({ until }) => formatInstant(until));
      assert.equal([...new Set(untils)], [formatInstant(ago(-22 * HOUR_MS))]);
    });
  }

  it('is not made younger by moving its file around in a shared folder', { needs }, async (test) => {
    const branch = await openBranch(test, 'prod');
    const cluster = { apiVersion: 'plumbline/v1', kind: 'Cluster', metadata: { name: 'prod' }, spec: { include: ['../shared'] } };
    await branch.commit(ago(100 * HOUR_MS), { 'prod/cluster.yaml': `${JSON.stringify(cluster)}\n`, 'shared/a.md': '' });
    await branch.commit(ago(50 * HOUR_MS), { 'shared/drop.yaml': approval([KEY]) });
    await branch.commit(ago(HOUR_MS), { 'shared/drop.yaml': null, 'shared/moved.yaml': approval([KEY]) });
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-22 * HOUR_MS))}`);
  });

  it('does not count from an approval of another cluster', { needs }, async (test) => {
    const branch = await openBranch(test, 'prod');
    await branch.commit(ago(80 * HOUR_MS), { 'prod/a.md': '', 'production/drop.yaml': approval([KEY]) });
    await branch.commit(ago(HOUR_MS), { 'prod/drop.yaml': approval([KEY]) });
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-71 * HOUR_MS))}`);
  });

  const BROKEN: readonly (readonly [string, string, string])[] = [
    ['has its key', `${approval([KEY])}---\nkind: Nothing\n`, 'expired'],
    ['does not have its key', `${approval([OTHER])}---\nkind: Nothing\n`, `valid until ${formatInstant(ago(-71 * HOUR_MS))}`],
  ];
  for (const [what, broken, expected] of BROKEN) {
    it(`is, where another file could not be read that ${what}: ${expected}`, { needs }, async (test) => {
      const branch = await openBranch(test);
      await branch.commit(ago(100 * HOUR_MS), { 'a.md': '' });
      await branch.commit(ago(80 * HOUR_MS), { 'ok/broken.yaml': broken });
      await branch.commit(ago(HOUR_MS), { 'ok/broken.yaml': null, [FILE]: approval([KEY]) });
      assert.is(stateOf(await branch.grants()), expected);
    });
  }

  it('does not count from another change of that key', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(80 * HOUR_MS), { [FILE]: approval([KEY]).replace('remove Volume/pg', 'keep Volume/pg') });
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY]) });
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-71 * HOUR_MS))}`);
  });

  it('is not made younger by a commit between in which the file cannot be read', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(100 * HOUR_MS), { 'a.md': '' });
    await branch.commit(ago(80 * HOUR_MS), { [FILE]: approval([KEY]) });
    for (const [index, broken] of [
      'kind: [',
      'kind: Approval\nspec: {}\n',
      '\u0000',
      `${approval([OTHER])}---\nkind: Nothing\n`,
    ].entries()) {
      await branch.commit(ago((70 - index) * HOUR_MS), { [FILE]: broken });
    }
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY]) });
    assert.is(stateOf(await branch.grants()), 'expired');
  });

  it('counts from the merge that brought it, not from the commits that were merged', { needs }, async (test) => {
    const branch = await openBranch(test);
    const base = await branch.commit(ago(200 * HOUR_MS), { 'a.md': '' });
    await git(branch.bare, 'branch', 'side', base);
    const side = await addCommits(branch.bare, 'side', [{ files: { [FILE]: approval([KEY]) }, atS: ago(100 * HOUR_MS) / 1000 }]);
    const message = `commit refs/heads/main\ncommitter Ann <ann@example.com> ${ago(HOUR_MS) / 1000} +0000\ndata 0\nfrom ${base}\nmerge ${side}\n`;
    await gitWithInput(
      branch.bare,
      `${message}M 100644 ${await git(branch.bare, 'rev-parse', `${side}:${FILE}`)} ${FILE}\n`,
      'fast-import',
      '--quiet',
    );
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-71 * HOUR_MS))}`);
  });

  it('is that of the first commit of all when that brought it', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY]) });
    assert.is(stateOf(await branch.grants()), `valid until ${formatInstant(ago(-71 * HOUR_MS))}`);
  });

  it('is too high when the history ends before anybody can tell', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(3 * HOUR_MS), { [FILE]: approval([KEY]) });
    const tip = await branch.commit(ago(2 * HOUR_MS), { 'a.md': '' });
    const cut: Repo = { ...branch.repo, firstParents: async () => (await branch.repo.firstParents(tip, ago(0))).slice(0, 1) };
    const loaded = await loadDesired(await branch.repo.source(tip), { ...PROD, path: '', cluster: null });
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.errors));
    assert.is(stateOf(await makeGrantReader(cut, '', DEFAULT_LIMITS)(loaded.desired, NOON)), 'expired');
  });
});

describe('reading approvals', (it) => {
  it('walks back once for a commit, and not at all without one that could count', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(2 * HOUR_MS), { 'a.md': '' });
    assert.equal(await branch.grants(), []);
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY], ago(1000)) });
    assert.is(stateOf(await branch.grants()), 'expired');
    assert.is(branch.walks(), 0);
    await branch.commit(ago(0), { [FILE]: approval([KEY, OTHER]) });
    await branch.grants();
    await branch.grants();
    assert.is(branch.walks(), 1);
    await branch.commit(ago(0), { 'a.md': '2' });
    await branch.grants();
    assert.is(branch.walks(), 2);
  });

  it('lets an approval expire while its commit stays in force', { needs }, async (test) => {
    const branch = await openBranch(test);
    await branch.commit(ago(HOUR_MS), { [FILE]: approval([KEY]) });
    assert.ok(stateOf(await branch.grants()).startsWith('valid'));
    assert.ok(stateOf(await branch.grants(ago(-71 * HOUR_MS + 1))).startsWith('valid'));
    assert.is(stateOf(await branch.grants(ago(-71 * HOUR_MS))), 'expired');
  });
});
