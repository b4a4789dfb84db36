/** Which systems there are. The only place that imports them, lazily: a verb that needs none loads none. */
import type { Settings } from './config.ts';
import type { SystemName } from './model/ref.ts';
import type { System } from './model/system.ts';

export async function openSystems(settings: Settings): Promise<ReadonlyMap<SystemName, System>> {
  const { marathonSystem } = await import('./systems/marathon/system.ts');
  const { scaleioSystem } = await import('./systems/scaleio/system.ts');
  const systems: readonly System[] = [scaleioSystem(settings.systems.scaleio), ...settings.systems.marathon.map(marathonSystem)];
  return new Map(systems.map((system) => [system.name, system]));
}
