import type { Change } from '../../../agent/model/change.ts';
import type { SyncSpec } from '../../../agent/model/kinds.gen.ts';
import { change, health } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { absent, declared, doc, grantOf, knowing, owned } from '../declared.ts';
import { judged } from './judged.ts';
import type { Facts } from './judged.ts';

describe('guard observed', (it) => {
  const web = doc('App//web');
  const rows: readonly (readonly [string, SyncSpec | null, 'empty' | 'existing' | null, string])[] = [
    ['an empty cluster without sync', null, 'empty', 'allowed'],
    ['a cluster that was in use, without sync', null, 'existing', 'observed'],
    ['a cluster never met, without sync', null, null, 'observed'],
    ['mode apply, in a cluster that was in use', { mode: 'apply' }, 'existing', 'allowed'],
    ['mode observe, in an empty one', { mode: 'observe' }, 'empty', 'observed'],
    ['a rule that observes it', { mode: 'apply', rules: [{ mode: 'observe', names: ['/w*'] }] }, 'empty', 'observed'],
    ['a rule that applies it', { mode: 'observe', rules: [{ mode: 'apply', kinds: ['App'] }] }, 'empty', 'allowed'],
  ];
  for (const [what, sync, contact, verdict] of rows) {
    it(`${what}: ${verdict}`, () => {
      assert.equal(judged([change('App//web')], { inputs: { desired: declared([web], sync), memory: knowing([], { contact }) } }), [
        verdict,
      ]);
    });
  }

  it('lets the agent ask about what is not observed', () => {
    const desired = declared([], { mode: 'observe', rules: [{ mode: 'apply', kinds: ['Volume'] }] });
    assert.equal(judged([change('Approval/a', { op: 'propose' })], { inputs: { desired } }), ['allowed']);
  });
});

describe('guard itself', (it) => {
  it('never lets the agent change the app it runs in', () => {
    const changes = [change('App//plumbline', { op: 'restart' }), change('App//plumbline2'), change('Volume//plumbline')];
    assert.equal(judged(changes, { rules: { self: '/plumbline', ceilings: null, prices: null } }), ['itself', 'allowed', 'allowed']);
  });
});

describe('guard not-ours', (it) => {
  const remove = (over: Partial<Change> = {}): Change =>
    change('App//web', { op: 'delete', class: 'disruptive', backendId: 'id of App//web', ...over });
  const facts = (desired = declared([], { mode: 'apply', prune: ['App'] }), memory = knowing([owned('App//web', {})])): Facts => ({
    inputs: { desired, memory },
  });

  it('lets an app be pruned that the agent owns, of a kind that is pruned', () => assert.equal(judged([remove()], facts()), ['allowed']));

  for (const [what, made, given] of [
    ['of a kind that is not pruned', remove(), facts(declared([]))],
    ['that the agent never owned', remove(), facts(undefined, knowing([]))],
    ['that is another one than the agent owned', remove({ backendId: 'other' }), facts()],
    ['that is still declared', remove(), facts(declared([doc('App//web')], { mode: 'apply' }))],
    ['that carries the mark of another cluster', remove({ markedBy: 'staging' }), facts()],
  ] as const) {
    it(`invariant 10, never destroyed by omission: an app ${what} stays`, () => assert.equal(judged([made], given), ['not-ours']));
  }

  it('invariant 10, never destroyed by omission: storage without a tombstone stays, whatever is pruned and approved', () => {
    const made = change('Volume/pg', { id: 'remove Volume/pg', op: 'delete', class: 'destructive', backendId: 'id of Volume/pg' });
    const sync = { mode: 'apply', prune: ['App', 'Volume'] } as unknown as SyncSpec;
    const inputs = { desired: declared([], sync), memory: knowing([owned('Volume/pg', {})]), grants: [grantOf(made)] };
    assert.equal(judged([made], { inputs }), ['not-ours']);
  });

  const disk = change('Device/n1/sdb', { op: 'delete', class: 'destructive', backendId: 'id of Device/n1/sdb' });
  const node = (devices: object, state: 'present' | 'absent' = 'present') => doc('StorageNode/n1', { devices }, { state });
  for (const [what, documents, verdict] of [
    ['whose line says so', [node({ sdb: { state: 'absent' } })], 'allowed'],
    ['of a node that is to go', [node({ sdb: {} }, 'absent')], 'allowed'],
    ['whose line does not say so', [node({ sdb: {}, sdc: { state: 'absent' } })], 'not-ours'],
    ['whose line was taken out', [node({})], 'not-ours'],
    ['of a node in no file', [], 'not-ours'],
  ] as const) {
    it(`invariant 10, never destroyed by omission: a disk ${what} is ${verdict}`, () => {
      const memory = knowing([owned('Device/n1/sdb', {})]);
      assert.equal(judged([disk], { inputs: { desired: declared(documents), memory, grants: [grantOf(disk)] } }), [verdict]);
    });
  }

  for (const [what, other, verdict] of [
    ['declared present', doc('Volume/diary'), 'not-ours'],
    ['declared absent, too', absent('Volume/diary'), 'allowed'],
    ['in no file', null, 'allowed'],
  ] as const) {
    it(`invariant 10, never destroyed by omission: a tombstone of what is also known as a volume ${what} is ${verdict}`, () => {
      const made = change('Volume/left', { op: 'delete', class: 'destructive', backendId: 'v1' });
      const memory = knowing([owned('Volume/left', {}, { backendId: 'v1' }), owned('Volume/diary', {}, { backendId: 'v1' })]);
      const documents = [absent('Volume/left'), ...(other === null ? [] : [other])];
      assert.equal(judged([made], { inputs: { desired: declared(documents), memory, grants: [grantOf(made)] } }), [verdict]);
    });
  }

  it('invariant 10, never destroyed by omission: a snapshot that a document is about stays, whatever the schedule', () => {
    const made = change('Snapshot/pg/20261122-0300', { op: 'delete', class: 'destructive', backendId: 'v2' });
    const memory = knowing([
      owned('Snapshot/pg/20261122-0300', {}, { backendId: 'v2' }),
      owned('Volume/restored', {}, { backendId: 'v2', how: 'adopted' }),
    ]);
    const desired = declared([doc('Volume/pg'), doc('Volume/restored')]);
    assert.equal(judged([made], { inputs: { desired, memory, grants: [grantOf(made)] } }), ['not-ours']);
  });

  it('lets a tombstone delete what was never owned', () => {
    assert.equal(judged([remove()], facts(declared([absent('App//web')]), knowing([]))), ['allowed']);
  });

  it('leaves alone what another cluster marked, also when it is only to be changed', () => {
    const restart = (markedBy: string | null): Change => change('App//web', { op: 'restart', markedBy });
    assert.equal(judged([restart('staging')], facts(declared([doc('App//web')]))), ['not-ours']);
    assert.equal(judged([restart('prod')], facts(declared([doc('App//web')]))), ['allowed']);
  });
});

describe('guard missing', (it) => {
  const create = change('Volume/pg', { backendId: 'id of Volume/pg', class: 'destructive' });
  const links = { links: ['Volume/pg' as const] };
  const desired = declared([doc('Volume/pg'), doc('App//db', {}, links), doc('App//web')]);
  const memory = knowing([owned('Volume/pg', {})]);
  const sight = { world: new Map(), health: health({ 'Volume/pg': 'missing' }) };

  it('invariant 8, created once: what was lost is not made anew without consent to that', () => {
    assert.equal(judged([create], { sight, inputs: { desired, memory } }), ['missing']);
    assert.equal(judged([create], { sight, inputs: { desired, memory, grants: [grantOf(create)] } }), ['allowed']);
    assert.equal(judged([create], { sight, inputs: { desired, memory, grants: [grantOf(create, { key: 'other' })] } }), ['missing']);
  });

  it('invariant 8, created once: apps that use it are left running as they are, others are not', () => {
    const changes = (['restart', 'update', 'scale', 'create', 'delete'] as const).map((op) => change('App//db', { op }));
    const tombstone = declared([doc('Volume/pg'), { ...absent('App//db'), ...links }, doc('App//web')]);
    assert.equal(judged(changes.slice(0, 4), { sight, inputs: { desired, memory } }), Array<string>(4).fill('missing'));
    assert.equal(judged(changes.slice(4), { sight, inputs: { desired: tombstone, memory } }), ['allowed']);
    assert.equal(judged([change('App//web', { op: 'restart' })], { sight, inputs: { desired, memory } }), ['allowed']);
  });

  it('says nothing of a volume that is made for the first time', () => {
    assert.equal(judged([change('Volume/pg')], { inputs: { desired, memory: knowing([]) } }), ['allowed']);
  });
});
