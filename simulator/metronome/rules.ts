/** What Metronome refuses although the shape is right (model/JobSpec.scala, JobRunSpec.scala, ScheduleSpec.scala, Network.scala). */
import { cronText } from './cron.ts';
import type { Job, Schedule } from './job.ts';
import { isObject } from './shape.ts';
import type { Detail, JsonObject } from './shape.ts';

const ID = /^([a-z0-9]+(-+[a-z0-9]+)*)(\.([a-z0-9]+(-+[a-z0-9]+)*))*$/;

export function mistakesIn(job: Job): readonly Detail[] {
  const { id, schedules, dependencies, run } = job;
  const found: (string | null)[][] = [
    [
      '/id',
      ID.test(id)
        ? null
        : "must fully match regular expression '^(([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])\\.)*([a-z0-9]|[a-z0-9][a-z0-9\\-]*[a-z0-9])$'",
    ],
    ['/schedules', schedules.length > 1 ? `has size ${schedules.length}, expected 1 or less` : null],
    ['/dependencies', new Set(dependencies.map((one) => one.id)).size < dependencies.length ? 'has double entries' : null],
    ['/', schedules.length > 0 && dependencies.length > 0 ? 'Jobs may not have both dependencies and schedules specified' : null],
    ...runMistakes(run),
  ];
  return [
    ...found.flatMap(([path, error]) => (typeof path === 'string' && typeof error === 'string' ? [{ path, errors: [error] }] : [])),
    ...schedules.flatMap((schedule, index) => scheduleMistakes(schedule, `/schedules(${index})`)),
  ];
}

export function scheduleMistakes({ cron, timezone, startingDeadlineSeconds }: Schedule, path: string): readonly Detail[] {
  const wrong = (field: string, error: string): Detail => ({ path: `${path}/${field}`, errors: [error] });
  return [
    ...(cronText(cron) === null ? [wrong('cron', `Can not read cron expression "${cron}"`)] : []),
    ...(isTimeZone(timezone) ? [] : [wrong('timezone', `No time zone found with this id: "${timezone}"`)]),
    ...(startingDeadlineSeconds < 60
      ? [wrong('startingDeadline', `got ${startingDeadlineSeconds} seconds, expected 1 minute or more`)]
      : []),
  ];
}

/** Those of java.time are those of the tz database, as here. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

function runMistakes(run: JsonObject): (string | null)[][] {
  const { cmd, docker, ucr, gpus, volumes, env, secrets } = run;
  const files = (volumes as readonly JsonObject[]).filter(({ secret }) => secret !== undefined).map(({ secret }) => String(secret));
  const inEnv = Object.values(env as JsonObject).flatMap((value) => (isObject(value) ? [String(value['secret'])] : []));
  return [
    ['/run', cmd === undefined && docker === undefined && ucr === undefined ? 'Cmd, Docker or UCR image must be specified' : null],
    ['/run', docker !== undefined && ucr !== undefined ? 'Either Docker or UCR should be provided, but not both' : null],
    ['/run/gpus', docker !== undefined && gpus !== 0 ? 'GPUs are not supported with Docker' : null],
    ['/run/volumes', docker !== undefined && files.length > 0 ? 'File based secrets are only supported by UCR' : null],
    ['/run', secretMistake(new Set([...files, ...inEnv]), new Set(Object.keys(secrets as JsonObject)))],
    ...networkMistakes(run),
  ];
}

function secretMistake(used: ReadonlySet<string>, defined: ReadonlySet<string>): string | null {
  const [undefinedOnes, unused] = [[...used].filter((name) => !defined.has(name)), [...defined].filter((name) => !used.has(name))];
  const text = [
    undefinedOnes.length === 0
      ? ''
      : `The following secrets are referenced, but undefined: ${undefinedOnes.join(', ')}. Please add them to the secrets field.`,
    unused.length === 0
      ? ''
      : `The following secrets are defined, but not referenced: ${unused.join(', ')}. Please remove them from the secrets field.`,
  ].join('');
  return text === '' ? null : text;
}

function networkMistakes({ networks, docker, ucr }: JsonObject): (string | null)[][] {
  const all = networks as readonly JsonObject[];
  const modes = new Set(all.map(({ mode }) => mode));
  const names = all.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const isBare = docker === undefined && ucr === undefined;
  const isNamed = all.every(({ mode, name }) => (mode === 'container') === (name !== undefined));
  const of = (isWrong: boolean, error: string): (string | null)[] => ['/run/networks', isWrong ? error : null];
  return [
    of(modes.size > 1, 'You may not mix host, container, or container/bridge networking. Only define one kind of network.'),
    of(isBare && [...modes].some((mode) => mode !== 'host'), 'Only containers may join container or bridge networks'),
    of(docker !== undefined && modes.has('container') && all.length > 1, 'Docker does not allow specification of multiple networks'),
    of(!modes.has('container') && all.length > 1, 'Only one host or container/bridge network modes are allowed'),
    of(new Set(names).size < names.length, 'network names must be unique'),
    of(!isNamed, 'must be empty'),
    of(
      all.some(({ mode, labels }) => mode === 'host' && labels !== undefined),
      'must be empty',
    ),
  ];
}
