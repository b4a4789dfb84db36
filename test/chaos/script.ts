/** The history of every run: three pushes, and the ten operations that they ask of the agent. */
import type { State } from '../nemesis/state.ts';

export interface Operation {
  readonly name: string;
  /** Its one request; for a push: of those that match, which one in the run. */
  readonly request: RegExp;
  readonly nth?: number;
}

export interface Act {
  readonly title: string;
  readonly state: State;
  readonly operations: readonly Operation[];
  readonly approves?: string;
}

const STATUS_PUSH = /^git push plumbline\/status$/;

export const FIRST: State = {
  volumes: { data: { sizeGiB: 16 }, logs: { sizeGiB: 8 }, old: { sizeGiB: 8 } },
  apps: { '/db': { instances: 1, cmd: 'serve-1', volume: 'data' }, '/web': { instances: 1, cmd: 'serve' } },
};

const DB = { instances: 1, cmd: 'serve-2', volume: 'data' };

const SECOND: State = {
  volumes: { data: { sizeGiB: 24 }, logs2: { sizeGiB: 8, renamedFrom: 'logs' }, old: { sizeGiB: 8 } },
  apps: { '/db': DB, '/web': { instances: 2, cmd: 'serve' } },
};

const THIRD: State = {
  volumes: { ...SECOND.volumes, old: { sizeGiB: 8, isAbsent: true } },
  apps: { '/db': DB },
};

export const ACTS: readonly Act[] = [
  {
    title: 'Create everything',
    state: FIRST,
    operations: [
      { name: 'claim', request: STATUS_PUSH, nth: 1 },
      { name: 'journal push', request: STATUS_PUSH, nth: 2 },
      { name: 'create volume', request: /^scaleio POST \/api\/types\/Volume\/instances$/ },
      { name: 'create app', request: /^marathon PUT \/v2\/apps\/+db$/ },
    ],
  },
  {
    title: 'Grow data, rename logs, restart /db, scale /web',
    state: SECOND,
    operations: [
      { name: 'grow volume', request: /^scaleio POST .*\/action\/setVolumeSize$/ },
      { name: 'rename volume', request: /^scaleio POST .*\/action\/setVolumeName$/ },
      { name: 'restart app', request: /^marathon PUT \/v2\/apps\/+db$/ },
      { name: 'scale app', request: /^marathon PUT \/v2\/apps\/+web$/ },
    ],
  },
  {
    title: 'Remove old, take /web out',
    state: THIRD,
    approves: 'remove Volume/old',
    operations: [
      { name: 'remove volume', request: /^scaleio POST .*\/action\/removeVolume$/ },
      { name: 'delete app', request: /^marathon DELETE \/v2\/apps\/+web$/ },
    ],
  },
];

export const OPERATIONS: readonly Operation[] = ACTS.flatMap(({ operations }) => operations);
