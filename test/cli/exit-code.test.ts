import { exitCode, failureText } from '../../agent/cli/exit-code.ts';
import type { Verdicts } from '../../agent/cli/exit-code.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Finding, Readiness } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import type { Ref } from '../../agent/model/ref.ts';
import { health, NOON, writer } from '../helpers/builders.ts';
import { assert, describe } from '../helpers/suite.ts';

const error = new PlumblineError(httpErrors.unreachable, 'down');
const finding: Finding = { ref: 'Volume/a', code: 'X', why: '', remedy: '', causedBy: null, recheckAt: null };
const calm: Verdicts = {
  source: ok({}, NOON),
  refused: null,
  standing: { kind: 'onlooker' },
  lost: null,
  unknown: [],
  outcomes: [],
  health: health({ 'App//a': 'ready' }),
  selected: () => true,
  isAll: true,
};

const ROWS: readonly (readonly [string, Partial<Verdicts>, number])[] = [
  ['all is in sync', {}, 0],
  ['everything asked for was applied', { outcomes: [{ kind: 'applied' }, { kind: 'skipped' }] }, 0],
  ['a change waits', { outcomes: [{ kind: 'waiting' }] }, 2],
  ['an object is not ready', { health: health({ 'App//a': 'progressing' }) }, 2],
  ['a finding will be looked at again', { health: health({}, { findings: [{ ...finding, recheckAt: NOON }] }) }, 2],
  ['a finding needs a person', { health: health({}, { findings: [finding] }) }, 3],
  ['a change is blocked', { outcomes: [{ kind: 'blocked', recheckAt: null }, { kind: 'waiting' }] }, 3],
  ['a change is blocked for a time', { outcomes: [{ kind: 'blocked', recheckAt: NOON }] }, 2],
  ['a change failed, whatever else', { outcomes: [{ kind: 'failed' }, { kind: 'blocked', recheckAt: null }] }, 1],
  ['an object is missing', { health: health({ 'Volume/a': 'missing' }) }, 3],
  ['a missing object was not asked for', { health: health({ 'Volume/a': 'missing' }), selected: () => false }, 0],
  ['this agent is the writer', { standing: { kind: 'writer', epoch: 1, writesFrom: NOON } }, 0],
  ['another agent is the writer', { standing: { kind: 'standby', writer: writer() } }, 3],
  ['two agents fight', { standing: { kind: 'flapping', since: NOON, with: 'other' } }, 3],
  ['the journal is newer', { standing: { kind: 'outdated' } }, 3],
  ['the memory is lost', { lost: {} }, 3],
  ['git was readable a while ago only', { standing: { kind: 'partitioned', since: NOON, epoch: 1, error } }, 1],
  ['a facet is unread', { unknown: [{ system: 'scaleio', facet: 'pools', error }] }, 1],
  ['what was asked for could be read, other things not', { unknown: [{ system: 'scaleio', facet: 'pools', error }], isAll: false }, 0],
  [
    'what was asked for could not be read',
    {
      unknown: [{ system: 'marathon', facet: 'apps', error }],
      isAll: false,
      health: { ...health(), ready: new Map([['App//a', { kind: 'unknown', error }]]) },
    },
    1,
  ],
  [
    'an object is not known although its system could be read',
    { health: { ...health(), ready: new Map([['App//a', { kind: 'unknown', error }]]) } },
    1,
  ],
  [
    'an object is not known because the command was stopped',
    {
      health: { ...health(), ready: new Map([['App//a', { kind: 'unknown', error: new PlumblineError(httpErrors.aborted, 'stopped') }]]) },
    },
    2,
  ],
  ['git is unread', { source: unknown(error) }, 1],
  ['the newest commit is refused', { refused: {} }, 1],
  ['what is not well was not asked for', { health: health({ 'App//a': 'degraded' }, { findings: [finding] }), selected: () => false }, 0],
];

describe('the exit code', (it) => {
  for (const [when, over, code] of ROWS) {
    it(`is ${code} when ${when}`, () => {
      assert.is(exitCode({ ...calm, ...over }), code);
      assert.is(failureText({ ...calm, ...over }) === '', code !== 1);
    });
  }

  it('of 1 comes with each reason once, and so many of them', () => {
    const other = new PlumblineError(httpErrors.unreachable, 'hidden');
    const names = Array.from({ length: 30 }, (_, index) => `App//hidden${index}` as const);
    const ready = new Map<Ref, Readiness>(names.map((ref) => [ref, { kind: 'unknown', error: other }]));
    ready.set('App//a', { kind: 'unknown', error });
    const facets = [{ system: 'marathon', facet: 'apps', error } as const];
    const text = failureText({ ...calm, unknown: facets, outcomes: [{ kind: 'failed' }], health: { ...health(), ready } });
    const lines = text.split('\n');
    assert.equal(lines.slice(0, 3), [
      'Exit code 1:',
      `  marathon (apps): down ${httpErrors.unreachable.help}`,
      `  App//hidden0 is not known: hidden ${httpErrors.unreachable.help}`,
    ]);
    assert.equal(lines.slice(-2), ['  and 12 more', '']);
    assert.not.match(text, 'App//a is not known');
  });
});
