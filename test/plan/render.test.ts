import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Verdict } from '../../agent/model/change.ts';
import { planJson } from '../../agent/plan/render/json.ts';
import { planMarkdown } from '../../agent/plan/render/markdown.ts';
import type { PlanView } from '../../agent/plan/render/plan-view.ts';
import { planText } from '../../agent/plan/render/text.ts';
import { change, NOON } from '../helpers/builders.ts';
import { assert, describe, golden } from '../helpers/suite.ts';

const changes = [
  change('Volume/pg', { effects: ['creates a thin volume of 16 GiB in pool default'] }),
  change('App//web', {
    op: 'restart',
    class: 'disruptive',
    cause: 'drift',
    effects: ['restarts 2 tasks'],
    then: ['waits until 2 tasks are healthy'],
    fields: [
      { path: 'container.docker.image', from: 'nginx:1.25', to: 'nginx:1.27|<b>' },
      { path: 'cmd', from: null, to: '`run` ```x```' },
    ],
  }),
  change('App//old', {
    id: 'remove App//old',
    op: 'delete',
    class: 'destructive',
    effects: ['destroys 10 MiB of local data'],
    approvalKey: 'ab'.repeat(32),
  }),
  change('Volume/both', {
    op: 'grow',
    cause: 'conflict',
    effects: ['grows to 32 GiB'],
    fields: [{ path: 'sizeGiB', from: 24, to: 32 }],
  }),
  change('Approval/abababababab', {
    id: 'propose Approval/abababababab',
    op: 'propose',
    cause: 'rule',
    effects: ['pushes branch plumbline/approve/abababababab'],
  }),
];

const error = new PlumblineError(httpErrors.unreachable, 'GET http://127.0.0.1:1/api/version cannot be reached (ECONNREFUSED).');

const view: PlanView = {
  cluster: 'prod',
  plan: {
    changes,
    digest: 'd'.repeat(64),
    at: NOON,
    commit: 'c'.repeat(40),
    unknown: [
      { system: 'scaleio', facet: 'pools', error },
      { system: 'scaleio', facet: 'volumes', error },
    ],
  },
  verdicts: changes.map((made): Verdict => {
    const blocked = { change: made, kind: 'blocked', recheckAt: null } as const;
    if (made.op === 'delete') return { ...blocked, by: 'needs-approval', why: 'it is destructive' };
    if (made.cause === 'conflict') return { ...blocked, by: 'conflict', why: 'sizeGiB was changed here and in git' };
    return { change: made, kind: 'allowed' };
  }),
  notes: ['Everything is held until 2026-11-21 16:00 UTC by ada: moving <racks>'],
  unready: [{ ref: 'App//slow', kind: 'progressing', why: 'deployment d1 is running; 0 of 2 tasks run' }],
  findings: [
    {
      ref: 'Volume/small',
      code: 'VolumeCannotShrink',
      why: 'it has 24 GiB',
      remedy: 'Set sizeGiB to 24.',
      causedBy: null,
      recheckAt: null,
    },
  ],
  refused: {
    commit: 'e'.repeat(40),
    why: 'it does not contain ccccccc, the commit in force',
    errors: [{ code: 'x', file: 'a.yaml', line: 3, column: 5, message: 'sizeGib is not a field; write sizeGiB' }],
  },
};

describe('a rendered plan', (it) => {
  it('reads well at a terminal', () =>
    golden(
      'plan/plan.txt',
      planText(view, (text) => text),
    ));

  it('reads well in a review, and nothing in it can break out of its table or fold', () => golden('plan/plan.md', planMarkdown(view)));

  it('has the frozen fields for programs', () => {
    const parsed = JSON.parse(planJson(view)) as {
      digest: string;
      changes: { by?: string; key?: string }[];
      unknown: object[];
      notes: string[];
    };
    assert.is(parsed.digest, 'd'.repeat(64));
    assert.equal(parsed.notes, view.notes);
    assert.equal(Object.keys(parsed.changes[2] ?? {}).slice(0, 7), ['id', 'ref', 'op', 'class', 'cause', 'verdict', 'by']);
    assert.equal(
      parsed.changes.map(({ by, key }) => [by, key?.length]),
      [
        [undefined, 64],
        [undefined, 64],
        ['needs-approval', 64],
        ['conflict', 64],
        [undefined, 64],
      ],
    );
    assert.equal(
      parsed.unknown.map((entry) => ({ ...entry, code: '', why: '' })),
      [
        { system: 'scaleio', facet: 'pools', code: '', why: '' },
        { system: 'scaleio', facet: 'volumes', code: '', why: '' },
      ],
    );
  });

  it('moves no cursor, begins no line and speaks to no CI system, whatever names and values say', () => {
    const evil = 'x\u001b[2J\u009b2J\u202e\n::error::y ##vso[task.complete]z `';
    const hostile: PlanView = {
      ...view,
      verdicts: [
        { kind: 'allowed', change: change('App//a', { effects: [evil], then: [evil], fields: [{ path: 'cmd', from: evil, to: null }] }) },
      ],
      findings: [{ ref: 'App//a', code: 'x', why: evil, remedy: evil, causedBy: null, recheckAt: null }],
      unready: [{ ref: 'App//a', kind: 'progressing', why: evil }],
      notes: [evil],
      refused: { commit: 'e'.repeat(40), why: evil, errors: [{ code: 'x', file: evil, line: 1, column: 1, message: evil }] },
    };
    for (const text of [planText(hostile, (line) => line), planMarkdown(hostile), planJson(hostile)]) {
      assert.not.match(text, /(?!\n)[\p{Cc}\p{Cf}]|##vso\[|^\s*::/mu);
    }
    assert.not.match(planMarkdown(hostile), /`[^`\n]*`:1:1`/);
  });

  it('says so when there is nothing to do', () => {
    const empty: PlanView = {
      ...view,
      verdicts: [],
      unready: [],
      findings: [],
      refused: null,
      notes: [],
      plan: { ...view.plan, unknown: [] },
    };
    assert.is(
      planText(empty, (text) => text),
      'Plan for prod at ccccccc: no changes\n',
    );
  });

  it('shows the key of what an approval would release, and of nothing else', () => {
    const withKey = (rendered: string): number => rendered.split('ab'.repeat(32)).length - 1;
    assert.equal([withKey(planText(view, (text) => text)), withKey(planMarkdown(view))], [1, 1]);
    const keys = changes.filter(({ op }) => op !== 'delete').map(({ approvalKey }) => approvalKey);
    assert.not.ok(keys.some((key) => planText(view, (text) => text).includes(key) || planMarkdown(view).includes(key)));
  });
});
