/** What may never happen, judged from the ledger and the repositories alone. Each rule gives its first breach, or null. */
import type { LedgerEntry } from '../../simulator/ledger.ts';
import type { State } from './state.ts';
import { pathsIn, removalKey, textsOf } from './timeline.ts';
import type { Moved, Timeline } from './timeline.ts';

export interface Evidence {
  readonly bare: string;
  readonly systemId: string;
  readonly ledger: readonly LedgerEntry[];
  readonly timeline: Timeline;
  /** Whether the agents could always push: then nothing is written before its commit is accepted. */
  readonly isGitSound: boolean;
}

const STATUS = 'plumbline/status';
const GIB_KIB = 1024 * 1024;

/** The first rule that was broken, in words; null when all held at every instant. */
export async function firstBreach(evidence: Evidence): Promise<string | null> {
  for (const rule of [destroyedWithoutApproval, writtenFromAnAncestor, notLoggedOnce]) {
    const breach = await rule(evidence);
    if (breach !== null) return breach;
  }
  return null;
}

/** What agents did to the cluster: people have no instance in their User-Agent. */
function effectsOf({ ledger }: Evidence): readonly LedgerEntry[] {
  return ledger.filter(({ agent, effect }) => agent !== '' && effect !== 'none');
}

function said(entry: LedgerEntry): string {
  return `request ${entry.seq} at ${entry.at}, ${entry.call} (${entry.effect}, id ${entry.id ?? 'none'}, by ${entry.agent}, ${JSON.stringify(entry.args)})`;
}

/** A volume goes only when main had a commit with its key before; an app only when main had one that no longer declares it. */
async function destroyedWithoutApproval(evidence: Evidence): Promise<string | null> {
  for (const entry of effectsOf(evidence)) {
    if (entry.effect !== 'destroyed') continue;
    const before = evidence.timeline.moves.filter(({ branch, afterSeq }) => branch === 'main' && afterSeq < entry.seq);
    const isApproved = entry.system === 'scaleio' ? await hasKey(evidence, entry, before) : lacksApp(evidence, entry, before);
    if (!isApproved) return `Destroyed without an earlier approval: ${said(entry)}`;
  }
  return null;
}

async function hasKey({ bare, systemId, ledger }: Evidence, entry: LedgerEntry, before: readonly Moved[]): Promise<boolean> {
  const id = entry.id ?? '';
  const refs = namesOf(ledger, id).map((name) => `Volume/${name}`);
  for (const { to } of before) {
    const texts = await textsOf(
      bare,
      (await pathsIn(bare, to, 'approvals')).map((path) => `${to}:${path}`),
    );
    const approved = [...texts.values()].join('\n');
    if (refs.some((ref) => approved.includes(removalKey(systemId, ref, id)) && approved.includes(`remove ${ref}`))) return true;
  }
  return false;
}

/** Every name that a volume ever had. */
function namesOf(ledger: readonly LedgerEntry[], id: string): readonly string[] {
  const named = ledger.filter((entry) => entry.id === id && entry.effect !== 'none');
  return named.flatMap(({ args }) => [args['name'], args['newName']]).filter((name) => typeof name === 'string');
}

function lacksApp({ timeline }: Evidence, entry: LedgerEntry, before: readonly Moved[]): boolean {
  const states = before.map(({ to }) => timeline.declared.get(to));
  return states.some((state) => state !== undefined && state.apps[entry.id ?? ''] === undefined);
}

/**
 * Every write has to fit the newest commit that was accepted before it, or - when git took no pushes, so that the agent could
 * not say what it follows - one that came to main after that; what only an ancestor declares does not.
 */
async function writtenFromAnAncestor(evidence: Evidence): Promise<string | null> {
  const { timeline, ledger, isGitSound } = evidence;
  const accepted = await acceptances(evidence);
  for (const entry of effectsOf(evidence)) {
    const newest = accepted.findLast(({ afterSeq }) => afterSeq < entry.seq)?.commit ?? null;
    if (newest === null && isGitSound) return `Written before any commit was accepted: ${said(entry)}`;
    const main = timeline.moves.filter(({ branch, afterSeq }) => branch === 'main' && afterSeq < entry.seq).map(({ to }) => to);
    const followed = isGitSound && newest !== null ? [newest] : main.slice(newest === null ? 0 : main.indexOf(newest));
    const states = followed.flatMap((commit) => timeline.declared.get(commit) ?? []);
    if (!states.some((state) => fits(entry, state, ledger))) {
      return `Not what the accepted commit ${newest?.slice(0, 7) ?? '(none)'} declares: ${said(entry)}`;
    }
  }
  return null;
}

interface Acceptance {
  readonly commit: string;
  readonly afterSeq: number;
}

/**
 * In the order of main: a status branch that was put back does not take back what was once accepted. A commit that declares
 * just what the accepted one does counts as accepted with it: agents do not write down the difference.
 */
async function acceptances({ bare, timeline }: Evidence): Promise<readonly Acceptance[]> {
  const { moves, declared } = timeline;
  const nameOf = ({ to }: Moved): string => `${to}:prod/accepted.json`;
  const texts = await textsOf(bare, moves.filter(({ branch }) => branch === STATUS).map(nameOf));
  const found: Acceptance[] = [];
  let main: readonly string[] = [];
  let accepted: string | null = null;
  for (const move of moves) {
    if (move.branch === 'main') main = [...main, move.to];
    if (move.branch === STATUS) accepted = acceptedIn(texts.get(nameOf(move)) ?? null) ?? accepted;
    const newest = accepted === null ? undefined : main.findLast((commit) => declared.get(commit) === declared.get(accepted ?? ''));
    const before = found.at(-1);
    const isNewer = newest !== undefined && (before === undefined || main.indexOf(newest) > main.indexOf(before.commit));
    if (isNewer) found.push({ commit: newest, afterSeq: move.afterSeq });
  }
  return found;
}

function acceptedIn(text: string | null): string | null {
  if (text === null) return null;
  const { accepted } = JSON.parse(text) as { readonly accepted?: { readonly commit: string } | null };
  return accepted?.commit ?? null;
}

/** Whether a request that changed something asks for what the state declares. */
function fits(entry: LedgerEntry, state: State, ledger: readonly LedgerEntry[]): boolean {
  const { system, effect, id, args } = entry;
  if (system === 'scaleio') return fitsVolumes(entry, state, namesOf(ledger, id ?? ''));
  const app = state.apps[id ?? ''];
  return effect === 'destroyed' ? app === undefined : app?.instances === args['instances'] && app?.cmd === args['cmd'];
}

function fitsVolumes({ call, args }: LedgerEntry, { volumes }: State, names: readonly string[]): boolean {
  if (call.endsWith('/action/removeVolume')) return names.some((name) => volumes[name]?.isAbsent === true);
  if (call.endsWith('/action/setVolumeSize')) return names.some((name) => volumes[name]?.sizeGiB === Number(args['sizeInGB']));
  if (call.endsWith('/action/setVolumeName')) return volumes[String(args['newName'])] !== undefined;
  if (!call.endsWith('/Volume/instances')) return true;
  const volume = volumes[String(args['name'])];
  return volume?.isAbsent !== true && volume?.sizeGiB === Number(args['volumeSizeInKb']) / GIB_KIB;
}

interface Line {
  readonly line: string;
  readonly op: string;
  readonly backendId: string;
}

/** A line id stands in a log once; every volume that was removed has exactly one line, over all that the branch ever said. */
async function notLoggedOnce(evidence: Evidence): Promise<string | null> {
  const { bare, timeline } = evidence;
  const ever = new Map<string, Line>();
  const moves = timeline.moves.filter(({ branch }) => branch === STATUS);
  const months = new Set(timeline.moves.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 7)));
  const names = moves.flatMap(({ to }) => [...months].map((month) => `${to}:prod/changes/${month}.jsonl`));
  for (const [name, text] of await textsOf(bare, names)) {
    const lines = linesIn(text ?? '');
    const twice = lines.find(({ line }, index) => lines.findIndex((other) => other.line === line) !== index);
    if (twice !== undefined) return `${name} has line ${twice.line} twice`;
    for (const line of lines) ever.set(line.line, line);
  }
  for (const entry of effectsOf(evidence)) {
    if (entry.system !== 'scaleio' || entry.effect !== 'destroyed') continue;
    const lines = [...ever.values()].filter(({ op, backendId }) => op === 'delete' && backendId === entry.id);
    if (lines.length !== 1) return `${lines.length} log lines, not one, for ${said(entry)}`;
  }
  return null;
}

function linesIn(text: string): readonly Line[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Line);
}
