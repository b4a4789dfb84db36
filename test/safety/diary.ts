/** Worlds with the volume `diary`, of which the agent takes a snapshot every night. */
import { approve, goingOf } from './consent.ts';
import { volume } from './files.ts';
import type { Row, Stake } from './row.ts';
import { storage } from './storage.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const TAKE = 'POST /api/instances/System/action/snapshotVolumes';
export const DIARY = 'volumes/diary.yaml';

/** `over`: beside the spec. */
export function diary(keep: number, over: object = {}, schedule = '0 3 * * *'): string {
  return volume('diary', 8, over, { snapshots: { schedule, keep } });
}

/** Names of the snapshots that are there, oldest first. */
export function taken({ sim }: World): readonly string[] {
  return sim
    .world()
    .volumes.flatMap(({ name }) => (/-\d{10}$/.test(name ?? '') ? [name ?? ''] : []))
    .toSorted();
}

/** A snapshot each of so many days; worlds begin at noon. */
export function days(count: number): (world: World) => Promise<void> {
  return async (world) => {
    for (let day = 0; day < count; day += 1) {
      world.sim.advance(DAY_MS);
      await world.settle();
    }
    world.notes.set('oldest', taken(world)[0] ?? '');
  };
}

const snapshots: Stake = { what: 'what volume `diary` was on the days before', isThere: (world) => taken(world).length > 0 };

/** What was the oldest after `days`. */
export async function oldestGone(world: World): Promise<string | null> {
  return taken(world).includes(world.notes.get('oldest') ?? '') ? null : 'The oldest snapshot is gone.';
}

/** A volume with two snapshots of two that are kept. */
export function kept(row: Pick<Row, 'trigger' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return { object: 'Snapshot', lost: snapshots, world: storage({ [DIARY]: diary(2) }), arrange: days(2), passes: 2, ...row };
}

/** What a person consents to who wants the oldest one removed. */
export function approveOldest(world: World): Promise<void> {
  const name = world.notes.get('oldest') ?? '';
  const [, day = '', time = ''] = /-(\d{6})(\d{4})$/.exec(name) ?? [];
  return approve(world, [goingOf(`Snapshot/diary/20${day}-${time}`, world.hand.volumeId(name))]);
}
