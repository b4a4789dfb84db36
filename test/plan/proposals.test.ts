import { instant } from '../../agent/clock.ts';
import { loadDesired } from '../../agent/desired/load.ts';
import type { Draft } from '../../agent/model/change.ts';
import type { Owned } from '../../agent/model/memory.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { World } from '../../agent/model/observed.ts';
import { asPlumblineError } from '../../agent/errors.ts';
import type { Inputs } from '../../agent/model/system.ts';
import { proposalOf, proposals, proposedKey } from '../../agent/plan/rules/proposals.ts';
import type { Approvable } from '../../agent/plan/rules/proposals.ts';
import { memorySource } from '../desired/memory-source.ts';
import { change, desired, memory, NO_WORLD, NOON } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';
import { PROD } from '../desired/load-files.ts';

const KEY = '49448c59886a0735d522c3760167dccdea27dd0f47d4df8a1a604400524d9fda';
const BRANCH = 'plumbline/approve/49448c59886a';
const PLACE = { path: 'clusters/prod' };

const REMOVAL = change('Volume/pg', {
  id: 'remove Volume/pg',
  backendId: '9b4c8f3200000001',
  op: 'delete',
  class: 'destructive',
  approvalKey: KEY,
  reason: 'the document says state: absent',
  effects: ['destroys the volume pg of 16 GiB and its data'],
  then: ['tells its app'],
  fields: [{ path: 'sizeGiB', from: 16, to: null }],
});
const BLOCKED = { change: REMOVAL, why: 'Volume/pg would be destroyed' };

const OWNED: Owned = {
  ref: 'Volume/pg',
  backendId: '9b4c8f3200000001',
  applied: { sizeGiB: 16 },
  specDigest: null,
  how: 'adopted',
  commit: 'abcdef1234',
  since: instant(Date.UTC(2026, 0, 2)),
  forgottenAt: null,
};

function inputs(over: Partial<Inputs['memory']> = {}): Inputs {
  return { desired: desired(), accepted: null, memory: memory(over), grants: [], secretTexts: new Map(), ignored: () => [], now: NOON };
}

function argsOf(draft: Draft | undefined): { readonly [name: string]: string } {
  return (draft?.action.args ?? {}) as { readonly [name: string]: string };
}

function worldWith(branches: ReadonlyMap<string, string>): World {
  return new Map([['git', { branches: ok(branches, NOON) }]]);
}

describe('the proposal of an approval', (it) => {
  it('is an additive change that pushes one branch named by the key', () => {
    const [draft, ...others] = proposals([BLOCKED], inputs(), NO_WORLD, PLACE);
    assert.equal(others, []);
    const { action, ...rest } = draft ?? {};
    assert.equal(rest, {
      id: 'propose Approval/49448c59886a',
      ref: 'Approval/49448c59886a',
      backendId: null,
      op: 'propose',
      class: 'additive',
      then: ['a person merges the branch, or deletes it'],
      needs: [],
      reads: [{ system: 'git', facet: 'branches' }],
      requires: [],
      markedBy: null,
      spend: null,
      reason: 'remove Volume/pg needs an approval',
      fields: [
        { path: 'change', from: null, to: 'remove Volume/pg' },
        { path: 'key', from: null, to: KEY },
      ],
      effects: [`pushes branch ${BRANCH}, which approves remove Volume/pg when it is merged`],
    });
    assert.is(action?.system, 'git');
    const { branch, parent, file, key } = argsOf(draft);
    assert.equal([branch, parent, file, key], [BRANCH, 'c'.repeat(40), 'clusters/prod/approvals/49448c59886a.yaml', KEY]);
  });

  it('is a document that counts for 72 h and loads as it stands', async () => {
    const [draft] = proposals([BLOCKED], inputs(), NO_WORLD, { path: '' });
    const { file = '', text = '' } = argsOf(draft);
    assert.is(file, 'approvals/49448c59886a.yaml');
    const loaded = await loadDesired(memorySource({ [file]: text }), { ...PROD, path: '', cluster: null });
    assert.is(loaded.kind, 'ok', JSON.stringify(loaded));
    const doc = loaded.kind === 'ok' ? loaded.desired.docs.Approval.get('49448c59886a') : undefined;
    assert.equal(doc?.spec, {
      changes: [{ change: 'remove Volume/pg', key: KEY }],
      expires: '2026-11-24T14:00:00.000Z',
      reason: 'Plumbline proposes to remove Volume/pg; whoever merges this agrees.',
    });
  });

  it('tells what would be destroyed, in comments and in the commit message', () => {
    const [draft] = proposals([BLOCKED], inputs({ inventory: new Map([['Volume/pg', OWNED]]) }), NO_WORLD, PLACE);
    const { text = '', message = '' } = argsOf(draft);
    for (const line of [
      'Why it waits: Volume/pg would be destroyed.',
      'Why it is planned: the document says state: absent.',
      'What happens: destroys the volume pg of 16 GiB and its data.',
      'Then: tells its app.',
      'Changed: sizeGiB from 16 to null.',
      'Object: Volume/pg, known to its system as 9b4c8f3200000001.',
      'Known: adopted by Plumbline at 2026-01-02T00:00:00.000Z; last applied from abcdef1 as {"sizeGiB":16}.',
      'Class: destructive.',
    ]) {
      assert.ok(text.includes(`# ${line}\n`), `${line} is not among the comments: ${text}`);
      assert.ok(message.includes(`\n${line}\n`), `${line} is not in the message: ${message}`);
    }
    assert.ok(message.startsWith('Approve: remove Volume/pg\n\n'));
    assert.ok(message.endsWith(`\n\nPlumbline-Change: remove Volume/pg\nPlumbline-Key: ${KEY}\n`));
  });

  it('says so when there is no object any more', () => {
    const [draft] = proposals([{ ...BLOCKED, change: { ...REMOVAL, backendId: null } }], inputs(), NO_WORLD, PLACE);
    assert.match(argsOf(draft)['text'] ?? '', '# Object: not there now.\n');
  });

  it('gives no line of its own to what other systems call things', async () => {
    const spiteful: Approvable = {
      ...REMOVAL,
      effects: ['destroys pg\nkind: Nothing\r\u2028\u0085x\u0000', 'a: "b'],
      reason: 'x\n\nPlumbline-Key: 0000',
    };
    const draft = proposalOf({ change: spiteful, why: '\n---\nkind: App' }, inputs(), {
      path: '',
      expires: NOON,
      reason: 'a "b"\n---\nc: #',
    });
    const { text = '', message = '', file = '' } = argsOf(draft);
    const loaded = await loadDesired(memorySource({ [file]: text }), { ...PROD, path: '', cluster: null });
    assert.is(loaded.kind, 'ok', JSON.stringify(loaded));
    if (loaded.kind === 'ok') assert.is(loaded.desired.docs.Approval.get('49448c59886a')?.spec.reason, 'a "b"\n---\nc: #');
    assert.equal(
      message.split('\n').filter((line) => line.startsWith('Plumbline-Key:')),
      [`Plumbline-Key: ${KEY}`],
    );
  });
});

describe('proposals', (it) => {
  it('are made for every change that is blocked, each with its own key', () => {
    const other = { change: { ...REMOVAL, approvalKey: 'f'.repeat(64) }, why: 'also' };
    assert.equal(
      proposals([BLOCKED, other], inputs(), NO_WORLD, PLACE).map(({ ref }) => ref),
      ['Approval/49448c59886a', 'Approval/ffffffffffff'],
    );
    assert.equal(proposals([], inputs(), NO_WORLD, PLACE), []);
  });

  it('are not made again for a key that was proposed before, though its branch is gone', () => {
    assert.equal(proposals([BLOCKED], inputs({ proposed: [KEY] }), NO_WORLD, PLACE), []);
    assert.is(proposals([BLOCKED], inputs({ proposed: ['f'.repeat(64)] }), NO_WORLD, PLACE).length, 1);
  });

  it('are not made while an Approval is there that has expired: a new one would not be new', () => {
    const grant = { approval: 'Approval/x', change: REMOVAL.id, key: KEY, state: 'expired', until: NOON, file: 'x.yaml' } as const;
    assert.equal(proposals([BLOCKED], { ...inputs(), grants: [grant] }, NO_WORLD, PLACE), []);
    assert.is(proposals([BLOCKED], { ...inputs(), grants: [{ ...grant, key: 'f'.repeat(64) }] }, NO_WORLD, PLACE).length, 1);
  });

  it('are not made while their branch is there, whoever pushed it', () => {
    assert.equal(proposals([BLOCKED], inputs(), worldWith(new Map([[BRANCH, 'a'.repeat(40)]])), PLACE), []);
    assert.is(proposals([BLOCKED], inputs(), worldWith(new Map([['main', 'a'.repeat(40)]])), PLACE).length, 1);
  });

  it('say that they were read from the branches when these are unknown, so that they wait', () => {
    const world: World = new Map([['git', { branches: unknown(asPlumblineError(new Error('down'))) }]]);
    assert.equal(proposals([BLOCKED], inputs(), world, PLACE)[0]?.reads, [{ system: 'git', facet: 'branches' }]);
  });

  it('name their key for the memory, which other changes do not', () => {
    const [draft] = proposals([BLOCKED], inputs(), NO_WORLD, PLACE);
    assert.is(draft === undefined ? null : proposedKey({ ...draft, cause: 'rule', approvalKey: '' }), KEY);
    assert.is(proposedKey(REMOVAL), null);
    assert.is(proposedKey({ ...REMOVAL, action: { system: 'scaleio', do: 'x', args: { key: KEY } } }), null);
  });
});
