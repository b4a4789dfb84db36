/** Ids as ScaleIO forms them: 16 lower-case hex digits, the high half counting up per object, the low half its slot. */
import type { Random } from '../random.ts';

export type IdType = 'ProtectionDomain' | 'FaultSet' | 'StoragePool' | 'Sds' | 'Sdc' | 'Device' | 'Volume' | 'VTree';

export interface Ids {
  /** `slot` is the object's place among its kind; a device's is its SDS's place << 16. */
  next(type: IdType, slot: number): string;
  /** For what has no slot: the system, the MDMs. */
  random64(): string;
  /** As an SDC prints its own: upper case. */
  guid(): string;
}

/** Room to count up without running over 32 bits. */
const HIGHEST_START = 0xf0000000;

export function makeIds(random: Random): Ids {
  const high = new Map<IdType, number>();
  return {
    next(type, slot) {
      const number = high.get(type) ?? random.below(HIGHEST_START);
      high.set(type, number + 1);
      return hex8(number) + hex8(slot);
    },
    random64: () => random.hex(16),
    guid: () => random.uuid().toUpperCase(),
  };
}

function hex8(number: number): string {
  return number.toString(16).padStart(8, '0');
}
