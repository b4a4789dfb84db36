import type { Desired } from '../../../agent/model/desired.ts';
import type { ClusterSpec } from '../../../agent/model/kinds.gen.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { refOf } from '../../../agent/model/ref.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, owning } from './inputs.ts';

const pruning: ClusterSpec = { sync: { mode: 'apply', prune: ['App'] } };
const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { type: 'root', size: 10, constraints: [] } }];

function volumeOf(name: string): Memory {
  const [owned] = owning(name).inventory.values();
  return { ...NO_MEMORY, inventory: new Map(owned ? [[refOf('Volume', name), owned]] : []) };
}

function removals(desired: Desired, memory = owning('/a'), live = liveOf(liveApp('/a'))): readonly string[] {
  return diffApps(inputsOf(desired, { memory }), live).map(({ id }) => id);
}

describe('diffApps, what was taken out of git', (it) => {
  const rows: readonly [string, readonly string[], readonly string[]][] = [
    ['is deleted where sync.prune names App', removals(desiredOf([], [], pruning)), ['remove App//a']],
    ['stays where it does not', removals(desiredOf([], [], { sync: { mode: 'apply', prune: [] } })), []],
    ['stays where there is no sync', removals(desiredOf([])), []],
    ['stays when the inventory does not know it', removals(desiredOf([], [], pruning), NO_MEMORY), []],
    ['is no app when the inventory knows another kind by that name', removals(desiredOf([], [], pruning), volumeOf('/a')), []],
    ['is left alone while it is declared', removals(desiredOf([appDoc('/a', {})], [], pruning)), []],
    [
      'is only removed once when there is a tombstone, too',
      removals(desiredOf([appDoc('/a', {}, { state: 'absent' })], [], pruning)),
      ['remove App//a'],
    ],
    ['is nothing when it is not live', removals(desiredOf([], [], pruning), owning('/a'), liveOf(liveApp('/b'))), []],
  ];
  for (const [what, found, expected] of rows) it(what, () => assert.equal(found, expected));

  it('is a change like that of a tombstone, with a reason of its own', () => {
    const live = liveOf(liveApp('/a', { container: { type: 'MESOS', volumes } }));
    const [draft] = diffApps(inputsOf(desiredOf([], [], pruning), { memory: owning('/a') }), live);
    assert.equal([draft?.op, draft?.class, draft?.backendId], ['delete', 'destructive', '/a']);
    assert.is(draft?.reason, 'taken out of git and sync.prune names App');
    assert.equal(draft?.effects, ['stops 1 task and removes the app', 'destroys its local persistent volumes']);
  });
});
