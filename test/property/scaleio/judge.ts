/**
 * What is expected: everything declared is made, and then nothing is left to do; one field changed, there is one change of the op and
 * class that the table of effects says, or none and a finding, and once it is made nothing is left to do again.
 */
import type { Draft } from '../../../agent/model/change.ts';
import type { Finding } from '../../../agent/model/observed.ts';
import { declaringRef, kindOf, refOf } from '../../../agent/model/ref.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import type { Cluster } from './cluster.ts';
import { declaring, KINDS } from './documents.ts';
import type { Specs } from './documents.ts';
import { expectedOf } from './expected.ts';
import type { Expected } from './expected.ts';
import type { Mutation } from './mutations.ts';
import { placeOf } from './names.ts';
import { make, settle, told } from './settle.ts';

export interface Verdict {
  /** Null: it is as it has to be. */
  readonly problem: string | null;
  /** The change was one, or is known to be none. */
  readonly isSeen: boolean;
  /** What is declared from then on. */
  readonly specs: Specs;
}

/** A cluster of which nothing is there yet. Nothing that it needs may want an Approval. */
export async function judgeCase(cluster: Cluster, specs: Specs): Promise<string | null> {
  const { drafts } = await cluster.look(declaring(specs));
  const wrong = drafts.find((draft) => draft.op !== 'create' || draft.class !== 'additive');
  if (wrong !== undefined) return `It is to be made by ${told(wrong)}.`;
  return (await settle(cluster, specs)) ?? missing(cluster, specs);
}

async function missing(cluster: Cluster, specs: Specs): Promise<string | null> {
  const { there } = await cluster.look(declaring(specs));
  const objects = KINDS.flatMap((kind) => Object.keys(specs[kind]).map((name) => refOf(kind, name)));
  const devices = Object.entries(specs.StorageNode).flatMap(([node, { devices: lines = {} }]) =>
    Object.entries(lines).flatMap(([name, { state }]) => (state === 'absent' ? [] : [refOf('Device', `${node}/${name}`)])),
  );
  const lacking = [...objects, ...devices].filter((ref) => !there.has(ref));
  return lacking.length === 0 ? null : `Nothing is planned, and there is no ${lacking.join(', ')}.`;
}

/** Of a cluster that has settled; afterwards it has settled again. */
export async function judgeMutation(cluster: Cluster, mutation: Mutation): Promise<Verdict> {
  const { before, after } = mutation;
  const earlier = await cluster.look(declaring(before));
  const isDiskMoved = moveDisk(cluster, mutation);
  const { drafts, findings } = await cluster.look(declaring(after));
  const expected = expectedOf({ ...mutation, version: cluster.version });
  // Snapshots are due by the clock, and by the schedule.
  const own = drafts.filter(({ ref }) => kindOf(ref) !== 'Snapshot');
  const [draft] = own;
  if (draft !== undefined) return seen(cluster, { mutation, own, expected, isDiskMoved });
  const problem = whyWrong(mutation, expected, saidOf(mutation, expected, { before: earlier.findings, after: findings }));
  const left = problem ?? (await settle(cluster, before));
  return { problem: left, isSeen: expected.calls.length === 0, specs: before };
}

interface Seen {
  readonly mutation: Mutation;
  readonly own: readonly Draft<ScaleioAction>[];
  readonly expected: Expected;
  readonly isDiskMoved: boolean;
}

async function seen(cluster: Cluster, { mutation, own, expected, isDiskMoved }: Seen): Promise<Verdict> {
  const { before, after } = mutation;
  const wrong = wronglyPlanned(mutation, own, expected) ?? (await madeAtOnce(cluster, own, after)) ?? (await settle(cluster, after));
  if (wrong !== null) return { problem: wrong, isSeen: false, specs: before };
  const specs = isDiskMoved ? after : next(mutation);
  // What went as declared is not missed.
  if (specs === before) forgetDevices(cluster, before);
  const left = await settle(cluster, specs);
  return { problem: left === null ? null : `Afterwards: ${left}`, isSeen: true, specs };
}

/** Null: it is the one change of the table; of several devices one each. */
function wronglyPlanned({ ref, path }: Mutation, own: readonly Draft[], { calls }: Expected): string | null {
  const most = path === 'devices' ? Infinity : 1;
  if (own.length > most) return `There are several changes: ${own.map(told).join('; ')}`;
  const elsewhere = own.find((draft) => declaringRef(draft.ref) !== ref);
  if (elsewhere !== undefined) return `It is about another object: ${told(elsewhere)}`;
  const unlike = own.find((draft) => !calls.includes(`${draft.op}, ${draft.class}`));
  return unlike === undefined ? null : `It is ${told(unlike)}, and should be ${calls.join(' or ') || 'nothing'}.`;
}

async function madeAtOnce(cluster: Cluster, [draft]: readonly Draft<ScaleioAction>[], specs: Specs): Promise<string | null> {
  if (draft === undefined) return null;
  const { isMade, problem } = await make(cluster, draft, specs);
  return isMade ? problem : (problem ?? `It is not made: ${told(draft)}`);
}

/** From what protects less back to what was: or the next change meets a cluster that nobody would have. */
const TAKEN_BACK = /^(?:maintenance|rebuild|rebuild\.enabled|sparePercent|devices(?:\..*)?)$/;

/** `renamedFrom` is taken out when that is done, as its description says. */
function next({ kind, name, path, before, after }: Mutation): Specs {
  if (TAKEN_BACK.test(path)) return before;
  if (path !== 'name') return after;
  const { renamedFrom: _done, ...spec } = after[kind][name] as Specs['Volume'][string];
  return { ...after, [kind]: { ...after[kind], [name]: spec } };
}

function forgetDevices(cluster: Cluster, { StorageNode }: Specs): void {
  for (const [node, { devices = {} }] of Object.entries(StorageNode)) {
    for (const name of Object.keys(devices)) cluster.forget(`Device/${node}/${name}`);
  }
}

/** A path is another one because the host calls its disk so now. */
function moveDisk(cluster: Cluster, { path, name, from, to }: Mutation): boolean {
  const host = cluster.newHosts[placeOf(name)];
  if (path !== 'devices.*.path' || host === undefined) return false;
  cluster.renameDisk(host, String(from), String(to));
  return true;
}

/** Why a change that can be made is not made: by itself it is of no use, or ScaleIO refuses just this one. */
const REASONS: ReadonlySet<string> = new Set([
  'DevicePathDiffers',
  'FieldCannotChange',
  'FieldNotKept',
  'NodeRenamed',
  'NoRoomInPool',
  'VolumeCannotShrink',
  'VolumeRenamed',
]);

interface Findings {
  readonly before: readonly Finding[];
  readonly after: readonly Finding[];
}

/** Whether the change made a finding on the object, or there is one that names its path. */
function saidOf({ ref, path }: Mutation, { calls }: Expected, { before, after }: Findings): boolean {
  const known = new Set(before.map((finding) => JSON.stringify(finding)));
  const own = after.filter((finding) => declaringRef(finding.ref) === ref && (calls.length === 0 || REASONS.has(finding.code)));
  return own.some((finding) => !known.has(JSON.stringify(finding)) || finding.why.includes(path));
}

/** Null: it is right that nothing is done. */
function whyWrong(mutation: Mutation, { calls, isToBeSaid }: Expected, isSaid: boolean): string | null {
  const { path, from, to, byDefault } = mutation;
  if (isSaid || (calls.length === 0 && !isToBeSaid)) return null;
  // What is left out is as it is, or as by default; what was left out and can be changed may have been so already.
  if (to === undefined || typeof to === 'object' || (from === undefined && (to === byDefault || calls.length > 0))) return null;
  return isOfNothing(mutation) ? null : `The change of ${path} is neither made nor told.`;
}

/** A limit of a volume that no host has, or a device that is declared absent. */
function isOfNothing({ kind, name, path, steps, after }: Mutation): boolean {
  if (kind === 'Volume') return path.startsWith('limits.') && (after.Volume[name]?.mappedTo ?? []).length === 0;
  const [field, device] = steps;
  return kind === 'StorageNode' && field === 'devices' && after.StorageNode[name]?.devices?.[String(device)]?.state === 'absent';
}
