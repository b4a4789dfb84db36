/** Links every job to what has to be there before it is made. */
import { kindOf, nameOf, systemOf, vendorNameOf } from '../model/ref.ts';
import type { Ref } from '../model/ref.ts';
import type { LinkedApps } from './app-volumes.ts';
import { cycles } from './cycles.ts';
import type { Circle } from './cycles.ts';
import { firstsBy } from './declared.ts';
import type { ByName } from './declared.ts';
import { desiredErrors } from './errors.ts';
import { usesOf } from './job-uses.ts';
import type { Use } from './job-uses.ts';
import { addFault } from './most-faults.ts';
import { hasVendorName } from './names.ts';
import { mayBeRefused, told } from './sound.ts';
import { suggester } from './suggest.ts';
import type { CrossFault, Declared, Entry } from './types.ts';

type Job = Entry<'Job'>;

/** A job to be deleted needs nothing. What a job runs after, or mounts, may be there without being declared: then nothing waits for it. */
export function linkJobs(declared: Declared, named: ByName): LinkedApps {
  const links = new Map<Ref, readonly Ref[]>();
  const faults = declared.entries.Job.flatMap(nameFault);
  const warnings: CrossFault[] = [];
  const uses = new Map(declared.entries.Job.map((job) => [job, usesIn(job)] as const).filter(([, of]) => of.length > 0));
  if (uses.size === 0) return { links, faults, warnings };
  const found = finder(declared, named);
  const wordless = undeclaredTeller(declared);
  for (const [job, all] of uses) {
    const needed: Ref[] = [];
    for (const use of all) {
      const entry = found(use);
      if (entry === null) addFaults(wordless(job, use), use.kind === 'need' ? faults : warnings);
      else if (told(entry, ({ state }) => state) === 'absent') addFault(faults, absent(job, use, entry));
      if (entry !== null) needed.push(entry.ref);
    }
    links.set(job.ref, [...new Set(needed)]);
  }
  const byRef = new Map([...uses.keys()].map((job) => [job.ref, job]));
  return { links, faults: [...faults, ...cycles(links).flatMap((circle) => circleFault(circle, byRef))], warnings };
}

/** As its schema has it (public/api/v1/schema/jobspec.schema.json); Chronos takes more. */
const METRONOME_ID = /^([a-z0-9]+(-+[a-z0-9]+)*)(\.([a-z0-9]+(-+[a-z0-9]+)*))*$/;

function nameFault(job: Job): readonly CrossFault[] {
  const isWrong = !METRONOME_ID.test(job.name) && told(job, ({ spec }) => spec.metronome !== undefined) === true;
  if (!isWrong) return [];
  const message = `Metronome takes only lower-case letters, digits and dashes, with dots between, not ${job.name}.`;
  return [{ code: desiredErrors.jobDefinition, origin: job.origin, path: ['metadata', 'name'], at: 'value', message }];
}

function usesIn(job: Job): readonly Use[] {
  return told(job, ({ state, spec }) => (state === 'present' ? [...usesOf(spec, job.on)] : [])) ?? [];
}

function addFaults(more: readonly CrossFault[], faults: CrossFault[]): void {
  for (const fault of more) addFault(faults, fault);
}

function finder({ entries }: Declared, named: ByName): (use: Use) => Entry | null {
  const volumes = firstsBy(entries.Volume, ({ vendorName }) => vendorName);
  const byKind = named as { readonly [kind: string]: ReadonlyMap<string, Entry> | undefined };
  return (use) => (use.kind === 'volume' ? volumes.get(use.text) : byKind[kindOf(use.ref)]?.get(nameOf(use.ref))) ?? null;
}

/** What is wrong with a name that nothing declared has; nothing, where it may be that of something that could not be read. */
function undeclaredTeller({ entries }: Declared): (job: Job, use: Use) => readonly CrossFault[] {
  const lookers = new Map<string, Looker>();
  return (job, use) => {
    const key = use.kind === 'volume' ? 'Volume' : use.kind === 'parent' ? systemOf(use.ref) : kindOf(use.ref);
    const looker = lookers.get(key) ?? lookerFor(use, entries);
    lookers.set(key, looker);
    if (looker.isMaybe(use)) return [];
    const undeclared = use.kind === 'need' ? vendorNameOf(use.ref) : use.text;
    return [{ ...wordsFor(use, looker.suggestion(use.text)), origin: job.origin, path: use.path, at: 'value', undeclared }];
  };
}

interface Looker {
  /** Among what may be meant, written as the use is. */
  suggestion(wrong: string): string;
  isMaybe(use: Use): boolean;
}

function lookerFor(use: Use, entries: Declared['entries']): Looker {
  if (use.kind === 'volume') {
    const areNamed = entries.Volume.every(hasVendorName);
    return { suggestion: suggester(() => entries.Volume.map(({ vendorName }) => vendorName)), isMaybe: () => !areNamed };
  }
  const kind = kindOf(use.ref);
  const known = (entries as { readonly [kind: string]: readonly Entry[] })[kind] ?? [];
  const isRefused = mayBeRefused(known);
  const siblings = known.filter(({ ref }) => systemOf(ref) === systemOf(use.ref));
  const candidates = use.kind === 'need' ? known.map(({ ref }): string => ref) : siblings.map(({ name }) => name);
  return { suggestion: suggester(() => candidates), isMaybe: (one) => one.kind !== 'volume' && isRefused(nameOf(one.ref)) };
}

function wordsFor({ kind, text }: Use, suggestion: string): Pick<CrossFault, 'code' | 'message'> {
  switch (kind) {
    case 'need':
      return { code: desiredErrors.missingReference, message: `No ${text} is declared${suggestion}` };
    case 'parent':
      return {
        code: desiredErrors.undeclaredDependency,
        message: `No job ${text} is declared in the same scheduler, so nothing waits for it${suggestion}`,
      };
    case 'volume':
      return {
        code: desiredErrors.undeclaredVolume,
        message: `No Volume ${text} is declared, so REX-Ray would create it or fail${suggestion}`,
      };
  }
}

function absent(job: Job, { kind, path }: Use, gone: Entry): CrossFault {
  const code = kind === 'volume' ? desiredErrors.absentVolume : desiredErrors.absentDependency;
  const message = `${gone.ref} is to be deleted (state: absent).`;
  return { code, origin: job.origin, path, at: 'value', message, other: { origin: gone.origin, path: ['state'] } };
}

/** Told where the first of them names the next. */
function circleFault({ refs, length }: Circle, byRef: ReadonlyMap<Ref, Job>): readonly CrossFault[] {
  const [first, next] = refs;
  const job = first === undefined ? undefined : byRef.get(first);
  if (first === undefined || job === undefined) return [];
  const use = usesIn(job).find((one) => one.kind !== 'volume' && one.ref === (next ?? first));
  const names: string[] = [...refs];
  if (length > refs.length) names.push(`${length - refs.length} more`);
  const message = `These jobs wait for each other: ${[...names, first].join(' -> ')}.`;
  return [{ code: desiredErrors.dependencyCycle, origin: job.origin, path: use?.path ?? ['spec'], at: 'value', message }];
}
