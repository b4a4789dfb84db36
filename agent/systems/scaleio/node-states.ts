/** What an SDS says of itself. */
import type { NodeStates } from './types.ts';

/** The only value of each state that means well. */
export const WELL: NodeStates = {
  sdsState: 'Normal',
  membershipState: 'Joined',
  mdmConnectionState: 'Connected',
  maintenanceState: 'NoMaintenance',
};

/** `mdmConnectionState Disconnected`, one per state; values that no document lists count as unwell too. */
export function unwellStates(states: NodeStates): readonly string[] {
  const names = Object.keys(WELL) as (keyof NodeStates)[];
  return names.filter((name) => states[name] !== WELL[name]).map((name) => `${name} ${states[name]}`);
}
