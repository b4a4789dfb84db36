import type { Change, Spend } from '../../../agent/model/change.ts';
import type { Bought } from '../../../agent/model/growth.ts';
import type { Intent, Owned } from '../../../agent/model/memory.ts';
import type { Ceilings } from '../../../agent/plan/guard/types.ts';
import { change, desired } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { knowing, owned } from '../declared.ts';
import { judged } from './judged.ts';

describe('guard ceiling', (it) => {
  const ceilings: Ceilings = { monthlyUsd: 100, disks: 10, disksPerCommit: 3 };
  const buy = (name: string, spend: Spend | null): Change => change(`StoragePool/${name}`, { op: 'update', class: 'spend', spend });
  const disks = (count: number, monthlyUsd: number | null = 0): Change => buy(`p${count}`, { disks: count, monthlyUsd });
  const none: Bought = { disks: 0, monthlyUsd: 0 };

  const rows: readonly (readonly [string, readonly Change[], Bought | null, Ceilings | null, readonly string[]])[] = [
    ['no ceilings', [disks(1)], none, null, ['ceiling']],
    ['unknown purchases', [disks(1)], null, ceilings, ['ceiling']],
    ['no price', [disks(1, null)], none, ceilings, ['ceiling']],
    ['nothing said about it', [buy('p', null)], none, ceilings, ['ceiling']],
    ['as many at once as may be', [disks(3)], none, ceilings, ['allowed']],
    ['one more at once', [disks(4)], none, ceilings, ['ceiling']],
    [
      'one more at once, in two changes',
      [disks(2), disks(1), buy('q', { disks: 1, monthlyUsd: 0 })],
      none,
      ceilings,
      ['allowed', 'allowed', 'ceiling'],
    ],
    ['one that fits after one that does not', [disks(4), disks(3)], none, ceilings, ['ceiling', 'allowed']],
    ['as many in all as may be', [disks(1)], { disks: 9, monthlyUsd: 0 }, ceilings, ['allowed']],
    ['one more in all', [disks(2)], { disks: 9, monthlyUsd: 0 }, ceilings, ['ceiling']],
    ['as much money as may be', [disks(1, 60)], { disks: 0, monthlyUsd: 40 }, ceilings, ['allowed']],
    ['a cent more', [disks(1, 60.01)], { disks: 0, monthlyUsd: 40 }, ceilings, ['ceiling']],
    ['a cent more, in two changes', [disks(1, 60), disks(2, 0.01)], { disks: 0, monthlyUsd: 40 }, ceilings, ['allowed', 'ceiling']],
    ['what costs nothing, without ceilings', [change('Volume/pg')], null, null, ['allowed']],
  ];
  it('counts a purchase that was begun once: it is among what is bought', () => {
    const begun: Change = { ...disks(2), op: 'create' };
    const line = {
      line: 'l',
      at: '',
      commit: 'c',
      id: begun.id,
      op: 'create',
      class: 'spend',
      cause: 'git',
      backendId: '',
      effects: [],
    } as const;
    const intent: Intent = { line, system: 'cloud-disks', ref: begun.ref, approvalKey: begun.approvalKey, epoch: 1 };
    const facts = { bought: { disks: 9, monthlyUsd: 0 }, rules: { self: null, ceilings, prices: null } };
    assert.equal(judged([begun, disks(1)], { ...facts, inputs: { memory: knowing([], { intents: [intent] }) } }), ['allowed', 'allowed']);
    assert.equal(judged([begun, disks(1)], facts), ['ceiling', 'allowed']);
  });

  for (const [what, changes, bought, limits, expected] of rows) {
    it(`${what}: ${expected.join(', ')}`, () =>
      assert.equal(judged(changes, { bought, rules: { self: null, ceilings: limits, prices: null } }), expected));
  }

  const disk = (node: string, row: string): Change => {
    return change(`Disk/gold/${node}/${row}`, { op: 'create', class: 'spend', spend: { disks: 1, monthlyUsd: 10 } });
  };
  const row = (key: string): readonly Change[] => ['n1', 'n2', 'n3'].map((node) => disk(node, key));
  const within = (over: Partial<Ceilings>, memory = knowing([])) => ({
    bought: none,
    rules: { self: null, ceilings: { monthlyUsd: 1000, disks: 100, disksPerCommit: 100, ...over }, prices: null },
    inputs: { memory },
  });
  const [bought, stopped] = [Array.from({ length: 3 }, () => 'allowed'), Array.from({ length: 3 }, () => 'ceiling')];

  it('stops a row whole that does not fit whole', () => {
    assert.equal(judged(row('r1'), within({ disks: 2 })), stopped);
    assert.equal(judged(row('r1'), within({ disksPerCommit: 2 })), stopped);
    assert.equal(judged(row('r1'), within({ monthlyUsd: 29 })), stopped);
    assert.equal(judged([...row('r1'), ...row('r2')], within({ disks: 5 })), [...bought, ...stopped]);
    assert.equal(judged([...row('r2'), disk('n1', 'r3')], within({ disks: 2 })), [...stopped, 'allowed']);
    const inTurn = [disk('n1', 'r1'), ...row('r2'), disk('n2', 'r1')];
    assert.equal(judged(inTurn, within({ disks: 4 })), ['allowed', ...stopped, 'allowed']);
  });

  const { commit } = desired();
  const made = (over: Partial<Owned> = {}): readonly Owned[] => row('r1').map(({ ref }) => owned(ref, null, { commit, ...over }));
  const begun = (of: string): Intent => {
    const { id, ref } = disk('n1', 'r9');
    const line = { line: 'l', at: '', commit: of, id, op: 'create', class: 'spend', cause: 'git', backendId: '', effects: [] } as const;
    return { line, system: 'cloud-disks', ref, approvalKey: 'k', epoch: 1 };
  };

  it('counts what the commit in force brought before, for as long as it is in force', () => {
    const after = (objects: readonly Owned[], intents: readonly Intent[] = []) =>
      judged(row('r2'), within({ disksPerCommit: 5 }, knowing(objects, { intents })));
    assert.equal(after([]), bought);
    assert.equal(after(made().slice(1)), bought);
    assert.equal(after(made()), stopped);
    assert.equal(after(made().slice(1), [begun(commit)]), stopped);
    assert.equal(after(made().slice(1), [begun('another')]), bought);
    assert.equal(after(made({ commit: 'another' })), bought);
    assert.equal(after(made({ how: 'adopted' })), bought);
    assert.equal(after([...made().slice(1), owned('Volume/pg', null, { commit })]), bought);
  });

  it('counts a disk that is known and still noted as begun once', () => {
    const intents = [begun(commit)];
    const known = [owned('Disk/gold/n1/r9', null, { commit })];
    assert.equal(judged(row('r2'), within({ disksPerCommit: 4 }, knowing(known, { intents }))), bought);
  });

  it('counts a row that is to be committed as of another commit', () => {
    const grow = change('Growth/gold', { op: 'grow', class: 'spend', spend: { disks: 3, monthlyUsd: 30 } });
    assert.equal(judged([grow], within({ disksPerCommit: 3 }, knowing(made()))), ['allowed']);
    assert.equal(judged([grow], within({ disksPerCommit: 2 })), ['ceiling']);
    assert.equal(judged([grow, ...row('r2')], within({ disksPerCommit: 3 })), ['allowed', ...bought]);
  });

  it('weighs a disk that becomes dearer by its price alone, every time', () => {
    const dearer = change('Disk/gold/n1/r1', { op: 'update', class: 'spend', spend: { disks: 0, monthlyUsd: 60 } });
    const many = { ...within({ monthlyUsd: 100, disks: 1, disksPerCommit: 0 }), bought: { disks: 9, monthlyUsd: 40 } };
    assert.equal(judged([dearer], many), ['allowed']);
    assert.equal(judged([dearer], { ...many, bought: { disks: 9, monthlyUsd: 40.01 } }), ['ceiling']);
    const line = { ...begun(commit).line, id: dearer.id, op: 'update' } as const;
    const intents: readonly Intent[] = [{ ...begun(commit), line, ref: dearer.ref, approvalKey: dearer.approvalKey }];
    assert.equal(judged([dearer, disk('n1', 'r2')], { ...within({ monthlyUsd: 60 }, knowing([], { intents })) }), ['allowed', 'ceiling']);
  });
});
