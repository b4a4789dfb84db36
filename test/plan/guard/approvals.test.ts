import type { Grant } from '../../../agent/model/approval.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import type { Intent, Owned } from '../../../agent/model/memory.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { change } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { absent, declared, doc, grantOf, knowing, owned, removalOf } from '../declared.ts';
import { ago, judged, liftedIn } from './judged.ts';

const remove = change('Volume/pg', { id: 'remove Volume/pg', op: 'delete', class: 'destructive', backendId: 'id of Volume/pg' });
const desired = declared([absent('Volume/pg')]);

/** That its removal was begun. */
function intentOf(over: Partial<Intent['line']> = {}, approvalKey = remove.approvalKey): Intent {
  const said = { commit: 'c', cause: 'git', backendId: 'id of Volume/pg', effects: [] } as const;
  const line = { line: 'l', at: '2026-11-21T14:00:00.000Z', id: remove.id, op: 'delete', class: 'destructive', ...said, ...over } as const;
  return { line, system: 'scaleio', ref: 'Volume/pg', approvalKey, epoch: 1 };
}

describe('guard needs-approval', (it) => {
  const verdict = (grants: readonly Grant[], intents: readonly Intent[] = []): string | undefined => {
    return judged([remove], { inputs: { desired, memory: knowing([owned('Volume/pg', {})], { intents }), grants } })[0];
  };
  const expired = grantOf(remove, { state: 'expired' });

  const rows: readonly (readonly [string, readonly Grant[], readonly Intent[], string])[] = [
    ['no approval', [], [], 'needs-approval'],
    ['a valid approval', [grantOf(remove)], [], 'allowed'],
    ['an approval with another key', [grantOf(remove, { key: 'f'.repeat(64) })], [], 'needs-approval'],
    ['an approval of another change with its key', [grantOf(remove, { change: 'keep Volume/pg' })], [], 'needs-approval'],
    ['an expired approval', [expired], [], 'needs-approval'],
    ['an expired approval of what was begun', [expired], [intentOf()], 'allowed'],
    ['an expired approval, and another change begun', [expired], [intentOf({ id: 'keep Volume/pg' })], 'needs-approval'],
    ['an expired approval, and the same change of another object begun', [expired], [intentOf({}, 'other')], 'needs-approval'],
    ['no approval any more of what was begun', [], [intentOf()], 'needs-approval'],
    ['an expired approval beside a valid one', [expired, grantOf(remove)], [], 'allowed'],
  ];
  for (const [what, grants, intents, expected] of rows) {
    it(`invariant 10, never destroyed by omission: with ${what} a removal is ${expected}`, () =>
      assert.is(verdict(grants, intents), expected));
  }

  it('asks for none where nothing is destroyed', () => assert.equal(judged([change('Volume/new')]), ['allowed']));

  it('asks for one where people want to be asked, though nothing is destroyed', () => {
    const asking = change('Device/n1/sdb', { consent: 'approval' });
    assert.equal(judged([asking]), ['needs-approval']);
    assert.equal(judged([asking], { inputs: { grants: [grantOf(asking)] } }), ['allowed']);
    assert.equal(judged([asking], { inputs: { grants: [grantOf(asking, { state: 'expired' })] } }), ['needs-approval']);
  });
});

describe('what a schedule ends', (it) => {
  const old: Ref = 'Snapshot/pg/20261120-0300';
  const newer: Ref = 'Snapshot/pg/20261121-0300';
  const promise = { keep: 1, keepUntil: '2026-11-21T03:00:00.000Z', takenAt: '2026-11-20T03:00:00.000Z' };
  const early = { ...promise, keepUntil: '2026-12-20T03:00:00.000Z' };
  const [ended, later] = [owned(old, promise), owned(newer, promise)];
  const kept = declared([doc('Volume/pg')]);

  function expiry(ref: Ref, over: Partial<Change> = {}): Change {
    return change(ref, {
      id: `remove ${ref}`,
      op: 'delete',
      class: 'destructive',
      consent: 'schedule',
      backendId: `id of ${ref}`,
      ...over,
    });
  }

  function verdict(made: Change, desired: Desired = kept, known: readonly Owned[] = [ended, later]): string | undefined {
    return judged([made], { inputs: { desired, memory: knowing(known) } })[0];
  }

  it('goes without an Approval: a snapshot that the agent took', () => assert.is(verdict(expiry(old)), 'allowed'));

  const rows: readonly (readonly [string, string | undefined, string])[] = [
    ['a snapshot that is not recorded', verdict(expiry(old), kept, []), 'not-ours'],
    ['a snapshot recorded with another id', verdict(expiry(old, { backendId: 'other' })), 'not-ours'],
    ['a snapshot that was there before', verdict(expiry(old), kept, [owned(old, promise, { how: 'adopted' }), later]), 'not-ours'],
    ['a snapshot without a promise', verdict(expiry(old), kept, [owned(old, {}), later]), 'needs-approval'],
    ['a snapshot before its time', verdict(expiry(old), kept, [owned(old, early), later]), 'needs-approval'],
    ['a snapshot that has no newer ones on record', verdict(expiry(old), kept, [ended]), 'needs-approval'],
    ['a snapshot of a volume in no file', verdict(expiry(old), declared([])), 'not-ours'],
    ['a snapshot of a volume that is to go', verdict(expiry(old), declared([absent('Volume/pg')])), 'needs-approval'],
    ['a snapshot that its schedule does not end', verdict(change(old, { ...expiry(old), consent: 'approval' })), 'needs-approval'],
    ['a volume that says so of itself', verdict(expiry('Volume/pg'), desired, [owned('Volume/pg', {})]), 'needs-approval'],
    ['an update that says so of itself', verdict(expiry(old, { op: 'update' })), 'needs-approval'],
  ];
  for (const [what, found, expected] of rows) {
    it(`invariant 10, never destroyed by omission: ${what} is ${expected}`, () => assert.is(found, expected));
  }

  it('counts for no limit, neither its own nor that of other storage', () => {
    const refs = Array.from({ length: 4 }, (_, hour): Ref => `Snapshot/pg/20261120-0${hour}00`);
    const ending = refs.map((ref) => expiry(ref));
    const known = [...refs.map((ref) => owned(ref, promise)), owned('Volume/gone', {})];
    const dropped = change('Volume/gone', { ...remove, id: 'remove Volume/gone', ref: 'Volume/gone', backendId: 'id of Volume/gone' });
    const inputs = {
      desired: declared([doc('Volume/pg'), absent('Volume/gone')]),
      memory: knowing(known, { removals: [removalOf('Snapshot/pg/20261119-0000', { approvalKey: '', what: 'forgotten', at: ago(1) })] }),
      grants: [grantOf(dropped)],
    };
    assert.equal(
      judged([...ending, dropped], { inputs }),
      [...ending, dropped].map(() => 'allowed'),
    );
    const justNow = { ...inputs, memory: knowing(known, { removals: [removalOf('Volume/other', { at: ago(1000) })] }) };
    assert.equal(
      judged(ending, { inputs: justNow }),
      ending.map(() => 'allowed'),
    );
    assert.is(liftedIn(dropped, { inputs: justNow }), '3599 s');
  });
});
