import { deviceNameFor, isOurName } from '../../../../agent/plan/rules/slots/device-names.ts';
import { instant } from '../../../../agent/clock.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { diskOf, host, slot } from '../pool-builders.ts';

const DISK = diskOf('n1', 'r1', { createdAt: NOON });

function nameAt(ms: number, taken: readonly string[] = [], row = 'r1'): string | null {
  const mappings = taken.map((device, index) => ({ device, diskId: `vol-${index}` }));
  return deviceNameFor({ ...DISK, slot: slot('n1', row) }, host('n1', { mappings }), new Set(), instant(NOON + ms));
}

function allNames(): readonly string[] {
  const taken: string[] = [];
  for (let name = nameAt(0); name !== null; name = nameAt(0, taken)) taken.push(name);
  return taken;
}

describe('the name a disk is attached under', (it) => {
  it('is one that EC2 and Xen both take', () => {
    assert.ok(allNames().every((name) => /^\/dev\/xvd[bcd][a-z]$/.test(name) && name <= '/dev/xvddx'));
    assert.is(allNames().length, 76);
  });

  it('differs by row', () =>
    assert.equal(
      ['r1', 'r2', 'r27'].map((row) => nameAt(0, [], row)),
      ['/dev/xvdbb', '/dev/xvdbc', '/dev/xvdcb'],
    ));

  it('is one that nothing has', () => {
    assert.is(nameAt(0, ['/dev/xvdbb', '/dev/xvdbc']), '/dev/xvdbd');
    const taken = new Set(['/dev/xvdbb']);
    assert.is(deviceNameFor(DISK, host('n1'), taken, NOON), '/dev/xvdbc');
  });

  it('is another one when the first hung, or was refused', () => {
    const names = [0, 15_000, 90_001, 180_002].map((ms) => nameAt(ms));
    assert.is(new Set(names).size, 4);
    assert.is(nameAt(14_999), nameAt(0));
  });

  it('is each of them in turn', () => {
    const seen = new Set(Array.from({ length: 76 }, (_, turn) => nameAt(turn * 15_000)));
    assert.is(seen.size, 76);
  });

  it('is none when all are taken', () => assert.is(nameAt(0, allNames()), null));

  it('tells our disks from those of people', () => {
    assert.equal(['/dev/xvdba', '/dev/xvddx', '/dev/xvddy', '/dev/sdf', '/dev/xvda'].map(isOurName), [true, true, false, false, false]);
  });
});
