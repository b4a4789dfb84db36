/** What EC2 does in the runs of the crash matrix. Lag is counted in describe calls. */
import type { CloudOrder } from '../../simulator/ec2/order.ts';

/** What EC2 does in a run. */
export interface Setting {
  readonly name: string;
  readonly cloud: CloudOrder;
  /** Volumes that come to nothing. */
  readonly spoiled: number;
}

const LATE = ['tags', 'volumes', 'mappings'] as const;

/** Everything late at once, then each of the three alone. */
export function lagging(calls: number): readonly Setting[] {
  if (calls === 0) return [{ name: 'no lag', cloud: {}, spoiled: 0 }];
  const all = { name: `lag ${calls} of everything`, cloud: { lag: { tags: calls, volumes: calls, mappings: calls } }, spoiled: 0 };
  return [all, ...LATE.map((what) => ({ name: `lag ${calls} of ${what} alone`, cloud: { lag: { [what]: calls } }, spoiled: 0 }))];
}

/** Each of them without lag. */
export const TROUBLED: readonly Setting[] = [
  { name: 'one ghost first', cloud: { ghosts: 1 }, spoiled: 1 },
  { name: 'one volume in error first', cloud: { errors: 1 }, spoiled: 1 },
  // A token asked for again is refused as one volume too many.
  { name: 'as many volumes as the quota allows', cloud: { quotas: { volumes: 3 } }, spoiled: 0 },
  { name: 'a device name that is secretly taken', cloud: { hiddenNames: { 'ip-10-0-0-11': ['/dev/xvdbb'] } }, spoiled: 0 },
];
