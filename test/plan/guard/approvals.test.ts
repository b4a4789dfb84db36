import type { Grant } from '../../../agent/model/approval.ts';
import type { Intent } from '../../../agent/model/memory.ts';
import { change } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { absent, declared, grantOf, knowing, owned } from '../declared.ts';
import { judged } from './judged.ts';

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
});
