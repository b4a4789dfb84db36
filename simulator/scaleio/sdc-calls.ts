/** What can be asked of SDCs. */
import { checkFree } from './names.ts';
import { missing, oneOf, optional, required } from './params.ts';
import type { Params } from './params.ts';
import { refused } from './rc.ts';
import type { ScaleioState, Sdc } from './state.ts';

export function setSdcName(state: ScaleioState, sdc: Sdc, params: Params): void {
  const name = required(params, 'sdcName');
  checkFree(name, state.sdcs, { rc: 'INI_NAME_IN_USE', own: sdc });
  sdc.name = name;
}

export function setSdcPerformanceParameters(_: ScaleioState, sdc: Sdc, params: Params): void {
  sdc.perfProfile = oneOf(params, 'perfProfile', ['Compact', 'HighPerformance']);
}

/** Asked of the system, by GUID. */
export function approveSdc(state: ScaleioState, params: Params): { readonly id: string } {
  const guid = optional(params, 'sdcGuid');
  if (guid === null) throw missing('sdcGuid');
  const sdc = state.sdcs.find((one) => one.guid === guid.toUpperCase());
  if (!sdc) throw refused('INI_NOT_FOUND');
  sdc.approved = true;
  return { id: sdc.id };
}

/** One that is there would come back by itself. */
export function removeSdc(state: ScaleioState, sdc: Sdc): void {
  for (const volume of state.volumes) if (volume.mappings.has(sdc.id)) throw refused('INI_HAS_MAPPINGS');
  if (sdc.connected) throw refused('INI_MUST_BE_DISCONNECTED');
  state.sdcs = state.sdcs.filter((other) => other !== sdc);
}
