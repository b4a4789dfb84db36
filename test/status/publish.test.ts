/** When a status is committed, and that nothing is lost: on a real repository. */
import { silentLog } from '../../agent/log.ts';
import type { Memory } from '../../agent/model/memory.ts';
import { ok } from '../../agent/model/observed.ts';
import type { PassReport } from '../../agent/model/report.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { Secret } from '../../agent/redact.ts';
import { readMemory } from '../../agent/memory/memory.ts';
import { openRepo } from '../../agent/repo/open.ts';
import { publish } from '../../agent/status/publish.ts';
import type { Published } from '../../agent/status/publish.ts';
import { change, desired, health, manualClock, memory as emptyMemory, NOON, report } from '../helpers/builders.ts';
import type { ManualClock } from '../helpers/builders.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';

const BRANCH = 'plumbline/status';
const needs = { needs: ['git'] } as const;

interface Desk {
  readonly bare: string;
  readonly repo: Repo;
  readonly clock: ManualClock;
  readonly publish: (made: PassReport, memory: Memory, repo?: Repo) => Promise<Published>;
  /** Subjects of the status branch, newest first. */
  readonly subjects: () => Promise<readonly string[]>;
  readonly show: (file: string) => Promise<string>;
}

async function open(context: TestContext): Promise<Desk> {
  const folder = await temporaryFolder(context);
  const bare = await makeBare(folder);
  const clock = manualClock();
  const { signal } = new AbortController();
  const secrets = { read: async () => new Secret('', ''), mask() {} };
  const author = { name: 'Plumbline', email: 'plumbline@localhost' };
  const { repo, close } = await openRepo({ url: bare }, { dataDir: folder, clock, log: silentLog, secrets, signal, author });
  context.after(close);
  const deps = { repo, branch: BRANCH, clock, signal, redact: (text: string) => text.replaceAll('hush', '***') };
  return {
    bare,
    repo,
    clock,
    publish: (made, memory, other = repo) => publish({ ...deps, repo: other }, { report: made, memory, unsaved: [] }),
    subjects: async () => (await git(bare, 'log', '--format=%s', BRANCH)).split('\n'),
    show: (file) => git(bare, 'show', `${BRANCH}:${file}`),
  };
}

const after = (ms: number): PassReport['at'] => (NOON + ms) as PassReport['at'];
const PLAN = { changes: [], digest: 'd', at: NOON, commit: 'c'.repeat(40), unknown: [] };
const degraded = health({ 'App//web': 'degraded' });
const applied = [{ change: change('Volume/pg'), outcome: { kind: 'applied', backendId: 'v1' } }] as const;

describe('publishing', (it) => {
  it('commits the first status as an orphan, with an index', needs, async (context) => {
    const desk = await open(context);
    await desk.publish(report(), emptyMemory());
    assert.equal(await desk.subjects(), ['plumbline(prod): in sync at ccccccc [skip ci]']);
    assert.match(await desk.show('README.md'), '[prod](prod/README.md)');
    assert.match(await git(desk.bare, 'log', '-1', '--format=%B', BRANCH), `Plumbline-Commit: ${'c'.repeat(40)}`);
  });

  for (const [what, made, ageMs, commits, retryInMs] of [
    ['nothing new', report({ at: after(3_600_000) }), 3_600_000, 1, null],
    ['news just before 30 s', report({ at: after(29_999), health: degraded }), 29_999, 1, 1],
    ['news at 30 s', report({ at: after(30_000), health: degraded }), 30_000, 2, null],
    ['a change made, at once', report({ at: after(1), results: [...applied] }), 1, 2, null],
    [
      'another commit accepted, at once',
      report({ at: after(1), source: ok(desired({ commit: 'd'.repeat(40), inputs: 'inputs-2' }), NOON) }),
      1,
      2,
      null,
    ],
    [
      'another commit with the same inputs',
      report({ at: after(60_000), source: ok(desired({ commit: 'd'.repeat(40) }), NOON) }),
      60_000,
      1,
      null,
    ],
    ['nothing new just before a day', report({ at: after(86_399_999) }), 86_399_999, 1, null],
    ['nothing new for a day', report({ at: after(86_400_000) }), 86_400_000, 2, null],
  ] as const) {
    it(`makes ${commits} commits in all on ${what}`, needs, async (context) => {
      const desk = await open(context);
      const first = await desk.publish(report(), emptyMemory());
      desk.clock.advance(ageMs);
      const second = await desk.publish(made, first.memory);
      assert.equal([(await desk.subjects()).length, second.retryInMs], [commits, retryInMs]);
    });
  }

  it('remembers what settled while a status was held back, until it is on the branch', needs, async (context) => {
    const desk = await open(context);
    const moved = ok(desired({ commit: 'd'.repeat(40), inputs: 'inputs-2' }), NOON);
    const first = await desk.publish(report({ source: moved, plan: { ...PLAN, changes: [change('Volume/pg')] } }), emptyMemory());
    const held = await desk.publish(report({ source: moved, at: after(1_000) }), first.memory);
    await desk.publish(report({ source: moved, at: after(30_000) }), held.memory);
    assert.match(await desk.show('prod/accepted.json'), /"settled": \{\s+"commit": "dddd/);
  });

  it('commits at once when the clock was set back', needs, async (context) => {
    const desk = await open(context);
    const first = await desk.publish(report(), emptyMemory());
    await desk.publish(report({ at: after(-1), health: degraded }), first.memory);
    assert.is((await desk.subjects()).length, 2);
  });

  it('goes on with a change log that was damaged by hand', needs, async (context) => {
    const desk = await open(context);
    const first = await desk.publish(report({ results: [...applied] }), emptyMemory());
    const damaged = await addCommits(desk.bare, BRANCH, [{ files: { 'prod/changes/2026-11.jsonl': 'not json\n' } }]);
    await desk.publish(report({ at: after(1), results: [...applied] }), { ...first.memory, tip: damaged });
    assert.match(await desk.show('prod/README.md'), 'keep Volume/pg');
  });

  it('is read back by the next process as it was', needs, async (context) => {
    const desk = await open(context);
    const { memory } = await desk.publish(report({ results: [...applied] }), emptyMemory());
    const read = await readMemory({ repo: desk.repo, cluster: 'prod', tip: memory.tip, now: NOON }, null);
    assert.equal(read.kind === 'ok' ? read.value : read, memory);
  });

  it('derives its files again when another agent was quicker, and keeps the other cluster', needs, async (context) => {
    const desk = await open(context);
    const mine = await desk.publish(report(), emptyMemory());
    await desk.publish(report({ cluster: 'test' }), { ...emptyMemory(), tip: mine.memory.tip });
    await desk.publish(report({ at: after(60_000), results: [...applied] }), mine.memory);
    assert.is((await desk.subjects()).length, 3);
    assert.match(await desk.show('test/README.md'), '# test');
    assert.match(await desk.show('README.md'), '[test](test/README.md)');
    assert.match(await desk.show('prod/changes/2026-11.jsonl'), 'keep Volume/pg');
  });

  for (const [answer, code] of [
    ['declined', 'status/declined'],
    ['lost-race', 'status/contended'],
  ] as const) {
    it(`gives up with ${code} when every push is answered ${answer}`, needs, async (context) => {
      const desk = await open(context);
      let pushes = 0;
      const stubborn: Repo = { ...desk.repo, push: async () => ((pushes += 1), answer) };
      await rejects(() => desk.publish(report(), emptyMemory(), stubborn), code);
      assert.is(pushes, answer === 'declined' ? 1 : 5);
    });
  }

  it('invariant 12, no secret leaves: files and message go through the redactor', needs, async (context) => {
    const desk = await open(context);
    const results = [{ change: change('Volume/pg', { effects: ['says hush'] }), outcome: { kind: 'applied', backendId: 'hush' } }] as const;
    await desk.publish(report({ results: [...results] }), emptyMemory());
    assert.not.match(await git(desk.bare, 'log', '--patch', BRANCH), 'hush');
  });
});
