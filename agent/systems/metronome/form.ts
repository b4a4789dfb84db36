/** The normal form of a job of Metronome: every default filled in, what has no order in one. */
import { isDeepStrictEqual } from 'node:util';
import { isFields, isList } from '../../jobs/differences.ts';
import type { Fields, LiveJob } from '../../jobs/types.ts';
import type { Doc } from '../../model/desired.ts';
import type { Json } from '../../model/ref.ts';
import { canonicalCron } from './cron.ts';

/** Defaults of what a definition may leave out, by the place it stands in (api/v1/models/package.scala). */
const JOB: Fields = { dependencies: [], labels: {}, schedules: [] };
const RUN: Fields = { gpus: 0, env: {}, artifacts: [], maxLaunchDelay: 3600, volumes: [], secrets: {}, networks: [] };
/** What has no default: it is there or not. */
const SAID_OF_RUN = ['cpus', 'mem', 'disk', 'cmd', 'args', 'user', 'taskKillGracePeriodSeconds'];
const PLACEMENT: Fields = { constraints: [] };
const RESTART: Fields = { policy: 'NEVER' };
const SCHEDULE: Fields = { timezone: 'UTC', startingDeadlineSeconds: 900, concurrencyPolicy: 'ALLOW', enabled: true };
const ARTIFACT: Fields = { extract: true, executable: false, cache: false };
const DOCKER: Fields = { privileged: false, parameters: [], forcePullImage: false };
const UCR: Fields = { privileged: false };
const IMAGE: Fields = { kind: 'docker', forcePull: false };
const NETWORK: Fields = { labels: {} };

export function liveForm({ definition }: LiveJob): Fields {
  return formOf(definition);
}

export function wantedForm({ spec }: Doc<'Job'>): Fields {
  return formOf((spec.metronome ?? {}) as unknown as Fields);
}

/** What is sent: without what is by default, for an older Metronome refuses fields that it does not know. */
export function bodyOf(name: string, form: Fields): Fields {
  const { run, ...job } = form;
  return {
    id: name,
    ...withoutDefaults(job, JOB),
    run: withoutDefaults(isFields(run) ? run : {}, { ...RUN, placement: PLACEMENT, restart: RESTART }),
  };
}

function formOf(job: Fields): Fields {
  return {
    ...given(job, ['description']),
    labels: job['labels'] ?? {},
    dependencies: sorted(entriesIn(job, 'dependencies')),
    schedules: entriesIn(job, 'schedules').map(scheduleIn),
    run: runIn(mappingIn(job, 'run')),
  };
}

/** `nextRunAt` is nobody's to declare. */
function scheduleIn(schedule: Fields): Fields {
  const { cron } = schedule;
  return {
    ...SCHEDULE,
    ...given(schedule, ['id', ...Object.keys(SCHEDULE)]),
    ...(typeof cron === 'string' ? { cron: canonicalCron(cron) } : {}),
  };
}

function runIn(run: Fields): Fields {
  return {
    ...RUN,
    ...given(run, [...SAID_OF_RUN, ...Object.keys(RUN)]),
    placement: { constraints: sorted(entriesIn(mappingIn(run, 'placement'), 'constraints').map(constraintIn)) },
    restart: { ...RESTART, ...mappingIn(run, 'restart') },
    artifacts: entriesIn(run, 'artifacts').map((artifact) => ({ ...ARTIFACT, ...artifact })),
    networks: entriesIn(run, 'networks').map((network) => ({ ...NETWORK, ...network })),
    ...(isFields(run['docker']) ? { docker: { ...DOCKER, ...run['docker'] } } : {}),
    ...(isFields(run['ucr']) ? { ucr: { ...UCR, ...run['ucr'], image: { ...IMAGE, ...mappingIn(run['ucr'], 'image') } } } : {}),
  };
}

/** EQ is answered as IS since 0.5.71 (model/PlacementSpec.scala). */
function constraintIn(constraint: Fields): Fields {
  return constraint['operator'] === 'EQ' ? { ...constraint, operator: 'IS' } : constraint;
}

function withoutDefaults(fields: Fields, defaults: Fields): Fields {
  const isDefault = ([name, value]: readonly [string, Json]): boolean => isDeepStrictEqual(value, defaults[name]);
  return Object.fromEntries(Object.entries(fields).filter((entry) => !isDefault(entry)));
}

function given(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
}

function entriesIn(fields: Fields, name: string): readonly Fields[] {
  const value = fields[name];
  return isList(value) ? value.filter(isFields) : [];
}

function mappingIn(fields: Fields, name: string): Fields {
  const value = fields[name];
  return isFields(value) ? value : {};
}

/** Sets, by all that their entries say. */
function sorted(list: readonly Fields[]): readonly Fields[] {
  const key = ({ id = '', attribute = '', operator = '', value = '' }: Fields): string => JSON.stringify([id, attribute, operator, value]);
  return list.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}
