import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { ok } from '../../../../agent/model/observed.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, diskOf, gone, host, sds, slot, SYSTEM_ID } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { allAt, attachment, draftFor, fate, fates, part, ref, run, sceneOf } from './stages.ts';
import type { Stage } from './stages.ts';

function stages(...of: readonly Stage[]): readonly string[] {
  return fates(run(sceneOf(Object.fromEntries(of.map((stage, index) => [`n${index + 1}`, part(`n${index + 1}`, stage)])))));
}

describe('the first barrier', (it) => {
  it('attaches nothing until every disk of the row is there', () => {
    assert.equal(stages('available', 'available', 'absent'), ['waits', 'waits', 'createDisk']);
    assert.equal(stages('available', 'available', 'creating'), ['waits', 'waits', 'waits']);
    assert.equal(stages('available', 'available', 'attaching'), ['attachDisk', 'attachDisk', 'waits']);
  });
});

describe('a slot that waits for another one', (it) => {
  it('names it', () => {
    const behind = (...of: readonly [Stage, Stage]): unknown => {
      const { ready } = run(sceneOf({ n1: part('n1', of[0]), n2: part('n2', of[1]) }));
      const one = ready.get(ref('n1'));
      return one?.kind === 'progressing' ? one.behind : one;
    };
    assert.equal([behind('available', 'absent'), behind('attached', 'available')], [ref('n2'), ref('n2')]);
    assert.equal([behind('creating', 'absent'), behind('available', 'available')], [undefined, undefined]);
  });
});

describe('the second barrier', (it) => {
  it('offers nothing until every disk of the row is attached and visible', () => {
    assert.equal(stages('attached', 'attached', 'available'), ['waits', 'waits', 'attachDisk']);
    assert.equal(stages('attached', 'attached', 'attaching'), ['waits', 'waits', 'waits']);
    const scene = sceneOf(allAt('attached'));
    assert.equal(fates(run({ ...scene, hosts: [host('n1'), ...(scene.hosts ?? []).slice(1)] })), ['waits', 'waits', 'waits']);
  });

  it('is passed for good by what was offered', () => {
    assert.equal(stages('offered', 'available', 'done'), ['addDevice', 'attachDisk', 'ready']);
    assert.equal(stages('attached', 'offered', 'done'), ['tagDisk', 'addDevice', 'ready']);
  });
});

describe('a row with a slot that is stopped', (it) => {
  it('buys nothing more, and says for which of its slots it waits', () => {
    const result = run(sceneOf(allAt('absent'), { hosts: [host('n1'), host('n2')] }));
    assert.equal(fates(result), ['RowHeld', 'RowHeld', 'HostUnknown']);
    assert.is(result.findings.find(({ ref: of }) => of === ref('n1'))?.causedBy, ref('n3'));
  });

  it('goes on with what others were offered', () => {
    const parts = { ...allAt('offered'), n2: part('n2', 'available', { sizeGiB: 100 }) };
    assert.equal(fates(run(sceneOf(parts))), ['addDevice', 'DiskSizeDiffers', 'addDevice']);
  });

  it('leaves other rows alone', () => {
    const pool = { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 100 } }) };
    const result = run(sceneOf(allAt('available', { sizeGiB: 100 }), { pool }));
    assert.equal(
      ['n1', 'n2', 'n3'].map((node) => fate(result, ref(node, 'r2'))),
      ['createDisk', 'createDisk', 'createDisk'],
    );
  });
});

describe('a row with `when:`', (it) => {
  const rescue = (parts: Scene['disks'], over: Scene = {}): Scene => ({
    nodes: ['n1', 'n2', 'n3'],
    pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, when: { usedPercent: 88 } } } }) },
    sds: [sds('n1'), sds('n2'), gone('n3')],
    filling: { inUseGiB: 950 },
    ...(parts === undefined ? {} : { disks: parts }),
    ...over,
  });
  it('that rescues a pool is bought on the nodes that are connected', () => {
    assert.equal(fates(run(rescue([]))), ['createDisk', 'createDisk', 'NodeNotConnected']);
  });

  it('does not wait for the node that is gone', () => {
    const disks = ['n1', 'n2'].map((node) => diskOf(node, 'r1', { isOffered: false, state: 'available', attachments: [] }));
    assert.equal(fates(run(rescue(disks))), ['attachDisk', 'attachDisk', 'NodeNotConnected']);
  });

  it('names the disks whose next step saves it', () => {
    const rescued = (stage: Stage, over: Partial<CloudDisk> = {}, scene: Scene = {}): string => {
      const result = run(
        sceneOf(allAt(stage, over), { ...rescue(undefined, { sds: ['n1', 'n2', 'n3'].map((node) => sds(node)) }), ...scene }),
      );
      const steps = result.drafts.map(({ action, ref: of }) => (result.rescued.has(of) ? action.do : `not ${action.do}`));
      return [...new Set(steps)].join(', ');
    };
    assert.equal(
      (['absent', 'available', 'attached', 'offered'] as const).map((stage) => rescued(stage)),
      ['createDisk', 'attachDisk', 'tagDisk', 'addDevice'],
    );
    const hangs = { attachments: [attachment('n1', { state: 'attaching', at: ago(100_000) })] };
    assert.is(rescued('attaching', hangs), 'not detachDisk', 'another agent may just have offered it to ScaleIO');
    assert.is(
      rescued(
        'done',
        { iops: 4000 },
        { pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, iops: 5000, when: { usedPercent: 88 } } } }) } },
      ),
      'not modifyDisk',
    );
    const calm = { filling: { inUseGiB: 100 } };
    assert.equal([rescued('available', {}, calm), rescued('offered', {}, calm)], ['not attachDisk', 'addDevice']);
    const late = sceneOf(
      { n1: part('n1', 'offered'), n2: part('n2', 'absent') },
      { ...rescue(undefined), ...calm, nodes: ['n1', 'n2'], sds: [sds('n1'), sds('n2')] },
    );
    assert.equal([...run(late).rescued], [ref('n1')], 'nothing more is bought once the need is over');
    const declared = { pool: { cloudDisks: cloudDisks({ rows: { r1: 180 } }) } };
    assert.is(rescued('absent', {}, declared), 'not createDisk');
  });

  it('has no slots while it is not needed', () => {
    assert.is(run(rescue([], { sds: [sds('n1'), sds('n2'), sds('n3')], filling: { inUseGiB: 100 } })).ready.size, 0);
  });
});

describe('an MDM cluster that is not whole', (it) => {
  const said = (mdmState: string | null): Scene => ({
    scaleio: { system: ok({ id: SYSTEM_ID, name: null, version: '2.6', mdmState }, NOON) },
  });
  const degraded = said('ClusteredDegraded');

  it('has devices wait, which one finding says and looks at again', () => {
    const result = run(sceneOf(allAt('offered'), degraded));
    assert.equal(fates(result), ['waits', 'waits', 'waits']);
    assert.match(JSON.stringify(result.ready.get(ref('n1'))), 'MDM cluster is ClusteredNormal, and it is ClusteredDegraded');
    assert.equal(
      result.findings.map(({ ref: of, code, recheckAt }) => [of, code, (recheckAt ?? 0) - NOON]),
      [['StoragePool/gold', 'MdmNotWhole', 60_000]],
    );
  });

  it('holds up nothing else, and says nothing where no device waits', () => {
    const stages = ['absent', 'available', 'attached', 'done'] as const;
    const results = stages.map((stage) => run(sceneOf(allAt(stage), degraded)));
    assert.equal(
      results.map((result) => fates(result)[0]),
      ['createDisk', 'attachDisk', 'tagDisk', 'ready'],
    );
    assert.equal(
      results.flatMap(({ findings }) => findings),
      [],
    );
  });

  it('is every one but ClusteredNormal; a gateway that does not say has no objection', () => {
    const first = (mdmState: string | null): string => fates(run(sceneOf(allAt('offered'), said(mdmState))))[0] ?? '';
    assert.equal(['ClusteredNormal', null, 'NotClustered', 'ClusteredTiebreakerDown', ''].map(first), [
      'addDevice',
      'addDevice',
      'waits',
      'waits',
      'waits',
    ]);
  });

  it('does not hold up a rescue: the node that is away may be an MDM', () => {
    const need = {
      pool: { cloudDisks: cloudDisks({ rows: { r1: { sizeGiB: 180, when: { usedPercent: 88 } } } }) },
      filling: { inUseGiB: 950 },
    };
    const result = run(sceneOf(allAt('offered'), { ...degraded, ...need }));
    assert.equal([fates(result), result.findings], [['addDevice', 'addDevice', 'addDevice'], []]);
  });
});

describe('an SDS', (it) => {
  const twoRows = { pool: { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 180 } }) } };
  const second = diskOf('n1', 'r2', { attachments: [attachment('n1', { device: '/dev/xvdbb' })] });
  const scene = (devices: Scene['devices'] = []): Scene => {
    const one = part('n1', 'offered');
    const hosts = [host('n1', { mappings: [...one.mappings, { device: '/dev/xvdbb', diskId: second.id }] })];
    return sceneOf({ n1: one }, { ...twoRows, hosts, disks: [...one.disks, second], devices });
  };

  it('gets one device at a time', () => {
    const result = run(scene());
    assert.equal([fate(result, ref('n1')), fate(result, ref('n1', 'r2'))], ['addDevice', 'waits']);
  });

  it('gets none while it tests one, of whichever pool', () => {
    const other = deviceOf('n1', 'r9', { name: 'sdb', storagePoolId: 'other', deviceState: 'InitialTest' });
    const result = run(scene([other]));
    assert.equal([fate(result, ref('n1')), fate(result, ref('n1', 'r2'))], ['waits', 'waits']);
  });
});

describe('a machine', (it) => {
  const pool = { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 180 } }) };
  const limited = (attachFree: number): readonly string[] => {
    const one = part('n1', 'available');
    const result = run(sceneOf({ n1: one }, { pool, hosts: [host('n1', { attachFree })] }));
    return [fate(result, ref('n1')), fate(result, ref('n1', 'r2'))];
  };

  it('has its disks attached, and more bought, as far as it takes them', () => {
    assert.equal(
      [limited(2), limited(1), limited(0)],
      [
        ['attachDisk', 'createDisk'],
        ['attachDisk', 'AttachLimit'],
        ['AttachLimit', 'AttachLimit'],
      ],
    );
  });

  it('gets every disk of a pass under another name', () => {
    const disks = ['r1', 'r77'].map((row) =>
      diskOf('n1', row, { slot: slot('n1', row), isOffered: false, state: 'available', attachments: [] }),
    );
    const result = run(sceneOf({ n1: part('n1', 'absent') }, { pool: { cloudDisks: cloudDisks({ rows: { r1: 180, r77: 180 } }) }, disks }));
    const names = ['r1', 'r77'].map((row) => draftFor(result, ref('n1', row)).action.args['device']);
    assert.is(new Set(names).size, 2);
  });
});
