import type { Change } from '../../../agent/model/change.ts';
import type { SyncSpec } from '../../../agent/model/kinds.gen.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { change, NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { absent, declared, doc, grantOf, knowing, owned } from '../declared.ts';
import { judged, verdicts } from './judged.ts';

describe('guard conflict', (it) => {
  it('blocks what both git and the live object changed', () => {
    assert.equal(judged([change('App//web', { cause: 'conflict', op: 'restart' })]), ['conflict']);
  });
});

describe('guard drift-reported', (it) => {
  const rows: readonly (readonly [Ref, SyncSpec['selfHeal'], string])[] = [
    ['App//web', undefined, 'allowed'],
    ['Volume/pg', undefined, 'drift-reported'],
    ['StoragePool/p', undefined, 'drift-reported'],
    ['App//web', { App: 'report' }, 'drift-reported'],
    ['Volume/pg', { Volume: 'heal' }, 'allowed'],
    ['StoragePool/p', { StoragePool: 'heal' }, 'allowed'],
    ['StoragePool/p', { Volume: 'heal' }, 'drift-reported'],
  ];
  for (const [ref, selfHeal, verdict] of rows) {
    it(`drift of ${ref} with selfHeal ${JSON.stringify(selfHeal ?? {})}: ${verdict}`, () => {
      const desired = declared([], { mode: 'apply', ...(selfHeal && { selfHeal }) });
      assert.equal(judged([change(ref, { op: 'update', cause: 'drift' })], { inputs: { desired } }), [verdict]);
      assert.equal(judged([change(ref, { op: 'update', cause: 'git' })], { inputs: { desired } }), ['allowed']);
    });
  }

  it('leaves what asks for consent to that', () => {
    const create = change('FaultSet/rack', { cause: 'drift', consent: 'approval' });
    assert.equal(judged([create]), ['needs-approval']);
    assert.equal(judged([create], { inputs: { grants: [grantOf(create)] } }), ['allowed']);
  });

  it('leaves a lost volume to consent, which was given', () => {
    const create = change('Volume/pg', { cause: 'drift', class: 'destructive', backendId: 'id of Volume/pg' });
    const inputs = { memory: knowing([owned('Volume/pg', {})]), grants: [grantOf(create)] };
    assert.equal(judged([create], { inputs }), ['allowed']);
  });
});

describe('guard looks-like-rename', (it) => {
  const pg = { pool: 'default', sizeGiB: 8 };
  const remove = (ref: Ref): Change => change(ref, { id: `remove ${ref}`, op: 'delete', class: 'disruptive', backendId: `id of ${ref}` });
  const prune: SyncSpec = { mode: 'apply', prune: ['App'] };
  const create = change('Volume/new');

  const rows = [
    ['the same spec', { ...pg }, 'looks-like-rename'],
    ['the same spec under another vendor name', { ...pg, name: 'v1' }, 'looks-like-rename'],
    ['the same spec, its type said', { ...pg, type: 'thin' }, 'looks-like-rename'],
    ['another type', { ...pg, type: 'thick' }, 'allowed'],
    ['another size', { ...pg, sizeGiB: 16 }, 'allowed'],
    ['another pool', { ...pg, pool: 'gold' }, 'allowed'],
  ] as const;
  for (const [what, spec, verdict] of rows) {
    it(`a volume that comes with ${what} as one that is in no file any more: ${verdict}`, () => {
      const desired = declared([doc('Volume/new', spec)]);
      assert.equal(judged([create], { inputs: { desired, memory: knowing([owned('Volume/old', pg)]) } }), [verdict]);
      const forgotten = knowing([owned('Volume/old', pg, { forgottenAt: NOON })]);
      assert.equal(judged([create], { inputs: { desired, memory: forgotten } }), [verdict]);
    });
  }

  it('a pool that comes with the spec of one that is in no file any more is asked about, too', () => {
    const gold = { protectionDomain: 'pd', sparePercent: 34 };
    const inputs = { desired: declared([doc('StoragePool/new', gold)]), memory: knowing([owned('StoragePool/old', gold)]) };
    assert.equal(judged([change('StoragePool/new')], { inputs }), ['looks-like-rename']);
  });

  it('says nothing while the other one is declared', () => {
    const desired = declared([doc('Volume/new', pg), doc('Volume/old', pg)]);
    assert.equal(judged([create], { inputs: { desired, memory: knowing([owned('Volume/old', pg)]) } }), ['allowed']);
  });

  it('blocks both a tombstone and what comes in its place, and says how to keep the data', () => {
    const desired = declared([absent('Volume/old', pg), doc('Volume/new', pg)]);
    const made = verdicts([create, remove('Volume/old')], { inputs: { desired, memory: knowing([owned('Volume/old', pg)]) } });
    for (const verdict of made) {
      assert.is(verdict.kind === 'blocked' && verdict.by, 'looks-like-rename');
      assert.match(
        verdict.kind === 'blocked' ? verdict.why : '',
        /Volume\/old were renamed to Volume\/new: write spec.renamedFrom into Volume\/new/,
      );
    }
  });

  it('blocks an app that goes while one of the same spec comes, each until it is approved', () => {
    const [from, to] = [remove('App//web'), change('App//website')];
    const inputs = {
      desired: declared([doc('App//website', { cmd: 'serve' })], prune),
      memory: knowing([owned('App//web', { cmd: 'serve' })]),
    };
    assert.equal(judged([from, to], { inputs }), ['looks-like-rename', 'looks-like-rename']);
    assert.equal(judged([from, to], { inputs: { ...inputs, grants: [grantOf(to)] } }), ['looks-like-rename', 'allowed']);
    assert.equal(judged([from, to], { inputs: { ...inputs, grants: [grantOf(from), grantOf(to)] } }), ['allowed', 'allowed']);
  });

  it('says nothing of an app that comes while another one goes on in no file', () => {
    const inputs = { desired: declared([doc('App//website', { cmd: 'serve' })]), memory: knowing([owned('App//web', { cmd: 'serve' })]) };
    assert.equal(judged([change('App//website')], { inputs }), ['allowed']);
  });

  it('says nothing of an app in the place of a volume', () => {
    const inputs = { desired: declared([doc('App//web', pg)]), memory: knowing([owned('Volume/old', pg)]) };
    assert.equal(judged([change('App//web')], { inputs }), ['allowed']);
  });
});
