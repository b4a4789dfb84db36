import type { Intent } from '../../../../agent/model/memory.ts';
import { formatInstant } from '../../../../agent/clock.ts';
import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { askedFor, ago, cloudDisks, deviceOf, diskOf, host, MINUTE_MS, POOL_ID, SYSTEM_ID } from '../pool-builders.ts';
import { allAt, attachment, draftFor, fate, fates, part, ref, remember, run, sceneOf } from './stages.ts';
import type { Stage } from './stages.ts';

const LIFE: readonly (readonly [Stage, string])[] = [
  ['absent', 'createDisk'],
  ['creating', 'waits'],
  ['available', 'attachDisk'],
  ['attaching', 'waits'],
  ['attached', 'tagDisk'],
  ['offered', 'addDevice'],
  ['settling', 'waits'],
  ['done', 'ready'],
];

describe('a disk of a row', (it) => {
  for (const [stage, what] of LIFE) {
    it(`that is ${stage}: ${what}`, () => {
      const result = run(sceneOf(allAt(stage)));
      assert.equal(fates(result), [what, what, what]);
      assert.equal(result.findings, []);
    });
  }

  it('is bought with its slot, its row and its price', () => {
    const draft = draftFor(run(sceneOf(allAt('absent'))), ref('n1'));
    const slot = { system: SYSTEM_ID, pool: POOL_ID, sds: 'sds-n1', row: 'r1', zone: 'us-east-1a', attempt: 0 };
    const spec = { sizeGiB: 180, type: 'gp3', iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null };
    assert.equal(draft.action.args, { cluster: 'prod', slot, ...spec, mayTryNext: false });
    assert.equal([draft.id, draft.op, draft.class, draft.backendId], ['keep Disk/gold/n1/r1', 'create', 'spend', null]);
    assert.equal(draft.spend, { disks: 1, monthlyUsd: 14.4 });
    assert.equal(draft.effects, ['buys a 180 GiB gp3 disk for node n1 in us-east-1a, about $14.40 a month']);
    assert.is(draft.then[0], 'attaches it to i-n1');
  });

  it('says so when there is no price for it', () => {
    const begun = { ...allAt('available'), n1: part('n1', 'absent') };
    const draft = draftFor(run(sceneOf(begun, { facts: { prices: null }, memory: { intents: [askedFor(ref('n1'))] } })), ref('n1'));
    assert.equal(draft.spend, { disks: 1, monthlyUsd: null });
    assert.match(draft.effects[0] ?? '', 'at a price that plumbline.yaml does not say');
  });

  it('says nothing of time, measures and prices in its fields', () => {
    const now = (stage: Stage, over: Partial<CloudDisk>): unknown => draftFor(run(sceneOf(allAt(stage, over))), ref('n1')).fields;
    assert.equal(now('available', {}), now('available', { createdAt: ago(20 * MINUTE_MS) }));
    const buying = draftFor(run(sceneOf(allAt('absent'))), ref('n1'));
    assert.equal(
      buying.fields.map(({ path }) => path),
      ['sizeGiB', 'type', 'zone'],
    );
  });

  it('is in the zone of its own machine', () => {
    const scene = sceneOf(allAt('absent'));
    const hosts = [host('n1', { zone: 'us-east-1b' }), host('n2'), host('n3')];
    const draft = draftFor(run({ ...scene, hosts }), ref('n1'));
    assert.is((draft.action.args['slot'] as { readonly zone: string }).zone, 'us-east-1b');
  });

  it('is added under its own name, by the path its machine has for it', () => {
    const draft = draftFor(run(sceneOf(allAt('offered'))), ref('n1'));
    const path = '/dev/disk/by-id/nvme-vol-r1-n1';
    assert.equal(draft.action, {
      system: 'scaleio',
      do: 'addDevice',
      args: { sdsId: 'sds-n1', storagePoolId: POOL_ID, deviceCurrentPathname: path, name: 'vol-r1-n1' },
    });
    assert.equal(draft.then, []);
  });

  it('is noted as offered before it is added', () => {
    const draft = draftFor(run(sceneOf(allAt('attached'))), ref('n1'));
    assert.equal(draft.action.args, { diskId: 'vol-r1-n1', as: 'offered', slot: null });
    assert.is(draft.class, 'additive');
  });

  it('is known with the machine and the incarnation it was made for, and as new until it is seen whole', () => {
    const { disks } = run(sceneOf(allAt('available')));
    const applied = { sds: 'sds-n1', hostId: 'i-n1', incarnation: 1, sizeGiB: 180 };
    assert.equal(disks.get(ref('n1')), { backendId: 'vol-r1-n1', applied });
    const isNew = { ...applied, isNew: true };
    assert.equal(run(sceneOf(allAt('creating'))).disks.get(ref('n1')), { backendId: 'vol-r1-n1', applied: isNew });
    assert.equal(run(sceneOf(allAt('absent'))).disks.get(ref('n1')), { backendId: null, applied: isNew });
  });
});

describe('a disk whose witnesses disagree', (it) => {
  const waits = (name: string, of: () => string): void => it(name, () => assert.is(of(), 'waits'));
  waits('waits while its machine does not show it', () => {
    return fate(run({ ...sceneOf(allAt('attached')), hosts: [host('n1'), host('n2'), host('n3')] }), ref('n1'));
  });
  waits('waits while only its machine shows it', () => {
    const scene = sceneOf(allAt('available'));
    return fate(
      run({ ...scene, hosts: [host('n1', { mappings: [{ device: '/dev/xvdba', diskId: 'vol-r1-n1' }] }), host('n2'), host('n3')] }),
      ref('n1'),
    );
  });
  waits('waits while it is in use by nothing', () => fate(run(sceneOf(allAt('available', { state: 'in-use' }))), ref('n1')));
  waits('waits while it is being detached', () => {
    return fate(run(sceneOf(allAt('attached', { attachments: [attachment('n1', { state: 'detaching' })] }))), ref('n1'));
  });

  it('is attached again when somebody detached what ScaleIO had', () => {
    const failed = deviceOf('n1', 'r1', { errorState: 'DeviceFailed' });
    const detached = part('n1', 'available', { isOffered: true });
    const scene = sceneOf({ n1: { ...detached, devices: [failed] }, n2: part('n2', 'done'), n3: part('n3', 'done') });
    assert.equal(fates(run(scene)), ['attachDisk', 'ready', 'ready']);
  });
});

describe('a disk that comes to nothing', (it) => {
  const failed = (attempt: number): CloudDisk => {
    const slot = { system: SYSTEM_ID, pool: POOL_ID, sds: 'sds-n1', row: 'r1', zone: 'us-east-1a', attempt };
    return diskOf('n1', 'r1', { id: `vol-${attempt}`, slot, state: 'error', isOffered: false, attachments: [] });
  };
  const with1 = (disks: readonly CloudDisk[]) =>
    run(sceneOf({ n1: { ...part('n1', 'absent'), disks }, n2: part('n2', 'absent'), n3: part('n3', 'absent') }));

  for (const count of [1, 2]) {
    it(`is followed by attempt ${count}`, () => {
      const draft = draftFor(with1([failed(0), failed(1)].slice(0, count)), ref('n1'));
      assert.is((draft.action.args['slot'] as { readonly attempt: number }).attempt, count);
    });
  }

  it('is given up after three attempts', () => assert.is(fate(with1([failed(0), failed(1), failed(2)]), ref('n1')), 'DiskNotCreated'));

  it('is left over once another one is there', () => {
    const next = part('n1', 'available', { id: 'vol-next', slot: { ...failed(1).slot, attempt: 1 } as CloudDisk['slot'] });
    const result = run(
      sceneOf({ n1: { ...next, disks: [failed(0), ...next.disks] }, n2: part('n2', 'available'), n3: part('n3', 'available') }),
    );
    assert.equal(fates(result), ['attachDisk', 'attachDisk', 'attachDisk']);
    assert.equal(
      result.findings.map(({ ref: of, code }) => [of, code]),
      [['Disk/orphan/vol-0', 'DiskOrphan']],
    );
  });
});

describe('an intent to buy', (it) => {
  const bought = (atMs: number): boolean => {
    const line = {
      line: 'l',
      at: formatInstant(ago(atMs)),
      commit: 'c',
      id: `keep ${ref('n1')}`,
      op: 'create',
      class: 'spend',
      cause: 'git',
      backendId: '',
      effects: [],
    } as const;
    const intent: Intent = { line, system: 'cloud-disks', ref: ref('n1'), approvalKey: 'k', epoch: 1 };
    const draft = draftFor(run(sceneOf(allAt('absent'), { memory: { intents: [intent] } })), ref('n1'));
    return draft.action.args['mayTryNext'] === true;
  };
  const FIVE = 5 * MINUTE_MS;
  for (const [ms, may] of [
    [FIVE - 1, false],
    [FIVE, false],
    [FIVE + 1, true],
  ] as const) {
    it(`of ${ms} ms ago ${may ? 'lets' : 'does not let'} a burnt token be given up`, () => assert.is(bought(ms), may));
  }
});

describe('a settled row', (it) => {
  it('asks for nothing', () => {
    const result = run(sceneOf(allAt('done'), { memory: remember() }));
    assert.equal([result.drafts, result.findings], [[], []]);
    assert.is(result.ready.size, 3);
  });

  it('has no slots where the pool has no rows', () => {
    assert.is(run(sceneOf(allAt('absent'), { pool: { cloudDisks: cloudDisks() } })).ready.size, 0);
  });
});
