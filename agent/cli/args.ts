/** The command line: one verb, the options all verbs share, and the few that one verb has. */
import { parseArgs } from 'node:util';
import { PlumblineError } from '../errors.ts';
import type { Ref } from '../model/ref.ts';
import { usageErrors } from './errors.ts';
import { allOf, eitherOf, USAGE, VERBS } from './verbs.ts';
import type { Option, Output, Verb } from './verbs.ts';

export interface Args {
  readonly verb: Verb | 'help' | 'version';
  /** Of `validate` and `render`: the folder; null: the current one. */
  readonly dir: string | null;
  readonly config: string;
  /** Whether --config was said: what can do without a configuration reads none unless it was. */
  readonly configGiven: boolean;
  readonly ref: string | null;
  readonly only: readonly Ref[];
  /** Of `render`: REX-Ray's configuration, not the documents. */
  readonly isRexray: boolean;
  /** Of `render rexray`: a configuration to hold against the declared pools. */
  readonly check: string | null;
  /** Of `validate`: whether DIR must be the whole folder of a cluster. */
  readonly isCluster: boolean;
  readonly output: Output;
  readonly color: boolean;
  /** Of `apply`. */
  readonly waitMs: number;
  /** Of `approve`: a change; of `hold` and `resume`: `Kind/name`; of `explain`: `Kind.path`; of `schema`: a kind; null: none was given. */
  readonly target: string | null;
  /** Of `approve` and `hold`. */
  readonly reason: string | null;
  readonly forMs: number | null;
}

const OPTIONS = {
  config: { type: 'string' },
  ref: { type: 'string' },
  only: { type: 'string', multiple: true },
  check: { type: 'string' },
  cluster: { type: 'boolean' },
  output: { type: 'string', short: 'o', default: 'text' },
  'no-color': { type: 'boolean', default: false },
  wait: { type: 'string' },
  for: { type: 'string' },
  reason: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'V', default: false },
} as const;

/** Throws `usage/...` with one sentence for anything it does not know. */
export function parseCommandLine(argv: readonly string[]): Args {
  const { values, positionals } = parse(argv);
  const [verb] = positionals;
  refuseUseless(values, verb);
  const isRexray = isAboutRexray(positionals, values);
  const given = wordsAfter(isRexray ? positionals.toSpliced(1, 1) : positionals);
  const takesFolder = verb === 'validate' || verb === 'render';
  return {
    verb: shortOf(values) ?? verbOf(verb),
    dir: takesFolder ? given : null,
    ...filesOf(values),
    only: (values.only ?? []).map((text) => parseRef(text, '--only ')),
    isRexray,
    isCluster: values.cluster ?? false,
    output: outputOf(values.output, verb),
    color: !values['no-color'],
    waitMs: durationOf('wait', values.wait) ?? DEFAULT_WAIT_MS,
    target: takesFolder ? null : given,
    reason: values.reason ?? null,
    forMs: durationOf('for', values.for),
  };
}

function filesOf({
  config,
  ref,
  check,
}: { readonly [O in 'config' | 'ref' | 'check']?: string | undefined }): Pick<Args, 'config' | 'configGiven' | 'ref' | 'check'> {
  return { config: config ?? 'plumbline.yaml', configGiven: config !== undefined, ref: ref ?? null, check: check ?? null };
}

/** A file to check is one of REX-Ray's, and its services are for all pools. */
function isAboutRexray([verb, what]: readonly string[], given: { readonly [O in Option]?: unknown }): boolean {
  if (verb !== 'render') return false;
  const isRexray = what === 'rexray';
  if (!isRexray && given.check !== undefined) throw badOption('--check is an option of render rexray only.');
  if (isRexray && given.only !== undefined) throw badOption('--only is no option of render rexray, which is about all pools.');
  return isRexray;
}

function wordsAfter([verb = '', ...words]: readonly string[]): string | null {
  const extra = words[isVerb(verb) ? USAGE[verb].words : verb === 'help' ? 1 : 0];
  if (extra !== undefined) throw badOption(`Too many words: "${extra}".`);
  if (words.includes('')) throw badOption(`An empty word stands behind ${verb}; leave it out, or write what it is to be.`);
  return words.length === 0 ? null : words.join(' ');
}

const DEFAULT_WAIT_MS = 600_000;

function parse(argv: readonly string[]): ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    const text = cause instanceof Error ? (cause.message.split(/\.\s/)[0] ?? '') : String(cause);
    throw badOption(`${text.replace(/\.$/, '')}.`, cause);
  }
}

function isVerb(word: string): word is Verb {
  return Object.hasOwn(USAGE, word);
}

/** --help and --version come before any verb. */
function shortOf({ help, version }: { readonly help: boolean; readonly version: boolean }): 'help' | 'version' | null {
  if (help) return 'help';
  return version ? 'version' : null;
}

function verbOf(word: string | undefined): Verb | 'help' {
  if (word === 'help' || (word !== undefined && isVerb(word))) return word;
  const said = word === undefined ? 'No verb was given' : `There is no verb "${word}"`;
  throw new PlumblineError(usageErrors.unknownVerb, `${said}: the verbs are ${VERBS.join(', ')}.`);
}

function outputOf(word: string, verb: string | undefined): Output {
  if (verb === undefined || !isVerb(verb)) return 'text';
  const outputs: readonly Output[] = USAGE[verb].outputs;
  const output = outputs.find((known) => known === word);
  if (output !== undefined) return output;
  throw badOption(`-o ${word}: ${verb} prints ${eitherOf(outputs)}.`);
}

/** `Kind/name`; `App/shop/web` is taken for `App//shop/web`, because an app's name is its path. */
export function parseRef(text: string, before = ''): Ref {
  const ref = /^App\/[^/]/.test(text) ? text.replace('App/', 'App//') : text;
  if (/^[A-Z][A-Za-z]+\/./.test(ref)) return ref as Ref;
  throw badOption(`${before}${text}: write Kind/name, such as Volume/postgres.`);
}

const OWNED: readonly Option[] = ['config', 'ref', 'only', 'check', 'cluster', 'wait', 'for', 'reason'];

function refuseUseless(given: { readonly [O in Option]?: unknown }, verb: string | undefined): void {
  if (verb === undefined || !isVerb(verb)) return;
  const takes = (one: Verb, option: Option): boolean => (USAGE[one].options as readonly Option[]).includes(option);
  const useless = OWNED.find((option) => given[option] !== undefined && !takes(verb, option));
  if (useless === undefined) return;
  throw badOption(`--${useless} is an option of ${allOf(VERBS.filter((one) => takes(one, useless)))} only.`);
}

const UNIT_MS: { readonly [unit: string]: number } = { '': 1000, s: 1000, m: 60_000, h: 3_600_000 };

/** `90s`, `10m`, `1h`; a bare number is seconds. */
function durationOf(option: 'wait' | 'for', text: string | undefined): number | null {
  if (text === undefined) return null;
  const [, digits, unit] = /^(\d{1,6})(s|m|h|)$/.exec(text) ?? [];
  if (digits !== undefined && unit !== undefined) return Number(digits) * (UNIT_MS[unit] ?? 0);
  throw badOption(`--${option} ${text}: write a time such as 90s, 10m or 1h${option === 'wait' ? '; 0 for one pass' : ''}.`);
}

/** The error for an option or a word that makes no sense. */
export function badOption(message: string, cause?: unknown): PlumblineError {
  return new PlumblineError(usageErrors.badOption, message, {}, { cause });
}
