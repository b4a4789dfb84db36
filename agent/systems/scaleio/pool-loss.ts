/** What a setting of a pool takes of its protection. Pure. */
import type { SetPool } from './actions.ts';
import { spareLoss } from './spare.ts';
import type { PoolFigures } from './spare.ts';
import type { StoragePool } from './types.ts';

type Call = Pick<SetPool['args'], 'call' | 'body'>;

/** What is lost by the call, as a clause; null: nothing. */
export function lossBy({ call, body }: Call, pool: StoragePool, figures: PoolFigures): string | null {
  if (call === 'setRebuildEnabled' && body['rebuildEnabled'] !== 'TRUE') {
    return 'copies that are lost are not made anew any more: the next failure may lose data';
  }
  return call === 'setSparePercentage' ? spareLoss(pool, Number(body['sparePercentage']), figures) : null;
}

/** The slowest first. Of one that a later version added, nothing is known. */
const POLICIES: readonly (string | undefined)[] = ['favorAppIos', 'limitNumOfConcurrentIos', 'unlimited'];

/** Whether lost copies may be made anew more slowly after the call: for that time there is only one of them. */
export function slowsRebuild({ call, body }: Call, { rebuild, parallelJobsPerDevice }: StoragePool): boolean {
  if (call === 'setRebuildRebalanceParallelism') return isLower(body['limit'], parallelJobsPerDevice);
  if (call !== 'setRebuildIoPriorityPolicy' || body['policy'] === 'unlimited') return false;
  const [from, to] = [POLICIES.indexOf(rebuild.policy), POLICIES.indexOf(body['policy'])];
  return (
    from === -1 ||
    to < from ||
    isLower(body['numOfConcurrentIosPerDevice'], rebuild.concurrentIosPerDevice) ||
    isLower(body['bwLimitPerDeviceInKbps'], rebuild.bandwidthKibpsPerDevice)
  );
}

/** A limit that is not known may have been higher. */
function isLower(text: string | undefined, live: number | null): boolean {
  return text !== undefined && (live === null || Number(text) < live);
}
