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
  readonly failoverTimeoutS: number;
  /** False: it gets no offers, as when its scheduler is away. */
  readonly isActive: boolean;
  readonly isConnected: boolean;
  /** Known from its tasks alone, after a fail-over of the masters: its scheduler has not come back yet. */
  readonly isRecovered: boolean;
}

export interface LiveTask {
  readonly id: string;
  readonly name: string;
  readonly frameworkId: string;
  readonly agentId: string;
  readonly state: string;
  /** Ports of its host, in the order in which the app names them. */
  readonly ports: readonly number[];
}

export interface LiveAgent {
  readonly id: string;
  readonly hostname: string;
  /** The IPv4 address that it is known by to the masters; null: another kind of address. */
  readonly ip: string | null;
  /** Names of its attributes. */
  readonly attributes: readonly string[];
}

export interface Agents {
  /** By id. */
  readonly registered: ReadonlyMap<string, LiveAgent>;
  /** How many were there before a fail-over of the masters and are not back: what they run is not known yet. */
  readonly awaited: number;
}

/** What a scheduler said of itself. */
export type Probed = { readonly kind: 'well' } | { readonly kind: 'ill' | 'not-asked'; readonly why: string };

export interface MesosFacets {
  readonly info: MesosInfo;
  readonly frameworks: readonly LiveFramework[];
  /** Those that may be running: also on agents that are out of reach. */
  readonly tasks: readonly LiveTask[];
  readonly agents: Agents;
  /** Of each declared Framework with a health path. */
  readonly probes: ReadonlyMap<Ref, Probed>;
}

/** There is none: a Framework says how things shall be, its app makes them so. */
export interface MesosAction extends Action {
  readonly system: 'mesos';
}
