import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { asPlumblineError, PlumblineError } from '../../../agent/errors.ts';
import { silentLog } from '../../../agent/log.ts';
import type { Change } from '../../../agent/model/change.ts';
import { ok, unknown } from '../../../agent/model/observed.ts';
import type { Repo } from '../../../agent/model/repo.ts';
import type { System, WriteCtx } from '../../../agent/model/system.ts';
import { proposals } from '../../../agent/plan/rules/proposals.ts';
import { repoErrors } from '../../../agent/repo/errors.ts';
import { openRepo } from '../../../agent/repo/open.ts';
import { gitSystem } from '../../../agent/systems/git/system.ts';
import type { GitAction } from '../../../agent/systems/git/types.ts';
import { change, desired, manualClock, memory, NO_WORLD, NOON, testCtx } from '../../helpers/builders.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../../helpers/git-cli.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { DEFAULT_LIMITS } from '../../../agent/model/desired.ts';
import type { TestContext } from '../../helpers/suite.ts';

const needs = ['git'];
const KEY = '49448c59886a0735d522c3760167dccdea27dd0f47d4df8a1a604400524d9fda';
const BRANCH = 'plumbline/approve/49448c59886a';
const FILE = 'clusters/prod/approvals/49448c59886a.yaml';

interface Place {
  readonly bare: string;
  readonly repo: Repo;
  readonly tip: string;
  readonly system: System;
  readonly proposal: Change<GitAction>;
}

async function openPlace(test: TestContext): Promise<Place> {
  const bare = await makeBare(await temporaryFolder(test));
  const tip = await addCommits(bare, 'main', [{ files: { 'clusters/prod/a.yaml': 'a', 'b.md': 'b' } }]);
  const author = { name: 'Plumbline', email: 'plumbline@localhost' };
  const { repo } = await openRepo({ url: bare }, { ...testCtx(), log: silentLog, dataDir: '', author });
  return { bare, repo, tip, system: gitSystem(portOf(repo)), proposal: proposalOn(tip) };
}

function portOf(repo: Repo): Parameters<typeof gitSystem>[0] {
  return { repo, limits: DEFAULT_LIMITS, redact: (text) => text.replaceAll('hunter2', '***') };
}

function proposalOn(commit: string): Change<GitAction> {
  const removal = change('Volume/pg', { id: 'remove Volume/pg', approvalKey: KEY, effects: ['destroys pg, password hunter2'] });
  const inputs = {
    desired: desired({ commit }),
    accepted: null,
    memory: memory(),
    grants: [],
    secretTexts: new Map(),
    ignored: () => [],
    now: NOON,
  };
  const [draft] = proposals([{ change: removal, why: 'hunter2' }], inputs, NO_WORLD, { path: 'clusters/prod' });
  if (draft === undefined) throw new Error('nothing is proposed');
  return { ...draft, cause: 'rule', approvalKey: '' } as Change<GitAction>;
}

function writeCtx(fresh: WriteCtx['fresh'] = () => {}): WriteCtx {
  return { ...testCtx(manualClock()), fresh, secretTexts: new Map(), mark: 'prod/1' };
}

describe('a proposal', (it) => {
  it('is one commit with one file on the commit that was planned, on a branch of its own', { needs }, async (test) => {
    const { bare, system, tip, proposal } = await openPlace(test);
    assert.equal(await system.write(proposal, writeCtx()), { kind: 'applied', backendId: BRANCH });
    assert.is(await git(bare, 'log', '-1', '--format=%P %an %ct', BRANCH), `${tip} Plumbline ${NOON / 1000}`);
    assert.is(await git(bare, 'diff', '--name-status', 'main', BRANCH), `A\t${FILE}`);
    assert.is(await git(bare, 'log', '-1', '--format=%s', BRANCH), 'Approve: remove Volume/pg');
    const trailers = await git(bare, 'log', '-1', '--format=%(trailers:only)', BRANCH);
    assert.is(trailers, `Plumbline-Change: remove Volume/pg\nPlumbline-Key: ${KEY}`);
    assert.is(await git(bare, 'rev-parse', 'main'), tip);
  });

  it('never carries a secret', { needs }, async (test) => {
    const { bare, system, proposal } = await openPlace(test);
    await system.write(proposal, writeCtx());
    const pushed = `${await git(bare, 'log', '-1', '--format=%B', BRANCH)}${await git(bare, 'show', `${BRANCH}:${FILE}`)}`;
    assert.match(pushed, '***');
    assert.not.match(pushed, 'hunter2');
  });

  it('leaves a branch alone that is there already', { needs }, async (test) => {
    const { bare, system, tip, proposal } = await openPlace(test);
    await git(bare, 'update-ref', `refs/heads/${BRANCH}`, tip);
    const ctx = writeCtx(() => {
      throw new Error('something was to be written');
    });
    const written = await system.write(proposal, ctx);
    assert.equal(written, { kind: 'skipped', why: `branch ${BRANCH} is there already` });
    assert.is(await git(bare, 'rev-parse', BRANCH), tip);
  });

  it('is skipped when somebody pushes the branch after it was listed', { needs }, async (test) => {
    const { bare, repo, tip, proposal } = await openPlace(test);
    await git(bare, 'update-ref', `refs/heads/${BRANCH}`, tip);
    const late: Repo = { ...repo, branches: async () => ok(new Map([['main', tip]]), NOON) };
    assert.is((await gitSystem(portOf(late)).write(proposal, writeCtx())).kind, 'skipped');
    assert.is(await git(bare, 'rev-parse', BRANCH), tip);
  });

  it('asks whether it may still write after listing and before pushing', { needs }, async (test) => {
    const { bare, system, proposal } = await openPlace(test);
    const ctx = writeCtx((readAtMs) => {
      assert.is(readAtMs, 0);
      throw new PlumblineError(repoErrors.aborted, 'no longer the writer');
    });
    await rejects(() => system.write(proposal, ctx), 'repo/aborted');
    assert.is(await git(bare, 'branch', '--list', BRANCH), '');
  });

  it('is not pushed while the branches cannot be listed', { needs }, async (test) => {
    const { repo, proposal } = await openPlace(test);
    const error = new PlumblineError(repoErrors.unreachable, 'down');
    const blind: Repo = { ...repo, branches: async () => unknown(error), push: () => Promise.reject(new Error('pushed')) };
    await rejects(() => gitSystem(portOf(blind)).write(proposal, writeCtx()), 'repo/unreachable');
  });

  it('fails when the repository declines it', { needs }, async (test) => {
    const { repo, proposal } = await openPlace(test);
    const strict: Repo = { ...repo, push: async () => 'declined' };
    await rejects(() => gitSystem(portOf(strict)).write(proposal, writeCtx()), 'git/proposal-declined');
  });
});

describe('git as a system', (it) => {
  it('reads the branches, and says what it could not read', { needs }, async (test) => {
    const { repo, tip, system } = await openPlace(test);
    assert.equal(await system.read(testCtx(), NOTHING_SOUGHT), { branches: ok(new Map([['main', tip]]), NOON) });
    const error = asPlumblineError(new Error('down'));
    assert.equal(await gitSystem(portOf({ ...repo, branches: async () => unknown(error) })).read(testCtx(), NOTHING_SOUGHT), {
      branches: unknown(error),
    });
  });

  it('has nothing of its own to make, to wait for or to adopt', { needs }, async (test) => {
    const { system } = await openPlace(test);
    const inputs = {
      desired: desired(),
      accepted: null,
      memory: memory(),
      grants: [],
      secretTexts: new Map(),
      ignored: () => [],
      now: NOON,
    };
    assert.equal(system.diff(inputs, {}), []);
    const health = system.health(inputs, {});
    assert.equal([health.ready.size, health.findings.length, health.marks?.length, health.existing], [0, 0, 0, 0]);
  });

  it('is always the same system, and knows which of its branches are there', { needs }, async (test) => {
    const { system } = await openPlace(test);
    const live = { branches: ok(new Map([[BRANCH, 'a'.repeat(40)]]), NOON) };
    assert.equal(system.identity(live), ok('git', NOON));
    assert.equal(system.sees('Approval', BRANCH, live), ok(true, NOON));
    assert.equal(system.sees('Approval', 'main', live), ok(false, NOON));
    const down = { branches: unknown(asPlumblineError(new Error('down'))) };
    assert.equal([system.identity(down), system.sees('Approval', BRANCH, down)], [down.branches, down.branches]);
  });
});
