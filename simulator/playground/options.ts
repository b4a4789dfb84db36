/** The command line of the simulator. */
import { parseArgs } from 'node:util';
import { BadInput } from '../errors.ts';
import { parseProfiles } from '../profiles.ts';
import type { Profiles } from '../profiles.ts';

export interface PlaygroundOptions {
  readonly folder: string;
  readonly profiles: Profiles;
  readonly seed: number;
  readonly apps: number;
  readonly volumes: number;
  readonly agents: number;
  readonly marathons: readonly string[];
}

export const USAGE = `Usage: node dist/simulator/main.js playground DIR [options]

Writes a repository, an agent config and simulator.json into DIR, plays Marathon,
ScaleIO and EC2 on loopback, and runs until it is told to stop (SIGTERM).

  --profile LIST   versions to play, for example marathon=1.10,scaleio=2.6
  --seed N         decides every backend id (default 1); never credentials
  --apps N         so many generated apps in the repository (default 0)
  --volumes N      so many generated volumes of 8 GiB (default 0)
  --agents N       so many hosts, at least 3 (default 3)
  --marathons LIST names of further Marathons on the same hosts, for example batch,test
  --help           this text
`;

const NUMBERS = {
  seed: { min: 0, max: Number.MAX_SAFE_INTEGER },
  apps: { min: 0, max: 20_000 },
  volumes: { min: 0, max: 20_000 },
  agents: { min: 3, max: 1000 },
} as const;

/** Null for `--help`; throws BadInput with one sentence for anything that is not understood. */
export function readOptions(args: readonly string[]): PlaygroundOptions | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const [verb, folder, ...more] = positionals;
  if (verb !== 'playground')
    throw new BadInput(`${verb === undefined ? 'A verb is missing' : `There is no verb "${verb}"`}; the verb is playground.`);
  if (folder === undefined || more.length > 0) throw new BadInput('playground takes exactly one folder: playground DIR.');
  return {
    folder,
    profiles: values.profile === undefined ? {} : parseProfiles(values.profile),
    seed: whole('seed', values.seed, 1),
    apps: whole('apps', values.apps, 0),
    volumes: whole('volumes', values.volumes, 0),
    agents: whole('agents', values.agents, 3),
    marathons: values.marathons === undefined ? [] : namesIn(values.marathons),
  };
}

const text = { type: 'string' } as const;

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { profile: text, seed: text, apps: text, volumes: text, agents: text, marathons: text, help: { type: 'boolean' } },
    });
  } catch (cause) {
    // parseArgs explains itself over several sentences; the first says it.
    const why = cause instanceof Error ? (cause.message.split(/\.\s|\n/)[0] ?? '') : String(cause);
    throw new BadInput(`${why}; --help lists the options.`, { cause });
  }
}

/** As plumbline.yaml takes them. */
const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function namesIn(list: string): readonly string[] {
  const names = list.split(',');
  const bad = names.find((name, index) => !NAME.test(name) || names.indexOf(name) !== index);
  if (bad === undefined) return names;
  throw new BadInput(`--marathons takes different names of lower-case letters, digits and dashes, such as batch,test, not "${bad}".`);
}

function whole(name: keyof typeof NUMBERS, given: string | undefined, otherwise: number): number {
  if (given === undefined) return otherwise;
  const { min, max } = NUMBERS[name];
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new BadInput(`--${name} must be a whole number from ${min} to ${max}, not ${given === '' ? 'empty' : given}.`);
}
