import { unknown } from '../../../../agent/model/observed.ts';
import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { internalErrors, PlumblineError } from '../../../../agent/errors.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, diskOf, gone, host, MINUTE_MS, sds, slot } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { allAt, attachment, draftFor, fate, fates, knownDisk, part, ref, remember, run, sceneOf } from './stages.ts';

const VOLUME = 'vol-0123456789abcdef0';

/** What the first node's slot is stopped by. */
const STOPS: readonly (readonly [string, string, Scene])[] = [
  ['two disks are tagged for it', 'DiskDoubled', doubled()],
  ['its size differs', 'DiskSizeDiffers', sceneOf(allAt('available', { sizeGiB: 200 }))],
  ['it is in another zone', 'DiskInOtherZone', sceneOf(allAt('available', { zone: 'us-east-1b' }))],
  ['it is not encrypted', 'DiskNotEncrypted', sceneOf(allAt('available', { encrypted: false }))],
  ['it is attached elsewhere', 'DiskElsewhere', sceneOf(allAt('attached', { attachments: [attachment('n9')] }))],
  ['it was offered and is in error', 'DiskFailed', sceneOf(allAt('available', { state: 'error', isOffered: true }))],
  ['its device is on another SDS', 'DeviceElsewhere', withDevice({ sdsId: 'sds-n2' })],
  ['its device is in another pool', 'DeviceElsewhere', withDevice({ storagePoolId: 'other' })],
  ['it lost its tags and ScaleIO has it', 'DiskTagsMissing', stripped({ devices: [deviceOf('n1', 'r1')] })],
  ['it lost its tags and its machine has it', 'DiskTagsMissing', stripped({ hosts: attachedHosts('vol-r1-n1') })],
  ['it lost all tags but that of the cluster', 'DiskTagsMissing', stripped({ disks: [diskOf('n1', 'r1', { slot: null })] })],
  ['a device without a visible disk is on its SDS', 'DiskUnexplained', nothing({ devices: [deviceOf('n1', 'r1', { name: VOLUME })] })],
  ['an unknown disk has one of our names on its machine', 'DiskUnexplained', nothing({ hosts: attachedHosts(VOLUME) })],
  ['its SDS is gone', 'NodeNotConnected', nothing({ ids: new Map([[`StorageNode/n1`, 'none']]) })],
  ['its SDS is not connected', 'NodeNotConnected', nothing({ sds: [gone('n1'), sds('n2'), sds('n3')] })],
  ['no machine has its address', 'HostUnknown', nothing({ hosts: [host('n2'), host('n3')] })],
  ['two machines have its address', 'HostUnknown', nothing({ hosts: [host('n1'), host('n1', { id: 'i-other' }), host('n2'), host('n3')] })],
  ['its machine takes no more', 'AttachLimit', nothing({ hosts: [host('n1', { attachFree: 0 }), host('n2'), host('n3')] })],
  ['it is not known what its machine takes', 'AttachLimit', nothing({ hosts: [host('n1', { attachFree: null }), host('n2'), host('n3')] })],
];

function nothing(over: Scene): Scene {
  return sceneOf(allAt('absent'), over);
}

function doubled(): Scene {
  const parts = allAt('available');
  return sceneOf(parts, { disks: [...Object.values(parts).flatMap(({ disks }) => disks), diskOf('n1', 'r1', { id: 'vol-2' })] });
}

function withDevice(over: object): Scene {
  return sceneOf(allAt('offered'), { devices: [deviceOf('n1', 'r1', over)] });
}

function stripped(over: Scene): Scene {
  const parts = { n1: part('n1', 'absent'), n2: part('n2', 'available'), n3: part('n3', 'available') };
  const disks = [...Object.values(parts).flatMap((one) => one.disks), ...(over.disks ?? [])];
  return sceneOf(parts, { memory: remember(knownDisk('n1')), ...over, disks });
}

function attachedHosts(diskId: string): Scene['hosts'] & object {
  return [host('n1', { mappings: [{ device: '/dev/xvdba', diskId }] }), host('n2'), host('n3')];
}

describe('a slot is stopped by one finding, and nothing is called, when', (it) => {
  for (const [name, code, scene] of STOPS) {
    it(name, () => {
      const result = run(scene);
      assert.is(fate(result, ref('n1')), code);
      assert.ok(['degraded', 'missing'].includes(result.ready.get(ref('n1'))?.kind ?? ''));
    });
  }
});

describe('what is no stranger', (it) => {
  const buys = (scene: Scene): void => assert.is(fate(run(scene), ref('n1')), 'createDisk');
  const mapped = (device: string) => [host('n1', { mappings: [{ device, diskId: VOLUME }] }), host('n2'), host('n3')];
  it('is the root of a machine', () => buys(nothing({ hosts: mapped('/dev/xvda') })));
  it('is a disk that people attached under a name of theirs', () => buys(nothing({ hosts: mapped('/dev/sdf') })));
  it('is one of our names that is in use by what no mapping shows', () => {
    buys(nothing({ hosts: [host('n1', { mappings: [{ device: '/dev/xvdba', diskId: null }] }), host('n2'), host('n3')] }));
  });
  it('is a device with a name of its own', () => buys(nothing({ devices: [deviceOf('n1', 'r1', { name: 'disk-b' })] })));
  it('is a device on another SDS', () => buys(nothing({ devices: [deviceOf('n9', 'r1', { name: VOLUME, sdsId: 'sds-n9' })] })));
  it('is a disk that the journal knows for another slot', () => {
    const other = knownDisk('n1', {}, { ref: ref('n1', 'r9'), backendId: VOLUME });
    buys(nothing({ hosts: attachedHosts(VOLUME), memory: remember(other) }));
  });
  it('is a disk of another row', () => {
    const disk = diskOf('n1', 'r9', { id: VOLUME, deviceName: VOLUME });
    buys(nothing({ hosts: attachedHosts(VOLUME), disks: [disk], devices: [deviceOf('n1', 'r9', { name: VOLUME })] }));
  });
});

describe('a disk of another ScaleIO', (it) => {
  it('is not this one, and said to be paid for', () => {
    const other = diskOf('n1', 'r1', { slot: slot('n1', 'r1', { system: 'another' }) });
    const result = run(nothing({ disks: [other] }));
    assert.equal(fates(result), ['createDisk', 'createDisk', 'createDisk']);
    assert.equal(
      result.findings.map(({ code, ref: of }) => [code, of]),
      [['DiskStrange', 'Disk/orphan/vol-r1-n1']],
    );
    assert.match(result.findings[0]?.why ?? '', 'disk vol-r1-n1 (180 GiB gp3, about $14.40 a month) counts against the ceilings');
  });
});

describe('a disk with the cluster and without its other tags', (it) => {
  const torn = diskOf('n1', 'r9', { slot: null, attachments: [], state: 'available' });
  it('is said to be paid for, and left as it is', () => {
    const result = run(nothing({ disks: [torn] }));
    assert.equal(fates(result), ['createDisk', 'createDisk', 'createDisk']);
    assert.equal(
      result.findings.map(({ code }) => code),
      ['DiskStrange'],
    );
    assert.match(result.findings[0]?.remedy ?? '', 'Put its tags back');
  });
  it('is said once where the journal knows it', () => {
    const known = knownDisk('n1', {}, { backendId: torn.id });
    const { findings } = run(nothing({ disks: [torn], memory: remember(known) }));
    assert.equal(
      findings.filter(({ why }) => why.includes(torn.id)).map(({ code }) => code),
      ['DiskTagsMissing'],
    );
  });
});

describe('a disk that the journal knows and nobody sees', (it) => {
  const TEN = 10 * MINUTE_MS;
  for (const [ms, what] of [
    [TEN - 1, 'waits'],
    [TEN, 'DiskMissing'],
    [TEN + 1, 'DiskMissing'],
  ] as const) {
    it(`after ${ms} ms: ${what}`, () => {
      const result = run(stripped({ memory: remember(knownDisk('n1', {}, { since: ago(ms) })) }));
      assert.is(fate(result, ref('n1')), what);
      assert.is(result.ready.get(ref('n1'))?.kind, what === 'waits' ? 'progressing' : 'missing');
    });
  }

  it('came to nothing when it was never seen whole: then it is asked for again', () => {
    const ghost = (ms: number) => run(stripped({ memory: remember(knownDisk('n1', { isNew: true }, { since: ago(ms) })) }));
    assert.equal(
      [TEN - 1, TEN].map((ms) => fate(ghost(ms), ref('n1'))),
      ['waits', 'createDisk'],
    );
    assert.is(
      fate(run(stripped({ memory: remember(knownDisk('n1', { isNew: true })), hosts: attachedHosts('vol-r1-n1') })), ref('n1')),
      'DiskTagsMissing',
    );
  });

  it('is missing at once when it is being deleted', () => {
    assert.is(fate(run(stripped({ disks: [diskOf('n1', 'r1', { state: 'deleting', attachments: [] })] })), ref('n1')), 'DiskMissing');
  });
});

describe('what takes too long', (it) => {
  const sinceCreated = (ms: number): string => fate(run(sceneOf(allAt('creating', { createdAt: ago(ms) }))), ref('n1'));
  const attaching = (ms: number, over: Partial<CloudDisk> = {}): string => {
    return fate(
      run(sceneOf(allAt('attaching', { attachments: [attachment('n1', { state: 'attaching', at: ago(ms) })], ...over }))),
      ref('n1'),
    );
  };
  const settling = (ms: number): string =>
    fate(run(sceneOf(allAt('settling', { attachments: [attachment('n1', { at: ago(ms) })] }))), ref('n1'));
  const detaching = (ms: number): string => {
    return fate(run(sceneOf(allAt('attached', { attachments: [attachment('n1', { state: 'detaching', at: ago(ms) })] }))), ref('n1'));
  };
  const table: readonly (readonly [string, (ms: number) => string, number, readonly [string, string, string]])[] = [
    ['creating', sinceCreated, 5 * MINUTE_MS, ['waits', 'DiskStuckCreating', 'DiskStuckCreating']],
    ['attaching', attaching, 90_000, ['waits', 'waits', 'detachDisk']],
    ['attaching what was offered', (ms) => attaching(ms, { isOffered: true }), 90_000, ['waits', 'waits', 'DiskStuckAttaching']],
    ['settling', settling, 30 * MINUTE_MS, ['waits', 'DeviceNotNormal', 'DeviceNotNormal']],
    ['detaching', detaching, 10 * MINUTE_MS, ['waits', 'DiskStuckDetaching', 'DiskStuckDetaching']],
  ];
  for (const [name, of, limitMs, expected] of table) {
    it(`${name}: just under, at and just over ${limitMs / 1000} s`, () => {
      assert.equal([limitMs - 1, limitMs, limitMs + 1].map(of), [...expected]);
    });
  }

  it('is looked at again in a minute', () => {
    const [finding] = run(sceneOf(allAt('creating', { createdAt: ago(6 * MINUTE_MS) }))).findings;
    assert.is((finding?.recheckAt ?? 0) - ago(0), MINUTE_MS);
  });
});

describe('the one step that is taken back', (it) => {
  const stuck = { attachments: [attachment('n1', { state: 'attaching', at: ago(100_000) })] };
  it('detaches a disk that ScaleIO was never offered, and makes sure of that', () => {
    const [draft] = run(sceneOf(allAt('attaching', stuck))).drafts;
    assert.equal(draft?.action.args, { diskId: 'vol-r1-n1', hostId: 'i-n1', isReversal: true });
    assert.equal(draft?.requires, [{ system: 'scaleio', check: 'no-device-named', backendId: 'vol-r1-n1' }]);
    assert.equal([draft?.class, draft?.op], ['additive', 'update']);
  });
});

describe('a facet that is not known', (it) => {
  const error = new PlumblineError(internalErrors.unexpected, 'no answer');
  const cases: readonly (readonly [string, Scene])[] = [
    ['disks', { cloud: { disks: unknown(error) } }],
    ['hosts', { cloud: { hosts: unknown(error) } }],
    ['account', { cloud: { account: unknown(error) } }],
    ['devices', { scaleio: { devices: unknown(error) } }],
    ['nodes', { scaleio: { nodes: unknown(error) } }],
    ['pools', { scaleio: { pools: unknown(error) } }],
    ['system', { scaleio: { system: unknown(error) } }],
  ];
  for (const [name, over] of cases) {
    it(`(${name}) leaves every disk unknown, and nothing is asked for`, () => {
      const result = run(sceneOf(allAt('available'), over));
      assert.equal(result.drafts, []);
      assert.equal(fates(result), ['unknown', 'unknown', 'unknown']);
      assert.equal(result.findings, []);
    });
  }

  it('that is not configured is said once', () => {
    const result = run(sceneOf(allAt('available'), { cloud: null }));
    assert.equal([result.drafts, result.findings.map(({ code, ref: of }) => [code, of])], [[], [['DisksNotSeen', 'StoragePool/gold']]]);
  });
});

describe('a modification', (it) => {
  const wants = (row: object, over: Partial<CloudDisk> = {}): string => {
    const pool = { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, ...row } } }) };
    return fate(run(sceneOf(allAt('done', over), { pool })), ref('n1'));
  };
  it('follows a row that says another type, iops or throughput', () => {
    assert.equal(
      [wants({ type: 'gp2' }), wants({ iops: 4000 }), wants({ throughputMiBs: 250 })],
      ['modifyDisk', 'modifyDisk', 'modifyDisk'],
    );
  });
  it('that costs more is a purchase, and one that does not is none', () => {
    const draft = (row: object, over: Partial<CloudDisk> = {}) => {
      const pool = { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, ...row } } }) };
      const { class: changeClass, spend, effects } = draftFor(run(sceneOf(allAt('done', over), { pool })), ref('n1'));
      return [changeClass, spend, effects];
    };
    assert.equal(draft({ iops: 4000, throughputMiBs: 250 }), [
      'spend',
      { disks: 0, monthlyUsd: 10 },
      ['sets iops from 3000 to 4000 and throughputMiBs from 125 to 250 of disk vol-r1-n1, about $10.00 a month more'],
    ]);
    assert.equal(draft({ iops: 3000 }, { iops: 4000 }), ['additive', null, ['sets iops from 4000 to 3000 of disk vol-r1-n1']]);
  });
  it('is not asked for what the row leaves open', () => assert.is(wants({}, { iops: 9000 }), 'ready'));
  it('waits for the one that runs', () => {
    assert.is(wants({ iops: 4000 }, { modifying: { state: 'modifying', percent: 3 } }), 'waits');
    assert.is(wants({ iops: 4000 }, { modifying: { state: 'optimizing', percent: 30 } }), 'waits');
    assert.is(wants({}, { modifying: { state: 'optimizing', percent: 30 } }), 'ready');
  });
  it('that failed is for people', () =>
    assert.is(wants({ iops: 4000 }, { modifying: { state: 'failed', percent: 3 } }), 'DiskNotModified'));
});
