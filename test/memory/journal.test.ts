/** Commits of the journal, on real repositories: nothing is lost in a race, and nothing is written on top of what went back. */
import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { commitJournal } from '../../agent/memory/journal.ts';
import type { Derive, Entry } from '../../agent/memory/journal.ts';
import { readMemory } from '../../agent/memory/memory.ts';
import type { Memory } from '../../agent/model/memory.ts';
import type { Repo } from '../../agent/model/repo.ts';
import { manualClock, memory, writer } from '../helpers/builders.ts';
import type { ManualClock } from '../helpers/builders.ts';
import { addCommits, git, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import { serveGit } from '../helpers/git-server.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { open } from '../repo/opening.ts';
import { valueOf } from './branch.ts';
import { intent, inventoryOf, owned } from './objects.ts';

const BRANCH = 'plumbline/status';
const needs = { needs: ['git'] } as const;

interface Desk {
  readonly bare: string;
  readonly repo: Repo;
  readonly clock: ManualClock;
  readonly commit: (derive: Derive, from?: Memory, over?: { readonly repo?: Repo; readonly cluster?: string }) => Promise<Memory>;
  readonly read: () => Promise<Memory>;
  readonly subjects: () => Promise<readonly string[]>;
  readonly show: (file: string) => Promise<string>;
}

async function deskOf(test: TestContext, way: 'local' | 'remote' = 'local'): Promise<Desk> {
  const folder = await temporaryFolder(test);
  const bare = await makeBare(folder);
  const clock = manualClock();
  const url = way === 'local' ? bare : await serve(test, folder, bare);
  const { repo } = await open(test, { url }, { clock });
  const { signal } = new AbortController();
  const tipOf = async (): Promise<string | null> => valueOf(await repo.branches()).get(BRANCH) ?? null;
  return {
    bare,
    repo,
    clock,
    commit: (derive, from = memory(), over = {}) =>
      commitJournal({ repo, cluster: 'prod', branch: BRANCH, clock, signal, ...over }, from, derive),
    read: async () => valueOf(await readMemory({ repo, cluster: 'prod', tip: await tipOf(), now: clock.now() }, null)),
    subjects: async () => (await git(bare, 'log', '--format=%s', BRANCH)).split('\n'),
    show: (file) => git(bare, 'show', `${BRANCH}:${file}`),
  };
}

async function serve(test: TestContext, folder: string, bare: string): Promise<string> {
  await git(bare, 'config', 'http.receivepack', 'true');
  await addCommits(bare, 'main', [{ files: { 'cluster.yaml': '' } }]);
  return (await serveGit(folder, test)).url(path.basename(bare));
}

function entry(after: Memory, message = 'm', files: readonly (readonly [string, string | null])[] = []): Entry {
  return { after, files: new Map(files), message };
}

const takes = (what: Partial<Memory>, message = 'm'): Derive => {
  return async (before) => entry({ ...before, ...what }, message);
};

describe('a commit of the journal', (it) => {
  it('is the first of an orphan branch, and is read back as it was given', needs, async (test) => {
    const desk = await deskOf(test);
    const what = { writer: writer(), inventory: inventoryOf(owned('Volume/pg')), intents: [intent('Volume/x')] };
    const made = await desk.commit(async (before) => entry({ ...before, ...what }, 'first', [['README.md', 'text']]));
    assert.equal(await desk.read(), made);
    assert.equal([await desk.subjects(), await desk.show('README.md')], [['first'], 'text']);
  });

  it('holds only the files that changed', needs, async (test) => {
    const desk = await deskOf(test);
    const first = await desk.commit(takes({ writer: writer(), intents: [intent('Volume/x')] }));
    await desk.commit(takes({ intents: [] }), first);
    assert.is(await git(desk.bare, 'diff', '--name-status', `${BRANCH}~`, BRANCH), 'D\tprod/intents/line-of-Volume-x.json');
  });

  it('is not made when there is nothing to say', needs, async (test) => {
    const desk = await deskOf(test);
    const first = await desk.commit(takes({ writer: writer() }));
    assert.is(await desk.commit(async () => null, first), first);
    assert.equal(await desk.commit(takes({}), first), first);
    assert.is((await desk.subjects()).length, 1);
  });

  it('takes along how full the pools are, and is not made for that alone', needs, async (test) => {
    const desk = await deskOf(test);
    const samplesOf = (usedPercent: number): Memory['samples'] => {
      return new Map([['StoragePool/gold', [{ at: desk.clock.now(), usedPercent, inUseGiB: 800 }]]]);
    };
    const first = await desk.commit(takes({ writer: writer(), samples: samplesOf(70) }));
    const measured = await desk.commit(takes({ samples: samplesOf(71) }), first);
    assert.equal([(await desk.subjects()).length, measured.samples, (await desk.read()).samples], [1, samplesOf(71), samplesOf(70)]);
    await desk.commit(takes({ writer: null, intents: [intent('Volume/x')] }), measured);
    assert.equal((await desk.read()).samples, samplesOf(71));
  });

  it('is derived from the files on the branch and the clusters that have a folder there', needs, async (test) => {
    const desk = await deskOf(test);
    const tip = await addCommits(desk.bare, BRANCH, [
      { files: { 'test/status.json': '{}', 'test/deep/status.json': '{}', 'a/b.txt': 'old' } },
    ]);
    const seen: unknown[] = [];
    await desk.commit(async (before, at) => {
      seen.push(at.clusters, await at.textOf('a/b.txt'), await at.textOf('a/none.txt'), at.below('test/deep/'));
      return entry({ ...before, writer: writer() });
    }, memory({ tip }));
    assert.equal(seen, [['test'], 'old', '', ['test/deep/status.json']]);
  });

  it('leaves the folder of another cluster on the same branch alone', needs, async (test) => {
    const desk = await deskOf(test);
    const prod = await desk.commit(takes({ writer: writer() }));
    await desk.commit(takes({ writer: writer({ epoch: 5 }) }), memory({ tip: prod.tip }), { cluster: 'test' });
    // Now behind, prod derives again on top of the other's commit.
    const again = await desk.commit(takes({ writer: writer({ epoch: 3 }) }), prod);
    assert.equal(await desk.read(), again);
    assert.match(await desk.show('test/writer.json'), '"epoch": 5');
    assert.is((await desk.subjects()).length, 3);
  });
});

for (const way of ['local', 'remote'] as const) {
  describe(`a race for the journal, ${way}`, (it) => {
    it('that is lost is derived again from what the other wrote', needs, async (test) => {
      const desk = await deskOf(test, way);
      const first = await desk.commit(takes({ writer: writer({ epoch: 1 }) }));
      await desk.commit(takes({ inventory: inventoryOf(owned('Volume/pg')) }, 'other'), first);
      const seen: unknown[] = [];
      const made = await desk.commit(async (before) => {
        seen.push([before.tip === first.tip, before.inventory.size]);
        return entry({ ...before, writer: writer({ epoch: (before.writer?.epoch ?? 0) + 1 }) }, 'mine');
      }, first);
      assert.equal(seen, [
        [true, 0],
        [false, 1],
      ]);
      assert.equal(await desk.read(), made);
      assert.equal([made.writer?.epoch, made.inventory.size], [2, 1]);
      assert.equal(await desk.subjects(), ['mine', 'other', 'm']);
    });

    it('that is lost to a branch that was not there yet is derived again', needs, async (test) => {
      const desk = await deskOf(test, way);
      await desk.commit(takes({ inventory: inventoryOf(owned('Volume/pg')) }, 'other'));
      const made = await desk.commit(takes({ writer: writer() }, 'mine'));
      assert.equal([await desk.read(), await desk.subjects()], [made, ['mine', 'other']]);
    });

    it('that is lost to another writer can be given up', needs, async (test) => {
      const desk = await deskOf(test, way);
      const first = await desk.commit(takes({ writer: writer({ epoch: 1 }) }));
      const other = await desk.commit(takes({ writer: writer({ epoch: 2 }) }, 'other'), first);
      const given = await desk.commit(
        async (before) => (before.writer?.epoch === 1 ? entry({ ...before, contact: 'empty' }) : null),
        first,
      );
      assert.equal(given, other);
      assert.equal(await desk.subjects(), ['other', 'm']);
    });

    it('is not lost when the push came first and only its answer was bad', needs, async (test) => {
      const desk = await deskOf(test, way);
      const first = await desk.commit(takes({ writer: writer({ epoch: 1 }) }));
      let pushes = 0;
      const badlyAnswered = async (...[branch, commit, expected]: Parameters<Repo['push']>): Promise<'lost-race'> => {
        pushes += 1;
        await desk.repo.push(branch, commit, expected);
        await addCommits(desk.bare, BRANCH, [{ files: { 'test/status.json': '{}' }, message: 'on top', atS: desk.clock.now() / 1000 }]);
        return 'lost-race';
      };
      const oneMore: Derive = async (before) => {
        return entry({ ...before, intents: [...before.intents, intent(`Volume/on-${before.tip}`)] }, 'mine');
      };
      const made = await desk.commit(oneMore, first, { repo: { ...desk.repo, push: badlyAnswered } });
      assert.is(pushes, 1);
      assert.equal(await desk.subjects(), ['on top', 'mine', 'm']);
      assert.equal([made.intents.length, await desk.read()], [1, made]);
    });
  });
}

describe('the journal is not written', (it) => {
  it('after five lost races', needs, async (test) => {
    const desk = await deskOf(test);
    let pushes = 0;
    const stubborn = { ...desk.repo, push: async () => ((pushes += 1), 'lost-race' as const) };
    const startMs = desk.clock.now();
    await rejects(() => desk.commit(takes({ writer: writer() }), memory(), { repo: stubborn }), 'memory/contended');
    assert.equal([pushes, desk.clock.now() - startMs], [5, 50 + 100 + 200 + 400 + 800]);
  });

  it('when a hook of the server declines it', needs, async (test) => {
    const desk = await deskOf(test, 'remote');
    const hook = path.join(desk.bare, 'hooks/pre-receive');
    await writeFile(hook, '#!/bin/sh\nexit 1\n');
    await chmod(hook, 0o755);
    await rejects(() => desk.commit(takes({ writer: writer() })), 'memory/declined');
    assert.equal([...valueOf(await desk.repo.branches()).keys()], ['main']);
  });

  it('when the push throws; the next reading tells what became of it', needs, async (test) => {
    const desk = await deskOf(test);
    const first = await desk.commit(takes({ writer: writer() }));
    const cut = { ...desk.repo, push: () => Promise.reject(new Error('cut')) };
    const error = await desk.commit(takes({ contact: 'empty' }), first, { repo: cut }).catch((thrown: Error) => thrown.message);
    assert.equal([error, await desk.read()], ['cut', first]);
  });

  for (const [how, move] of [
    ['went back', (bare: string) => git(bare, 'update-ref', `refs/heads/${BRANCH}`, `${BRANCH}~`)],
    ['was deleted', (bare: string) => git(bare, 'update-ref', '-d', `refs/heads/${BRANCH}`)],
    [
      'was begun anew',
      (bare: string) => git(bare, 'update-ref', '-d', `refs/heads/${BRANCH}`).then(() => addCommits(bare, BRANCH, [{ files: { x: 'x' } }])),
    ],
  ] as const) {
    it(`on a branch that ${how} since it was read`, needs, async (test) => {
      const desk = await deskOf(test);
      const first = await desk.commit(takes({ writer: writer() }));
      const second = await desk.commit(takes({ contact: 'empty' }), first);
      await move(desk.bare);
      const before = valueOf(await desk.repo.branches()).get(BRANCH);
      await rejects(() => desk.commit(takes({ contact: 'existing' }), second), 'memory/astray');
      assert.is(valueOf(await desk.repo.branches()).get(BRANCH), before);
    });
  }

  it('by an older version, not even when the newer one came meanwhile', needs, async (test) => {
    const desk = await deskOf(test);
    const first = await desk.commit(takes({ writer: writer() }));
    await addCommits(desk.bare, BRANCH, [{ files: { 'prod/accepted.json': '{"schema":2}' }, message: 'newer' }]);
    let derived = 0;
    const derive: Derive = async (before) => ((derived += 1), entry({ ...before, contact: 'empty' }));
    await rejects(() => desk.commit(derive, first), 'memory/newer');
    await rejects(async () => desk.commit(derive, await desk.read()), 'memory/newer');
    assert.equal([derived, (await desk.subjects())[0]], [1, 'newer']);
  });

  it('while the branch cannot be read', needs, async (test) => {
    const desk = await deskOf(test);
    const first = await desk.commit(takes({ writer: writer() }));
    await addCommits(desk.bare, BRANCH, [{ files: { 'prod/accepted.json': '{' }, message: 'damaged' }]);
    await rejects(() => desk.commit(takes({ contact: 'empty' }), first), 'memory/malformed');
    assert.is((await desk.subjects())[0], 'damaged');
  });
});
