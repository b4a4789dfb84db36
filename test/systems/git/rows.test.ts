/** Rows proposed, committed and taken back, on real repositories: by compare-and-swap, and never over what people did. */
import { PlumblineError } from '../../../agent/errors.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Written } from '../../../agent/model/change.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Repo } from '../../../agent/model/repo.ts';
import type { WriteCtx } from '../../../agent/model/system.ts';
import { repoErrors } from '../../../agent/repo/errors.ts';
import { openRepo } from '../../../agent/repo/open.ts';
import { gitSystem } from '../../../agent/systems/git/system.ts';
import type { AddRow, GitAction } from '../../../agent/systems/git/types.ts';
import { change, manualClock, NOON, testCtx } from '../../helpers/builders.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../../helpers/git-cli.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { DEFAULT_LIMITS } from '../../../agent/model/desired.ts';
import type { TestContext } from '../../helpers/suite.ts';

const needs = ['git'];
const BRANCH = 'plumbline/grow/prod/gold';
const FILE = 'clusters/prod/pool.yaml';
const TEXT = '# hunter2\r\nkind: StoragePool\r\nspec:\r\n  cloudDisks:\r\n    rows:\r\n      r1: 180 # first\r\n';
const ROW = '      r2: 184\r\n';

interface Place {
  readonly bare: string;
  readonly repo: Repo;
  readonly tip: string;
  /** Makes one change as the agent would, with whatever of the repository is replaced. */
  readonly write: (action: GitAction, over?: Partial<Repo>, fresh?: WriteCtx['fresh']) => Promise<Written>;
  readonly add: (how: AddRow['do'], over?: Partial<AddRow['args']>) => AddRow;
}

async function openPlace(test: TestContext): Promise<Place> {
  const bare = await makeBare(await temporaryFolder(test));
  const tip = await addCommits(bare, 'main', [{ files: { [FILE]: TEXT, 'b.md': 'b' } }]);
  const { repo } = await openRepo({ url: bare }, { ...testCtx(), log: silentLog, dataDir: '', author: AUTHOR });
  const clock = manualClock();
  return {
    bare,
    repo,
    tip,
    write: (action, over = {}, fresh = () => {}) => {
      clock.advance(60_000);
      const system = gitSystem({ repo: { ...repo, ...over }, limits: DEFAULT_LIMITS, redact: (text) => text.replaceAll('hunter2', '***') });
      return system.write({ ...change('Growth/gold'), action }, { ...testCtx(clock), fresh, secretTexts: new Map(), mark: 'prod/1' });
    },
    add: (how, over = {}) => ({
      system: 'git',
      do: how,
      args: { ...ARGS, branch: how === 'proposeRow' ? BRANCH : 'main', parent: tip, ...over },
    }),
  };
}

const AUTHOR = { name: 'Plumbline', email: 'plumbline@localhost' };
const ARGS = {
  replaces: null,
  file: FILE,
  index: 0,
  pool: 'gold',
  row: 'r2',
  sizeGiB: 184,
  message: 'Grow gold\n\nhunter2 says 81 %.\n',
} as const;

function idOf(written: Written): string {
  return written.kind === 'applied' ? written.backendId : written.why;
}

const notFresh = (): never => {
  throw new PlumblineError(repoErrors.aborted, 'no longer the writer');
};

for (const [how, branch] of [
  ['proposeRow', BRANCH],
  ['commitRow', 'main'],
] as const) {
  describe(`${how}`, (it) => {
    it('is one commit with one line on the commit that was planned on', { needs }, async (test) => {
      const { bare, write, add, tip } = await openPlace(test);
      const written = await write(add(how));
      const commit = await git(bare, 'rev-parse', branch);
      assert.equal(written, { kind: 'applied', backendId: commit });
      assert.is(await git(bare, 'log', '-1', '--format=%P %an %ct', commit), `${tip} Plumbline ${NOON / 1000 + 60}`);
      assert.is(await git(bare, 'diff', '--numstat', tip, commit), `1\t0\t${FILE}`);
      assert.is(`${await git(bare, 'show', `${commit}:${FILE}`)}\r\n`, TEXT + ROW);
    });

    it('never tells a secret, and changes nothing else in the file for that', { needs }, async (test) => {
      const { bare, write, add } = await openPlace(test);
      await write(add(how));
      assert.is(await git(bare, 'log', '-1', '--format=%B', branch), 'Grow gold\n\n*** says 81 %.');
      assert.match(await git(bare, 'show', `${branch}:${FILE}`), /^# hunter2\r\n/);
    });

    it('asks whether it may still write after listing and before pushing', { needs }, async (test) => {
      const { bare, write, add, tip } = await openPlace(test);
      await rejects(() => write(add(how), {}, notFresh), 'repo/aborted');
      assert.is(await git(bare, 'for-each-ref', '--format=%(refname:short) %(objectname)'), `main ${tip}`);
    });

    it('is not made while the branches cannot be listed', { needs }, async (test) => {
      const { write, add } = await openPlace(test);
      const error = new PlumblineError(repoErrors.unreachable, 'down');
      const blind: Partial<Repo> = { branches: async () => unknown(error), push: () => Promise.reject(new Error('pushed')) };
      await rejects(() => write(add(how), blind), 'repo/unreachable');
    });

    for (const [why, over, says] of [
      ['the row is there already', { row: 'r1' }, `The row r1 cannot be added to ${FILE}: The row r1 is there already, in line 6.`],
      ['the file is not there', { file: 'gone.yaml' }, 'There is no such file in'],
      ['the document is another', { index: 3 }, 'There is no spec.cloudDisks.rows'],
    ] as const) {
      it(`is refused when ${why}`, { needs }, async (test) => {
        const { bare, write, add, tip } = await openPlace(test);
        assert.match((await rejects(() => write(add(how, over)), 'git/row-refused')).message, says);
        assert.is(await git(bare, 'for-each-ref', '--format=%(refname:short) %(objectname)'), `main ${tip}`);
      });
    }

    it('is refused when the file is not text', { needs }, async (test) => {
      const { repo, write, add } = await openPlace(test);
      const source: Repo['source'] = async (commit) => ({ ...(await repo.source(commit)), blob: async () => Uint8Array.of(0xff) });
      await rejects(() => write(add(how), { source }), 'git/row-refused');
    });
  });
}

describe('a proposed row', (it) => {
  it('replaces our own proposal, from the newest commit in force', { needs }, async (test) => {
    const { bare, write, add, tip } = await openPlace(test);
    const first = idOf(await write(add('proposeRow')));
    const newer = await addCommits(bare, 'main', [{ files: { 'b.md': 'c' } }]);
    const second = idOf(await write(add('proposeRow', { parent: newer, replaces: first, sizeGiB: 200 })));
    assert.is(await git(bare, 'rev-parse', BRANCH), second);
    assert.equal([await git(bare, 'rev-parse', `${BRANCH}~`), tip === newer], [newer, false]);
  });

  for (const [what, replaces] of [
    ['of a person', null],
    ['that a person touched', 'ours'],
  ] as const) {
    it(`leaves a branch alone ${what}`, { needs }, async (test) => {
      const { bare, write, add } = await openPlace(test);
      const ours = idOf(await write(add('proposeRow')));
      const theirs = await addCommits(bare, BRANCH, [{ files: { 'b.md': 'mine' } }]);
      const action = add('proposeRow', { replaces: replaces && ours });
      const written = await write(action, {}, notFresh);
      assert.equal(written, { kind: 'skipped', why: `branch ${BRANCH} is not as it was left, so it is left alone` });
      assert.is(await git(bare, 'rev-parse', BRANCH), theirs);
    });
  }

  it('leaves a branch alone that a person deleted meanwhile', { needs }, async (test) => {
    const { bare, write, add, tip } = await openPlace(test);
    assert.is((await write(add('proposeRow', { replaces: tip }), {}, notFresh)).kind, 'skipped');
    assert.is(await git(bare, 'branch', '--list', BRANCH), '');
  });

  it('is skipped when somebody moves the branch after it was listed', { needs }, async (test) => {
    const { bare, write, add, tip } = await openPlace(test);
    await git(bare, 'branch', BRANCH, tip);
    const late: Partial<Repo> = { branches: async () => ok(new Map([['main', tip]]), NOON) };
    assert.is((await write(add('proposeRow'), late)).kind, 'skipped');
    assert.is(await git(bare, 'rev-parse', BRANCH), tip);
  });

  it('is known again when its branch was pushed by a process that did not live to tell', { needs }, async (test) => {
    const { write, add } = await openPlace(test);
    const ours = idOf(await write(add('proposeRow')));
    const again = await write(add('proposeRow', { message: 'Grow gold\n\nIt is 82 % now.\n' }), {}, notFresh);
    assert.equal(again, { kind: 'applied', backendId: ours });
  });

  it('is known again when the tracked branch went on meanwhile, in the same file, too', { needs }, async (test) => {
    const { bare, write, add } = await openPlace(test);
    const ours = idOf(await write(add('proposeRow')));
    const newer = await addCommits(bare, 'main', [{ files: { [FILE]: `${TEXT}# more\r\n`, 'b.md': 'c' } }]);
    assert.equal(await write(add('proposeRow', { parent: newer }), {}, notFresh), { kind: 'applied', backendId: ours });
  });

  it('is not known again with another size, with more than the row, or on what the tracked branch never was', { needs }, async (test) => {
    const { bare, write, add, tip } = await openPlace(test);
    const isKnown = async (over: Partial<AddRow['args']> = {}): Promise<boolean> =>
      (await write(add('proposeRow', over), {}, notFresh)).kind === 'applied';
    await write(add('proposeRow'));
    assert.is(await isKnown(), true);
    assert.is(await isKnown({ sizeGiB: 200 }), false);
    const merged = await addCommits(bare, 'merged', [{ files: { [FILE]: `${TEXT}${ROW}` } }]);
    assert.is(await isKnown({ parent: merged }), false, 'of another history');
    await addCommits(bare, BRANCH, [{ files: { 'c.md': 'mine' } }]);
    assert.is(await isKnown(), false, 'somebody added a commit');
    const both = await addCommits(bare, 'both', [
      { files: { [FILE]: TEXT, 'b.md': 'b' } },
      { files: { [FILE]: `${TEXT}${ROW}`, 'c.md': 'x' } },
    ]);
    await git(bare, 'branch', '-f', BRANCH, both);
    assert.is(await isKnown({ parent: await git(bare, 'rev-parse', `${both}~`) }), false, 'more than the row');
    await git(bare, 'branch', '-f', BRANCH, await addCommits(bare, 'both', [{ files: { 'd.md': 'x' } }]));
    assert.is(await isKnown({ parent: both }), false, 'the row is in force');
    await git(bare, 'branch', '-f', BRANCH, tip);
    assert.is(await isKnown(), false, 'nothing at all');
  });

  it('fails when the repository declines it', { needs }, async (test) => {
    const { write, add } = await openPlace(test);
    await rejects(() => write(add('proposeRow'), { push: async () => 'declined' }), 'git/proposal-declined');
  });
});

describe('a committed row', (it) => {
  it('is never put on top of what somebody else pushed', { needs }, async (test) => {
    const { bare, write, add, tip } = await openPlace(test);
    const theirs = await addCommits(bare, 'main', [{ files: { 'b.md': 'theirs' } }]);
    const hasMoved = { kind: 'skipped', why: `branch main has moved on from ${tip.slice(0, 7)}` } as const;
    assert.equal(await write(add('commitRow'), {}, notFresh), hasMoved);
    const late: Partial<Repo> = { branches: async () => ok(new Map([['main', tip]]), NOON) };
    assert.equal(await write(add('commitRow'), late), hasMoved);
    assert.is(await git(bare, 'rev-parse', 'main'), theirs);
  });

  it('is pushed once, whatever the answer', { needs }, async (test) => {
    const { write, add } = await openPlace(test);
    for (const answer of ['lost-race', 'declined', 'thrown'] as const) {
      let pushes = 0;
      const push: Repo['push'] = async () => {
        pushes += 1;
        if (answer === 'thrown') throw new PlumblineError(repoErrors.timeout, 'late');
        return answer;
      };
      await write(add('commitRow'), { push }).catch(() => undefined);
      assert.is(pushes, 1, answer);
    }
  });

  for (const [how, push] of [
    ['by a hook or a protection', async () => 'declined'],
    ['by the whole server', () => Promise.reject(new PlumblineError(repoErrors.writeRefused, 'status 403'))],
  ] as const) {
    it(`has an error of its own when it is declined ${how}`, { needs }, async (test) => {
      const { write, add } = await openPlace(test);
      await rejects(() => write(add('commitRow'), { push: push as Repo['push'] }), 'git/commit-declined');
    });
  }

  it('keeps any other error as it is', { needs }, async (test) => {
    const { write, add } = await openPlace(test);
    const push = (): Promise<never> => Promise.reject(new PlumblineError(repoErrors.timeout, 'late'));
    await rejects(() => write(add('commitRow'), { push }), 'repo/timeout');
  });
});

describe('a proposal that is taken back', (it) => {
  const withdraw = (commit: string): GitAction => ({ system: 'git', do: 'withdrawProposal', args: { branch: BRANCH, commit } });

  it('is deleted with its branch', { needs }, async (test) => {
    const { bare, write, add } = await openPlace(test);
    const ours = idOf(await write(add('proposeRow')));
    assert.equal(await write(withdraw(ours)), { kind: 'applied', backendId: ours });
    assert.is(await git(bare, 'branch', '--list', BRANCH), '');
  });

  it('stays when a person touched it, before it was listed or after', { needs }, async (test) => {
    const { bare, write, add } = await openPlace(test);
    const ours = idOf(await write(add('proposeRow')));
    const theirs = await addCommits(bare, BRANCH, [{ files: { 'b.md': 'mine' } }]);
    assert.is((await write(withdraw(ours), {}, notFresh)).kind, 'skipped');
    const late: Partial<Repo> = { branches: async () => ok(new Map([[BRANCH, ours]]), NOON) };
    assert.is((await write(withdraw(ours), late)).kind, 'skipped');
    assert.is(await git(bare, 'rev-parse', BRANCH), theirs);
  });

  it('is nothing to do when a person deleted it first', { needs }, async (test) => {
    const { write, tip } = await openPlace(test);
    assert.equal(await write(withdraw(tip), {}, notFresh), { kind: 'skipped', why: `branch ${BRANCH} is gone already` });
  });

  it('asks whether it may still write, and fails when the repository declines it', { needs }, async (test) => {
    const { bare, write, add } = await openPlace(test);
    const ours = idOf(await write(add('proposeRow')));
    await rejects(() => write(withdraw(ours), {}, notFresh), 'repo/aborted');
    await rejects(() => write(withdraw(ours), { push: async () => 'declined' }), 'git/proposal-declined');
    assert.is(await git(bare, 'rev-parse', BRANCH), ours);
  });
});
