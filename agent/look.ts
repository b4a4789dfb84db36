/** Looks at the systems, and at what that says beside what is remembered. */
import type { Instant } from './clock.ts';
import { lostByMarks } from './memory/lost.ts';
import type { Draft } from './model/change.ts';
import type { Desired } from './model/desired.ts';
import { overlaid } from './model/joined.ts';
import type { Memory } from './model/memory.ts';
import type { Bought } from './model/growth.ts';
import type { Health, Sight, SystemHealth, World } from './model/observed.ts';
import type { Ref, SystemName } from './model/ref.ts';
import type { Inputs } from './model/system.ts';
import { healthOf, observe, observeAgain } from './observe.ts';
import type { Observing, Pins } from './observe.ts';
import type { PassDeps } from './pass-deps.ts';
import type { Recall } from './recall.ts';
import { ignoredPaths } from './model/sync.ts';
import { withMissing } from './plan/missing.ts';
import { boughtOf } from './plan/rules/bought.ts';
import { costsOf } from './plan/rules/costs.ts';
import { samplesAfter } from './plan/rules/grow/samples.ts';
import { ruleFacts, runRules } from './rules.ts';
import type { GitSight } from './read-git.ts';
import { readSecretTexts } from './secret-texts.ts';
import { withSeen } from './seen.ts';
import { isOwnClaim } from './standing.ts';

/** Everything a plan is made from. */
export interface Seen {
  readonly inputs: Inputs;
  readonly sight: Sight;
  /** What the rules across systems ask for. */
  readonly drafts: readonly Draft[];
  /** Null: not known, and then nothing is bought. */
  readonly bought: Bought | null;
  readonly rescued: ReadonlySet<Ref>;
}

/** From which inputs, and which newest commit of the tracked branch, a pass was planned. */
interface Looked {
  readonly inputs: Inputs;
  readonly head: string | null;
}

interface Judged {
  readonly world: World;
  readonly health: SystemHealth;
}

/** Only for a source that was read. */
export async function look(deps: PassDeps, git: GitSight, now: Instant): Promise<Seen> {
  const { source, accepted } = git.inForce;
  if (source.kind === 'unknown') throw source.error;
  const desired = source.value;
  const read = git.memory.kind === 'ok' ? git.memory.value : (lastKnown(deps.recall) ?? unread(git.memory.error));
  const memory = withSeen(deps, read);
  const systems = [...deps.systems.values()];
  // Without git nothing that needs consent is made anyway.
  const grants = git.memory.kind === 'ok' ? await deps.readGrants(desired, now) : [];
  const secretTexts = await readSecretTexts(deps);
  const world = await observe(systems, observingOf(deps, desired, memory));
  const ignored: Inputs['ignored'] = (ref) => ignoredPaths(desired, ref);
  const inputs: Inputs = { desired, accepted, memory, grants, secretTexts, ignored, now };
  const health = healthOf(systems, inputs, world);
  const marked = withMarks(deps, { ...memory, contact: contactOf(memory, health) ?? 'existing' }, health, now);
  const known = withSamples(deps, { ...inputs, memory: marked }, { world, health });
  return { inputs: known, ...judgeAll(deps, known, { world, health }, git.head) };
}

/** With what was measured just now; what the branch says is from an earlier process, or as old as its newest commit. */
function withSamples(deps: PassDeps, inputs: Inputs, judged: Judged): Inputs {
  const { recall } = deps;
  const facts = ruleFacts(deps, inputs, sightOf(judged), null);
  recall.samples = samplesAfter(recall.samples ?? inputs.memory.samples, facts);
  return { ...inputs, memory: { ...inputs.memory, samples: recall.samples } };
}

function sightOf({ world, health }: Judged): Sight {
  return { world, health: { ...health, disks: new Map(), costs: [] } };
}

/** The systems' health, then the rules', and at last what is missing. */
function judgeAll(deps: PassDeps, inputs: Inputs, judged: Judged, head: string | null): Omit<Seen, 'inputs'> {
  const { world, health } = judged;
  const systems = [...deps.systems.values()];
  const facts = ruleFacts(deps, inputs, sightOf(judged), head);
  const { drafts, rescued, ...ruled } = runRules(facts);
  const whole: Health = {
    ...health,
    ready: overlaid(health.ready, ruled.ready),
    findings: [...health.findings, ...ruled.findings],
    disks: ruled.disks,
    costs: costsOf(facts),
  };
  return { sight: { world, health: withMissing(whole, inputs, systems, world) }, drafts, bought: boughtOf(facts), rescued };
}

export async function lookAgain(deps: PassDeps, { inputs, head }: Looked, before: Sight, written: ReadonlySet<SystemName>): Promise<Sight> {
  const systems = [...deps.systems.values()];
  const how = observingOf(deps, inputs.desired, inputs.memory);
  const world: World = await observeAgain(systems, written, before.world, how);
  return judgeAll(deps, inputs, { world, health: healthOf(systems, inputs, world) }, head).sight;
}

function observingOf(deps: PassDeps, desired: Desired, memory: Memory): Observing {
  return { ctx: deps.ctx, pins: pinsOf(deps, memory), sought: { desired, remembered: [...memory.inventory.keys()] } };
}

function pinsOf(deps: PassDeps, memory: Memory): Pins {
  return { ...memory.pins, ...deps.pins };
}

/**
 * Null while it cannot be told; until then the cluster counts as an existing one. Journals of versions that did not note it
 * belong to clusters that were written to already.
 */
export function contactOf(memory: Memory, { existing }: SystemHealth): Memory['contact'] {
  if (memory.contact !== null || existing === null) return memory.contact;
  return memory.accepted === null && existing > 0 ? 'existing' : 'empty';
}

/**
 * Marks on live objects that the journal does not account for: its memory is lost. In the first pass after a claim, marks
 * of the claimed epoch itself are somebody else's: this process has not written any yet.
 */
function withMarks({ recall, cluster }: PassDeps, memory: Memory, { marks }: SystemHealth, now: Instant): Memory {
  if (marks === null) return memory;
  const isFirst = isOwnClaim(recall, memory) && !recall.areMarksChecked;
  if (isFirst) recall.areMarksChecked = true;
  if (memory.lost !== null) return memory;
  const why = lostByMarks(memory, marks, { cluster, epoch: (memory.writer?.epoch ?? 0) - (isFirst ? 1 : 0) });
  if (why === null) return memory;
  recall.lost = { since: now, why };
  return { ...memory, lost: recall.lost };
}

/** Also that it is lost, which may not be written down yet. */
function lastKnown({ memory, lost }: Recall): Memory | null {
  return memory === null ? null : { ...memory, lost: memory.lost ?? lost };
}

function unread(error: Error): never {
  throw error;
}
