/** Making everything that is planned, until nothing is. */
import { PlumblineError } from '../../../agent/errors.ts';
import type { Draft } from '../../../agent/model/change.ts';
import type { ScaleioAction } from '../../../agent/systems/scaleio/types.ts';
import type { Cluster, Look } from './cluster.ts';
import { declaring } from './documents.ts';
import type { Specs } from './documents.ts';

const STEP_MS = 60_000;
/** Hours of draining at most. */
const MOST_STEPS = 400;
/** Of looks at a cluster where something is under way and nothing is planned. */
const MOST_BUSY = 60;

/** Null once nothing is planned, and nothing is on its way any more. */
export async function settle(cluster: Cluster, specs: Specs): Promise<string | null> {
  const desired = declaring(specs);
  let busy = 0;
  let said: string | null = null;
  let look = await cluster.look(desired);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const problem = await makeAll(cluster, look, specs);
    if (problem !== null) return problem;
    const isQuiet = look.drafts.length === 0;
    if (isQuiet && look.isBusy) busy += 1;
    const saying = isQuiet && (!look.isBusy || busy > MOST_BUSY) ? wordsOf(look) : null;
    if (said !== null && said === saying) return secondLook(cluster, specs, said);
    said = saying;
    cluster.advance(STEP_MS);
    look = await cluster.look(desired);
  }
  return `It does not settle: ${look.drafts.map(told).join('; ')}`;
}

/** Null: at the same moment, with answers in another order, nothing is planned either, and the same is said. */
async function secondLook(cluster: Cluster, specs: Specs, said: string): Promise<string | null> {
  const look = await cluster.look(declaring(specs));
  if (look.drafts.length > 0) return `A second look plans ${look.drafts.map(told).join('; ')}`;
  const saying = wordsOf(look);
  return saying === said ? null : `It says\n${said}\nand at a second look\n${saying}`;
}

function wordsOf({ findings }: Look): string {
  const lines = findings.map(({ ref, code, why }) => `${ref} ${code}: ${why}`);
  return lines.toSorted().join('\n');
}

/** Each may have to wait for another; what ScaleIO refuses is not to be asked. */
async function makeAll(cluster: Cluster, { drafts }: Look, specs: Specs): Promise<string | null> {
  for (const draft of drafts) {
    const { problem } = await make(cluster, draft, specs);
    if (problem !== null) return problem;
  }
  return null;
}

export interface Made {
  /** It is done, not only to be done later, or no longer needed. */
  readonly isMade: boolean;
  readonly problem: string | null;
}

/** Problems are errors that do not go away by waiting, and more than one call. */
export async function make(cluster: Cluster, draft: Draft<ScaleioAction>, specs: Specs): Promise<Made> {
  const before = cluster.effects();
  try {
    const { kind } = await cluster.write(draft, declaring(specs));
    const calls = cluster.effects() - before;
    const isMade = kind === 'applied';
    return { isMade, problem: calls === (isMade ? 1 : 0) ? null : `${told(draft)} is ${kind}, with ${calls} calls.` };
  } catch (thrown) {
    if (thrown instanceof PlumblineError && thrown.code.class === 'waiting') return { isMade: false, problem: null };
    return { isMade: false, problem: `${told(draft)}: ${thrown instanceof Error ? thrown.message : String(thrown)}` };
  }
}

/** In one line, for people. */
export function told({ id, op, class: kind, fields }: Draft): string {
  const differences = fields.map(({ path, from, to }) => `${path}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`);
  return `${id}: ${op}, ${kind} (${differences.join(', ')})`;
}
