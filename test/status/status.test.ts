import { PlumblineError } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { ConditionType } from '../../agent/model/memory.ts';
import type { Finding } from '../../agent/model/observed.ts';
import { unknown } from '../../agent/model/observed.ts';
import type { PassReport } from '../../agent/model/report.ts';
import { instant } from '../../agent/clock.ts';
import { conditionsOf } from '../../agent/status/conditions.ts';
import { appendLines, changeFile, changeLines, lastLines } from '../../agent/status/change-lines.ts';
import { statusDocument } from '../../agent/status/document.ts';
import { headline, readme, state } from '../../agent/status/readme.ts';
import { change, health, memory, NOON, report } from '../helpers/builders.ts';
import { assert, describe, golden } from '../helpers/suite.ts';

const down = new PlumblineError(httpErrors.unreachable, 'GET http://127.0.0.1:1/ cannot be reached (ECONNREFUSED).');
const finding: Finding = {
  ref: 'Volume/pg',
  code: 'VolumeCannotShrink',
  why: 'it has 24 GiB',
  remedy: 'Set sizeGiB to 24.',
  causedBy: null,
  recheckAt: null,
};
const plan = { changes: [], digest: 'd', at: NOON, commit: 'c'.repeat(40), unknown: [] };
const mistake = { code: 'x', file: 'a.yaml', line: 3, column: 5, message: 'sizeGib is not a field' };

const SITUATIONS: readonly (readonly [string, Partial<PassReport>, readonly ConditionType[], string])[] = [
  ['nothing to do', {}, ['Ready'], 'In sync'],
  [
    'a change that waits',
    { results: [{ change: change('App//a'), outcome: { kind: 'waiting', why: 'locked' } }] },
    ['Reconciling'],
    'In progress',
  ],
  [
    'a change just applied',
    { results: [{ change: change('App//a'), outcome: { kind: 'applied', backendId: 'a' } }] },
    ['Ready'],
    'In sync',
  ],
  ['an app on its way', { health: health({ 'App//a': 'progressing' }) }, ['Reconciling'], 'In progress'],
  ['a degraded app', { health: health({ 'App//a': 'degraded' }) }, ['Degraded'], 'Degraded'],
  ['a finding for a person', { health: health({}, { findings: [finding] }) }, ['Stalled'], 'A person is needed'],
  ['a refused commit', { refused: { commit: 'e'.repeat(40), errors: [mistake] } }, ['Stalled'], 'A person is needed'],
  ['an unread system', { plan: { ...plan, unknown: [{ system: 'scaleio', facet: 'pools', error: down }] } }, [], 'Unknown'],
  ['unread git', { source: unknown(down), plan: null }, [], 'Unknown'],
  [
    'a blocked change',
    { results: [{ change: change('App//a'), outcome: { kind: 'blocked', by: 'needs-approval', why: 'no' } }] },
    ['Reconciling', 'ApprovalRequired'],
    'Waiting for approval',
  ],
  [
    'a change without effect',
    { results: [{ change: change('App//a'), outcome: { kind: 'blocked', by: 'keeps-differing', why: 'no' } }] },
    ['Reconciling', 'Stalled'],
    'A person is needed',
  ],
  ['drift', { plan: { ...plan, changes: [change('App//a', { cause: 'drift' })] } }, ['Ready', 'DriftDetected'], 'In sync'],
];

describe('status', (it) => {
  for (const [name, over, expected, word] of SITUATIONS) {
    it(`says ${expected.join(' and ') || 'nothing for certain'} of ${name}`, () => {
      const status = statusDocument(report(over), memory());
      assert.equal(
        status.conditions.filter((condition) => condition.status === 'True').map(({ type }) => type),
        expected,
      );
      assert.is(state(status), word);
    });
  }

  it('keeps since while a condition stays, and moves it when the condition turns', () => {
    const before = conditionsOf(report(), []);
    const later = instant(NOON + 60_000);
    const same = conditionsOf(report({ at: later }), before).find(({ type }) => type === 'Ready');
    const turned = conditionsOf(report({ at: later, health: health({ 'App//a': 'degraded' }) }), before).find(
      ({ type }) => type === 'Ready',
    );
    assert.equal([same?.since, turned?.since], [NOON, later]);
  });

  it('has a digest over its meaning: not the time, not how full a pool is', () => {
    const gauge = { ref: 'StoragePool/p', usedPercent: 40, usableGiB: 100, highPercent: 80, criticalPercent: 90 } as const;
    const one = statusDocument(report({ health: health({}, { gauges: [gauge] }) }), memory());
    const other = statusDocument(
      report({ at: instant(NOON + 1), health: health({}, { gauges: [{ ...gauge, usedPercent: 41 }] }) }),
      memory(),
    );
    assert.is(one.digest, other.digest);
    assert.is.not(statusDocument(report({ health: health({ 'App//a': 'degraded' }) }), memory()).digest, one.digest);
  });

  it('names what git last accepted while git cannot be read', () => {
    const accepted = { commit: 'a'.repeat(40), inputs: 'i' };
    assert.is(statusDocument(report({ source: unknown(down), plan: null }), memory({ accepted })).commit, accepted.commit);
  });
});

describe('the status page', (it) => {
  const busy = report({
    refused: { commit: 'e'.repeat(40), errors: [mistake] },
    warnings: [{ ...mistake, message: 'mounts a volume that is not declared' }],
    plan: { ...plan, unknown: [{ system: 'marathon', facet: 'apps', error: down }] },
    results: [
      { change: change('Volume/pg'), outcome: { kind: 'applied', backendId: 'v1' } },
      { change: change('App//db'), outcome: { kind: 'waiting', why: 'waits for Volume/pg | <i>, which is not there yet' } },
    ],
    health: health(
      {},
      {
        findings: [finding],
        gauges: [{ ref: 'StoragePool/default', usedPercent: 42.5, usableGiB: 356.4, highPercent: 80, criticalPercent: 90 }],
      },
    ),
  });

  it('shows a person on one screen what is not right, and nothing that could break the page', () => {
    const status = statusDocument(busy, memory());
    golden('status/busy.md', readme({ status, gauges: busy.health.gauges, lastChanges: changeLines(busy) }));
  });

  it('says why when nothing else on it does', () => {
    const progressing = report({ health: health({ 'App//web': 'progressing' }) });
    const page = readme({ status: statusDocument(progressing, memory()), gauges: [], lastChanges: [] });
    assert.match(page, 'App//web: is progressing');
    const unreadGit = report({ source: unknown(down), plan: null });
    assert.match(readme({ status: statusDocument(unreadGit, memory()), gauges: [], lastChanges: [] }), 'Check that the address');
  });

  it('is one line when all is well', () => {
    const status = statusDocument(report(), memory());
    assert.is(readme({ status, gauges: [], lastChanges: [] }), `# prod\n\n${headline(status)}\n`);
    assert.is(headline(status), '**In sync** at `ccccccc`, checked 2026-11-21 14:00 UTC. Older than 25 h means the agent is down.');
  });
});

describe('the change log', (it) => {
  const lines = changeLines(report({ results: [{ change: change('Volume/pg'), outcome: { kind: 'applied', backendId: 'v1' } }] }));

  it('has one line for each applied change, in the file of its month', () => {
    assert.equal(
      lines.map(({ id, backendId }) => [id, backendId]),
      [['keep Volume/pg', 'v1']],
    );
    assert.equal(lines.map(changeFile), ['changes/2026-11.jsonl']);
  });

  it('never has a line twice', () => {
    const once = appendLines('', lines);
    assert.is(appendLines(once, lines), once);
  });

  it('gives the newest lines first', () => {
    const text = ['a', 'b', 'c'].map((line) => JSON.stringify({ line })).join('\n');
    assert.equal(
      lastLines(`${text}\n`, 2).map(({ line }) => line),
      ['c', 'b'],
    );
  });
});
