/** Mistakes in `sync` of the Cluster document. */
import { documentOf } from '../cluster-files.ts';
import type { MistakeRow } from './row.ts';

const sync = (text: string) => documentOf('Cluster', 'prod', `spec: { include: [../shared], sync: { ${text} } }`);
const window = (schedule: string, duration: string) =>
  sync(`mode: apply, windows: [{ effect: deny, schedule: ${schedule}, duration: ${duration} }]`);
const rule = (text: string) => sync(`mode: apply, rules: [{ mode: observe, ${text} }]`);

const ROWS: readonly MistakeRow[] = [
  {
    name: 'no mode',
    code: 'schema/missing-field',
    text: sync('maxDisruptive: 1').replace('{ maxDis', '❯{ maxDis'),
    says: 'spec.sync.mode is missing: for every object',
  },
  { name: 'a mode there is not', code: 'schema/wrong-value', text: sync('mode: ❯aply'), says: 'did you mean apply?' },
  {
    name: 'pruning storage',
    code: 'schema/wrong-value',
    text: sync('mode: apply, prune: [❯Volume]'),
    says: 'must be App or Job or Pod, not "Volume"',
  },
  {
    name: 'a schedule of words',
    code: 'desired/sync-window',
    text: window('❯nightly', '8h'),
    says: 'spec.sync.windows[0].schedule must be five cron fields - minute hour day month weekday -, such as "0 22 * * *", not "nightly".',
  },
  {
    name: 'a pattern of files with more stars than are looked for quickly',
    code: 'schema/wrong-value',
    text: rule(`files: [❯"${'*a'.repeat(11)}"]`),
    says: 'at most ten stars stand in one pattern',
  },
  {
    name: 'more rules than are looked through quickly',
    code: 'schema/wrong-value',
    text: sync(`mode: apply, rules: ❯[${Array.from({ length: 101 }, (_, n) => `{ mode: observe, names: [/a${n}] }`).join(', ')}]`),
    says: 'spec.sync.rules must have at most 100 entries',
  },
  { name: 'a schedule with seconds', code: 'desired/sync-window', text: window('❯0 0 22 * * *', '8h'), says: 'five cron fields' },
  { name: 'a 25th hour', code: 'desired/sync-window', text: window('❯0 25 * * *', '8h'), says: 'five cron fields' },
  { name: 'a window of words', code: 'schema/wrong-value', text: window('0 22 * * *', '❯all night'), says: 'such as 30m or 8h' },
  { name: 'a window of no length', code: 'schema/wrong-value', text: window('0 22 * * *', '❯0h'), says: 'such as 30m or 8h' },
  {
    name: 'a window of more than a day',
    code: 'desired/sync-window',
    text: window('0 22 * * *', '❯1441m'),
    says: 'spec.sync.windows[0].duration must be at most 24h, not 1441m',
  },
  { name: 'a window of 25 hours', code: 'desired/sync-window', text: window('0 22 * * *', '❯25h'), says: 'at most 24h, not 25h' },
  {
    name: 'a name with a pattern that means nothing',
    code: 'desired/sync-pattern',
    text: rule('names: [/shop/*, "❯/legacy/[ab]"]').replace('"❯', '❯"'),
    says: 'spec.sync.rules[0].names[1] cannot match any name: "/legacy/[ab]"; only * stands for other characters.',
  },
  {
    name: 'an app without its first slash',
    code: 'desired/sync-pattern',
    text: rule('kinds: [App], names: [❯legacy/*]'),
    says: 'spec.sync.rules[0].names[0] cannot match any app: "legacy/*"; the path of an app begins with /.',
  },
  {
    name: 'an app without its first slash in an ignored field',
    code: 'desired/sync-pattern',
    text: sync('mode: apply, ignore: [{ kinds: [App], names: ["*/web", ❯web], paths: [instances] }]'),
    says: 'spec.sync.ignore[0].names[1] cannot match any app',
  },
  {
    name: 'an ignored field as the document has it',
    code: 'desired/sync-pattern',
    text: sync('mode: apply, ignore: [{ paths: [instances, ❯spec.cpus] }]'),
    says: 'spec.sync.ignore[0].paths[1] cannot match any field: "spec.cpus"; a plan names fields without spec, such as cpus.',
  },
  {
    name: 'such a name of an ignored field',
    code: 'desired/sync-pattern',
    text: sync('mode: apply, ignore: [{ names: [❯/we?], paths: [instances] }]'),
    says: 'spec.sync.ignore[0].names[0]',
  },
  {
    name: 'a file from where the Cluster document is',
    code: 'desired/sync-pattern',
    text: rule('files: [❯../shared/**]'),
    says: "write it from the repository's root",
  },
  {
    name: 'a file from the root of the machine',
    code: 'desired/sync-pattern',
    text: rule('files: [❯/shared/**]'),
    says: "the repository's root",
  },
  { name: 'a file from here', code: 'desired/sync-pattern', text: rule('files: [❯./shared/**]'), says: "the repository's root" },
  { name: 'a name given twice in a rule', code: 'schema/wrong-value', text: rule('names: ❯[/a, /a]'), says: 'the same entry twice' },
  {
    name: 'nothing to ignore',
    code: 'schema/missing-field',
    text: sync('mode: apply, ignore: [❯{ kinds: [App] }]'),
    says: 'paths is missing',
  },
  { name: 'more than all', code: 'schema/wrong-value', text: sync('mode: apply, blastRadius: ❯101'), says: 'at most 100' },
  { name: 'nothing at once', code: 'schema/wrong-value', text: sync('mode: apply, maxDisruptive: ❯0'), says: 'at least 1' },
];

/** There is only one such document, so it takes the place of the valid one. */
export const SYNC_ROWS = ROWS.map((row) => ({ ...row, file: 'prod/cluster.yaml' }));
