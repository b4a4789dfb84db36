/** Schedulers that register with Mesos, and the tasks that they cannot know when they come back under another id. */
import type { Wanted } from '../consent.ts';
import { approve } from '../consent.ts';
import { app, doc, volume } from '../files.ts';
import type { Files } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import type { World, WorldOptions } from '../world.ts';

const IMAGE = { type: 'DOCKER', docker: { image: 'mesos/elasticsearch-scheduler:1.0.1' } };
const ARGS = ['--externalVolumeDriver', 'rexray', '--elasticsearchCpu', '0.1', '--elasticsearchRam', '32'];

function scheduler(fields: object = {}, more: readonly string[] = []): Files {
  return {
    'apps/es.yaml': app('/es', { cmd: undefined, args: [...ARGS, ...more], container: IMAGE, networks: [{ mode: 'host' }], ...fields }),
  };
}

/** `--frameworkFailoverTimeout`: its tasks end with it. */
const NO_FAILOVER = ['--frameworkFailoverTimeout', '0'];

/** A scheduler that forgets its id, as its Framework says; `more`: of its arguments. */
function worldWith(more: readonly string[] = [], keepsId = false): WorldOptions {
  const spec = { app: '/es', registration: { name: 'elasticsearch', keepsId }, volumes: ['elasticsearch{0..2}data'] };
  const volumes = [0, 1, 2].map((node) => [`volumes/es${node}.yaml`, volume(`elasticsearch${node}data`, 8)] as const);
  return {
    simulated: { mesosMasters: 2, forgetfulSchedulers: keepsId ? [] : ['elasticsearch'] },
    files: { ...scheduler({}, more), ...Object.fromEntries(volumes), 'frameworks/es.yaml': doc('Framework', 'es', spec) },
  };
}

const tasks: Stake = { what: 'the tasks of `elasticsearch`, with a volume each', isThere: areMounted };

function areMounted({ sim }: World): boolean {
  return sim.world().volumes.filter(({ name, mappedTo }) => name?.startsWith('elasticsearch') && mappedTo.length === 1).length === 3;
}

const RESTART: Wanted = {
  system: 'marathon',
  change: 'keep App//es',
  op: 'restart',
  backendId: '/es',
  class: 'destructive',
  values: [['mem', 32, 64]],
};

export const schedulers: readonly Row[] = [
  {
    trigger: 'scheduler restarted',
    object: 'App',
    lost: tasks,
    guard: 'needs-approval',
    test: 'a scheduler that comes back under another id is not restarted',
    world: worldWith(NO_FAILOVER),
    happens: ({ push }) => push(scheduler({ mem: 64 }, NO_FAILOVER)),
    consent: { give: (world) => approve(world, [RESTART]), makes: ['PUT /es'] },
  },
  {
    trigger: 'scheduler restarted',
    object: 'App',
    lost: tasks,
    guard: 'mutant: schedulers-start-beside-tasks',
    test: 'not even with an Approval is a scheduler restarted while its tasks would outlive it',
    world: worldWith(),
    happens: async (world) => {
      await approve(world, [RESTART]);
      await world.push(scheduler({ mem: 64 }));
    },
  },
  {
    trigger: 'scheduler started',
    object: 'App',
    lost: tasks,
    guard: 'mutant: schedulers-start-beside-tasks',
    test: 'a scheduler is not started beside the tasks that it left',
    world: worldWith(),
    arrange: stop,
    happens: ({ push }) => push(scheduler()),
  },
  {
    trigger: 'masters failed over',
    object: 'App',
    lost: tasks,
    guard: 'mutant: schedulers-start-beside-tasks',
    test: 'a scheduler is not started while the masters do not know what runs',
    world: worldWith(),
    arrange: stop,
    happens: async ({ push, sim }) => {
      await push(scheduler());
      sim.failOverMesos();
    },
  },
  {
    trigger: 'volume of a framework removed by hand',
    object: 'App',
    lost: tasks,
    guard: 'missing',
    test: 'a scheduler is not restarted while a volume of its tasks is missing',
    world: worldWith([], true),
    happens: async ({ hand, push }) => {
      await hand.removeVolume('elasticsearch1data');
      await push(scheduler({ mem: 64 }));
    },
  },
];

/** Its tasks run on for as long as it asked for. */
async function stop(world: World): Promise<void> {
  await world.push(scheduler({ instances: 0 }));
  await world.settle();
}
