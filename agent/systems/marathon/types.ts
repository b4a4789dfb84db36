/** Marathon as its API names things, and what a read of it gives. */
import type { Instant } from '../../clock.ts';
import type { PlumblineError } from '../../errors.ts';
import type { Action } from '../../model/change.ts';
import type { Json, SystemNameOf } from '../../model/ref.ts';
import type { Profile } from './profile.ts';

export type JsonObject = { readonly [key: string]: Json };

/** What /v2/info tells that defaults depend on. */
export interface MarathonInfo {
  readonly version: string;
  readonly profile: Profile;
  readonly frameworkId: string | null;
  /** `--mesos_role`: what an app without `role` gets, outside groups that enforce theirs. */
  readonly defaultRole: string;
  /** `--default_network_name`: what a container network without a name joins. */
  readonly defaultNetworkName: string | null;
  /** `--mesos_bridge_name`: the container network of an old `ipAddress` that is no container network but the bridge. */
  readonly bridgeName: string;
}

export interface TaskCounts {
  readonly staged: number;
  readonly running: number;
  readonly healthy: number;
  readonly unhealthy: number;
}

export interface LiveApp {
  /** Absolute path. */
  readonly id: string;
  /** Changes with every change of the app, scaling included. */
  readonly version: string;
  readonly instances: number;
  readonly tasks: TaskCounts;
  /** Ids of the deployments that hold the app locked. */
  readonly deployments: readonly string[];
  /** The app as answered, status fields and all. */
  readonly definition: JsonObject;
}

export interface LivePod {
  /** Absolute path. */
  readonly id: string;
  /** Changes with every change of the pod, scaling included. */
  readonly version: string;
  readonly instances: number;
  /** Instances that are STABLE: their containers run, and are healthy where they have health checks. Null: its status was not told. */
  readonly stable: number | null;
  /** The pod as answered, `version` and all. */
  readonly definition: JsonObject;
}

/** A group below the root; Marathon keeps groups that nothing is in. */
export interface LiveGroup {
  /** Absolute path. */
  readonly id: string;
  /** Null below 1.9. */
  readonly enforceRole: boolean | null;
}

export interface Deployment {
  readonly id: string;
  readonly affectedApps: readonly string[];
  readonly affectedPods: readonly string[];
  /** Its version is the time it was asked for; null when it is no time. */
  readonly startedAt: Instant | null;
  /** When it was last seen to get on by this process; null: nobody looked, so nobody knows. See progress.ts. */
  readonly movedAt: Instant | null;
  /** Counted from 1. */
  readonly currentStep: number;
  readonly totalSteps: number;
}

/** Tasks of one app or pod that wait for an offer they can be started with. */
export interface Queued {
  readonly id: string;
  /** Tasks still to be started. */
  readonly count: number;
  /** Null below 1.9. */
  readonly role: string | null;
  /** When Marathon began to start tasks of it; null when it is not told. */
  readonly since: Instant | null;
  /** How long nothing is tried after failures. */
  readonly delaySeconds: number;
  /** Why the last offer of each agent was not taken, most frequent first; empty where it is not told. */
  readonly rejections: readonly Rejection[];
}

export interface Rejection {
  /** As Marathon names it: `InsufficientCpus`. */
  readonly reason: string;
  readonly declined: number;
}

export interface MarathonFacets {
  readonly info: MarathonInfo;
  /** By id. */
  readonly apps: ReadonlyMap<string, LiveApp>;
  /** By id. */
  readonly pods: ReadonlyMap<string, LivePod>;
  /** By id; not the root. */
  readonly groups: ReadonlyMap<string, LiveGroup>;
  readonly deployments: readonly Deployment[];
  /** By the id of the app or pod. */
  readonly queue: ReadonlyMap<string, Queued>;
  /** By id of an app or pod that is in no list: why nobody can say that it is not there. */
  readonly hidden: ReadonlyMap<string, PlumblineError>;
}

/** `marathon`, or `marathon:batch`. */
export type MarathonName = SystemNameOf<'marathon'>;

/** `liveVersion` is the version the plan was made from, null when there was no such app. */
export interface PutApp extends Action {
  readonly system: MarathonName;
  readonly do: 'put-app';
  /** `definition` is the complete body, but for the texts of secrets: those go into these variables of its env. */
  readonly args: {
    readonly id: string;
    /** Of the Marathon that the body is for. */
    readonly profile: Profile;
    readonly liveVersion: string | null;
    readonly definition: JsonObject;
    readonly secretVariables: readonly string[];
  };
}

export interface DeleteApp extends Action {
  readonly system: MarathonName;
  readonly do: 'delete-app';
  readonly args: { readonly id: string; readonly liveVersion: string };
}

/** Without force: Marathon begins another deployment, back to what was there before (DeploymentsResource.cancel). */
export interface CancelDeployment extends Action {
  readonly system: MarathonName;
  readonly do: 'cancel-deployment';
  /** `id`: of the one app that the deployment changes, or makes: then it goes with it. */
  readonly args: { readonly id: string; readonly liveVersion: string; readonly deployment: string; readonly isCreate: boolean };
}

/** `definition` and `liveVersion` as of `PutApp`. One that is not there is made by POST, which replaces none that came up meanwhile. */
export interface PutPod extends Action {
  readonly system: MarathonName;
  readonly do: 'put-pod';
  readonly args: {
    readonly id: string;
    readonly liveVersion: string | null;
    readonly definition: JsonObject;
    /** Another mark restarts every instance, so it is set only by what restarts them anyway. */
    readonly mark: 'set' | 'keep';
  };
}

export interface DeletePod extends Action {
  readonly system: MarathonName;
  readonly do: 'delete-pod';
  readonly args: { readonly id: string; readonly liveVersion: string };
}

/** Makes the group with nothing in it, or changes whether its members take its role: the one thing a group says itself. */
export interface PutGroup extends Action {
  readonly system: MarathonName;
  readonly do: 'put-group';
  readonly args: { readonly id: string; readonly isThere: boolean; readonly enforceRole: boolean };
}

export type MarathonAction = PutApp | DeleteApp | CancelDeployment | PutPod | DeletePod | PutGroup;
