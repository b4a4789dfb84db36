/** A node that is replaced, and disks that nobody's row is for. */
import { assert, describe } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { scaleioOf } from '../simulator/marathon/storage.ts';
import { bought, DAY_MS, HOUR_MS, MINUTE_MS, openDays, page, rowsInUse, stay } from './days.ts';
import type { Days } from './days.ts';
import { HOSTS, nodesText, POOL_FILE } from './files.ts';
import { approveAll, edit } from './people.ts';

const OPTIONS = { needs: ['git'], timeoutMs: 120_000 } as const;
const PACE_MS = 30 * MINUTE_MS;
const [, SECOND] = HOSTS;

function destroyed({ world: { sim } }: Days): readonly (string | null)[] {
  return sim.ledger().flatMap(({ system, effect, id }) => (system === 'ec2' && effect === 'destroyed' ? [id] : []));
}

describe('a node that is replaced by another machine with its address', (it) => {
  it('gets nothing until its incarnation is raised, then a disk of its own; the old one is nobody’s to take', OPTIONS, async (context) => {
    const days = await openDays(context, { rows: ['r1: 180'], limits: { rows: 2, rawGiB: 720, monthlyUsd: 57.6 } });
    const { sim } = days.world;
    sim.fill('default', 40);
    assert.is(await stay(days, { forMs: HOUR_MS, each: () => rowsInUse(days)['r1'] === 3 }), true, 'the row is in use');
    sim.replaceHost(SECOND);
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([bought(days), rowsInUse(days)], [3, { r1: 2 }]);
    assert.match(await page(days), 'spec.incarnation');
    await days.world.commit({ 'storage/nodes.yaml': nodesText(HOSTS, { [SECOND]: 2 }) });
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([bought(days), rowsInUse(days), destroyed(days)], [4, { r1: 3 }, []]);
  });
});

/** A pool without rows, and a volume that somebody tagged for a row that is nowhere. */
async function withOrphan(context: TestContext): Promise<Days> {
  const days = await openDays(context, { limits: { rows: 2, rawGiB: 720, monthlyUsd: 57.6 } });
  const { sim } = days.world;
  const storage = await scaleioOf(sim);
  const firstId = async (type: string): Promise<string> => String((await storage.get(`/api/types/${type}/instances`)).list[0]?.id);
  const [system, pool] = [await firstId('System'), await firstId('StoragePool')];
  const tags = { cluster: 'prod', system, pool, sds: 'of-long-ago', row: 'r7', attempt: '0' };
  const named = Object.fromEntries(Object.entries(tags).map(([name, value]) => [`plumbline/${name}`, value]));
  sim.arrangeCloud({ addDisk: { zone: 'us-west-1b', sizeGiB: 180, tags: named } });
  sim.fill('default', 40);
  return days;
}

/** The disks that the machines did not come with. */
function ours({ world: { sim } }: Days): ReturnType<typeof sim.world>['disks'] {
  return sim.world().disks.filter(({ tags }) => tags['plumbline/cluster'] === 'prod');
}

describe('a disk that no row is for', (it) => {
  it('is told of, and used by a row that it fits instead of a new one', OPTIONS, async (context) => {
    const days = await withOrphan(context);
    await stay(days, { forMs: HOUR_MS, paceMs: PACE_MS });
    const [orphan] = ours(days);
    assert.match(await page(days), orphan?.id ?? '?');
    await edit(days.world, POOL_FILE, '    rows:\n', '    rows:\n      r1: 180\n');
    assert.is(await stay(days, { forMs: HOUR_MS, each: () => rowsInUse(days)['r1'] === 3 }), true, 'the row is in use');
    assert.is(bought(days), 2);
    assert.is(ours(days).find(({ id }) => id === orphan?.id)?.attachedTo, SECOND);
  });

  it('is deleted once it is a day old and that is approved, not before', OPTIONS, async (context) => {
    const days = await withOrphan(context);
    const ids = ours(days).map(({ id }) => id);
    await stay(days, { forMs: DAY_MS - HOUR_MS, paceMs: PACE_MS, each: async () => (await approveAll(days.world)).length > 0 });
    assert.equal(destroyed(days), []);
    await stay(days, { forMs: 3 * HOUR_MS, paceMs: PACE_MS });
    assert.equal(destroyed(days), []);
    assert.equal(await approveAll(days.world), [`remove Disk/orphan/${ids[0]}`]);
    await stay(days, { forMs: 2 * HOUR_MS, paceMs: PACE_MS });
    assert.equal([destroyed(days), ours(days)], [ids, []]);
  });
});
