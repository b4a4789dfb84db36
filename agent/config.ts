/** The agent's configuration: plumbline.yaml, checked against its schema, with defaults and absolute paths. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import configSchema from '../schemas/agent-config.json' with { type: 'json' };
import { conflictIn, isHttp } from './config-conflicts.ts';
import { absolute, absoluteRef, absoluteSecret, folderInside, localPath } from './config-paths.ts';
import { declareErrors, PlumblineError } from './errors.ts';
import type { AgentConfig, GitConfig, LimitsConfig, SecretRef } from './model/config.gen.ts';
import { DEFAULT_LIMITS } from './model/desired.ts';
import type { Limits, SecretRules } from './model/desired.ts';
import type { Prices } from './model/growth.ts';
import { nameOn, systemNamed } from './model/ref.ts';
import type { SystemKind, SystemName } from './model/ref.ts';
import { readYaml } from './schema/read-yaml.ts';
import { kibToBytes, mibToBytes } from './units.ts';

export const configErrors = declareErrors('config', {
  notFound: { class: 'stalled', help: 'Write plumbline.yaml, or name the file with --config.' },
  unreadable: { class: 'stalled', help: 'Make the configuration file readable for the agent.' },
  invalid: { class: 'stalled', help: 'Correct plumbline.yaml at the lines named.' },
  clockNotLoopback: {
    class: 'stalled',
    help: 'Remove `clock` from plumbline.yaml: a clock file is only for the simulator on this machine.',
  },
  secretTooShort: { class: 'stalled', help: 'Use a longer secret: one as short as this would show in what the agent prints.' },
  secretUnreadable: { class: 'stalled', help: 'Set the environment variable, or make the secret file readable for the agent.' },
});

/** The configuration with every default filled in and every path absolute. */
export interface Settings {
  readonly cluster: string;
  readonly git: GitConfig & { readonly branch: string; readonly path: string };
  readonly statusBranch: string;
  readonly systems: AgentConfig['systems'];
  readonly serve: { readonly host: string; readonly port: number; readonly webhookSecret: SecretRef | null } | null;
  readonly dataDir: string;
  readonly schedule: string;
  readonly clockFile: string | null;
  /** The app this agent runs in, as its Ref names it; null: in none. */
  readonly self: string | null;
  /** Which system must be behind an address, by the system's name. */
  readonly pins: { readonly [system: string]: string };
  /** null: nothing is bought. */
  readonly ceilings: Ceilings | null;
  /** null: no price is known. */
  readonly prices: Prices | null;
  /** By the name that `${secrets.name}` has. */
  readonly secrets: ReadonlyMap<string, SecretSource>;
  /** Ranges of addresses where schedulers of Frameworks may be asked how they are. */
  readonly probeHosts: readonly string[];
  readonly limits: Limits;
}

/** Where a secret of apps is read, and the names of those that may use it. */
export interface SecretSource {
  readonly from: SecretRef;
  readonly for: readonly string[];
}

export type Ceilings = Readonly<NonNullable<AgentConfig['ceilings']>>;

/** Reads and checks the file; throws `config/...` with every mistake and its line in the message. */
export async function loadConfig(file: string): Promise<Settings> {
  const read = await readYaml<AgentConfig>(file, await textOf(file), configSchema);
  if (read.kind === 'errors') {
    const lines = read.errors.map((error) => `${error.file}:${error.line}:${error.column}  ${error.message}`);
    throw new PlumblineError(configErrors.invalid, `The configuration is not valid:\n${lines.join('\n')}`, { file });
  }
  const settings = settle(read.value, dirname(resolve(file)));
  refuseConflicts(settings, file);
  return settings;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT';
    const code = missing ? configErrors.notFound : configErrors.unreadable;
    throw new PlumblineError(code, missing ? `There is no configuration file ${file}.` : `${file} cannot be read.`, { file }, { cause });
  }
}

function settle(config: AgentConfig, folder: string): Settings {
  const { git, serve } = config;
  return {
    cluster: config.cluster,
    git: {
      ...absolute(git, folder),
      url: isHttp(git.url) ? git.url : localPath(git.url, folder),
      branch: git.branch ?? 'main',
      path: folderInside(git.path ?? ''),
    },
    statusBranch: config.status?.branch ?? 'plumbline/status',
    systems: systemsOf(config.systems, folder),
    serve: serve ? { host: serve.host ?? '127.0.0.1', port: serve.port, webhookSecret: absoluteSecret(serve.webhookSecret, folder) } : null,
    dataDir: resolve(folder, config.data ?? 'data'),
    schedule: config.schedule ?? '* * * * *',
    clockFile: config.clock ? resolve(folder, config.clock.file) : null,
    ...boundsOf(config),
    secrets: secretsOf(config, folder),
    limits: limitsOf(config.limits ?? {}),
  };
}

function systemsOf(systems: AgentConfig['systems'], folder: string): AgentConfig['systems'] {
  const { marathon, mesos, chronos = [], metronome = [], scaleio } = systems;
  return {
    ...systems,
    marathon: mapAll(marathon, (one) => absolute(one, folder)),
    ...(mesos === undefined ? {} : { mesos: absolute(mesos, folder) }),
    chronos: chronos.map((one) => absolute(one, folder)),
    metronome: metronome.map((one) => absolute(one, folder)),
    scaleio: absolute(scaleio, folder),
  };
}

/** Of a list that has one at least, a list that has one at least. */
function mapAll<T>([first, ...others]: readonly [T, ...T[]], change: (one: T) => T): [T, ...T[]] {
  return [change(first), ...others.map(change)];
}

type Bounds = Pick<Settings, 'self' | 'pins' | 'ceilings' | 'prices' | 'probeHosts'>;

/** What the agent may not touch, and what it may not exceed. */
function boundsOf({ self, pins, ceilings, prices, probes }: AgentConfig): Bounds {
  return {
    self: self === undefined ? null : nameOn(self.on ?? null, self.app),
    pins: definedPins(pins ?? {}),
    ceilings: ceilings ?? null,
    prices: prices ?? null,
    probeHosts: probes?.hosts ?? [],
  };
}

function definedPins(pins: NonNullable<AgentConfig['pins']>): Settings['pins'] {
  return Object.fromEntries(Object.entries(pins).flatMap(([name, id]) => (id === undefined ? [] : [[name, id]])));
}

function secretsOf({ secrets }: AgentConfig, folder: string): Settings['secrets'] {
  const entries = Object.entries(secrets ?? {});
  return new Map(entries.map(([name, source]) => [name, { ...source, from: absoluteRef(source.from, folder) }]));
}

/** How much of a commit is read. */
function limitsOf({ fileKiB, totalMiB, seconds, ...counts }: LimitsConfig): Limits {
  return {
    ...DEFAULT_LIMITS,
    ...counts,
    ...(fileKiB === undefined ? {} : { fileBytes: kibToBytes(fileKiB) }),
    ...(totalMiB === undefined ? {} : { totalBytes: mibToBytes(totalMiB) }),
    ...(seconds === undefined ? {} : { loadMs: seconds * 1000 }),
  };
}

/** Which apps may use which secret: all that reading a repository needs to know of them. */
export function secretRules({ secrets }: Pick<Settings, 'secrets'>): SecretRules {
  return new Map([...secrets].map(([name, source]) => [name, source.for]));
}

/** What documents may be in, as Refs name it. */
export function systemNames({ systems }: Pick<Settings, 'systems'>): ReadonlySet<SystemName> {
  const { marathon, chronos = [], metronome = [], mesos } = systems;
  const named = (kind: SystemKind, all: readonly { readonly name?: string }[]): readonly SystemName[] =>
    all.map(({ name }) => systemNamed(kind, name ?? null));
  return new Set([
    ...named('marathon', marathon),
    ...named('chronos', chronos),
    ...named('metronome', metronome),
    ...named('mesos', mesos === undefined ? [] : [{}]),
  ]);
}

function refuseConflicts(settings: Settings, file: string): void {
  const conflict = conflictIn(settings);
  if (conflict === null) return;
  const code = conflict.kind === 'invalid' ? configErrors.invalid : configErrors.clockNotLoopback;
  throw new PlumblineError(code, `${file}: ${conflict.what}`, { file });
}
