/** Marathon as its API names things (1.10 and newer), and what a read of it gives. */
import type { Action } from '../../model/change.ts';
import type { Json } from '../../model/ref.ts';

export type JsonObject = { readonly [key: string]: Json };

/** What /v2/info tells that defaults depend on. */
export interface MarathonInfo {
  readonly version: string;
  readonly frameworkId: string | null;
  /** `--mesos_role`: what an app without `role` gets, outside groups that enforce theirs. */
  readonly defaultRole: string;
  /** `--default_network_name`: what a container network without a name joins. */
  readonly defaultNetworkName: string | null;
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

export interface Deployment {
  readonly id: string;
  readonly affectedApps: readonly string[];
  /** Counted from 1. */
  readonly currentStep: number;
  readonly totalSteps: number;
}

export interface MarathonFacets {
  readonly info: MarathonInfo;
  /** By id. */
  readonly apps: ReadonlyMap<string, LiveApp>;
  readonly deployments: readonly Deployment[];
}

/** `liveVersion` is the version the plan was made from, null when there was no such app. */
export interface PutApp extends Action {
  readonly system: 'marathon';
  readonly do: 'put-app';
  /** `definition` is the complete body, in normal form, but for the texts of secrets: those go into these variables of its env. */
  readonly args: {
    readonly id: string;
    readonly liveVersion: string | null;
    readonly definition: JsonObject;
    readonly secretVariables: readonly string[];
  };
}

export interface DeleteApp extends Action {
  readonly system: 'marathon';
  readonly do: 'delete-app';
  readonly args: { readonly id: string; readonly liveVersion: string };
}

export type MarathonAction = PutApp | DeleteApp;
