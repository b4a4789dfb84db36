/** Makes sure, object by object, of what a list says is gone, before the journal says that a call of ours deleted it. */
import { asPlumblineError } from './errors.ts';
import type { Memory, Owned } from './model/memory.ts';
import type { World } from './model/observed.ts';
import { kindOf, systemOf } from './model/ref.ts';
import type { SystemName } from './model/ref.ts';
import type { PassDeps } from './pass-deps.ts';
import { seerOf } from './seer.ts';
import type { Seer } from './seer.ts';

/** How many snapshots are asked for in a pass: all that a list lacks may be there. */
const MOST_SNAPSHOTS = 50;

interface Doubted {
  readonly system: SystemName;
  readonly backendId: string;
}

/**
 * Lines of the intents to delete whose object was asked for by its id and is not there, and Refs of such snapshots: nothing
 * declares these one by one, so nothing else tells that one went. Empty in nearly every pass.
 */
export async function goneForSure(deps: PassDeps, memory: Memory | null, world: World): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  for (const [name, doubted] of memory === null ? [] : doubtfulIn(memory, seerOf(deps, world))) {
    if (await isGone(deps, doubted)) gone.add(name);
  }
  return gone;
}

function doubtfulIn({ intents, inventory }: Memory, sees: Seer): readonly (readonly [string, Doubted])[] {
  const isUnseen = (owned: Pick<Owned, 'ref' | 'backendId'>): boolean => {
    const seen = sees(owned);
    return seen.kind === 'ok' && !seen.value;
  };
  const deleted = intents.filter(({ ref, line }) => line.op === 'delete' && isUnseen({ ref, backendId: line.backendId }));
  const snapshots = [...inventory.values()].filter((owned) => kindOf(owned.ref) === 'Snapshot' && isUnseen(owned));
  return [
    ...deleted.map(({ system, line }) => [line.line, { system, backendId: line.backendId }] as const),
    ...snapshots.slice(0, MOST_SNAPSHOTS).map(({ ref, backendId }) => [ref, { system: systemOf(ref), backendId }] as const),
  ];
}

/** What cannot be asked now is asked again with the next pass. */
async function isGone({ systems, ctx }: PassDeps, { system, backendId }: Doubted): Promise<boolean> {
  try {
    const checked = await systems.get(system)?.check({ system, check: 'gone', backendId }, ctx);
    return checked?.kind === 'holds';
  } catch (thrown) {
    ctx.log.debug({ err: asPlumblineError(thrown) }, 'could not make sure');
    return false;
  }
}
