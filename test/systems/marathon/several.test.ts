import type { Doc } from '../../../agent/model/desired.ts';
import { refOf } from '../../../agent/model/ref.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, liveApp, liveOf, owning } from './inputs.ts';

const [unnamed, batch] = [{}, { name: 'batch' }].map((name) => marathonSystem({ ...name, url: 'http://127.0.0.1:1' }));

function onBatch(name: string, state: 'present' | 'absent' = 'present'): Doc<'App'> {
  return { ...appDoc(name, {}, { state }), on: 'batch', ref: refOf('App', `batch:${name}`) };
}

describe('one of several Marathons', (it) => {
  it('has the name by which documents pick it', () => {
    assert.equal([unnamed?.name, batch?.name], ['marathon', 'marathon:batch']);
  });

  it('makes, reads and asks for nothing but its own', () => {
    const inputs = inputsOf(desiredOf([appDoc('/a', {}), onBatch('/b')]));
    const [draft, ...others] = batch?.diff(inputs, liveOf()) ?? [];
    assert.equal([draft?.id, draft?.action.system, others], ['keep App/batch:/b', 'marathon:batch', []]);
    assert.equal(draft?.action.args['id'], '/b');
    assert.equal(
      draft?.reads.map(({ system }) => system),
      ['marathon:batch', 'marathon:batch'],
    );
    assert.equal(
      unnamed?.diff(inputs, liveOf()).map(({ id }) => id),
      ['keep App//a'],
    );
  });

  it('is asked whether an app is free that goes with its data', () => {
    const volumes = [{ containerPath: 'data', mode: 'RW', persistent: { type: 'root', size: 10 } }];
    const [draft] = batch?.diff(inputsOf(desiredOf([onBatch('/b', 'absent')])), liveOf(liveApp('/b', { container: { volumes } }))) ?? [];
    assert.equal(draft?.requires, [{ system: 'marathon:batch', check: 'app-unlocked', backendId: '/b' }]);
  });

  it('tells how its own are, whose marks its apps carry, and under which names', () => {
    const live = liveOf(liveApp('/b', { labels: { plumbline: 'prod/7' } }));
    const health = batch?.health(inputsOf(desiredOf([appDoc('/a', {}), onBatch('/b')])), live);
    assert.equal([...(health?.ready ?? [])], [['App/batch:/b', { kind: 'ready' }]]);
    assert.equal([...(health?.ids ?? [])], [['App/batch:/b', '/b']]);
    assert.equal(
      health?.marks?.map(({ ref }) => ref),
      ['App/batch:/b'],
    );
  });

  it('prunes what was taken out of git of its own, though another one keeps an app of that id', () => {
    const desired = desiredOf([appDoc('/b', {})], [], { sync: { mode: 'apply', prune: ['App'] } });
    const memory = owning('batch:/b', '/b', '/c');
    const live = liveOf(liveApp('/b'), liveApp('/c'));
    assert.equal(
      batch?.diff(inputsOf(desired, { memory }), live).map(({ id }) => id),
      ['remove App/batch:/b'],
    );
    assert.equal(
      unnamed?.diff(inputsOf(desired, { memory }), live).map(({ id }) => id),
      ['remove App//c'],
    );
  });
});
