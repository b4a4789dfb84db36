import { approvalWarnings } from '../agent/approvals.ts';
import type { ApprovalUse } from '../agent/approvals.ts';
import type { Grant } from '../agent/model/approval.ts';
import { NOON } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';

const KEY = 'a'.repeat(64);
const OTHER = 'b'.repeat(64);
const GRANT: Grant = { approval: 'Approval/drop', change: 'remove Volume/pg', key: KEY, state: 'valid', until: NOON, file: 'ok/drop.yaml' };
const EXPIRED: Grant = { ...GRANT, state: 'expired' };

const key = { approvalKey: KEY };
const planned = { id: 'remove Volume/pg', approvalKey: KEY };

const ROWS: readonly {
  readonly name: string;
  readonly grant: Grant;
  readonly use: Partial<ApprovalUse>;
  readonly says: string | null;
}[] = [
  { name: 'matches a planned change', grant: GRANT, use: { changes: [planned] }, says: null },
  { name: 'matches nothing', grant: GRANT, use: {}, says: 'approval/unmatched: matches nothing planned: remove Volume/pg.' },
  {
    name: 'names another change of the same key',
    grant: GRANT,
    use: { changes: [{ ...planned, id: 'keep Volume/pg' }] },
    says: 'approval/unmatched: matches nothing planned: remove Volume/pg.',
  },
  {
    name: 'is for another object of the name',
    grant: GRANT,
    use: { changes: [{ ...planned, approvalKey: OTHER }] },
    says: `approval/other-object: is for another object than the one that remove Volume/pg would change: its key is ${OTHER.slice(0, 12)} now, not ${KEY.slice(0, 12)}.`,
  },
  { name: 'has expired', grant: EXPIRED, use: { changes: [planned] }, says: 'approval/expired: has expired: remove Volume/pg.' },
  { name: 'was used', grant: GRANT, use: { removals: [key] }, says: 'approval/used: was used: remove Volume/pg is done.' },
  {
    name: 'was used and has expired',
    grant: EXPIRED,
    use: { removals: [key] },
    says: 'approval/used: was used: remove Volume/pg is done.',
  },
  { name: 'has expired while its change is under way', grant: EXPIRED, use: { intents: [key] }, says: null },
  {
    name: 'is not the one that was used',
    grant: GRANT,
    use: { changes: [planned], removals: [{ approvalKey: OTHER }, { approvalKey: '' }], intents: [{ approvalKey: OTHER }] },
    says: null,
  },
];

describe('an entry of an approval', (it) => {
  for (const { name, grant, use, says } of ROWS) {
    it(`that ${name} ${says === null ? 'is not warned of' : 'is warned of'}`, () => {
      const warnings = approvalWarnings([grant], { changes: [], removals: [], intents: [], ...use });
      const shown = warnings.map(
        ({ code, message, file }) => `${file} ${code}: ${message.replace('Approval/drop has an entry that ', '')}`,
      );
      assert.equal(shown, says === null ? [] : [`ok/drop.yaml ${says}`]);
    });
  }

  it('is judged by itself', () => {
    const warnings = approvalWarnings([GRANT, { ...GRANT, key: OTHER }, EXPIRED], { changes: [planned], removals: [], intents: [] });
    assert.equal(
      warnings.map(({ code }) => code),
      ['approval/other-object', 'approval/expired'],
    );
  });
});
