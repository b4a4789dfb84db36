/** Makes sure, object by object, of what a list says is gone, before the journal says that a call of ours deleted it. */
import { asPlumblineError } from './errors.ts';
import type { Intent, Memory } from './model/memory.ts';
import type { World } from './model/observed.ts';
import type { PassDeps } from './pass-deps.ts';
import { seerOf } from './seer.ts';

/** Lines of the intents to delete whose object was asked for by its id and is not there. Empty in nearly every pass. */
export async function goneForSure(deps: PassDeps, memory: Memory | null, world: World): Promise<ReadonlySet<string>> {
  const sees = seerOf(deps, world);
  const doubtful = (memory?.intents ?? []).filter(({ ref, line }) => {
    const seen = line.op === 'delete' ? sees({ ref, backendId: line.backendId }) : null;
    return seen?.kind === 'ok' && !seen.value;
  });
  const gone = new Set<string>();
  for (const intent of doubtful) if (await isGone(deps, intent)) gone.add(intent.line.line);
  return gone;
}

/** What cannot be asked now is asked again with the next pass. */
async function isGone({ systems, ctx }: PassDeps, { system, line }: Intent): Promise<boolean> {
  try {
    const checked = await systems.get(system)?.check({ system, check: 'gone', backendId: line.backendId }, ctx);
    return checked?.kind === 'holds';
  } catch (thrown) {
    ctx.log.debug({ err: asPlumblineError(thrown) }, 'could not make sure');
    return false;
  }
}
