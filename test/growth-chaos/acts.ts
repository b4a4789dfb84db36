/** The history of a run: what happens to the pool, and what has to come of it. */
import type { GrowthWorld } from '../growth/mortal-world.ts';
import type { Person } from './person.ts';
import { nextKey, poolIn, readPool, withoutRow, withRow } from './pool-file.ts';
import { lastAttachedMs, unmade } from './made.ts';
import { oursIn } from './ours.ts';
import { MINUTE_MS } from './stage.ts';

export interface Act {
  readonly title: string;
  /** What may be in flight when a nemesis strikes. */
  readonly operations: readonly RegExp[];
  /** So long it may take beyond the usual, because the agent is made to take its time. */
  readonly extraMs: number;
  begin(play: Play): Promise<void> | void;
  /** When it could begin at the earliest: by the pool's own cooldown, virtual time. */
  notBeforeMs(play: Play): Promise<number> | number;
  /** What is not as it should be yet; null: nothing. */
  missing(play: Play): Promise<string | null>;
}

export interface Play {
  readonly world: GrowthWorld;
  readonly person: Person;
}

const POOL = 'default';
const HOUR_MS = 60 * MINUTE_MS;
/** As the pool's file has it. */
const COOLDOWN_MS = HOUR_MS;
const NIGHT_PERCENT = 88;
const BUYING = [
  /^ec2 CreateVolume$/,
  /^ec2 AttachVolume$/,
  /^ec2 CreateTags$/,
  /^scaleio POST .*\/Device\/instances$/,
  /^git push plumbline\/status$/,
  /^ec2 Describe/,
  /^scaleio GET /,
  /^git list$/,
];

/** The pool nears full: a row more is proposed and merged. */
function grow(title: string, usedPercent: number): Act {
  let before = 0;
  let cooledMs = 0;
  return {
    title,
    operations: [/^git push (plumbline\/grow\/|main$)/, ...BUYING],
    extraMs: 0,
    async begin({ world }) {
      before = (await readPool(world)).rows.size;
      world.sim.fill(POOL, usedPercent);
    },
    async notBeforeMs({ world }) {
      if ((await readPool(world)).rows.size === before) cooledMs = lastAttachedMs(world) + COOLDOWN_MS;
      return cooledMs;
    },
    async missing(play) {
      const { rows } = await readPool(play.world);
      return rows.size > before ? unmade(play.world, rows) : 'no row was merged';
    },
  };
}

/** A row is merged by day, and bought when it is needed. */
function night(): Act {
  let key = '';
  return {
    title: 'A row is bought by night',
    operations: BUYING,
    extraMs: 0,
    async begin({ world, person }) {
      await person.edit((text) => {
        key = nextKey(poolIn(text));
        return withRow(text, `${key}: { sizeGiB: 180, when: { usedPercent: ${NIGHT_PERCENT} } }`);
      }, 'A row for the night');
      person.sleep();
      world.sim.fill(POOL, 89);
    },
    notBeforeMs: () => 0,
    async missing(play) {
      const { rows } = await readPool(play.world);
      const row = rows.get(key);
      const used = play.world.sim.world().pools[0]?.usedPercent ?? 0;
      // A row of somebody's own may have been enough.
      const isNeeded = row !== undefined && used >= NIGHT_PERCENT;
      return unmade(play.world, isNeeded ? new Map([...rows, [key, { ...row, isWaiting: false }]]) : rows);
    },
  };
}

/** A row is taken out of use; its disks are deleted a day later, one an hour. */
function remove(): Act {
  let ids: readonly string[] = [];
  return {
    title: 'A row is removed',
    operations: [
      /removeDevice$/,
      /^ec2 DetachVolume$/,
      /^ec2 CreateTags$/,
      /^git push plumbline\/status$/,
      /^git push plumbline\/approve/,
      /^ec2 Describe/,
    ],
    extraMs: 32 * HOUR_MS,
    async begin({ world, person }) {
      const { rows } = await readPool(world);
      const [key = '', row] = [...rows].find(([, { isAbsent }]) => !isAbsent) ?? [];
      world.sim.fill(POOL, 30);
      ids = oursIn(world.sim.world())
        .filter(({ tags }) => tags['plumbline/row'] === key)
        .map(({ id }) => id);
      person.approve(new RegExp(`^remove Disk/${POOL}/[^/]+/${key}$`));
      await person.edit((text) => withoutRow(text, key, `${key}: { sizeGiB: ${row?.sizeGiB}, state: absent }`), `Remove ${key}`);
    },
    notBeforeMs: () => 0,
    async missing(play) {
      const left = play.world.sim.world().disks.filter(({ id }) => ids.includes(id));
      if (left.length > 0) return `still there: ${left.map(({ id, state }) => `${id} ${state}`).join(', ')}`;
      return unmade(play.world, (await readPool(play.world)).rows);
    },
  };
}

/** What every run begins with, and one of three endings. */
export function actsOf(seed: number): readonly Act[] {
  const endings = [grow('The pool nears full again', 82), night(), remove()];
  return [grow('The pool nears full', 82), ...endings.slice(seed % endings.length, (seed % endings.length) + 1)];
}
