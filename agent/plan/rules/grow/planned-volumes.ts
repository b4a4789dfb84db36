/** What declared thick volumes will take of a pool; thin ones take nothing before they are written to. */
import type { Doc } from '../../../model/desired.ts';
import type { Ref } from '../../../model/ref.ts';
import { facets } from '../../../model/world.ts';
import type { ScaleioFacets, Volume } from '../../../systems/scaleio/types.ts';
import { gibToKib } from '../../../units.ts';
import type { RuleFacts } from '../types.ts';

/** Raw, both copies; null: the volumes are not known. */
export function plannedKibOf(pool: Ref, facts: RuleFacts): number | null {
  const volumes = facets<ScaleioFacets>(facts.sight.world, 'scaleio')?.volumes;
  if (volumes === undefined || volumes.kind === 'unknown') return null;
  const live = new Map(volumes.value.map((volume) => [volume.id, volume]));
  const docs = [...facts.inputs.desired.docs.Volume.values()].filter(({ links, state }) => state === 'present' && links.includes(pool));
  return 2 * docs.reduce((sum, doc) => sum + lackingKib(doc, live, facts), 0);
}

/** One that is lost is not made anew by itself. */
function lackingKib(doc: Doc<'Volume'>, live: ReadonlyMap<string, Volume>, { inputs, sight }: RuleFacts): number {
  if (doc.spec.type !== 'thick') return 0;
  const volume = live.get(sight.health.ids.get(doc.ref) ?? '');
  if (volume === undefined) return inputs.memory.inventory.has(doc.ref) ? 0 : gibToKib(doc.spec.sizeGiB);
  return Math.max(0, gibToKib(doc.spec.sizeGiB) - volume.sizeKib);
}
