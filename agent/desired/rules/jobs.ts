/** Rules about one job that its schema cannot say: what Chronos and Metronome refuse, or drop without a word. */
import type { ChronosJob, JobSpec, MetronomeJob, MetronomeRun } from '../../model/kinds.gen.ts';
import type { Fault } from '../../schema/fault.ts';
import { desiredErrors } from '../errors.ts';
import { at, atKey, repeated } from './rule.ts';

type JobRule = (spec: JobSpec) => readonly Fault[];

const WHAT = desiredErrors.jobDefinition;
const WHEN = desiredErrors.jobSchedule;

/** Each looks at as little as it needs: what it does not look at may be wrong. */
export const JOB_RULES: readonly JobRule[] = [
  oneScheduler,
  ofChronos(chronosTime),
  ofChronos(chronosFiles),
  ofChronos(chronosConstraints),
  ofChronos(chronosVariables),
  ofChronos(chronosVolumes),
  ofMetronome(metronomeTime),
  ofMetronome(metronomeSchedule),
  ofMetronome(({ run }) => runCommand(run)),
  ofMetronome(({ run }) => runContainer(run)),
  ofMetronome(({ run }) => runNetworks(run)),
  ofMetronome(({ run }) => runSecrets(run)),
];

function ofChronos(rule: (job: ChronosJob) => readonly Fault[]): JobRule {
  return ({ chronos }) => (chronos === undefined ? [] : rule(chronos));
}

function ofMetronome(rule: (job: MetronomeJob) => readonly Fault[]): JobRule {
  return ({ metronome }) => (metronome === undefined ? [] : rule(metronome));
}

function oneScheduler({ chronos, metronome }: JobSpec): readonly Fault[] {
  if (chronos !== undefined && metronome !== undefined) {
    return [atKey(WHAT, ['metronome'], 'There are both chronos and metronome; make it two jobs, or keep one.')];
  }
  const isNone = chronos === undefined && metronome === undefined;
  return isNone ? [at(WHAT, [], 'A job needs chronos or metronome, with what it runs.')] : [];
}

/** Without either Chronos would run it once, now, and again whenever it is written. */
function chronosTime({ schedule, parents }: ChronosJob): readonly Fault[] {
  if (schedule === undefined && parents === undefined) return [at(WHEN, ['chronos'], 'A job of Chronos needs schedule or parents.')];
  if (schedule === undefined || parents === undefined) return [];
  return [atKey(WHEN, ['chronos', 'schedule'], 'There are both schedule and parents; keep one.')];
}

function chronosFiles({ uris = [], fetch = [] }: ChronosJob): readonly Fault[] {
  if (uris.length === 0 || fetch.length === 0) return [];
  return [atKey(WHAT, ['chronos', 'uris'], 'There are both fetch and uris; say all files under fetch.')];
}

/** Chronos drops one with another operator without a word. */
function chronosConstraints({ constraints = [] }: ChronosJob): readonly Fault[] {
  return constraints.flatMap(([, operator = ''], index) => {
    if (['EQUALS', 'LIKE', 'UNLIKE'].includes(operator)) return [];
    return [at(WHAT, ['chronos', 'constraints', index, 1], `There is no operator ${operator}; there is EQUALS, LIKE and UNLIKE.`)];
  });
}

function chronosVariables({ environmentVariables = [] }: ChronosJob): readonly Fault[] {
  return repeated(environmentVariables.map(({ name }) => name)).map((index) => {
    const name = environmentVariables[index]?.name ?? '';
    return at(WHAT, ['chronos', 'environmentVariables', index, 'name'], `${name} is set twice; keep one.`);
  });
}

function chronosVolumes({ container }: ChronosJob): readonly Fault[] {
  return (container?.volumes ?? []).flatMap(({ hostPath, external }, index) => {
    if ((hostPath === undefined) !== (external === undefined)) return [];
    const message = 'A volume needs either hostPath or external, and not both.';
    return [at(WHAT, ['chronos', 'container', 'volumes', index], message)];
  });
}

function metronomeTime({ schedules = [], dependencies = [] }: MetronomeJob): readonly Fault[] {
  if (schedules.length === 0 || dependencies.length === 0) return [];
  return [atKey(WHEN, ['metronome', 'schedules'], 'There are both schedules and dependencies; keep one.')];
}

function metronomeSchedule({ schedules = [] }: MetronomeJob): readonly Fault[] {
  return schedules.flatMap(({ cron, timezone }, index) => {
    const path = ['metronome', 'schedules', index];
    const fields = cron.trim().split(/\s+/).length;
    return [
      ...(fields === 5 || fields === 6 ? [] : [at(WHEN, [...path, 'cron'], `cron has 5 fields, or 6 with a year, not ${fields}.`)]),
      ...(timezone === undefined || isTimeZone(timezone) ? [] : [at(WHEN, [...path, 'timezone'], `There is no time zone ${timezone}.`)]),
    ];
  });
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== '';
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

function runCommand({ cmd, args, docker, ucr }: MetronomeRun): readonly Fault[] {
  if (cmd !== undefined && args !== undefined) return [atKey(WHAT, ['metronome', 'run', 'args'], 'There are both cmd and args; keep one.')];
  if (cmd !== undefined || docker !== undefined || ucr !== undefined) return [];
  return [at(WHAT, ['metronome', 'run'], 'A job needs cmd, docker or ucr.')];
}

function runContainer({ docker, ucr, gpus = 0, volumes = [] }: MetronomeRun): readonly Fault[] {
  if (docker === undefined) return [];
  const run = ['metronome', 'run'];
  const secret = volumes.findIndex((volume) => 'secret' in volume);
  return [
    ...(ucr === undefined ? [] : [atKey(WHAT, [...run, 'ucr'], 'There are both docker and ucr; keep one.')]),
    ...(gpus === 0 ? [] : [at(WHAT, [...run, 'gpus'], 'A job with docker has no gpus.')]),
    ...(secret === -1 ? [] : [at(WHAT, [...run, 'volumes', secret], 'Secrets as files need ucr.')]),
  ];
}

function runNetworks({ networks = [], docker, ucr }: MetronomeRun): readonly Fault[] {
  const isBare = docker === undefined && ucr === undefined;
  const path = ['metronome', 'run', 'networks'];
  const wrong = networks.flatMap(({ mode, name, labels }, index) => {
    const place = [...path, index];
    if (isBare && mode !== 'host') return [at(WHAT, [...place, 'mode'], `Without docker and ucr there is only mode host, not ${mode}.`)];
    if (mode === 'container' && name === undefined) return [at(WHAT, place, 'Mode container needs name.')];
    if (mode !== 'container' && name !== undefined) return [atKey(WHAT, [...place, 'name'], `Mode ${mode} takes no name.`)];
    if (mode === 'host' && labels !== undefined) return [atKey(WHAT, [...place, 'labels'], 'Mode host takes no labels.')];
    return [];
  });
  const isOneEach = networks.every(({ mode }) => mode === 'container') && docker === undefined;
  if (networks.length > 1 && !isOneEach)
    return [...wrong, at(WHAT, [...path, 1], 'More than one network needs mode container for each, and ucr.')];
  const twice = repeated(networks.map(({ name }) => name ?? ''));
  return [...wrong, ...twice.map((index) => at(WHAT, [...path, index], 'Each network can be joined once.'))];
}

function runSecrets({ env = {}, volumes = [], secrets = {} }: MetronomeRun): readonly Fault[] {
  const run = ['metronome', 'run'];
  const inEnv = Object.entries(env).flatMap(([name, value]) =>
    typeof value === 'string' ? [] : [{ path: ['env', name, 'secret'], secret: value.secret }],
  );
  const inVolumes = volumes.flatMap((volume, index) =>
    'secret' in volume ? [{ path: ['volumes', index, 'secret'], secret: volume.secret }] : [],
  );
  const used = [...inEnv, ...inVolumes];
  return [
    ...used
      .filter(({ secret }) => !Object.hasOwn(secrets, secret))
      .map(({ path, secret }) => at(WHAT, [...run, ...path], `The job has no secret ${secret}; add it under secrets.`)),
    ...Object.keys(secrets)
      .filter((name) => !used.some(({ secret }) => secret === name))
      .map((name) => atKey(WHAT, [...run, 'secrets', name], `Nothing uses the secret ${name}; Metronome refuses that.`)),
  ];
}
