import { PlumblineError } from '../../../agent/errors.ts';
import { repoErrors } from '../../../agent/repo/errors.ts';
import { instant } from '../../../agent/clock.ts';
import type { ChangeClass } from '../../../agent/model/change.ts';
import type { Writer } from '../../../agent/model/memory.ts';
import type { Standing } from '../../../agent/model/report.ts';
import { change, NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';

const error = new PlumblineError(repoErrors.unreachable, 'git is away');
import { knowing } from '../declared.ts';
import { ago, DAY_MS, judged, liftedIn, MINUTE_MS } from './judged.ts';

const writer: Writer = {
  epoch: 2,
  claim: 'abc',
  instance: 'other',
  version: '1.0.0',
  verb: 'run',
  claimedAt: NOON,
  until: null,
  released: false,
  writesFrom: NOON,
  takeovers: [],
  flappingSince: null,
};
const web = change('App//web');

describe('guard not-the-writer', (it) => {
  const rows: readonly (readonly [string, Standing, string])[] = [
    ['the writer', { kind: 'writer', epoch: 1, writesFrom: NOON }, 'now'],
    ['a writer that may write a moment later', { kind: 'writer', epoch: 1, writesFrom: instant(NOON + 1) }, '0.001 s'],
    ['a writer that may write since a moment', { kind: 'writer', epoch: 1, writesFrom: ago(1) }, 'now'],
    ['one that has not claimed it', { kind: 'onlooker' }, 'now'],
    ['a standby behind a run', { kind: 'standby', writer }, '60 s'],
    ['a standby behind an apply with a term', { kind: 'standby', writer: { ...writer, until: instant(NOON + 5000) } }, '5 s'],
    ['one of two that take it from each other', { kind: 'flapping', since: NOON, with: 'other' }, 'never'],
  ];
  for (const [who, standing, lifted] of rows) {
    it(`invariant 11, one writer: for ${who} it is lifted ${lifted}`, () => {
      assert.equal([liftedIn(web, { standing }), judged([web], { standing })], [lifted, [lifted === 'now' ? 'allowed' : 'not-the-writer']]);
    });
  }
});

describe('guard newer-schema', (it) => {
  it('blocks everything when a newer version keeps the journal', () => {
    assert.equal(judged([web], { standing: { kind: 'outdated' } }), ['newer-schema']);
    assert.equal(judged([web], { inputs: { memory: knowing([], { isNewer: true }) } }), ['newer-schema']);
  });
});

describe('guard git-partition', (it) => {
  const rows: readonly (readonly [number, ChangeClass, string])[] = [
    [0, 'additive', 'allowed'],
    [0, 'disruptive', 'allowed'],
    [0, 'spend', 'git-partition'],
    [0, 'destructive', 'git-partition'],
    [2 * MINUTE_MS - 1, 'additive', 'allowed'],
    [2 * MINUTE_MS - 1, 'disruptive', 'allowed'],
    [2 * MINUTE_MS, 'additive', 'git-partition'],
    [2 * MINUTE_MS, 'disruptive', 'git-partition'],
  ];
  for (const [ms, changeClass, verdict] of rows) {
    it(`${ms} ms after git was last read a change that is ${changeClass} is ${verdict}`, () => {
      const standing: Standing = { kind: 'partitioned', since: ago(ms), epoch: 1, error };
      assert.equal(judged([change('App//web', { class: changeClass })], { standing }), [verdict]);
    });
  }

  const disk = 'Disk/gold/n1/r2';
  const rescues: readonly (readonly [number, ChangeClass, string])[] = [
    [2 * MINUTE_MS - 1, 'additive', 'allowed'],
    [2 * MINUTE_MS - 1, 'spend', 'git-partition'],
    [2 * MINUTE_MS, 'additive', 'allowed'],
    [2 * MINUTE_MS, 'spend', 'allowed'],
    [2 * MINUTE_MS, 'destructive', 'git-partition'],
    [DAY_MS - 1, 'additive', 'allowed'],
    [DAY_MS - 1, 'spend', 'allowed'],
    [DAY_MS, 'additive', 'git-partition'],
    [DAY_MS, 'spend', 'git-partition'],
  ];
  for (const [ms, changeClass, verdict] of rescues) {
    it(`${ms} ms after git was last read a step of a rescue that is ${changeClass} is ${verdict}`, () => {
      const standing: Standing = { kind: 'partitioned', since: ago(ms), epoch: 1, error };
      const spend = { disks: 1, monthlyUsd: 15 };
      const rules = { self: null, ceilings: { disks: 9, disksPerCommit: 9, monthlyUsd: 500 }, prices: null };
      const facts = { standing, rules, bought: { disks: 0, monthlyUsd: 0 } };
      const changes = [change(disk, { class: changeClass, spend })];
      assert.equal(judged(changes, { ...facts, rescued: new Set([disk]) }), [verdict]);
      if (ms >= 2 * MINUTE_MS) assert.equal(judged(changes, { ...facts, rescued: new Set(['Disk/gold/n2/r2']) }), ['git-partition']);
    });
  }

  it('leaves a rescue to the ceilings', () => {
    const standing: Standing = { kind: 'partitioned', since: ago(5 * MINUTE_MS), epoch: 1, error };
    const buy = change(disk, { class: 'spend', spend: { disks: 1, monthlyUsd: 15 } });
    assert.equal(judged([buy], { standing, rescued: new Set([disk]) }), ['ceiling']);
  });

  it('is lifted by time: git may come back', () => {
    assert.is(liftedIn(web, { standing: { kind: 'partitioned', since: ago(MINUTE_MS * 5), epoch: 1, error } }), '15 s');
  });
});

describe('guard memory-lost', (it) => {
  const memory = knowing([], { lost: { since: NOON, why: 'the branch is gone' } });
  const rows = [
    ['App//web', 'create', 'additive', 'allowed'],
    ['App//web', 'restart', 'disruptive', 'allowed'],
    ['App//web', 'scale', 'additive', 'allowed'],
    ['StoragePool/p', 'update', 'additive', 'allowed'],
    ['App//web', 'delete', 'disruptive', 'memory-lost'],
    ['Volume/pg', 'create', 'additive', 'memory-lost'],
    ['Volume/pg', 'grow', 'additive', 'memory-lost'],
    ['Volume/pg', 'map', 'disruptive', 'memory-lost'],
    ['Volume/pg', 'move', 'disruptive', 'memory-lost'],
    ['Volume/pg', 'unmap', 'disruptive', 'memory-lost'],
    ['Volume/pg', 'rename', 'additive', 'memory-lost'],
    ['Volume/pg', 'delete', 'destructive', 'memory-lost'],
    ['StoragePool/p', 'update', 'destructive', 'memory-lost'],
    ['StoragePool/p', 'update', 'spend', 'memory-lost'],
  ] as const;
  for (const [ref, op, changeClass, verdict] of rows) {
    it(`${op} of ${ref}, ${changeClass}: ${verdict}`, () => {
      assert.equal(judged([change(ref, { op, class: changeClass })], { inputs: { memory } }), [verdict]);
    });
  }
});
