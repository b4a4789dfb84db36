/** Nodes and disks that are to go with consent, while their pools need them; and those that are to stay after all. */
import { approve, goingOf } from '../consent.ts';
import type { Row, Stake } from '../row.ts';
import { absent, addSecond, approveGoing, loseCopies, NODE_FILE, node, part, second, storage, withSecond } from '../storage.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const SYSTEM = 'GET /api/types/System/instances';
const fourth: Stake = part('StorageNode', 'sds_10.0.0.14', 'and the copies on it');
const FILES = { [NODE_FILE]: node(14) };

/** Both parts of consent to the removal of a node. */
async function removeNode(world: World): Promise<void> {
  await world.push({ [NODE_FILE]: node(14, absent) });
  await approveGoing('StorageNode/n14', 'Sds', 'sds_10.0.0.14')(world);
}

async function removeDisk(world: World): Promise<void> {
  await world.push({ [NODE_FILE]: withSecond('absent') });
  await approveGoing('Device/n14/second', 'Device', 'second')(world);
}

function needed(row: Pick<Row, 'trigger' | 'test'> & Partial<Row>): Row {
  return {
    object: 'StorageNode',
    lost: fourth,
    guard: 'mutant: nodes-go-whatever-the-pools-are',
    world: storage(FILES),
    passes: 2,
    happens: removeNode,
    ...row,
  };
}

function neededDisk(row: Pick<Row, 'trigger' | 'test' | 'arrange'>): Row {
  const guard = 'mutant: devices-go-whatever-the-pools-are';
  return { object: 'Device', lost: second, guard, world: storage(), passes: 2, happens: removeDisk, ...row };
}

function mdmDegraded({ scaleio }: World): void {
  scaleio.answer(SYSTEM, (text) => text.replaceAll('ClusteredNormal', 'ClusteredDegraded'));
}

export const storageDrains: readonly Row[] = [
  needed({
    trigger: 'copies missing',
    test: 'a node stays while copies of its pool are missing elsewhere, approved or not',
    arrange: loseCopies,
  }),
  needed({
    trigger: 'too full for what is left',
    test: 'a node stays whose data would fill the others, approved or not',
    arrange: ({ sim }) => sim.fill('default', 70),
    consent: { give: ({ sim }) => sim.fill('default', 10), makes: ['removeSds'] },
  }),
  needed({
    trigger: 'too few left',
    test: 'a node stays without which its pool would be on two, approved or not',
    lost: part('StorageNode', 'sds_10.0.0.13', 'without which no third fault unit is left'),
    world: storage({ 'storage/n13.yaml': node(13) }, { agents: 3 }),
    happens: async (world) => {
      await world.push({ 'storage/n13.yaml': node(13, absent) });
      await approveGoing('StorageNode/n13', 'Sds', 'sds_10.0.0.13')(world);
    },
  }),
  needed({
    trigger: 'another one drains',
    test: 'a node stays while another one of its pool drains, approved or not',
    arrange: async ({ sim, hand }) => {
      sim.fill('default', 30);
      await hand.act('Sds', 'sds_10.0.0.12', 'removeSds');
    },
  }),
  needed({
    trigger: 'MDMs no whole cluster',
    guard: 'mutant: mdm-is-not-asked',
    test: 'a node stays while an MDM is away, approved or not',
    happens: async (world) => {
      mdmDegraded(world);
      await removeNode(world);
    },
    consent: { give: ({ scaleio }) => scaleio.honest(), makes: ['removeSds'] },
  }),
  needed({
    trigger: 'two at once',
    guard: 'delete-rate',
    test: 'of two nodes whose removal is approved the second goes an hour later',
    world: storage({ ...FILES, 'storage/n15.yaml': node(15) }),
    happens: async (world) => {
      await world.push({ [NODE_FILE]: node(14, absent), 'storage/n15.yaml': node(15, absent) });
      const ids = await Promise.all([14, 15].map((last) => world.hand.idOf('Sds', `sds_10.0.0.${last}`)));
      await approve(world, [goingOf('StorageNode/n14', ids[0] ?? ''), goingOf('StorageNode/n15', ids[1] ?? '')], 5 * HOUR_MS);
    },
    passes: 4,
    may: ['removeSds'],
    consent: { give: ({ sim }) => sim.advance(HOUR_MS), makes: ['removeSds'] },
  }),
  neededDisk({
    trigger: 'copies missing',
    test: 'a disk stays while copies of its pool are missing elsewhere, approved or not',
    arrange: async (world) => {
      await addSecond(world);
      loseCopies(world);
    },
  }),
  {
    ...neededDisk({ trigger: 'MDMs no whole cluster', test: 'a disk stays while an MDM is away, approved or not', arrange: addSecond }),
    guard: 'mutant: mdm-is-not-asked',
    happens: async (world) => {
      mdmDegraded(world);
      await removeDisk(world);
    },
    consent: { give: ({ scaleio }) => scaleio.honest(), makes: ['removeDevice second'] },
  },
  {
    trigger: 'tombstone taken back while it drains',
    object: 'StorageNode',
    lost: fourth,
    guard: 'mutant: removals-run-to-their-end',
    test: 'a node that is declared again while it drains is kept',
    world: storage(FILES),
    arrange: async (world) => {
      world.sim.fill('default', 40);
      await removeNode(world);
      await world.passes(1);
    },
    happens: ({ push }) => push(FILES),
    passes: 2,
    may: ['abortRemoveSds'],
  },
  {
    trigger: 'tombstone taken back while it drains',
    object: 'Device',
    lost: { what: second.what, isThere: ({ sim }) => sim.world().devices.some(({ name }) => name === 'second') },
    guard: 'mutant: removals-run-to-their-end',
    test: 'a disk that is declared again while it drains is kept',
    world: storage(),
    arrange: async (world) => {
      await addSecond(world);
      world.sim.fill('default', 40);
      world.sim.advance(24 * HOUR_MS);
      await removeDisk(world);
      await world.passes(1);
    },
    happens: ({ push }) => push({ [NODE_FILE]: withSecond() }),
    passes: 2,
    may: ['abortRemoveDevice second'],
  },
];
