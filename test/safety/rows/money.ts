/** What costs money: a shop offers disks, and a system of the agent takes whatever is offered. */
import type { Spend } from '../../../agent/model/change.ts';
import type { Row, Stake } from '../row.ts';
import type { World } from '../world.ts';

export const CEILINGS = { monthlyUsd: 500, disks: 8, disksPerCommit: 6 };
export const nothingOrdered: Stake = {
  what: 'money: nothing was ordered yet',
  isThere: ({ shop }) => shop.orders.length === 0,
};

const offered =
  (spend: Spend) =>
  ({ shop }: World) =>
    void (shop.offer = spend);

export const moneys: readonly Row[] = [
  {
    trigger: 'purchase without ceilings',
    object: 'Disk',
    lost: nothingOrdered,
    guard: 'ceiling',
    test: 'nothing is bought where the configuration names no ceilings',
    happens: offered({ disks: 3, monthlyUsd: 44 }),
  },
  {
    trigger: 'purchase beyond a ceiling',
    object: 'Disk',
    lost: nothingOrdered,
    guard: 'ceiling',
    test: 'nothing is bought that costs more a month than the configuration allows',
    world: { settings: { ceilings: CEILINGS } },
    happens: offered({ disks: 3, monthlyUsd: 5_000 }),
  },
  {
    trigger: 'purchase without a price',
    object: 'Disk',
    lost: nothingOrdered,
    guard: 'ceiling',
    test: 'nothing is bought whose price is not known',
    world: { settings: { ceilings: CEILINGS } },
    happens: offered({ disks: 1, monthlyUsd: null }),
  },
  {
    trigger: 'purchase nobody can add up',
    object: 'Disk',
    lost: nothingOrdered,
    guard: 'ceiling',
    test: 'nothing is bought while it is not known what was bought before',
    world: { settings: { ceilings: CEILINGS } },
    happens: offered({ disks: 1, monthlyUsd: 15 }),
  },
];
