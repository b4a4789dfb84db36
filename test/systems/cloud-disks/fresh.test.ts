import { applyErrors } from '../../../agent/apply/errors.ts';
import { PlumblineError } from '../../../agent/errors.ts';
import type { CloudAction } from '../../../agent/systems/cloud-disks/types.ts';
import { assert, describe, rejects } from '../../helpers/suite.ts';
import { createArgs, effects, hostOf, machineOf, make, mark, newAttached, newDisk, openBench, slotOn } from './bench.ts';
import type { Bench } from './bench.ts';

type Call = CloudAction['do'];
type Args<D extends Call> = Extract<CloudAction, { do: D }>['args'];

/** A disk, or a machine, for which the call would be made. */
const PREPARED: { readonly [D in Call]: (bench: Bench) => Promise<Args<D>> } = {
  createDisk: async (bench) => createArgs(hostOf(bench)),
  attachDisk: async (bench) => ({ diskId: await newDisk(bench), hostId: (await machineOf(bench)).id, device: '/dev/xvdba' }),
  async detachDisk(bench) {
    const at = await newAttached(bench);
    await mark(bench, at.diskId, 'removed');
    return { ...at, isReversal: false };
  },
  async deleteDisk(bench) {
    const diskId = await newDisk(bench);
    await mark(bench, diskId, 'removed');
    return { diskId };
  },
  tagDisk: async (bench) => ({ diskId: await newDisk(bench), as: 'adopted', slot: slotOn(hostOf(bench), { row: 'r2' }) }),
  modifyDisk: async (bench) => ({ diskId: await newDisk(bench), type: 'gp3', iops: 4000, throughputMiBs: null }),
};

describe('a change of a disk', (it) => {
  for (const call of Object.keys(PREPARED) as readonly Call[]) {
    it(`is not sent when the look before it does not count any more: ${call}`, async (test) => {
      const bench = await openBench(test);
      const args = await PREPARED[call](bench);
      const before = effects(bench);
      const looks = bench.ledger().length;
      const fresh = (): never => {
        throw new PlumblineError(applyErrors.stale, 'too old');
      };
      await rejects(() => make({ ...bench, ctx: { ...bench.ctx, fresh } }, call, args as never), 'apply/stale');
      assert.ok(bench.ledger().length > looks);
      assert.equal(effects(bench), before);
    });
  }
});
