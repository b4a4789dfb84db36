/** Mesos as its operator API (v1) names things, and what a read of it gives. It only reads: nothing is ever written. */
import type { Action } from '../../model/change.ts';
import type { Ref } from '../../model/ref.ts';

/** Which Mesos this is: `--cluster`, and where the masters meet. Both outlive a fail-over; a master's id does not. */
export interface MesosInfo {
  readonly cluster: string | null;
  /** `--zk`, without credentials; null: a master that stands alone. */
  readonly zookeeper: string | null;
}

/** A scheduler as registered. */
export interface LiveFramework {
  readonly id: string;
  readonly name: string;
  readonly principal: string | null;
  readonly roles: readonly string[];
  /** How long its tasks outlive a scheduler that is away. */
  readonly failoverSeconds: number;
  /** False: its scheduler is away, or has asked for no offers. */
  readonly isActive: boolean;
  /** Known from its tasks alone, after a fail-over of the masters: its scheduler has not come back yet. */
  readonly isRecovered: boolean;
  /** Whether something is allocated to it, as to one that has tasks. */
  readonly holdsResources: boolean;
}

/** One that may be running. */
export interface LiveTask {
  readonly id: string;
  readonly frameworkId: string;
  readonly agentId: string;
  readonly isRunning: boolean;
  /** The ports of its host, in the order in which its app names them where Mesos was told of it; null: one that the host has not. */
  readonly ports: readonly (number | null)[];
}

export interface LiveAgent {
  readonly id: string;
  readonly hostname: string;
  /** The IPv4 address that it is known by to the masters; null: another kind of address. */
  readonly ip: string | null;
  /** By name; '' for what is neither a text nor a number. */
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Agents {
  /** By id. */
  readonly registered: ReadonlyMap<string, LiveAgent>;
  /** How many were there before a fail-over of the masters and are not back yet: nobody knows what they run. */
  readonly awaited: number;
}

/** What the scheduler of a Framework said of itself. */
export type Probed = { readonly kind: 'well' } | { readonly kind: 'ill' | 'not-asked'; readonly why: string };

/**
 * Everything but `info` is only read, and is empty otherwise, while a Framework is declared; `agents` also for whoever mounts a
 * declared volume.
 */
export interface MesosFacets {
  readonly info: MesosInfo;
  readonly frameworks: readonly LiveFramework[];
  readonly tasks: readonly LiveTask[];
  readonly agents: Agents;
  /** Of each declared Framework whose scheduler runs and has a health path. */
  readonly probes: ReadonlyMap<Ref, Probed>;
}

/** There is none: a Framework says how things shall be, its app makes them so. */
export interface MesosAction extends Action {
  readonly system: 'mesos';
}
