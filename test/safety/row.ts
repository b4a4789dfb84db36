/** One dangerous situation: what brings it about, what would be lost, what stands in the way. docs/safety.md is made of these. */
import type { BlockedBy } from '../../agent/model/change.ts';
import type { ObjectKind } from '../../agent/model/ref.ts';
import type { World, WorldOptions } from './world.ts';

export interface Row {
  /** A kind of trigger: what differs in details only shares it. */
  readonly trigger: string;
  /** Disks stand for all that can be bought. */
  readonly object: ObjectKind;
  readonly lost: Stake;
  /** A file of agent/plan/guard/, or a patch of test/mutants/ that takes away what protects here. */
  readonly guard: BlockedBy | `mutant: ${string}`;
  /** Says what the agent does instead. */
  readonly test: string;
  readonly world?: WorldOptions;
  /** Before the danger: may make changes of its own. */
  readonly arrange?: (world: World) => unknown;
  readonly happens: (world: World) => unknown;
  /** How many passes follow what happens, a minute apart; default 4. */
  readonly passes?: number;
  /** Calls of the agent that are right although the danger is there; none when left out. */
  readonly may?: readonly string[];
  /** Harm that shows elsewhere than in the calls; null: there is none. */
  readonly harm?: (world: World) => Promise<string | null>;
  /** What people do to get it all the same, and the calls that must follow then. */
  readonly consent?: { readonly give: (world: World) => unknown; readonly makes: readonly string[] };
}

/** Rows that have something in common, under one title. */
export interface Topic {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** What would be lost; it has to be there before the danger. */
export interface Stake {
  readonly what: string;
  readonly isThere: (world: World) => unknown;
}

export function volumeData(name: string): Stake {
  return { what: `volume \`${name}\` and its data`, isThere: ({ sim }) => sim.world().volumes.some((volume) => volume.name === name) };
}

export function chosenThresholds(high: number, critical: number): Stake {
  const isThere = async ({ hand }: World): Promise<boolean> => (await hand.thresholds()) === `${high}/${critical}`;
  return { what: `the thresholds ${high} and ${critical} that somebody chose`, isThere };
}

/** Tasks beyond those that are declared. */
export function extraTasks(id: string, running: number): Stake {
  const isThere = ({ sim }: World): boolean => sim.world().apps.some((one) => one.id === id && one.running === running);
  return { what: `the ${running} tasks of \`${id}\`, more than declared, started in need`, isThere };
}

export function runningApp(id: string): Stake {
  const isThere = ({ sim }: World): boolean => sim.world().apps.some((one) => one.id === id && one.running > 0);
  return { what: `the tasks of \`${id}\``, isThere };
}
