/** A job as Chronos reads it out of a request (utils/JobDeserializer.scala): a lenient reader, which takes numbers as texts and texts as numbers. */
import { CONTAINER_DEFAULTS, COUNTER_DEFAULTS, FETCH_DEFAULTS, JOB_DEFAULTS, PERIOD_OF_NOW } from './defaults.ts';
import type { ChronosFlags } from './defaults.ts';

export type Fields = { readonly [name: string]: unknown };

/** Every field of a job but when it runs, in the words of the API. */
export interface Job {
  readonly name: string;
  readonly fields: Fields;
  /** Of one that runs by a schedule; else null. */
  readonly schedule: string | null;
  readonly scheduleTimeZone: string;
  /** Of one that runs after others; else null. */
  readonly parents: readonly string[] | null;
}

/** `nowIso`: the time for a job that says nothing of when it runs. */
export function readJob(body: Fields, flags: ChronosFlags, nowIso: string): Job {
  const parents = has(body, 'parents') ? [...new Set(listOf(body['parents']).map(textOf))] : null;
  const schedule = has(body, 'schedule') ? textOf(body['schedule']) : `R1/${nowIso}/${PERIOD_OF_NOW}`;
  return {
    name: textOf(body['name']),
    fields: {
      ...scalars(body, JOB_DEFAULTS),
      ...scalars(body, COUNTER_DEFAULTS),
      ...flagged(body, flags),
      ...lists(body),
      ...containerIn(body),
    },
    schedule: parents === null ? schedule : null,
    scheduleTimeZone: parents === null && has(body, 'scheduleTimeZone') ? textOf(body['scheduleTimeZone']) : '',
    parents,
  };
}

type Defaults = { readonly [name: string]: string | number | boolean };

function scalars(body: Fields, defaults: Defaults): Fields {
  return Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, has(body, name) ? as(value, body[name]) : value]));
}

/** 0 is taken for nothing. */
function flagged(body: Fields, { cpus, memMiB, diskMiB, user }: ChronosFlags): Fields {
  const or = (name: string, flag: number): number => as(0, body[name]) || flag;
  return {
    cpus: or('cpus', cpus),
    mem: or('mem', memMiB),
    disk: or('disk', diskMiB),
    runAsUser: has(body, 'runAsUser') ? textOf(body['runAsUser']) : user,
  };
}

const OPERATORS = ['EQUALS', 'LIKE', 'UNLIKE'];

function lists(body: Fields): Fields {
  return {
    uris: listOf(body['uris']).map(textOf),
    fetch: objectsOf(body['fetch']).map((file) => ({
      uri: textOf(file['uri'] ?? ''),
      ...scalars(file, FETCH_DEFAULTS),
      output_file: textOf(file['output_file'] ?? ''),
    })),
    arguments: listOf(body['arguments']).map(textOf),
    environmentVariables: objectsOf(body['environmentVariables']).map(({ name, value }) => ({ name: textOf(name), value: textOf(value) })),
    // One with another operator is dropped without a word.
    constraints: listOf(body['constraints'])
      .map(listOf)
      .filter(([, operator]) => OPERATORS.includes(textOf(operator))),
  };
}

function containerIn(body: Fields): Fields {
  const { container } = body;
  if (!isFields(container) || !has(container, 'image')) return {};
  return {
    container: {
      image: textOf(container['image']),
      ...scalars(container, CONTAINER_DEFAULTS),
      ...given(container, 'networkName'),
      networkInfos: objectsOf(container['networkInfos']).map((network) => ({
        name: textOf(network['name']),
        ...given(network, 'protocol'),
        labels: pairs(network['labels']),
        portMappings: objectsOf(network['portMappings']).map((port) => ({
          hostPort: as(0, port['hostPort']),
          containerPort: as(0, port['containerPort']),
          ...given(port, 'protocol'),
        })),
      })),
      volumes: objectsOf(container['volumes']).map(volumeIn),
      parameters: pairs(container['parameters']),
    },
  };
}

function volumeIn(volume: Fields): Fields {
  const { external } = volume;
  const name = isFields(external)
    ? { external: { ...given(external, 'name'), ...given(external, 'provider'), options: pairs(external['options']) } }
    : {};
  return { ...given(volume, 'hostPath'), containerPath: textOf(volume['containerPath']), ...given(volume, 'mode'), ...name };
}

function pairs(value: unknown): readonly Fields[] {
  return objectsOf(value).map(({ key, value: text }) => ({ key: textOf(key), value: textOf(text) }));
}

function given(fields: Fields, name: string): Fields {
  return has(fields, name) ? { [name]: textOf(fields[name]) } : {};
}

function has(fields: Fields, name: string): boolean {
  return (fields[name] ?? null) !== null;
}

/** In the type of the default: `"0.5"` is a number where one is expected. */
function as<T extends string | number | boolean>(like: T, value: unknown): T {
  if (typeof like === 'number') return (Number(value ?? 0) || 0) as T;
  if (typeof like === 'boolean') return (value === true || value === 'true') as T;
  return textOf(value) as T;
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectsOf(value: unknown): readonly Fields[] {
  return listOf(value).filter(isFields);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
