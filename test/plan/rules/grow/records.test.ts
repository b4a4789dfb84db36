import { formatInstant } from '../../../../agent/clock.ts';
import { PlumblineError } from '../../../../agent/errors.ts';
import type { ErrorCode } from '../../../../agent/errors.ts';
import type { Change, Outcome, Result } from '../../../../agent/model/change.ts';
import type { GrowthRecord } from '../../../../agent/model/growth.ts';
import type { Intent } from '../../../../agent/model/memory.ts';
import { growthsAfter } from '../../../../agent/plan/rules/grow/records.ts';
import { gitErrors } from '../../../../agent/systems/git/errors.ts';
import { change, NOON } from '../../../helpers/builders.ts';
import { intent } from '../../../memory/objects.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { ago, cloudDisks, diskOf, factsOf, GROW_BRANCH, HEAD, HOUR_MS } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { branchAt, OURS, record, THEIRS } from './decided.ts';

/** `r1 open`, oldest first. */
function states(growths: readonly GrowthRecord[], scene: Scene = {}, results: readonly Result[] = []): readonly string[] {
  return growthsAfter(growths, factsOf(scene), results).map(({ row, state }) => `${row} ${state}`);
}

function withRows(rows: Parameters<typeof cloudDisks>[0], scene: Scene = branchAt(null)): Scene {
  return { ...scene, pool: { cloudDisks: cloudDisks(rows) } };
}

const APPLIED: Outcome = { kind: 'applied', backendId: THEIRS };

function rowResult(what: 'proposeRow' | 'commitRow', outcome: Outcome = APPLIED, row = 'r2'): Result {
  const branch = what === 'proposeRow' ? GROW_BRANCH : 'main';
  const place = { file: 'f', index: 0, pool: 'gold', row, sizeGiB: 180, message: 'why' };
  return { change: growth({ system: 'git', do: what, args: { branch, parent: HEAD, replaces: null, ...place } }), outcome };
}

function growth(action: Change['action']): Change {
  return change('Growth/gold', { id: 'propose Growth/gold', op: 'propose', action });
}

function failed(code: ErrorCode): Outcome {
  return { kind: 'failed', error: new PlumblineError(code, 'no') };
}

describe('what became of a growth', (it) => {
  it('is nothing while its branch is there', () => {
    const growths = [record()];
    assert.ok(growthsAfter(growths, factsOf(branchAt(OURS)), []) === growths);
    assert.ok(growthsAfter(growths, factsOf(branchAt(THEIRS)), []) === growths);
  });

  it('is that it was merged, from the row in force on', () => {
    assert.equal(states([record()], withRows({ rows: { r1: 136 } }, branchAt(OURS))), ['r1 merged']);
    const [merged] = growthsAfter([record()], factsOf(withRows({ rows: { r1: 136 } })), []);
    assert.equal([merged?.at, merged?.stateAt], [record().at, NOON]);
  });

  it('is that it was declined, when its branch is gone and its row is not in the newest commit', () => {
    assert.equal(states([record()], branchAt(null)), ['r1 declined']);
    assert.equal(states([record()], { ...branchAt(null), facts: { tracked: { branch: 'main', head: THEIRS } } }), ['r1 open']);
    assert.equal(states([record()], { branches: new Map([['main', THEIRS]]) }), ['r1 open']);
    assert.equal(states([record()], {}), ['r1 open']);
  });

  it('is that it was declined, when its row was taken out before anything was bought', () => {
    const merged = [record({ state: 'merged' })];
    assert.equal(states(merged, branchAt(null)), ['r1 declined']);
    assert.equal(states(merged, { ...branchAt(null), disks: [diskOf('n1', 'r1')] }), ['r1 merged']);
    assert.equal(states(merged, { ...branchAt(null), cloud: null }), ['r1 merged']);
  });

  it('of the tracked branch is that it was reverted, when the newest commit has it not', () => {
    assert.equal(states([record({ branch: 'main' })], branchAt(null)), ['r1 declined']);
    assert.equal(
      states([record({ branch: 'main' })], { branches: new Map([['main', OURS]]), facts: { tracked: { branch: 'main', head: OURS } } }),
      ['r1 open'],
    );
  });

  it('may be that it was merged after all', () => {
    assert.equal(states([record({ state: 'declined' })], withRows({ rows: { r1: 136 } })), ['r1 merged']);
    assert.equal(states([record({ state: 'superseded' })], withRows({ rows: { r1: 136 } })), ['r1 superseded']);
  });
});

describe('what a pass wrote', (it) => {
  it('is remembered: the proposal, at what was used then', () => {
    const [made] = growthsAfter([], factsOf({ filling: { inUseGiB: 820 } }), [rowResult('proposeRow')]);
    assert.equal(made, record({ row: 'r2', sizeGiB: 180, commit: THEIRS, at: NOON, stateAt: NOON, usedPercent: 82, message: 'why' }));
  });

  it('supersedes what was proposed before, of the same pool', () => {
    assert.equal(states([record()], branchAt(OURS), [rowResult('proposeRow')]), ['r1 superseded', 'r2 open']);
    assert.equal(states([record()], branchAt(OURS), [rowResult('commitRow', APPLIED, 'r1')]), ['r1 superseded', 'r1 open']);
    assert.equal(states([record()], branchAt(null), [rowResult('proposeRow')]), ['r1 superseded', 'r2 open'], 'not looked at again');
    assert.equal(states([record()], withRows({ rows: { r1: 136 } }), [rowResult('proposeRow')]), ['r1 merged', 'r2 open']);
    const lead = record({ pool: 'StoragePool/lead', branch: 'plumbline/grow/prod/lead' });
    const branches = new Map([
      ['main', HEAD],
      [lead.branch, OURS],
    ] as const);
    assert.equal(states([lead], { branches }, [rowResult('proposeRow')]), ['r1 open', 'r2 open']);
  });

  it('is remembered when it was taken back', () => {
    const result = {
      change: growth({ system: 'git', do: 'withdrawProposal', args: { branch: GROW_BRANCH, commit: OURS } }),
      outcome: APPLIED,
    };
    assert.equal(states([record()], branchAt(OURS), [result]), ['r1 withdrawn']);
    assert.equal(states([record()], branchAt(null), [result]), ['r1 withdrawn'], 'the branch is seen to be gone');
    assert.equal(states([record()], withRows({ rows: { r1: 136 } }), [result]), ['r1 merged'], 'its row is in force');
    assert.equal(states([record({ state: 'merged' })], withRows({ rows: { r1: 136 } }), [result]), ['r1 merged']);
    assert.equal(states([record({ commit: THEIRS })], branchAt(THEIRS), [result]), ['r1 open']);
    assert.equal(states([record()], branchAt(OURS), [{ ...result, outcome: { kind: 'skipped', why: 'moved' } }]), ['r1 open']);
  });

  it('is nothing when it was blocked, waits or failed', () => {
    const none: readonly GrowthRecord[] = [];
    const outcomes: readonly Outcome[] = [
      { kind: 'waiting', why: 'x' },
      { kind: 'blocked', by: 'held', why: 'x', recheckAt: null },
      failed(gitErrors.proposalDeclined),
      failed(gitErrors.rowRefused),
    ];
    for (const outcome of outcomes) {
      assert.ok(growthsAfter(none, factsOf(), [rowResult('proposeRow', outcome), rowResult('commitRow', outcome)]) === none, outcome.kind);
    }
  });

  it('is a refusal where the repository declined the commit', () => {
    const [refused] = growthsAfter([], factsOf(), [rowResult('commitRow', failed(gitErrors.commitDeclined))]);
    assert.equal([refused?.state, refused?.branch, refused?.row], ['withdrawn', 'main', 'r2']);
  });

  it("was left alone because somebody else's branch is there: that stands for the proposal", () => {
    const skipped = rowResult('proposeRow', { kind: 'skipped', why: 'there' });
    const [found] = growthsAfter([], factsOf(branchAt(THEIRS)), [skipped]);
    assert.equal([found?.state, found?.commit], ['open', '']);
    assert.equal(states([record()], branchAt(THEIRS), [skipped]), ['r1 open']);
    assert.equal(states([], branchAt(null), [skipped]), []);
    assert.equal(states([], branchAt(THEIRS), [rowResult('commitRow', { kind: 'skipped', why: 'moved on' })]), []);
  });

  it('does not come from other changes', () => {
    assert.equal(states([], {}, [{ change: change('Volume/pg'), outcome: APPLIED }]), []);
  });
});

describe('a row that was committed by a process that did not live to tell', (it) => {
  const grown = (row: string, op: 'grow' | 'create' = 'grow'): Intent => {
    const one = intent('Growth/gold', op);
    return { ...one, line: { ...one.line, backendId: row, at: formatInstant(ago(HOUR_MS)), effects: ['+3 x 136 GiB gp3'] } };
  };
  const killed = (row: string, op?: 'grow' | 'create'): Scene => ({ memory: { intents: [grown(row, op)] } });
  const inForce = { rows: { r1: 136 } };

  it('is remembered once it is in force, and counts from then', () => {
    const facts = factsOf(withRows(inForce, { ...killed('r1'), filling: { inUseGiB: 820 } }));
    const [found] = growthsAfter([], facts, []);
    const of = { branch: 'main', commit: HEAD, at: ago(HOUR_MS), state: 'merged', stateAt: NOON, message: '+3 x 136 GiB gp3' } as const;
    assert.equal(found, record(of));
  });

  it('is not, when it is not in force, or no row', () => {
    const none: readonly GrowthRecord[] = [];
    assert.ok(growthsAfter(none, factsOf(withRows(inForce, killed('r2'))), []) === none);
    assert.ok(growthsAfter(none, factsOf(withRows(inForce, killed('r1', 'create'))), []) === none);
  });

  it('is remembered once, unless the repository had refused it before', () => {
    const scene = withRows(inForce, killed('r1'));
    assert.equal(states([record()], scene), ['r1 merged']);
    assert.equal(states(growthsAfter([], factsOf(scene), []), scene), ['r1 merged']);
    assert.equal(states([record({ branch: 'main', state: 'withdrawn' })], scene), ['r1 withdrawn', 'r1 merged']);
    assert.equal(states([record({ pool: 'StoragePool/lead', state: 'merged' })], scene), ['r1 merged', 'r1 merged']);
  });
});

describe('growths', (it) => {
  it('are kept for a day, and the newest of each pool for ever', () => {
    const old = { state: 'withdrawn', stateAt: ago(24 * HOUR_MS) } as const;
    const growths = [
      record({ row: 'r1', ...old }),
      record({ row: 'r2', ...old, stateAt: ago(24 * HOUR_MS - 1) }),
      record({ row: 'r3', ...old }),
    ];
    assert.equal(states(growths, branchAt(null)), ['r2 withdrawn', 'r3 withdrawn']);
    assert.equal(states([record({ ...old, pool: 'StoragePool/lead' }), record({ row: 'r3', ...old })], branchAt(null)).length, 2);
  });
});
