import type { Draft } from '../../../../agent/model/change.ts';
import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, diskOf, HOUR_MS, host, slot } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { attachment, draftFor, fate, knownDisk, part, ref, remember, run, sceneOf } from './stages.ts';
import type { Part } from './stages.ts';

const DAY_MS = 24 * HOUR_MS;
const ABSENT = { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, state: 'absent' } } }) };

function removing(one: Part, over: Scene = {}): Scene {
  return sceneOf(
    { n1: one, n2: part('n2', 'absent'), n3: part('n3', 'absent') },
    { pool: ABSENT, memory: remember(knownDisk('n1')), ...over },
  );
}

function step(one: Part): Draft {
  return draftFor(run(removing(one)), ref('n1'));
}

const DETACHED = { attachments: [], state: 'available' } as const;

describe('a row that is removed', (it) => {
  const outgoing = { ...part('n1', 'offered'), devices: [deviceOf('n1', 'r1', { deviceState: 'RemovePending' })] };
  const removed = (ms: number, over: Partial<CloudDisk> = {}): Part => part('n1', 'offered', { removedAt: ago(ms), ...over });
  const steps: readonly (readonly [string, Part, string, number])[] = [
    ['has ScaleIO move the data off', part('n1', 'done'), 'removeDevice', 3],
    ['shows what comes next while ScaleIO does', outgoing, 'tagDisk', 2],
    ['is noted as removed once the device is gone', part('n1', 'offered'), 'tagDisk', 2],
    ['is detached then', removed(0), 'detachDisk', 1],
    ['is deleted a day after it was noted', removed(DAY_MS, DETACHED), 'deleteDisk', 0],
  ];
  for (const [name, one, what, stepsToCome] of steps) {
    it(name, () => {
      const draft = step(one);
      assert.is(draft.action.do, what);
      assert.is(draft.then.length, stepsToCome);
      const { id, op, class: changeClass, backendId } = draft;
      assert.equal([id, op, changeClass, backendId], ['remove Disk/gold/n1/r1', 'delete', 'destructive', 'vol-r1-n1']);
    });
  }

  it('looks again before each step whether ScaleIO can do without it', () => {
    assert.equal(step(part('n1', 'done')).requires, [
      { system: 'scaleio', check: 'pool-keeps-without-device', backendId: 'device-vol-r1-n1' },
    ]);
    for (const one of [outgoing, removed(0), removed(DAY_MS, DETACHED)]) {
      assert.equal(step(one).requires, [{ system: 'scaleio', check: 'no-device-named', backendId: 'vol-r1-n1' }]);
    }
  });

  it('is never detached by force or as a reversal', () => {
    assert.equal(step(removed(0)).action.args, { diskId: 'vol-r1-n1', hostId: 'i-n1', isReversal: false });
  });

  for (const [ms, what] of [
    [DAY_MS - 1, 'DiskRemoved'],
    [DAY_MS, 'deleteDisk'],
    [DAY_MS + 1, 'deleteDisk'],
  ] as const) {
    it(`${ms} ms after it was noted: ${what}`, () => assert.is(fate(run(removing(removed(ms, DETACHED))), ref('n1')), what));
  }

  it('counts as absent while it waits for that day, and is looked at then', () => {
    const result = run(removing(removed(HOUR_MS, DETACHED)));
    assert.is(result.ready.get(ref('n1'))?.kind, 'absent');
    assert.is((result.findings[0]?.recheckAt ?? 0) - ago(0), DAY_MS - HOUR_MS);
    assert.ok(result.disks.has(ref('n1')));
  });

  it('is over when nothing of it is left', () => {
    const result = run(removing(part('n1', 'absent'), { memory: remember() }));
    assert.equal([result.drafts, result.findings], [[], []]);
    assert.is(result.ready.get(ref('n1'))?.kind, 'absent');
  });

  it('stops when its disk has lost its tags', () => {
    const hosts = [host('n1', { mappings: [{ device: '/dev/xvdba', diskId: 'vol-r1-n1' }] }), host('n2'), host('n3')];
    assert.is(fate(run(removing(part('n1', 'absent'), { hosts })), ref('n1')), 'DiskTagsMissing');
  });

  it('is told of once when its node was replaced meanwhile: its disk is a leftover', () => {
    const disks = [
      diskOf('n1', 'r1', {
        id: 'vol-r1-n1',
        isOffered: true,
        state: 'available',
        attachments: [],
        slot: slot('n1', 'r1', { sds: 'sds-old' }),
      }),
    ];
    const devices = [deviceOf('n1', 'r1', { sdsId: 'sds-old', errorState: 'DeviceError' })];
    const { drafts, findings } = run(removing(part('n1', 'absent'), { disks, devices }));
    assert.equal([drafts, findings.map(({ code }) => code)], [[], ['DiskForgotten']]);
  });

  it('gives up one device of an SDS at a time', () => {
    const rows = { r1: { sizeGiB: 180, state: 'absent' }, r2: { sizeGiB: 180, state: 'absent' } } as const;
    const other = { disks: [diskOf('n1', 'r2')], devices: [deviceOf('n1', 'r2')] };
    const one = part('n1', 'done');
    const scene = removing({ ...one, disks: [...one.disks, ...other.disks], devices: [...one.devices, ...other.devices] });
    const result = run({ ...scene, pool: { cloudDisks: cloudDisks({ rows }) } });
    assert.equal([fate(result, ref('n1')), fate(result, ref('n1', 'r2'))], ['removeDevice', 'waits']);
  });

  it('that was never used is deleted a day later, too', () => {
    assert.is(step(part('n1', 'available')).action.do, 'tagDisk');
    assert.equal(step(part('n1', 'available')).then, ['deletes it a day later']);
  });
});

describe('a tombstone that is taken back', (it) => {
  const kept = (one: Part): string => fate(run(sceneOf({ n1: one, n2: part('n2', 'done'), n3: part('n3', 'done') })), ref('n1'));
  const removedAt = ago(HOUR_MS);

  it('adds the disk again while it is attached, and notes that', () => {
    assert.is(kept({ ...part('n1', 'offered'), devices: [deviceOf('n1', 'r1', { deviceState: 'RemovePending' })] }), 'waits');
    assert.is(kept(part('n1', 'offered')), 'addDevice');
    assert.is(kept(part('n1', 'offered', { removedAt })), 'tagDisk');
  });

  it('buys another one, under the next attempt, once it is detached', () => {
    for (const over of [DETACHED, { attachments: [attachment('n1', { state: 'detaching' })] }]) {
      const result = run(
        sceneOf(
          { n1: part('n1', 'offered', { removedAt, ...over }), n2: part('n2', 'done'), n3: part('n3', 'done') },
          { memory: remember(knownDisk('n1')) },
        ),
      );
      const draft = draftFor(result, ref('n1'));
      assert.equal([draft.action.do, draft.action.args['slot']], ['createDisk', slot('n1', 'r1', { attempt: 1 })]);
    }
  });
});
