import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
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
  change('App//old', { id: 'remove App//old', op: 'delete', class: 'destructive', effects: ['destroys 10 MiB of local data'] }),
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
  verdicts: changes.map((made) =>
    made.op === 'delete'
      ? { change: made, kind: 'blocked', by: 'needs-approval', why: 'it is destructive' }
      : { change: made, kind: 'allowed' },
  ),
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
    const parsed = JSON.parse(planJson(view)) as { digest: string; changes: object[]; unknown: object[] };
    assert.is(parsed.digest, 'd'.repeat(64));
    assert.equal(Object.keys(parsed.changes[2] ?? {}).slice(0, 7), ['id', 'ref', 'op', 'class', 'cause', 'verdict', 'by']);
    assert.equal(
      parsed.unknown.map((entry) => ({ ...entry, code: '', why: '' })),
      [
        { system: 'scaleio', facet: 'pools', code: '', why: '' },
        { system: 'scaleio', facet: 'volumes', code: '', why: '' },
      ],
    );
  });

  it('says so when there is nothing to do', () => {
    const empty: PlanView = { ...view, verdicts: [], unready: [], findings: [], refused: null, plan: { ...view.plan, unknown: [] } };
    assert.is(
      planText(empty, (text) => text),
      'Plan for prod at ccccccc: no changes\n',
    );
  });
});
