/** What a simulated system is to the HTTP server, the ledger and the faults in front of it. */

export type Effect = 'none' | 'created' | 'changed' | 'attached' | 'detached' | 'destroyed';

export interface Call {
  readonly method: string;
  /** Decoded path without query, as received: `/v2/apps//shop/web`. */
  readonly path: string;
  /** Of a name that is given more than once, the last value. */
  readonly query: { readonly [name: string]: string };
  /** Of each name, all values; left out: none was read. */
  readonly queries?: { readonly [name: string]: readonly string[] };
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** The body as text, and parsed when it is JSON (else undefined). */
  readonly text: string;
  readonly json: unknown;
  /** The fields of a body sent as a form. */
  readonly form?: { readonly [name: string]: string };
}

/** An answer that goes on: gets `send` and `end`, and gives back what to do when the caller is gone. */
export type Stream = (send: (text: string) => void, end: () => void) => () => void;

export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  /** A string is sent as it is, anything else as JSON; with `stream` nothing of it. */
  readonly body: unknown;
  readonly stream?: Stream;
  /** What the call did to a cluster object; tokens, sessions, deployments and tasks are none. */
  readonly effect: Effect;
  /** Backend id of the object concerned, null when there is none. */
  readonly id: string | null;
}

/** As the agent calls them: a Marathon that has a name is called by it. */
export type SystemName = 'marathon' | `marathon:${string}` | 'scaleio' | 'ec2' | 'mesos' | 'chronos' | 'metronome';

export interface Service {
  readonly system: SystemName;
  /** Below which path it is, `/service/marathon`; left out: at the root. */
  readonly basePath?: string;
  /** Told once, before the first call, at which address it is served. */
  opened?(url: string): void;
  handle(call: Call): Answer;
  /** What this call would answer if there were no objects at all: 200 with an empty list, for the fault `empty`. */
  emptyAnswer(call: Call): Answer;
  /** What this call answers while the system elects a leader, for the fault `elect`; null where there is no such thing. */
  electionAnswer(call: Call): Answer | null;
}

/** Virtual time as the world sees it. */
export interface WorldClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `act` when virtual time reaches `atMs`; due acts run in order of time, then of asking, before any request is answered. */
  at(atMs: number, act: () => void): void;
}

/** A host is at once Mesos agent, ScaleIO SDS and SDC. */
export interface Host {
  readonly name: string;
  readonly ip: string;
  alive: boolean;
  readonly cpus: number;
  readonly memMiB: number;
  readonly zone: string;
}

/** What starting a task asks of storage, as REX-Ray does it on the host. */
export interface StoragePort {
  /** Maps the volume to the host's SDC; unmaps it elsewhere first when REX-Ray may preempt. */
  attach(volumeName: string, host: Host): { readonly kind: 'attached' } | { readonly kind: 'refused'; readonly why: string };
  /** Unmaps it from the host's SDC (a task ended cleanly). */
  detach(volumeName: string, host: Host): void;
  /** Tells of each volume that is taken away from hosts, dead ones or such as still use it. */
  onPreempted?(listener: (preempted: Preempted) => void): void;
}

export interface Preempted {
  readonly volumeName: string;
  readonly hostIps: readonly string[];
}

/** The cloud disks of a host, as its operating system and the SDS on it see them: EC2's half of what joins it to ScaleIO. */
export interface HostDisks {
  /**
   * The disk that is under this path on the living host of this address: by id on Nitro, under the requested name on Xen.
   * Null: none, or it is not attached (yet, or any more).
   */
  find(hostIp: string, path: string): { readonly diskId: string; readonly sizeGib: number } | null;
}

/** The SDS's half: who has a disk open. While one has, detaching it does not end (`busy`); deleting is refused anyway. */
export interface DiskUsers {
  isInUse(diskId: string): boolean;
}
