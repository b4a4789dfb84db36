/** What EC2 does by itself, and who else uses it. */
import type { GrowthWorld } from '../growth/mortal-world.ts';
import { OTHER_SYSTEM, oursIn } from './ours.ts';
import { MINUTE_MS } from './stage.ts';
import type { Nemesis, Stage } from './stage.ts';

const MOST_LAG = 13;

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
      'plumbline/system': OTHER_SYSTEM,
      'plumbline/row': 'r1',
      'plumbline/attempt': '0',
    };
    sim.arrangeCloud({ addDisk: { zone, sizeGiB: 180, tags, ...(chance.below(2) === 0 ? { host: name } : {}) } });
  }
  tell('another cluster of this name has volumes here');
  return null;
}
