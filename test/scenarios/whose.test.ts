/** Documents that would be about the volume of another one, by the whole agent: judged by the ledger and by what is there. */
import { startCluster } from '../helpers/cluster.ts';
import type { Cluster } from '../helpers/cluster.ts';
import { git } from '../helpers/git-cli.ts';
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { handOn } from '../safety/hand.ts';
import { openWire } from '../safety/wire.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 90_000 } as const;
const PASS_MS = 60_000;

function volume(name: string, head = '', more = ''): { readonly [path: string]: string } {
  const text = `apiVersion: plumbline/v1\nkind: Volume\nmetadata: { name: ${name} }\n${head}spec: { pool: default, sizeGiB: 8${more} }\n`;
  return { [`clusters/prod/storage/${name}.yaml`]: text };
}

/** `Volume/diary` is known, and somebody called it `leftover` in ScaleIO. */
async function renamed(context: TestContext): Promise<{ cluster: Cluster; id: string; known: (name: string) => Promise<unknown[]> }> {
  const cluster = await startCluster(context);
  const hand = handOn(cluster.sim);
  await cluster.push(volume('diary'));
  await cluster.settle();
  const id = hand.volumeId('diary');
  await hand.renameVolume('diary', 'leftover');
  const known = async (name: string): Promise<unknown[]> => {
    cluster.sim.advance(PASS_MS);
    const { report } = await cluster.pass();
    const { ids, findings } = report.health;
    const codes = findings.filter(({ ref }) => ref === `Volume/${name}`).map(({ code }) => code);
    return [ids.get(`Volume/${name}`), codes, report.plan?.changes.filter(({ backendId }) => backendId === id).length];
  };
  return { cluster, id, known };
}

/** Names of the volume with this id: none, once it is destroyed. */
function namesOf({ sim }: Cluster, id: string): readonly (string | null)[] {
  return sim
    .world()
    .volumes.filter((one) => one.id === id)
    .map(({ name }) => name);
}

/** Merges every branch that the agent asks for an Approval by. */
async function approveAll({ bare, push }: Cluster): Promise<number> {
  const branches = await git(bare, 'for-each-ref', '--format=%(refname)', 'refs/heads/plumbline/approve');
  const names = branches.split('\n').filter((branch) => branch !== '');
  for (const branch of names) {
    const file = await git(bare, 'diff', '--name-only', `main...${branch}`);
    await push({ [file]: `${await git(bare, 'show', `${branch}:${file}`)}\n` });
  }
  return names.length;
}

describe('a volume that somebody renamed', (it) => {
  it("stays, whoever's tombstone has its name now", OPTIONS, async (context) => {
    const { cluster, id, known } = await renamed(context);
    await cluster.push(volume('leftover', 'state: absent\n'));
    for (let pass = 0; pass < 2; pass += 1) assert.equal(await known('leftover'), [undefined, ['KnownAsAnother'], 0]);
    assert.is(await approveAll(cluster), 0);
    assert.equal(namesOf(cluster, id), ['leftover']);
  });

  it('keeps its name, whoever says that it had that before', OPTIONS, async (context) => {
    const { cluster, id, known } = await renamed(context);
    await cluster.push(volume('second', '', ', renamedFrom: leftover'));
    for (let pass = 0; pass < 2; pass += 1) assert.equal(await known('second'), [undefined, ['KnownAsAnother'], 0]);
    assert.equal(namesOf(cluster, id), ['leftover']);
  });

  it('is that of its document under another name, with the tombstone and its Approval', OPTIONS, async (context) => {
    const { cluster, id } = await renamed(context);
    await cluster.push({ ...volume('leftover'), 'clusters/prod/storage/diary.yaml': null });
    const { report } = await cluster.settle();
    assert.equal([report.health.ready.get('Volume/leftover')?.kind, report.health.ids.get('Volume/leftover')], ['ready', id]);
    await cluster.push(volume('leftover', 'state: absent\n'));
    cluster.sim.advance(PASS_MS);
    await cluster.pass();
    assert.is(await approveAll(cluster), 1);
    await cluster.settle();
    assert.equal(namesOf(cluster, id), []);
    assert.is((await cluster.settle()).report.health.ready.get('Volume/leftover')?.kind, 'ready');
  });
});

describe('a tombstone', (it) => {
  const VOLUMES = 'GET /api/types/Volume/instances';

  it('is about the known volume for good, although a list lacked it once', OPTIONS, async (context) => {
    const wire = await openWire('');
    context.after(() => wire.close());
    const cluster = await startCluster(context, (settings) => {
      const { systems } = settings;
      wire.target = systems.scaleio?.url ?? '';
      return { ...settings, systems: { ...systems, ...(systems.scaleio && { scaleio: { ...systems.scaleio, url: wire.url } }) } };
    });
    const hand = handOn(cluster.sim);
    await cluster.push(volume('diary'));
    await cluster.settle();
    const id = hand.volumeId('diary');
    await cluster.push(volume('diary', 'state: absent\n'));
    const planned = async (): Promise<readonly (string | null)[]> => {
      cluster.sim.advance(PASS_MS);
      const { report } = await cluster.pass();
      return (report.plan?.changes ?? []).filter(({ ref }) => ref === 'Volume/diary').map(({ backendId }) => backendId);
    };
    wire.answer(VOLUMES, (text) => JSON.stringify((JSON.parse(text) as readonly { readonly id: string }[]).filter((one) => one.id !== id)));
    assert.equal(await planned(), []);
    wire.honest();
    await hand.renameVolume('diary', 'kept');
    const other = await hand.makeVolume('diary', 8);
    for (let pass = 0; pass < 2; pass += 1) assert.equal(await planned(), [id]);
    // Once it is gone, and asked for, nothing is known any more, and the other one's name is all there is.
    await hand.removeVolume('kept');
    assert.equal(await planned(), []);
    assert.equal(namesOf(cluster, other), ['diary']);
  });
});
