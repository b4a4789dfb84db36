/**
 * What is expected of one object: written, nothing is left to do; one field changed, the change is seen and does what the table of
 * effects says. Marathon's own word on what a change was - which of the app's times moved - is the judge of both.
 */
import type { Draft } from '../../../agent/model/change.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { refOf } from '../../../agent/model/ref.ts';
import { effectOf } from '../../../agent/systems/marathon/effects/types.ts';
import type { Effect } from '../../../agent/systems/marathon/effects/types.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import type { MarathonFacets } from '../../../agent/systems/marathon/types.ts';
import { declaring, EFFECTS, faultsIn, isLeafPath, NAME } from './cases.ts';
import type { Kind, Spec } from './cases.ts';
import { mutated } from './mutations.ts';
import type { Mutation, Original } from './mutations.ts';
import { openScene } from './scene.ts';
import type { Scene } from './scene.ts';
import { deedBetween, instancesOf, isResident, lookAt, sendByHand } from './vendor.ts';

export interface Case {
  readonly kind: Kind;
  readonly profile: Profile;
  readonly spec: Spec;
  readonly seed: number;
}

/** `problem` null: it is as it has to be. `isSeen`: the change was one, or is known to be none. */
export interface Verdict {
  readonly problem: string | null;
  readonly isSeen: boolean;
}

const wrong = (problem: string): Verdict => ({ problem, isSeen: false });

/** The object as it stands. */
export async function judgeCase(asked: Case): Promise<Verdict> {
  const faults = faultsIn(asked.kind, asked.spec);
  if (faults.length > 0) return wrong(`The agent refuses it: ${faults.join(' ')}`);
  const scene = openScene(asked.profile, asked.seed);
  return (await settle(scene, asked, asked.spec)) ?? { problem: null, isSeen: true };
}

/** The object with one field changed, once it is there. */
export async function judgeMutation(asked: Case, mutation: Mutation): Promise<Verdict> {
  const scene = openScene(asked.profile, asked.seed);
  const unsettled = await settle(scene, asked, asked.spec);
  if (unsettled !== null) return unsettled;
  const spec = mutated(asked.spec, mutation);
  const desired = declaring(asked.kind, spec);
  const live = await scene.read(desired);
  const [draft, ...more] = scene.diff(desired, live);
  if (more.length > 0) return wrong('There are several changes.');
  const effect = effectOfMutation(asked, mutation);
  const isPartly = isPartlyFixed(asked, mutation);
  const isSaid = scene.findings(desired, live).some(({ ref }) => ref === refOf(asked.kind, NAME));
  if (draft === undefined) return unseen(scene, { ...asked, spec }, { effect: isPartly ? 'fixed' : effect, isSaid });
  if (isPartly) return partlyDone(scene, { ...asked, spec }, draft, isSaid);
  return seen(scene, { ...asked, spec }, { draft, mutation, effect, before: asked.spec });
}

/** By the table: what has local volumes, before or after, is resident. */
export function effectOfMutation({ kind, profile, spec }: Original, mutation: Mutation): Effect {
  const resident = isResident(kind, spec) || isResident(kind, mutated(spec, mutation));
  return effectOf(EFFECTS[kind], written(mutation.steps), profile, resident);
}

/**
 * A part of which some can be changed and some cannot, or a path that does not tell whether it is about what is local, or which port of
 * the host is meant. What is done of it follows from no row: only that Marathon takes it, and that nothing is left to do or unsaid.
 */
function isPartlyFixed(one: Case, mutation: Mutation): boolean {
  const isLocal = isResident(one.kind, one.spec) || isResident(one.kind, mutated(one.spec, mutation));
  if (isLocal && UNTOLD.test(mutation.path)) return true;
  return !isLeafPath(one.kind, mutation.path) && effectOfMutation(one, mutation) === 'fixed';
}

const UNTOLD =
  /^(?:container\.volumes\[\]\.(?:containerPath|mode)|container\.volumes\[\]\.persistent|ports|ipAddress|container\.docker\.(?:network|portMappings))(?:$|[.[])/;

/** As differences call it: `container.volumes[0].mode`. */
function written(steps: Mutation['steps']): string {
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}

/** Null once it is there and nothing is left to do. */
async function settle(scene: Scene, { kind }: Case, spec: Spec): Promise<Verdict | null> {
  const desired = declaring(kind, spec);
  const [draft, ...more] = scene.diff(desired, await scene.read(desired));
  if (draft === undefined || more.length > 0)
    return wrong(`There are ${draft === undefined ? 0 : 1 + more.length} changes for what is missing.`);
  if (draft.op !== 'create' || draft.class !== 'additive') return wrong(`It is to be made by ${draft.op}, ${draft.class}.`);
  const failed = await write(scene, draft);
  scene.unlock();
  return failed ?? quiet(scene, kind, spec, 'once it is written');
}

async function write(scene: Scene, draft: Draft): Promise<Verdict | null> {
  try {
    await scene.write(draft as Parameters<Scene['write']>[0]);
  } catch (thrown) {
    return wrong(thrown instanceof Error ? thrown.message : String(thrown));
  }
  return null;
}

async function quiet(scene: Scene, kind: Kind, spec: Spec, when: string): Promise<Verdict | null> {
  const desired = declaring(kind, spec);
  const live: Live<MarathonFacets> = await scene.read(desired);
  const [draft] = scene.diff(desired, live);
  if (draft === undefined) return null;
  const fields = draft.fields.map(({ path, from, to }) => `${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`);
  return wrong(`It differs ${when}: ${fields.join('; ')}`);
}

interface Unseen {
  readonly effect: Effect;
  /** Whether there is a finding on the object. */
  readonly isSaid: boolean;
}

/** The agent sees no change: then for Marathon it must be none either, or one that it refuses. */
async function unseen(scene: Scene, { kind, profile, spec }: Case, { effect, isSaid }: Unseen): Promise<Verdict> {
  const isNone = effect === 'none' || effect === 'fixed';
  // What is declared is not what this version calls it: nobody can say it by hand.
  if (profile === '1.4') return { problem: null, isSeen: isNone };
  const { status, did, of } = sendByHand(scene, kind, spec);
  if (status === 422) return isSaid ? { problem: null, isSeen: true } : wrong(`It is refused, and nothing is said of it: ${of}`);
  if (status >= 300) return wrong(`Sent by hand, Marathon answers ${status}: ${of}`);
  if (did !== 'nothing') return wrong(`The change is not seen, and Marathon does a ${did} for it: ${of}`);
  return (await quiet(scene, kind, spec, 'although nothing changed')) ?? { problem: null, isSeen: isNone };
}

/** Some of it is done; what is not is said. */
async function partlyDone(scene: Scene, { kind, profile, spec }: Case, draft: Draft, isSaid: boolean): Promise<Verdict> {
  const failed = await write(scene, draft);
  if (failed !== null) return failed;
  scene.unlock();
  const left = await quiet(scene, kind, spec, 'once what can be is written');
  if (left !== null || isSaid || profile === '1.4') return left ?? { problem: null, isSeen: true };
  const { did, of } = sendByHand(scene, kind, spec);
  return did === 'nothing' ? { problem: null, isSeen: true } : wrong(`It is not all written, and nothing is said of it: ${of}`);
}

interface Made {
  readonly draft: Draft;
  readonly mutation: Mutation;
  readonly effect: Effect;
  readonly before: Spec;
}

/** The agent sees a change: then it is the one of the table, Marathon does it, and nothing is left to do. */
async function seen(scene: Scene, { kind, profile, spec }: Case, made: Made): Promise<Verdict> {
  const told = wronglyTold(kind, spec, made);
  if (told !== null) return wrong(told);
  const earlier = lookAt(scene, kind);
  const failed = await write(scene, made.draft);
  if (failed !== null) return failed;
  const did = deedBetween(earlier, lookAt(scene, kind));
  scene.unlock();
  const left = await quiet(scene, kind, spec, 'once the change is written');
  if (left !== null) return left;
  const { path } = made.mutation;
  if (!deedsOf(kind, made).includes(did)) return wrong(`The change of ${path} is ${made.draft.op}; Marathon does a ${did} for it.`);
  if (profile === '1.4') return { problem: null, isSeen: true };
  const again = sendByHand(scene, kind, spec);
  if (again.did === 'nothing') return { problem: null, isSeen: true };
  return wrong(`What was written of ${path} is not what was declared: sent by hand, it makes a ${again.did}: ${again.of}`);
}

/** What these say is told in the words that Marathon answers. */
const OLD_WORDS = /^(?:uris|ports|ipAddress|residency|container\.docker\.(?:network|portMappings))(?:$|[.[])/;

/** Null: it is told as it should be. */
function wronglyTold(kind: Kind, spec: Spec, { draft, mutation: { path }, effect, before }: Made): string | null {
  const from = instancesOf(kind, before) ?? 1;
  const expected = expectedOf(effect, from, instancesOf(kind, spec) ?? from);
  const found = `${draft.op}, ${draft.class}`;
  if (found !== expected) return `The change of ${path} is ${found} and should be ${expected}.`;
  if (OLD_WORDS.test(path) || draft.fields.some((field) => isAbout(field.path, path))) return null;
  return `The change of ${path} is told as one of ${draft.fields.map((field) => field.path).join(', ')}.`;
}

/** Marathon keeps no times of pods: where none runs, a restart shows in nothing but a new version, and an update not even in that. */
function deedsOf(kind: Kind, { effect, before }: Made): readonly string[] {
  if (effect === 'update') return ['update', 'nothing'];
  return kind === 'Pod' && effect === 'restart' && instancesOf(kind, before) === 0 ? ['update'] : [effect];
}

/** Nothing restarts where no task runs, before or after. */
function expectedOf(effect: Effect, from: number, to: number): string {
  switch (effect) {
    case 'restart':
      return from > 0 && to > 0 ? 'restart, disruptive' : 'update, additive';
    case 'scale':
      return to < from ? 'scale, disruptive' : 'scale, additive';
    case 'update':
      return 'update, additive';
    case 'none':
    case 'fixed':
      return 'no change';
  }
}

/** Whether one is the other, or a part of it; entries of sets and lists are the same, whichever they are. */
function isAbout(fieldPath: string, path: string): boolean {
  const field = fieldPath.replaceAll(/\[\d+\]/g, '[]');
  const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('[]', '\\[\\]').replaceAll('*', '.*')}(?:$|[.[])`, 's');
  return pattern.test(field) || path.startsWith(`${field}.`) || path.startsWith(`${field}[`);
}
