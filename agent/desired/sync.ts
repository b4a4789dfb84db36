/** Of `sync` in a Cluster document what its schema cannot say: when windows open, for how long, and what patterns can match. */
import { isCron } from '../cron.ts';
import type { ErrorCode } from '../errors.ts';
import type { SyncSpec } from '../model/kinds.gen.ts';
import { formatPath } from '../schema/fault.ts';
import type { Fault, Path } from '../schema/fault.ts';
import { desiredErrors } from './errors.ts';

interface SyncFault {
  readonly code: ErrorCode;
  /** From `spec.sync` on. */
  readonly path: Path;
  /** What follows the field's name. */
  readonly says: string;
}

export const SYNC_RULES: readonly ((sync: SyncSpec) => readonly Fault[])[] = [
  (sync) => windowFaults(sync).map(inDocument),
  (sync) => patternFaults(sync).map(inDocument),
];

function inDocument({ code, path, says }: SyncFault): Fault {
  const whole = ['spec', 'sync', ...path];
  return { code, path: whole, at: 'value', message: `${formatPath(whole)} ${says}` };
}

/** When windows are looked for, one looks a day back. */
const LONGEST_MINUTES = 24 * 60;

function windowFaults({ windows = [] }: SyncSpec): readonly SyncFault[] {
  return windows.flatMap(({ schedule, duration }, index): readonly SyncFault[] => {
    const code = desiredErrors.syncWindow;
    const faults: SyncFault[] = [];
    if (!isCron(schedule)) {
      const says = `must be five cron fields - minute hour day month weekday -, such as "0 22 * * *", not "${schedule}".`;
      faults.push({ code, path: ['windows', index, 'schedule'], says });
    }
    if (minutesOf(duration) > LONGEST_MINUTES) {
      faults.push({ code, path: ['windows', index, 'duration'], says: `must be at most 24h, not ${duration}; write more windows.` });
    }
    return faults;
  });
}

/** The schema has passed it: digits, then m or h. */
function minutesOf(duration: string): number {
  return Number.parseInt(duration, 10) * (duration.endsWith('h') ? 60 : 1);
}

/** A pattern that can match nothing would leave objects to a rule that was not meant for them. */
function patternFaults({ rules = [], ignore = [] }: SyncSpec): readonly SyncFault[] {
  const names = [...patternsIn('rules', rules, 'names'), ...patternsIn('ignore', ignore, 'names')];
  const ofApps = [...patternsIn('rules', rules.map(onlyOfApps), 'names'), ...patternsIn('ignore', ignore.map(onlyOfApps), 'names')];
  const files = patternsIn('rules', rules, 'files');
  const notPath = ofApps.filter(({ text }) => !/^[/*]/.test(text));
  const notField = patternsIn('ignore', ignore, 'paths').filter(({ text }) => /^spec(\.|$)/.test(text));
  const notName = names.filter(({ text }) => /[?[\]{}\s]/.test(text));
  const notFile = files.filter(({ text }) => /^\/|(^|\/)\.\.?(\/|$)/.test(text));
  const fault = ({ path, text }: Pattern, what: string, remedy: string): SyncFault => {
    return { code: desiredErrors.syncPattern, path, says: `cannot match any ${what}: "${text}"; ${remedy}.` };
  };
  return [
    ...notPath.map((pattern) => fault(pattern, 'app', 'the path of an app begins with /')),
    ...notField.map((pattern) =>
      fault(pattern, 'field', `a plan names fields without spec, such as ${pattern.text.slice(5) || 'instances'}`),
    ),
    ...notName.map((pattern) => fault(pattern, 'name', 'only * stands for other characters')),
    ...notFile.map((pattern) => fault(pattern, 'file', "write it from the repository's root, such as clusters/prod/legacy/**")),
  ];
}

interface Pattern {
  readonly path: Path;
  readonly text: string;
}

type Selector = { readonly names?: readonly string[]; readonly files?: readonly string[]; readonly paths?: readonly string[] };

/** The names of what can only be apps, at their places. */
function onlyOfApps({ kinds = [], names = [] }: { readonly kinds?: readonly string[]; readonly names?: readonly string[] }): Selector {
  return kinds.length > 0 && kinds.every((kind) => kind === 'App') ? { names } : {};
}

function patternsIn(section: string, entries: readonly Selector[], field: keyof Selector): readonly Pattern[] {
  return entries.flatMap((entry, index) => (entry[field] ?? []).map((text, at) => ({ text, path: [section, index, field, at] })));
}
