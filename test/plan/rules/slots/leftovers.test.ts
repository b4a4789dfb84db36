import type { Intent } from '../../../../agent/model/memory.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { internalErrors, PlumblineError } from '../../../../agent/errors.ts';
import type { CloudDisk } from '../../../../agent/systems/cloud-disks/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, deviceOf, diskOf, factsOf, HOUR_MS, nodeDoc, slot } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { slotsRule } from '../../../../agent/plan/rules/slots/slots.ts';
import { allAt, attachment, draftFor, fate, fates, knownDisk, part, ref, remember, run, sceneOf } from './stages.ts';

const DAY_MS = 24 * HOUR_MS;
const ORPHAN = 'Disk/orphan/vol-left';

/** Of the row r9, which is not declared. */
function left(over: Partial<CloudDisk> = {}): CloudDisk {
  const fresh = { isOffered: false, state: 'available', attachments: [] } as const;
  return diskOf('n1', 'r9', { id: 'vol-left', deviceName: 'vol-left', ...fresh, ...over });
}

function scene(disk: CloudDisk, over: Scene = {}): Scene {
  const whole = sceneOf(allAt('done'));
  return { ...whole, disks: [...(whole.disks ?? []), disk], ...over };
}

function buying(disk: CloudDisk, over: Scene = {}): Scene {
  return sceneOf(allAt('absent'), { disks: [disk], ...over });
}

describe('a disk that fits no slot', (it) => {
  it('is told of with its price and its tags', () => {
    const { findings } = run(scene(left({ createdAt: ago(HOUR_MS) })));
    assert.equal(
      findings.map(({ ref: of, code }) => [of, code]),
      [[ORPHAN, 'DiskOrphan']],
    );
    assert.match(findings[0]?.why ?? '', '180 GiB gp3, about $14.40 a month');
    assert.match(findings[0]?.why ?? '', 'StoragePool/gold has no row r9');
    assert.is((findings[0]?.recheckAt ?? 0) - ago(0), DAY_MS - HOUR_MS);
  });

  for (const [ms, drafts] of [
    [DAY_MS - 1, 0],
    [DAY_MS, 1],
    [DAY_MS + 1, 1],
  ] as const) {
    it(`is to be removed, with an Approval, after ${ms} ms: ${drafts === 1 ? 'yes' : 'no'}`, () => {
      const result = run(scene(left({ createdAt: ago(ms) })));
      assert.is(result.drafts.length, drafts);
      assert.is(result.findings.length, 1);
    });
  }

  it('is noted as removed, detached and deleted under one consent', () => {
    const removedAt = ago(HOUR_MS);
    const attachments = [attachment('n1')];
    const does = (over: Partial<CloudDisk>): string | undefined =>
      run(scene(left({ createdAt: ago(DAY_MS), ...over }))).drafts[0]?.action.do;
    assert.equal(
      [does({}), does({ removedAt, attachments, state: 'in-use' }), does({ removedAt })],
      ['tagDisk', 'detachDisk', 'deleteDisk'],
    );
    const draft = draftFor(run(scene(left({ createdAt: ago(DAY_MS) }))), ORPHAN);
    assert.equal([draft.id, draft.op, draft.class, draft.backendId], [`remove ${ORPHAN}`, 'delete', 'destructive', 'vol-left']);
  });

  it('waits for another day if ScaleIO had it', () => {
    const result = run(scene(left({ createdAt: ago(2 * DAY_MS), isOffered: true, removedAt: ago(HOUR_MS) })));
    assert.equal([result.drafts, result.findings.map(({ code }) => code)], [[], ['DiskRemoved']]);
    assert.is(result.ready.get(ORPHAN)?.kind, 'absent');
  });

  it('is no orphan while ScaleIO uses it: its row was forgotten', () => {
    const device = deviceOf('n1', 'r9', { name: 'vol-left' });
    const whole = scene(left({ isOffered: true, createdAt: ago(2 * DAY_MS) }));
    const result = run({ ...whole, devices: [...(whole.devices ?? []), device] });
    assert.equal([result.drafts, result.findings.map(({ code }) => code)], [[], ['DiskForgotten']]);
  });

  for (const [what, over, why] of [
    ['no row', {}, 'StoragePool/gold has no row r9'],
    ['no pool', { slot: slot('n1', 'r1', { pool: 'other' }) }, 'no declared pool is the other of its tags'],
    ['no node', { slot: slot('n1', 'r1', { sds: 'sds-old' }) }, 'no declared node of StoragePool/gold is the SDS sds-old of its tags'],
    ['no place', { state: 'error', slot: slot('n1', 'r1') }, 'row r1 of StoragePool/gold has no place for it any more on StorageNode/n1'],
  ] as const) {
    it(`says why it is left over: it has ${what}`, () => {
      const [finding] = run(scene(left({ createdAt: ago(HOUR_MS), ...over }))).findings;
      assert.match(finding?.why ?? '', why);
    });
  }

  it('is offered to rows only as long as ScaleIO never had it', () => {
    const remedy = (isOffered: boolean): string => run(scene(left({ isOffered }))).findings[0]?.remedy ?? '';
    assert.match(remedy(false), 'a row that it fits uses it');
    assert.not.match(remedy(true), 'a row that it fits');
  });

  it('of a replaced node, while ScaleIO uses it, is none of the row that is well on the new one', () => {
    const device = deviceOf('n1', 'r1', { name: 'vol-left', sdsId: 'sds-old' });
    const whole = scene(left({ isOffered: true, slot: slot('n1', 'r1', { sds: 'sds-old' }) }));
    const { drafts, findings } = run({ ...whole, devices: [...(whole.devices ?? []), device] });
    assert.equal([drafts, findings.map(({ code }) => code)], [[], ['DiskForgotten']]);
    assert.match(findings[0]?.remedy ?? '', 'remove the device in ScaleIO once its data is rebuilt');
    assert.not.match(findings[0]?.remedy ?? '', 'absent');
  });

  it('is not looked for while a pool is not seen whole, nor when nothing is configured', () => {
    const error = new PlumblineError(internalErrors.unexpected, 'no answer');
    const old = left({ createdAt: ago(2 * DAY_MS) });
    assert.equal(run(scene(old, { cloud: { hosts: unknown(error) } })).findings, []);
    assert.is(run(scene(old, { cloud: null })).drafts.length, 0);
  });

  it('is found also when no pool has cloud disks any more', () => {
    const { findings } = slotsRule(factsOf({ disks: [left()], pool: { cloudDisks: cloudDisks() } }));
    assert.is(findings.length, 1);
  });
});

describe('a slot without a disk', (it) => {
  it('takes an orphan that fits instead of buying one', () => {
    const result = run(buying(left()));
    assert.equal(fates(result), ['tagDisk', 'createDisk', 'createDisk']);
    const { action, backendId, spend, class: changeClass } = draftFor(result, ref('n1'));
    assert.equal(action.args, { diskId: 'vol-left', as: 'adopted', slot: { ...slot('n1', 'r1') } });
    assert.equal([backendId, spend, changeClass], ['vol-left', null, 'additive']);
    assert.equal(result.findings, []);
  });

  it('takes it at any age, so that it is not removed then', () => {
    const result = run(buying(left({ createdAt: ago(2 * DAY_MS) })));
    assert.equal(
      result.drafts.map(({ action }) => action.do),
      ['tagDisk', 'createDisk', 'createDisk'],
    );
  });

  it('takes the same one, and no slot another, however the cloud lists them', () => {
    const leftOn = (id: string): CloudDisk => left({ id, deviceName: id });
    const disks = ['vol-2', 'vol-10', 'vol-3', 'vol-1'].map(leftOn);
    const taken = (listed: readonly CloudDisk[]): readonly unknown[] =>
      ['n1', 'n2', 'n3'].map((node) => draftFor(run(sceneOf(allAt('absent'), { disks: listed })), ref(node)).backendId);
    assert.equal(taken(disks), taken(disks.toReversed()));
    assert.is(new Set(taken(disks)).size, 3);
  });

  const misfits: readonly (readonly [string, Partial<CloudDisk>])[] = [
    ['was offered', { isOffered: true }],
    ['is removed', { removedAt: ago(HOUR_MS) }],
    ['has another size', { sizeGiB: 200 }],
    ['has another type', { type: 'gp2' }],
    ['is in another zone', { zone: 'us-east-1b' }],
    ['is not encrypted', { encrypted: false }],
    ['is attached', { state: 'in-use', attachments: [attachment('n1')] }],
    ['is in error', { state: 'error' }],
  ];
  for (const [name, over] of misfits) {
    it(`takes none that ${name}`, () => assert.equal(fates(run(buying(left(over)))), ['createDisk', 'createDisk', 'createDisk']));
  }

  it("takes none that is another ScaleIO's", () => {
    const disk = left({ slot: slot('n1', 'r9', { system: 'another' }) });
    assert.equal(fates(run(buying(disk))), ['createDisk', 'createDisk', 'createDisk']);
  });

  it('takes none when it may have bought one already', () => {
    const line = {
      line: 'l',
      at: '',
      commit: 'c',
      id: `keep ${ref('n1')}`,
      op: 'create',
      class: 'spend',
      cause: 'git',
      backendId: '',
      effects: [],
    } as const;
    const intent: Intent = { line, system: 'cloud-disks', ref: ref('n1'), approvalKey: 'k', epoch: 1 };
    assert.equal(fates(run(buying(left(), { memory: { intents: [intent] } }))), ['createDisk', 'tagDisk', 'createDisk']);
  });
});

describe('a replaced node', (it) => {
  const before = knownDisk('n1', { sds: 'sds-old', hostId: 'i-old' });
  const old = diskOf('n1', 'r1', { id: 'vol-r1-n1', slot: slot('n1', 'r1', { sds: 'sds-old' }), state: 'available', attachments: [] });
  const raised = (incarnation: number): Scene => {
    const parts = { n1: part('n1', 'absent'), n2: part('n2', 'done'), n3: part('n3', 'done') };
    const whole = sceneOf(parts, { memory: remember(before) });
    return { ...whole, disks: [...(whole.disks ?? []), old], docs: incarnation === 1 ? [] : [nodeOf(incarnation)] };
  };
  const nodeOf = (incarnation: number) => nodeDoc('n1', { incarnation });

  it('buys nothing, and says so once, until its incarnation is raised', () => {
    const result = run(raised(1));
    assert.equal(
      [result.drafts, result.findings.map(({ code, ref: of, causedBy }) => [code, of, causedBy])],
      [
        [],
        [
          ['DiskOfOtherNode', ref('n1'), 'StorageNode/n1'],
          ['NodeReplaced', 'StorageNode/n1', null],
        ],
      ],
    );
  });

  it('is said once for all its disks, with what buying them anew costs', () => {
    const rows = cloudDisks({ rows: { r1: 180, r2: 100 } });
    const other = knownDisk('n1', { sds: 'sds-old', hostId: 'i-old' }, { ref: ref('n1', 'r2'), backendId: 'vol-r2-n1' });
    const { findings } = run({ ...raised(1), pool: { cloudDisks: rows }, memory: remember(before, other) });
    const said = findings.filter(({ code }) => code === 'NodeReplaced');
    assert.equal(
      said.map(({ why }) => why),
      ['it is machine i-n1 and SDS sds-n1 now, and 2 disks of it were made for another one'],
    );
    assert.match(said[0]?.remedy ?? '', 'raise its spec.incarnation to 2: its disks are then bought anew, about $22.40 a month');
    assert.is(findings.filter(({ causedBy }) => causedBy === 'StorageNode/n1').length, 2);
  });

  it('has its rows bought anew then, and its old disks are left over', () => {
    const result = run(raised(2));
    assert.is(fate(result, ref('n1')), 'createDisk');
    assert.equal(
      result.findings.map(({ ref: of }) => of),
      ['Disk/orphan/vol-r1-n1'],
    );
  });

  it('is noticed by its machine alone, where the SDS took the old address over', () => {
    const parts = allAt('done');
    const known = knownDisk('n1', { hostId: 'i-old' });
    const stopped = run(sceneOf(parts, { memory: remember(known) }));
    assert.equal(fates(stopped), ['DiskOfOtherNode', 'ready', 'ready']);
    assert.equal(stopped.disks.get(ref('n1'))?.applied, known.applied);
  });

  it('gets the next attempt where the SDS kept its id', () => {
    const detached = part('n1', 'available', { isOffered: true });
    const parts = { n1: detached, n2: part('n2', 'done'), n3: part('n3', 'done') };
    const known = knownDisk('n1', { hostId: 'i-old' });
    const result = run(sceneOf(parts, { memory: remember(known), docs: [nodeOf(2)] }));
    assert.equal(draftFor(result, ref('n1')).action.args['slot'], slot('n1', 'r1', { attempt: 1 }));

    const next = part('n1', 'available', { id: 'vol-new', slot: slot('n1', 'r1', { attempt: 1 }) });
    const both = { ...parts, n1: { ...next, disks: [...detached.disks, ...next.disks] } };
    const after = run(sceneOf(both, { memory: remember(known), docs: [nodeOf(2)] }));
    assert.is(fate(after, ref('n1')), 'attachDisk');
    assert.is(after.disks.get(ref('n1'))?.backendId, 'vol-new');
    const later = run(
      sceneOf(both, { memory: remember(knownDisk('n1', { incarnation: 2 }, { backendId: 'vol-new' })), docs: [nodeOf(2)] }),
    );
    assert.is(fate(later, ref('n1')), 'attachDisk');
  });

  it('keeps what was not replaced when its incarnation is raised', () => {
    const result = run(sceneOf(allAt('done'), { memory: remember(knownDisk('n1')), docs: [nodeOf(2)] }));
    assert.equal(fates(result), ['ready', 'ready', 'ready']);
    assert.is(result.disks.get(ref('n1'))?.applied.incarnation, 2);
  });

  it('has a disk that is missing bought anew by it', () => {
    const parts = { ...allAt('done'), n1: part('n1', 'absent') };
    assert.is(fate(run(sceneOf(parts, { memory: remember(knownDisk('n1')), docs: [nodeOf(2)] })), ref('n1')), 'createDisk');
  });

  it('is suspected, without a journal, from a used disk of an SDS that no node has', () => {
    const stray = { ...old, id: 'vol-stray', isOffered: true };
    const whole = sceneOf({ ...allAt('done'), n1: part('n1', 'absent') });
    const disks = [...(whole.disks ?? []), stray];
    const result = run({ ...whole, disks });
    assert.equal([result.drafts, fates(result)], [[], ['DiskOfOtherNode', 'ready', 'ready']]);
    assert.equal(
      result.findings.map(({ code }) => code),
      ['DiskOfOtherNode', 'NodeReplaced'],
    );
    assert.is(fate(run({ ...whole, disks, docs: [nodeOf(2)] }), ref('n1')), 'createDisk');
  });
});
