/** The last snapshot of a volume that is removed: taken as the first step of the removal, under its Approval, and kept. */
import { instant, parseInstant } from '../../../clock.ts';
import type { Instant } from '../../../clock.ts';
import type { Draft } from '../../../model/change.ts';
import type { Inputs } from '../../../model/system.ts';
import { finalName, isFinalOf } from '../snapshot-names.ts';
import type { ScaleioAction, Volume } from '../types.ts';

/** One that is older may lack what was written since: somebody may have mapped the volume again meanwhile. */
const COUNTS_FOR_MS = 5 * 60_000;

/** `removal`: of this volume, without such a step. */
export function afterFinalSnapshot(
  removal: Draft<ScaleioAction>,
  volume: Volume,
  inputs: Inputs,
  volumes: readonly Volume[],
): Draft<ScaleioAction> {
  const taken = finalOf(volume, inputs, volumes);
  const destroys = removal.effects.slice(0, 1);
  if (taken !== null) {
    const args = { newer: taken.id };
    const requires = [...removal.requires, { system: 'scaleio', check: 'newer-snapshot', backendId: volume.id, args } as const];
    return { ...removal, requires, effects: [...destroys, `its last snapshot ${taken.name ?? taken.id} stays, with its data`] };
  }
  const args = { volumeId: volume.id, snapshotName: finalName(volume.id, inputs.now) };
  return {
    ...removal,
    action: { system: 'scaleio', do: 'takeSnapshot', args },
    // oxlint-disable-next-line unicorn/no-thenable -- steps still to come, no promise
    then: ['destroys the volume'],
    effects: [`takes a last snapshot first, which stays with its data: s-${volume.id}-f and the time`, ...destroys],
  };
}

/**
 * The newest of this removal; those of one that was taken back do not count. Its name, which says when by the agent's clock, may be
 * anybody's; so what ScaleIO says of its creation has to fit as well. Where the two clocks differ by minutes, none counts.
 */
function finalOf(volume: Volume, { memory, now }: Inputs, volumes: readonly Volume[]): Volume | null {
  const begun = memory.intents.find(({ line }) => line.op === 'delete' && line.backendId === volume.id);
  const begunAt = begun === undefined ? now : (parseInstant(begun.line.at) ?? now);
  const since = laterOf(begunAt, instant(now - COUNTS_FOR_MS));
  const [first, last] = [finalName(volume.id, since), finalName(volume.id, now)];
  const finals = volumes.filter((one) => {
    const isNamedThen = one.name !== null && one.name >= first && one.name <= last;
    return isNamedThen && isFinalOf(one, volume.id) && one.createdAtSeconds >= Math.floor(since / 1000);
  });
  return finals.toSorted((one, other) => one.createdAtSeconds - other.createdAtSeconds).at(-1) ?? null;
}

function laterOf(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}
