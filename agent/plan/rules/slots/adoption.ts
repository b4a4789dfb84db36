/** Which left-over disk a slot uses instead of a new one. */
import type { CloudDisk, CloudHost } from '../../../systems/cloud-disks/types.ts';
import type { Row } from '../pool-view.ts';
import { fits } from './fit.ts';

/**
 * Takes it from the others; undefined: none fits. In the order of their ids: an agent that was killed before it saw its tags
 * gives the same disk to the same slot again, however the cloud lists them.
 */
export function takeFitting(leftovers: Set<CloudDisk>, row: Row, host: CloudHost): CloudDisk | undefined {
  const [first] = [...leftovers].filter((disk) => fits(disk, row, host)).toSorted((one, other) => one.id.localeCompare(other.id));
  if (first !== undefined) leftovers.delete(first);
  return first;
}
