/** The history that is played again and again: each kind of change once, with as little of everything as there can be. */
import type { State } from '../nemesis/state.ts';

export interface Act {
  readonly title: string;
  readonly state: State;
  /** The change whose proposed approval a person merges in this act. */
  readonly approves?: string;
}

export const FIRST: State = {
  volumes: { data: { sizeGiB: 16 }, old: { sizeGiB: 8 } },
  apps: { '/db': { instances: 1, cmd: 'serve-1', volume: 'data' }, '/web': { instances: 1, cmd: 'serve' } },
};

const SECOND: State = {
  volumes: { data: { sizeGiB: 24 }, old: { sizeGiB: 8, isAbsent: true } },
  apps: { '/db': { instances: 1, cmd: 'serve-2', volume: 'data' }, '/web': { instances: 2, cmd: 'serve' } },
};

const { '/db': db } = SECOND.apps;

export const ACTS: readonly Act[] = [
  { title: 'Create everything', state: FIRST },
  { title: 'Grow data, restart /db, scale /web, remove old', state: SECOND, approves: 'remove Volume/old' },
  { title: 'Take /web out', state: { volumes: SECOND.volumes, apps: db === undefined ? {} : { '/db': db } } },
];
