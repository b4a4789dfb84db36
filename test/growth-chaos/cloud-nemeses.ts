/** What EC2 does by itself, and what people do there. */
import type { WorldView } from '../../simulator/world-view.ts';
import { nodesText, sdsOn } from '../growth/files.ts';
import type { GrowthWorld } from '../growth/mortal-world.ts';
import { scaleioOf } from '../simulator/marathon/storage.ts';
import { MINUTE_MS } from './stage.ts';
import type { Nemesis, Stage } from './stage.ts';

type Disk = WorldView['disks'][number];

const MOST_LAG = 13;
const NODES_FILE = 'storage/nodes.yaml';

/** Arranged now, and taken back a while later; left out: it stays. */
function arranged(order: (stage: Stage) => Parameters<GrowthWorld['sim']['arrangeCloud']>[0], back?: typeof order): Nemesis['strike'] {
  return (stage) => {
    const { world, later, chance } = stage;
    world.sim.arrangeCloud(order(stage));
    if (back !== undefined) later((1 + chance.below(10)) * MINUTE_MS, () => world.sim.arrangeCloud(back(stage)));
    return null;
  };
}

function someLag({ chance }: Stage): { tags: number; volumes: number; mappings: number } {
  return { tags: chance.below(MOST_LAG), volumes: chance.below(MOST_LAG), mappings: chance.below(MOST_LAG) };
}

const CHANGES = ['CreateVolume', 'AttachVolume', 'CreateTags', 'DescribeVolumes', 'DescribeInstances'];

export const CLOUD_NEMESES: readonly Nemesis[] = [
  { name: 'lag for good', strike: arranged((stage) => ({ lag: someLag(stage) })) },
  { name: 'lag of 12', strike: arranged(() => ({ lag: { tags: 12, volumes: 12, mappings: 12 } })) },
  {
    name: 'lag for a while',
    strike: arranged(
      (stage) => ({ lag: someLag(stage) }),
      () => ({ lag: { tags: 0, volumes: 0, mappings: 0 } }),
    ),
  },
  { name: 'ghosts', strike: arranged(({ chance }) => ({ ghosts: 1 + chance.below(2) })) },
  { name: 'errored volumes', strike: arranged(({ chance }) => ({ errors: 1 + chance.below(2) })) },
  { name: 'hangs in attaching', strike: arranged(({ chance }) => ({ hangs: 1 + chance.below(2) })) },
  {
    name: 'slow EC2',
    strike: arranged(
      () => ({ delaysMs: { create: 100_000, attach: 60_000, detach: 60_000 } }),
      () => ({ delaysMs: { create: 2000, attach: 2000, detach: 2000 } }),
    ),
  },
  {
    name: 'hidden names',
    strike: arranged(({ world }) => ({ hiddenNames: Object.fromEntries(world.sim.hosts.map((host) => [host, HIDDEN])) })),
  },
  { name: 'throttled', strike: arranged(({ chance }) => ({ refuse: { times: 3 + chance.below(30) } })) },
  {
    name: 'one call throttled',
    strike: arranged(({ chance }) => ({ refuse: { call: CHANGES[chance.below(CHANGES.length)] ?? '', times: 3 + chance.below(10) } })),
  },
  {
    name: 'quota',
    strike: arranged(
      ({ world }) => ({ quotas: { volumes: world.sim.world().disks.length - 2 * world.sim.hosts.length + 1 } }),
      () => ({ quotas: { volumes: null } }),
    ),
  },
  {
    name: 'unauthorized',
    strike: arranged(
      ({ chance }) => ({ unauthorized: [CHANGES[chance.below(CHANGES.length)] ?? ''] }),
      () => ({ unauthorized: [] }),
    ),
  },
  { name: 'another cluster of this name', strike: (stage) => foreign(stage) },
  { name: 'tags stripped', mayStop: true, strike: (stage) => onDisk(stage, stripTags) },
  { name: 'attached elsewhere', mayStop: true, strike: (stage) => onDisk(stage, attachElsewhere) },
  { name: 'replaced, the IP reused', mayStop: true, strike: (stage) => replace(stage, false) },
  { name: 'replaced, and incarnation raised', mayStop: true, strike: (stage) => replace(stage, true) },
];

const HIDDEN = ['b', 'c'].flatMap((first) => 'abcdefghijklm'.split('').map((second) => `/dev/xvd${first}${second}`));

/** Its volumes come and go beside ours: in our tags' words, for another ScaleIO. */
function foreign({ world: { sim }, chance, tell }: Stage): null {
  const ours = oursIn(sim.world())[0]?.tags ?? {};
  for (const { name, zone } of sim.world().hosts) {
    const slot = {
      'plumbline/pool': ours['plumbline/pool'] ?? 'c98eaac600000000',
      'plumbline/sds': ours['plumbline/sds'] ?? '9b4c8f3200000001',
    };
    const tags = {
      ...slot,
      'plumbline/cluster': 'prod',
      'plumbline/system': '4d2989c17f7ec52c',
      'plumbline/row': 'r1',
      'plumbline/attempt': '0',
    };
    sim.arrangeCloud({ addDisk: { zone, sizeGiB: 180, tags, ...(chance.below(2) === 0 ? { host: name } : {}) } });
  }
  tell('another cluster of this name has volumes here');
  return null;
}

/** What agents bought, newest first. */
export function oursIn({ disks }: Pick<WorldView, 'disks'>): readonly Disk[] {
  const others = '4d2989c17f7ec52c';
  return disks.filter(({ tags }) => tags['plumbline/cluster'] === 'prod' && tags['plumbline/system'] !== others).toReversed();
}

/** To one of those that were bought, now or a little later, when there is one. */
function onDisk(stage: Stage, act: (stage: Stage, disk: Disk) => boolean): null {
  const { world, chance, later, atOnce } = stage;
  const tryNow = (): void => {
    const ours = oursIn(world.sim.world()).filter(({ state }) => state === 'available' || state === 'in-use');
    const disk = ours[chance.below(ours.length)];
    if (disk === undefined || !act(stage, disk)) later(MINUTE_MS, tryNow);
  };
  atOnce(tryNow);
  return null;
}

function stripTags({ world, harm, tell }: Stage, { id }: Disk): boolean {
  world.sim.arrangeCloud({ stripTags: id });
  harm({ kind: 'disk', id });
  tell(`${id} loses its tags`);
  return true;
}

function attachElsewhere({ world, harm, tell }: Stage, { id, zone, attachedTo }: Disk): boolean {
  const other = world.sim.world().hosts.find((host) => host.zone === zone && host.name !== attachedTo && host.alive);
  if (other === undefined) return false;
  world.sim.arrangeCloud({ attachElsewhere: { disk: id, host: other.name } });
  harm({ kind: 'disk', id });
  tell(`${id} is attached to ${other.name}, was to ${attachedTo ?? 'nothing'}`);
  return true;
}

function replace(stage: Stage, isRaised: boolean): null {
  const { world, chance, atOnce, later, harm, tell } = stage;
  const host = world.sim.hosts[chance.below(world.sim.hosts.length)] ?? '';
  atOnce(() => {
    world.sim.replaceHost(host);
    harm({ kind: 'host', name: host });
    tell(`${host} is another machine now`);
    if (!isRaised) return;
    later((5 + chance.below(20)) * MINUTE_MS, async () => {
      await world.commit({ [NODES_FILE]: nodesText(world.sim.hosts, { [host]: 2 }) }, `Replace ${host}`);
      tell(`the incarnation of ${host} is raised`);
      await removeOldSds(stage, host);
    });
  });
  return null;
}

/** What the old machine's data server had is lost with it; ScaleIO lets go of it once two copies of everything are elsewhere. */
async function removeOldSds(stage: Stage, host: string): Promise<void> {
  const { world, later, tell } = stage;
  const storage = await scaleioOf(world.sim);
  const old = (await storage.get('/api/types/Sds/instances')).list.find(({ name }) => String(name).startsWith(`${sdsOn(host)}_old`));
  if (old === undefined) return;
  const { status } = await storage.post(`/api/instances/Sds::${old.id}/action/removeSds`, {});
  if (status === 200) return tell(`${old.name} is taken out of ScaleIO`);
  later(MINUTE_MS, () => removeOldSds(stage, host));
}
