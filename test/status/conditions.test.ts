/** Which conditions each situation raises, and the word for it. */
import { instant } from '../../agent/clock.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import { isApprovable } from '../../agent/model/approval.ts';
import type { BlockedBy, Result } from '../../agent/model/change.ts';
import type { Condition, ConditionType } from '../../agent/model/memory.ts';
import type { Finding } from '../../agent/model/observed.ts';
import { unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { statusDocument } from '../../agent/status/document.ts';
import type { StatusDocument } from '../../agent/status/document.ts';
import { state } from '../../agent/status/headline.ts';
import { change, health, memory, NOON, report, writer } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const down = new PlumblineError(httpErrors.unreachable, 'GET http://127.0.0.1:1/ cannot be reached (ECONNREFUSED).');
const rejected = new PlumblineError(httpErrors.tooLarge, 'too large');
const finding: Finding = { ref: 'Volume/pg', code: 'X', why: 'it has 24 GiB', remedy: 'Set it.', causedBy: null, recheckAt: null };
const plan = { changes: [], digest: 'd', at: NOON, commit: 'c'.repeat(40), unknown: [] };
const mistake = { code: 'x', file: 'a.yaml', line: 3, column: 5, message: 'sizeGib is not a field' };
const lost = { since: NOON, why: 'it was deleted', change: 'recover Cluster/prod', key: 'a'.repeat(64) };

function result(outcome: Result['outcome']): Partial<PassReport> {
  return { results: [{ change: change('App//a'), outcome }] };
}

function blocked(by: BlockedBy): Partial<PassReport> {
  return result({ kind: 'blocked', by, why: 'no', recheckAt: null });
}

const SITUATIONS: readonly (readonly [string, Partial<PassReport>, readonly ConditionType[], string])[] = [
  ['nothing to do', {}, ['Ready'], 'In sync'],
  ['a change that waits', result({ kind: 'waiting', why: 'locked' }), ['Reconciling'], 'In progress'],
  ['a change just applied', result({ kind: 'applied', backendId: 'a' }), ['Ready'], 'In sync'],
  ['a change that failed for now', result({ kind: 'failed', error: down }), ['Reconciling'], 'In progress'],
  ['a change that was refused', result({ kind: 'failed', error: rejected }), ['Stalled'], 'A person is needed'],
  ['an app on its way', { health: health({ 'App//a': 'progressing' }) }, ['Reconciling'], 'In progress'],
  ['a degraded app', { health: health({ 'App//a': 'degraded' }) }, ['Degraded'], 'Degraded'],
  ['a missing volume', { health: health({ 'Volume/a': 'missing' }) }, ['Stalled', 'Degraded'], 'A person is needed'],
  ['a finding for a person', { health: health({}, { findings: [finding] }) }, ['Stalled'], 'A person is needed'],
  ['a finding that time may lift', { health: health({}, { findings: [{ ...finding, recheckAt: NOON }] }) }, [], 'Not in sync'],
  ['a refused commit', { refused: { commit: 'e'.repeat(40), why: null, errors: [mistake] } }, ['Stalled'], 'A person is needed'],
  ['an unread system', { plan: { ...plan, unknown: [{ system: 'scaleio', facet: 'pools', error: down }] } }, [], 'Unknown'],
  ['unread git', { source: unknown(down), plan: null }, [], 'Unknown'],
  ['a lost memory', { lost }, ['Ready', 'Stalled', 'ApprovalRequired'], 'A person is needed'],
  ['two agents that fight', { standing: { kind: 'flapping', since: NOON, with: 'host-2' } }, ['Ready', 'Stalled'], 'A person is needed'],
  ['a newer journal', { standing: { kind: 'outdated' } }, ['Ready', 'Stalled'], 'A person is needed'],
  ['another writer', { standing: { kind: 'standby', writer: writer() } }, ['Ready'], 'In sync'],
  ['drift', { plan: { ...plan, changes: [change('App//a', { cause: 'drift' })] } }, ['Ready', 'DriftDetected'], 'In sync'],
  ['a conflict', { plan: { ...plan, changes: [change('App//a', { cause: 'conflict' })] } }, ['Ready', 'DriftDetected'], 'In sync'],
];

const BLOCKS: { readonly [by in BlockedBy]: readonly [ConditionType | null, string] } = {
  'not-the-writer': ['Reconciling', 'In progress'],
  'newer-schema': ['Stalled', 'A person is needed'],
  'git-partition': ['Reconciling', 'In progress'],
  'memory-lost': ['Stalled', 'A person is needed'],
  held: [null, 'Not in sync'],
  observed: [null, 'Not in sync'],
  itself: ['Stalled', 'A person is needed'],
  'not-ours': ['Stalled', 'A person is needed'],
  missing: ['ApprovalRequired', 'Waiting for approval'],
  conflict: ['Stalled', 'A person is needed'],
  'drift-reported': ['DriftDetected', 'Not in sync'],
  'looks-like-rename': ['ApprovalRequired', 'Waiting for approval'],
  'needs-approval': ['ApprovalRequired', 'Waiting for approval'],
  'blast-radius': ['ApprovalRequired', 'Waiting for approval'],
  'delete-rate': ['Reconciling', 'In progress'],
  ceiling: ['Stalled', 'A person is needed'],
  window: ['Reconciling', 'In progress'],
  'max-disruptive': ['Reconciling', 'In progress'],
  'keeps-differing': ['Stalled', 'A person is needed'],
};

function documentOf(over: Partial<PassReport>): StatusDocument {
  return statusDocument(report(over), memory()).document;
}

function typesOf(document: StatusDocument): readonly ConditionType[] {
  return document.conditions.filter(({ status }) => status === 'True').map(({ type }) => type);
}

function messageOf(over: Partial<PassReport>, type: ConditionType): string | undefined {
  return documentOf(over).conditions.find((condition) => condition.type === type)?.message;
}

describe('conditions', (it) => {
  for (const [name, over, expected, word] of SITUATIONS) {
    it(`say ${expected.join(' and ') || 'nothing for certain'} of ${name}`, () => {
      const status = documentOf(over);
      assert.equal([typesOf(status), state(status)], [expected, word]);
    });
  }

  for (const [by, [raised, word]] of Object.entries(BLOCKS) as [BlockedBy, (typeof BLOCKS)[BlockedBy]][]) {
    it(`say ${raised ?? 'nothing more'} of a change blocked by ${by}`, () => {
      const status = documentOf(blocked(by));
      assert.equal([typesOf(status), state(status)], [raised === null ? [] : [raised], word]);
      assert.is(status.approvals.length > 0, raised === 'ApprovalRequired');
      assert.is(isApprovable(by), raised === 'ApprovalRequired');
    });
  }

  it('name what drifted, and in what', () => {
    const drifted = [
      change('App//a', { cause: 'drift', fields: [{ path: 'instances', from: 1, to: 2 }] }),
      change('App//b', { cause: 'drift', reason: 'it was deleted' }),
      change('App//c'),
    ];
    assert.is(messageOf({ plan: { ...plan, changes: drifted } }, 'DriftDetected'), 'App//a: instances; App//b: it was deleted');
  });

  it('say many of a kind as one', () => {
    const results = ['App//a', 'App//b', 'App//c'].map((ref) => ({
      change: change(ref as Ref),
      outcome: { kind: 'blocked', by: 'observed', why: 'only observed', recheckAt: null } as const,
    }));
    assert.is(messageOf({ results }, 'Ready'), 'create App//a and 2 more: only observed');
  });

  it('say a cause once instead of each of its effects', () => {
    const results = ['App//a', 'App//b'].map((ref) => ({
      change: change(ref as Ref, { needs: ['Volume/v'] }),
      outcome: { kind: 'waiting', why: 'waits for Volume/v' } as const,
    }));
    const made = { results, health: health({ 'Volume/v': 'missing', 'App//a': 'progressing' }) };
    for (const type of ['Ready', 'Reconciling', 'Degraded', 'Stalled'] as const) {
      assert.is(messageOf(made, type), 'Volume/v: is missing (affects 2 objects)', type);
    }
  });

  it('leave to the document which guard blocks, and whether time lifts it', () => {
    const changes = [NOON, null].map((recheckAt) => {
      return documentOf(result({ kind: 'blocked', by: 'window', why: 'no', recheckAt })).changes.map(({ by, isTimed }) => [by, isTimed]);
    });
    assert.equal(changes, [[['window', true]], [['window', false]]]);
  });

  it('say the first ten things, and how many more there are', () => {
    const results = Array.from({ length: 12 }, (_none, index) => ({
      change: change(`App//${index}`),
      outcome: { kind: 'waiting', why: `reason ${index}` } as const,
    }));
    const message = messageOf({ results }, 'Reconciling') ?? '';
    assert.match(message, /reason 9; and 2 more$/);
  });

  it('say why a commit was refused that has no error in a file', () => {
    const refused = { commit: 'e'.repeat(40), why: 'it does not contain ccccccc, the commit in force', errors: [] };
    assert.is(messageOf({ refused }, 'Stalled'), 'eeeeeee was refused: it does not contain ccccccc, the commit in force');
  });

  it('give the key that ends a lost memory', () => assert.match(messageOf({ lost }, 'ApprovalRequired') ?? '', lost.key));

  it('keep since while they stay, and move it when they turn', () => {
    const since = (over: Partial<PassReport>, conditions: readonly Condition[]): number | undefined => {
      const before = memory({ published: { digest: '', at: NOON, conditions } });
      return statusDocument(report(over), before).conditions.find(({ type }) => type === 'Ready')?.since;
    };
    const { conditions } = statusDocument(report(), memory());
    const later = instant(NOON + 60_000);
    const turned = since({ at: later, health: health({ 'App//a': 'degraded' }) }, conditions);
    assert.equal([since({ at: later }, conditions), turned], [NOON, later]);
  });
});
