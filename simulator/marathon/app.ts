/** An app as Marathon holds it: what it should be, how far it has come, and its tasks. */
import type { Host } from '../service.ts';
import type { Resources } from '../world.ts';
import { SETS } from './definition.ts';
import type { AppDefinition } from './definition.ts';
import type { PodDefinition } from './pod-definition.ts';

/** `2026-11-21T14:02:00.000Z`; versions only ever grow. */
export type Version = string;

export interface VersionInfo {
  readonly lastScalingAt: Version;
  readonly lastConfigChangeAt: Version;
}

/** A definition as it was stored at a time. */
export interface Stored {
  readonly definition: AppDefinition;
  readonly version: Version;
  readonly versionInfo: VersionInfo;
}

export type TaskState = 'TASK_STAGING' | 'TASK_RUNNING' | 'TASK_KILLING' | 'TASK_UNREACHABLE';

export interface Task {
  readonly id: string;
  readonly host: Host;
  readonly resources: Resources;
  readonly ports: readonly number[];
  /** What it mounts when it starts, and what of that is mounted. */
  readonly volumes: readonly string[];
  readonly mounted: Set<string>;
  /** The app's version when the task was launched. */
  readonly version: Version;
  /** Tasks of another one than the app's are old. */
  readonly configVersion: Version;
  readonly stagedAtMs: number;
  startedAtMs: number | null;
  state: TaskState;
  isHealthy: boolean;
}

export interface TaskFailure {
  readonly message: string;
  readonly state: string;
  readonly task: Task;
  readonly atMs: number;
}

/** How many tasks there shall be, and whether those of an older configuration are to be replaced. */
export interface Goal {
  readonly instances: number;
  readonly replace: boolean;
}

export interface App {
  readonly id: string;
  stored: Stored;
  /** Newest last. */
  readonly history: Stored[];
  goal: Goal;
  tasks: Task[];
  lastFailure: TaskFailure | null;
  /** Launch tasks that found no place, and since when. */
  waiting: { readonly count: number; readonly sinceMs: number } | null;
  /** After failures nothing is launched before this time. */
  backoff: { readonly failures: number; readonly untilMs: number };
  /** What GET shows, once per order of its sets; emptied by `touch`. */
  shown: string[];
}

/** A task has begun to run, or is gone. */
export interface TaskChange {
  readonly kind: 'running' | 'gone';
  readonly app: App;
  readonly task: Task;
}

const MAX_VERSIONS = 50;

export const NO_BACKOFF: App['backoff'] = { failures: 0, untilMs: 0 };

export function newApp(stored: Stored): App {
  return {
    id: stored.definition.id,
    stored,
    history: [stored],
    goal: { instances: 0, replace: false },
    tasks: [],
    lastFailure: null,
    waiting: null,
    backoff: NO_BACKOFF,
    shown: [],
  };
}

export function storeVersion(app: App, stored: Stored): void {
  // Marathon counts failures per configuration: a new one is launched at once.
  if (stored.versionInfo.lastConfigChangeAt !== app.stored.versionInfo.lastConfigChangeAt) app.backoff = NO_BACKOFF;
  app.stored = stored;
  app.history.push(stored);
  if (app.history.length > MAX_VERSIONS) app.history.shift();
  touch(app);
}

/** Something that GET shows has changed. */
export function touch(app: App): void {
  app.shown = [];
}

/** Whether it is a pod that runs like an app. */
export function isPod(app: App): boolean {
  return app.stored.definition.pod !== undefined;
}

export function isReady(task: Task, definition: AppDefinition): boolean {
  return task.state === 'TASK_RUNNING' && (task.isHealthy || (definition.healthChecks ?? []).length === 0);
}

export function isOld(task: Task, app: App): boolean {
  return task.configVersion !== app.stored.versionInfo.lastConfigChangeAt;
}

export type Difference = 'none' | 'scale' | 'config';

/** What Marathon would do about a new definition; a change of executorResources alone is none (AppDefinition.isUpgrade). */
export function difference(before: AppDefinition, after: AppDefinition): Difference {
  if (configOf(before) !== configOf(after)) return 'config';
  return before.instances === after.instances ? 'none' : 'scale';
}

function configOf(definition: AppDefinition): string {
  if (definition.pod !== undefined) return podConfigOf(definition.pod);
  const { instances: _instances, executorResources: _executorResources, ...config } = definition;
  return JSON.stringify(canonical(config));
}

/** core/pod/PodDefinition.isUpgrade: what it leaves out is stored, and deploys nothing. */
function podConfigOf(pod: PodDefinition): string {
  const { scaling: _scaling, executorResources: _executorResources, legacySharedCgroups: _legacy, scheduling, ...config } = pod;
  const { backoff, upgrade, placement } = scheduling;
  return JSON.stringify(canonical({ ...config, backoff, upgrade, placement }));
}

/** Fields that Marathon keeps as sets, wherever they stand. */
const KEPT_AS_SETS: ReadonlySet<string> = new Set([...SETS, 'httpStatusCodesForReady']);

/** Equal values give equal JSON, whatever the order of their keys and sets. */
function canonical(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return KEPT_AS_SETS.has(name) ? [...new Set(items.map((item) => JSON.stringify(item)))].toSorted() : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner, key)]),
  );
}
