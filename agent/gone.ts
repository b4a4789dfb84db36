/** Makes sure, object by object, of what a list says is gone: before the journal says that a call of ours deleted it, or forgets its id. */
import { asPlumblineError } from './errors.ts';
import { departures } from './memory/departures.ts';
import type { Desired } from './model/desired.ts';
import type { Memory, Owned } from './model/memory.ts';
import type { World } from './model/observed.ts';
import { kindOf, systemOf } from './model/ref.ts';
import type { Ref, SystemName } from './model/ref.ts';
import type { PassReport } from './model/report.ts';
import type { PassDeps } from './pass-deps.ts';
import { seerOf } from './seer.ts';
import type { Seer } from './seer.ts';

/** How many snapshots, and how many others, are asked for in a pass: all that a list lacks may be there. */
const MOST = 50;

interface Doubted {
  readonly ref: Ref;
  readonly system: SystemName;
  readonly backendId: string;
}

interface Done {
  readonly report: Pick<PassReport, 'results'>;
  readonly world: World;
}

/**
 * Lines of the intents to delete whose object was asked for by its id and is not there; Refs of such snapshots: nothing declares
 * these one by one, so nothing else tells that one went; and of what would be dropped from the inventory. Empty in nearly every
 * pass.
 */
export async function goneForSure(
  deps: PassDeps,
  memory: Memory | null,
  { report: { results }, world }: Done,
  desired: Desired | null,
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  const going = memory === null || desired === null ? [] : departures(memory, { desired, results });
  for (const [name, doubted] of memory === null ? [] : doubtfulIn(memory, going, seerOf(deps, world))) {
    if (await isGone(deps, doubted)) gone.add(name);
  }
  return gone;
}

function doubtfulIn({ intents, inventory }: Memory, going: readonly Owned[], sees: Seer): readonly (readonly [string, Doubted])[] {
  const isUnseen = (owned: Pick<Owned, 'ref' | 'backendId'>): boolean => {
    const seen = sees(owned);
    return seen.kind === 'ok' && !seen.value;
  };
  const deleted = intents.filter(({ ref, line }) => line.op === 'delete' && isUnseen({ ref, backendId: line.backendId }));
  const snapshots = [...inventory.values()].filter((owned) => kindOf(owned.ref) === 'Snapshot' && isUnseen(owned));
  const entries = [...snapshots.slice(0, MOST), ...going.filter(isUnseen).slice(0, MOST)];
  return [
    ...deleted.map(({ ref, system, line }) => [line.line, { ref, system, backendId: line.backendId }] as const),
    ...entries.map(({ ref, backendId }) => [ref, { ref, system: systemOf(ref), backendId }] as const),
  ];
}

/** What cannot be asked now is asked again with the next pass. */
async function isGone({ systems, ctx }: PassDeps, { ref, system, backendId }: Doubted): Promise<boolean> {
  try {
    const checked = await systems.get(system)?.check({ system, check: 'gone', backendId, args: { kind: kindOf(ref) } }, ctx);
    return checked?.kind === 'holds';
  } catch (thrown) {
    ctx.log.debug({ err: asPlumblineError(thrown) }, 'could not make sure');
    return false;
  }
}
