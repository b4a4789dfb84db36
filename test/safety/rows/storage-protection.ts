/** What keeps data safe when something fails, and what people chose by hand. */
import { cluster, SYNC } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { approveSetting, defaultPool, loseCopies, NODE_FILE, node, storage } from '../storage.ts';
import type { World } from '../world.ts';

const POOL = 'pool.yaml';
const TWO = 'storage/two.yaml';

/** Room for what the largest of five fault units has. */
const whole = { sparePercent: 21, rebuild: { enabled: true } };

async function field(world: World, name: string): Promise<unknown> {
  return (await world.hand.read('StoragePool', 'default'))[name];
}

const spare: Stake = {
  what: 'the room in which lost copies are made anew',
  isThere: async (world) => (await field(world, 'sparePercentage')) === 21,
};
const rebuild: Stake = {
  what: 'the second copies of what a failing disk had',
  isThere: async (world) => (await field(world, 'rebuildEnabled')) === true,
};

function lowered(row: Pick<Row, 'trigger' | 'lost' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return { object: 'StoragePool', world: storage({ [POOL]: defaultPool(whole) }), passes: 2, ...row };
}

const copies: Stake = { what: 'the only copy that is left of some data', isThere: () => true };
const inUse = (last: number, maintenance: boolean): string => node(last, {}, { maintenance });

export const storageProtection: readonly Row[] = [
  lowered({
    trigger: 'spare lowered',
    lost: spare,
    guard: 'needs-approval',
    test: 'a spare is not lowered below the largest fault unit without consent',
    happens: ({ push }) => push({ [POOL]: defaultPool({ ...whole, sparePercent: 5 }) }),
    consent: { give: approveSetting('sparePercent', 21, 5), makes: ['setSparePercentage'] },
  }),
  lowered({
    trigger: 'spare lowered with others',
    lost: spare,
    guard: 'mutant: spares-are-lowered-unasked',
    test: 'what else is changed of a pool does not take a lower spare along',
    happens: ({ push }) => push({ [POOL]: defaultPool({ ...whole, sparePercent: 5, rebalance: { enabled: false } }) }),
    may: ['setRebalanceEnabled'],
  }),
  lowered({
    trigger: 'rebuild switched off',
    lost: rebuild,
    guard: 'needs-approval',
    test: 'rebuild is not switched off without consent',
    happens: ({ push }) => push({ [POOL]: defaultPool({ ...whole, rebuild: { enabled: false } }) }),
    consent: { give: approveSetting('rebuild.enabled', true, false), makes: ['setRebuildEnabled'] },
  }),
  lowered({
    trigger: 'rebuild switched off while copies are missing',
    lost: rebuild,
    guard: 'mutant: protection-goes-whatever-the-pool-is',
    test: 'rebuild is not switched off while copies are missing, approved or not',
    arrange: loseCopies,
    happens: async (world) => {
      await world.push({ [POOL]: defaultPool({ ...whole, rebuild: { enabled: false } }) });
      await approveSetting('rebuild.enabled', true, false)(world);
    },
  }),
  lowered({
    trigger: 'spare raised by hand',
    lost: { what: 'the spare of 30 that somebody chose', isThere: async (world) => (await field(world, 'sparePercentage')) === 30 },
    guard: 'drift-reported',
    test: 'a spare that somebody raised is reported, not lowered',
    arrange: ({ hand }) => hand.act('StoragePool', 'default', 'setSparePercentage', { sparePercentage: '30' }),
    happens: () => null,
  }),
  lowered({
    trigger: 'spare changed by hand and in git',
    lost: { what: 'the spare of 30 that somebody chose', isThere: async (world) => (await field(world, 'sparePercentage')) === 30 },
    guard: 'conflict',
    test: 'a spare that somebody set while git says another waits for a decision',
    world: storage({ [POOL]: defaultPool(whole), 'cluster.yaml': cluster({ ...SYNC, selfHeal: { StoragePool: 'heal' } }) }),
    arrange: ({ hand }) => hand.act('StoragePool', 'default', 'setSparePercentage', { sparePercentage: '30' }),
    happens: ({ push }) => push({ [POOL]: defaultPool({ ...whole, sparePercent: 25 }) }),
  }),
  {
    trigger: 'maintenance of two',
    object: 'StorageNode',
    lost: copies,
    guard: 'mutant: maintenance-whatever-the-pools-are',
    test: 'of two nodes only one goes into maintenance at a time',
    world: storage({ [NODE_FILE]: inUse(14, false), [TWO]: inUse(13, false) }),
    happens: ({ push }) => push({ [NODE_FILE]: inUse(14, true), [TWO]: inUse(13, true) }),
    may: ['enterMaintenanceMode'],
  },
  {
    trigger: 'maintenance while copies are missing',
    object: 'StorageNode',
    lost: copies,
    guard: 'mutant: maintenance-whatever-the-pools-are',
    test: 'no node goes into maintenance while copies of its pool are missing elsewhere',
    world: storage({ [NODE_FILE]: inUse(14, false) }),
    arrange: loseCopies,
    happens: ({ push }) => push({ [NODE_FILE]: inUse(14, true) }),
    passes: 2,
  },
];
