import { internalErrors, PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { doc } from '../../declared.ts';
import { ago, cloudDisks, GROW_BRANCH, HEAD, HOUR_MS, PRICES, sds } from '../pool-builders.ts';
import { branchAt, decided, draftsOf, findingsOf, full, OURS, proposedScene, record, THEIRS, againInMin } from './decided.ts';

const UNREAD = unknown(new PlumblineError(internalErrors.unexpected, 'no answer'));
const IF_UNANSWERED = { after: '4h', then: 'commit' } as const;
const LIMITS = { rows: 8, rawGiB: 20_000, monthlyUsd: 500 };

function limited(over: Partial<typeof LIMITS>, rows: { readonly [key: string]: number } = {}): ReturnType<typeof cloudDisks> {
  return cloudDisks({ rows, limits: { ...LIMITS, ...over } });
}

describe('an open proposal', (it) => {
  it('is not made again: it waits for a person', () => {
    assert.equal(decided(full({}, proposedScene())), ['GrowthProposed']);
    assert.equal(decided(full({}, proposedScene(), 86.9)), ['GrowthProposed']);
    assert.equal(decided(full({}, proposedScene(), 70)), ['GrowthProposed']);
  });

  it('stays while the pool waits for something else', () => {
    assert.equal(decided(full({}, { ...proposedScene(), sds: [sds('n1')] })), ['GrowthProposed']);
  });

  it('is taken back when the pool is at its target again', () => {
    assert.equal(decided(full({}, proposedScene(), 65)), ['withdrawProposal']);
    assert.equal(decided(full({}, proposedScene(), 65.1)), ['GrowthProposed']);
    assert.equal(draftsOf(full({}, proposedScene(), 65))[0]?.action.args, { branch: GROW_BRANCH, commit: OURS });
  });

  it('is left as it is while the volumes that it may be for are not known', () => {
    const docs = [doc('Volume/a', { pool: 'gold', sizeGiB: 304, type: 'thick' }, { links: ['StoragePool/gold'] })];
    const scene = full({}, { ...proposedScene(), docs }, 50);
    assert.equal(decided(scene), ['GrowthProposed']);
    assert.equal(decided({ ...scene, scaleio: { volumes: UNREAD } }), []);
    assert.equal(decided({ ...full(), scaleio: { volumes: UNREAD } }), []);
  });

  it('is only written or taken back by volumes that were just read', () => {
    for (const scene of [full(), full({ mode: 'commit' }), full({}, proposedScene(), 65)]) {
      const [draft] = draftsOf(scene);
      assert.ok(
        draft?.reads.some(({ system, facet }) => system === 'scaleio' && facet === 'volumes'),
        draft?.action.do,
      );
    }
  });

  it('is taken back when growth is off', () => {
    assert.equal(decided(full({ mode: 'off' }, proposedScene())), ['withdrawProposal', 'PoolFillsSoon']);
    assert.equal(decided(full({ mode: 'off' }, proposedScene({}, THEIRS))), ['PoolFillsSoon']);
  });

  it('is replaced when five points more are used and a larger row is needed', () => {
    assert.equal(decided(full({}, proposedScene(), 86.99)), ['GrowthProposed']);
    assert.equal(decided(full({}, proposedScene(), 87)), ['proposeRow r2 176']);
    assert.is(draftsOf(full({}, proposedScene(), 87))[0]?.action.args['replaces'], OURS);
    assert.equal(decided(full({}, proposedScene({ sizeGiB: 176 }), 87)), ['GrowthProposed']);
  });

  it('that somebody touched is never rewritten, taken back or committed', () => {
    const touched = proposedScene({ at: ago(100 * HOUR_MS) }, THEIRS);
    for (const percent of [10, 82, 87, 95])
      assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, touched, percent)), ['GrowthProposed'], String(percent));
    assert.match(findingsOf(full({}, touched))[0]?.why ?? '', 'somebody else committed');
  });

  it('whose row is in force is merged: its branch goes', () => {
    const pool = { cloudDisks: cloudDisks({ rows: { r1: 136 } }) };
    const scene = { ...proposedScene({ at: ago(100 * HOUR_MS) }), pool };
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, scene)), ['withdrawProposal', 'GrowthBlocked']);
  });

  it('whose branch is gone while another commit than the newest is in force is not judged yet', () => {
    const facts = { tracked: { branch: 'main', head: THEIRS } };
    assert.equal(decided(full({}, { ...proposedScene({}, null), facts })), []);
    const elsewhere = { memory: { growths: [record()] }, branches: new Map([['main', THEIRS]]) };
    assert.equal(decided(full({}, elsewhere)), []);
  });

  it('of which nobody remembers is proposed anew: the branch is told by what is on it', () => {
    assert.equal(decided(full({}, branchAt(THEIRS))), ['proposeRow r1 136']);
    assert.is(draftsOf(full({}, branchAt(THEIRS)))[0]?.action.args['replaces'], null);
    assert.equal(decided(full({}, branchAt(THEIRS), 10)), []);
  });

  it('that is settled leaves its branch to be replaced', () => {
    const growths = [record({ state: 'superseded' })];
    assert.is(draftsOf(full({}, { ...branchAt(OURS), memory: { growths } }))[0]?.action.args['replaces'], OURS);
    assert.equal(decided(full({}, { ...branchAt(OURS), memory: { growths } }, 10)), ['withdrawProposal']);
  });
});

describe('a declined growth', (it) => {
  const declined = (over: Parameters<typeof record>[0] = {}): Parameters<typeof full>[1] => ({
    ...branchAt(null),
    memory: { growths: [record({ state: 'declined', stateAt: ago(HOUR_MS), ...over })] },
  });

  it('is one whose branch was deleted', () => assert.equal(decided(full({}, proposedScene({}, null))), ['GrowthDeclined']));

  it('is not proposed again for a day', () => {
    assert.equal(decided(full({}, declined({ stateAt: ago(24 * HOUR_MS - 1) }))), ['GrowthDeclined']);
    assert.equal(decided(full({}, declined({ stateAt: ago(24 * HOUR_MS) }))), ['proposeRow r2 136']);
    assert.is(againInMin(full({}, declined())), 23 * 60);
  });

  it('is proposed again with five points more', () => {
    assert.equal(decided(full({}, declined(), 86.99)), ['GrowthDeclined']);
    assert.equal(decided(full({}, declined(), 87)), ['proposeRow r2 176']);
  });

  it('is proposed again at critical, unless it was declined there', () => {
    const before = declined({ usedPercent: 89.9 });
    assert.equal(decided(full({}, before, 89.95)), ['GrowthDeclined']);
    assert.equal(decided(full({}, before, 90)), ['proposeRow r2 200']);
    assert.equal(decided(full({}, declined({ usedPercent: 90 }), 94.9)), ['GrowthDeclined']);
    assert.equal(decided(full({}, declined({ usedPercent: 90 }), 95)), ['proposeRow r2 232']);
  });
});

describe('growth that nobody has to merge', (it) => {
  it('is committed in mode commit, on the newest commit, which is in force', () => {
    const [draft] = draftsOf(full({ mode: 'commit' }));
    assert.equal(
      [draft?.id, draft?.op, draft?.backendId, draft?.class, draft?.spend],
      ['grow Growth/gold', 'grow', 'r1', 'spend', { disks: 3, monthlyUsd: 32.64 }],
    );
    assert.equal([draft?.action.do, draft?.action.args['branch'], draft?.action.args['parent']], ['commitRow', 'main', HEAD]);
    const order = { sizeGiB: 136, type: 'gp3', iops: null, throughputMiBs: null, encrypted: true, kmsKeyId: null };
    const asked = ['i-n1', 'i-n2', 'i-n3'].map((backendId) => ({
      system: 'cloud-disks',
      check: 'cloud-would-accept',
      backendId,
      args: order,
    }));
    assert.equal(draft?.requires, asked);
    assert.equal(draft?.effects, ['+3 x 136 GiB gp3, about $32.64 a month']);
  });

  it('waits while the newest commit is not the one in force', () => {
    assert.equal(decided(full({ mode: 'commit' }, { facts: { tracked: { branch: 'main', head: THEIRS } } })), ['GrowthBlocked']);
  });

  it('waits while the row committed last is not in force', () => {
    const growths = [record({ branch: 'main' })];
    const facts = { tracked: { branch: 'main', head: OURS } };
    assert.equal(decided(full({ mode: 'commit' }, { memory: { growths }, branches: new Map([['main', OURS]]), facts })), []);
  });

  it('is proposed for a day when the repository refused it', () => {
    const refused = (stateAt: ReturnType<typeof ago>): Parameters<typeof full>[1] => ({
      memory: { growths: [record({ branch: 'main', commit: HEAD, state: 'withdrawn', stateAt })] },
    });
    assert.equal(decided(full({ mode: 'commit' }, refused(ago(24 * HOUR_MS - 1)))), ['proposeRow r1 136', 'GrowthPushRefused']);
    assert.equal(decided(full({ mode: 'commit' }, refused(ago(24 * HOUR_MS)))), ['commitRow r1 136']);
  });

  it('is a proposal that was not answered in time, as it was proposed', () => {
    const since = (agoMs: number): Parameters<typeof full>[1] => proposedScene({ at: ago(agoMs), row: 'r4', sizeGiB: 200 });
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, since(4 * HOUR_MS - 1))), ['GrowthProposed']);
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, since(4 * HOUR_MS))), ['commitRow r4 200', 'GrowthProposed']);
    assert.equal(decided(full({}, since(4000 * HOUR_MS))), ['GrowthProposed']);
    assert.is(draftsOf(full({ ifUnanswered: IF_UNANSWERED }, since(4 * HOUR_MS)))[0]?.action.args['message'], 'as proposed');
  });

  it('is one at critical, where that was said', () => {
    const scene = proposedScene({ sizeGiB: 400 });
    assert.equal(decided(full({ ifUnanswered: { ...IF_UNANSWERED, or: 'critical' } }, scene, 89.9)), ['GrowthProposed']);
    assert.equal(decided(full({ ifUnanswered: { ...IF_UNANSWERED, or: 'critical' } }, scene, 90)), ['commitRow r1 400', 'GrowthProposed']);
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, scene, 90)), ['GrowthProposed']);
  });

  it('is held up by the same things', () => {
    const due = proposedScene({ at: ago(5 * HOUR_MS) });
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, { ...due, sds: [sds('n1')] })), ['GrowthProposed', 'GrowthBlocked']);
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, { ...due, pool: { cloudDisks: limited({ rows: 0 }) } })), [
      'GrowthProposed',
      'LimitReached',
    ]);
    assert.equal(
      decided(full({ ifUnanswered: IF_UNANSWERED }, { ...due, facts: { prices: PRICES, tracked: { branch: 'main', head: THEIRS } } })),
      ['GrowthProposed', 'GrowthBlocked'],
    );
  });

  it('stays a proposal where the repository refused the commit', () => {
    const refused = record({ branch: 'main', commit: HEAD, state: 'withdrawn' });
    const scene = { ...branchAt(OURS), memory: { growths: [record({ at: ago(5 * HOUR_MS) }), refused] } };
    assert.equal(decided(full({ ifUnanswered: IF_UNANSWERED }, scene)), ['GrowthProposed', 'GrowthPushRefused']);
  });
});
