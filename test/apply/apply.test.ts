import { applyPlan } from '../../agent/apply/apply.ts';
import type { ApplyDeps } from '../../agent/apply/apply.ts';
import type { Permit } from '../../agent/apply/write-one.ts';
import type { System } from '../../agent/model/system.ts';
import { PlumblineError } from '../../agent/errors.ts';
import { declareErrors } from '../../agent/errors.ts';
import { httpErrors } from '../../agent/http.ts';
import type { Change, Result, Verdict, Written } from '../../agent/model/change.ts';
import type { Sight, World } from '../../agent/model/observed.ts';
import { ok, unknown } from '../../agent/model/observed.ts';
import { change, fakeSystem, health, NO_WORLD, NOON, testCtx } from '../helpers/builders.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';

const blind: Sight = { world: NO_WORLD, health: health() };

const PERMITTED: Permit = { kind: 'granted', with: { fresh() {}, mark: 'prod/1' } };

interface Run {
  readonly write?: (made: Change) => Promise<Written>;
  readonly sight?: Sight;
  readonly lookAgain?: ApplyDeps['lookAgain'];
  readonly selected?: (made: Change) => boolean;
  readonly signal?: AbortSignal;
  readonly permit?: ApplyDeps['permit'];
  readonly check?: System['check'];
}

async function run(
  verdicts: readonly Verdict[],
  options: Run = {},
): Promise<{ written: string[]; outcomes: Record<string, string>; results: readonly Result[] }> {
  const written: string[] = [];
  const write = async (made: Change): Promise<Written> => {
    written.push(made.ref);
    return options.write ? options.write(made) : { kind: 'applied', backendId: 'x' };
  };
  const { check = async () => ({ kind: 'holds' }) } = options;
  const { results } = await applyPlan(verdicts, options.sight ?? blind, {
    systems: new Map((['marathon', 'scaleio'] as const).map((name) => [name, fakeSystem(name, { write, check })])),
    secretTexts: new Map(),
    permit: options.permit ?? (async () => PERMITTED),
    ctx: { ...testCtx(), ...(options.signal ? { signal: options.signal } : {}) },
    selected: options.selected ?? (() => true),
    lookAgain: options.lookAgain ?? (async (before) => before),
  });
  return { written, outcomes: Object.fromEntries(results.map(({ change: made, outcome }) => [made.ref, outcome.kind])), results };
}

const allowed = (...changes: readonly Change[]): readonly Verdict[] => changes.map((made) => ({ change: made, kind: 'allowed' }));

const codes = declareErrors('test', {
  locked: { class: 'waiting', help: '' },
  refused: { class: 'stalled', help: '' },
  busy: { class: 'transient', help: '' },
});

describe('apply', (it) => {
  it('writes what is allowed and needs nothing', async () => {
    const { outcomes } = await run(allowed(change('Volume/a'), change('App//web')));
    assert.equal(outcomes, { 'Volume/a': 'applied', 'App//web': 'applied' });
  });

  it('never writes what a guard blocked', async () => {
    const { written, outcomes } = await run([
      { change: change('Volume/a'), kind: 'blocked', by: 'needs-approval', why: 'no', recheckAt: null },
    ]);
    assert.equal([written, outcomes], [[], { 'Volume/a': 'blocked' }]);
  });

  it('never writes what was not asked for', async () => {
    const { written, outcomes } = await run(allowed(change('Volume/a'), change('Volume/b')), { selected: ({ ref }) => ref === 'Volume/b' });
    assert.equal([written, outcomes], [['Volume/b'], { 'Volume/a': 'skipped', 'Volume/b': 'applied' }]);
  });

  it('invariant 2, unread is not absent: a change from an unknown facet waits, others go on', async () => {
    const error = new PlumblineError(httpErrors.unreachable, 'down');
    const world: World = new Map([['scaleio', { volumes: unknown(error), pools: ok([], NOON) }]]);
    const changes = [
      change('Volume/a', { reads: [{ system: 'scaleio', facet: 'volumes' }] }),
      change('StoragePool/p', { reads: [{ system: 'scaleio', facet: 'pools' }] }),
    ];
    const { written } = await run(allowed(...changes), { sight: { world, health: health() } });
    assert.equal(written, ['StoragePool/p']);
  });

  it('waits for what is needed until it is ready in live, whether it changes or not', async () => {
    const app = change('App//db', { needs: ['Volume/pg'] });
    const { outcomes, results } = await run(allowed(app), { sight: { world: NO_WORLD, health: health({ 'Volume/pg': 'absent' }) } });
    assert.is(outcomes['App//db'], 'waiting');
    assert.match(JSON.stringify(results[0]?.outcome), 'Volume/pg, which is not there yet');
  });

  it('looks again at what it wrote, and goes on with what became possible', async () => {
    const changes = [change('App//db', { needs: ['Volume/pg'] }), change('Volume/pg')];
    const looked: string[][] = [];
    const { written, outcomes } = await run(allowed(...changes), {
      lookAgain: async (_, systems) => {
        looked.push([...systems]);
        return { world: NO_WORLD, health: health({ 'Volume/pg': 'ready' }) };
      },
    });
    assert.equal(written, ['Volume/pg', 'App//db']);
    assert.equal(looked, [['scaleio'], ['marathon']]);
    assert.equal(outcomes, { 'App//db': 'applied', 'Volume/pg': 'applied' });
  });

  it('lets a stuck object hold up nothing unrelated', async () => {
    const changes = [change('Volume/a'), change('Volume/b')];
    const write = async (made: Change): Promise<Written> => {
      if (made.ref === 'Volume/a') throw new PlumblineError(codes.refused, 'no');
      return { kind: 'applied', backendId: 'b' };
    };
    assert.equal((await run(allowed(...changes), { write })).outcomes, { 'Volume/a': 'failed', 'Volume/b': 'applied' });
  });

  it('calls what a system says to wait for waiting, and anything else that is thrown failed', async () => {
    const write = async (made: Change): Promise<Written> => {
      throw made.ref === 'App//locked' ? new PlumblineError(codes.locked, 'locked by deployment x') : new TypeError('bug');
    };
    const { outcomes } = await run(allowed(change('App//locked'), change('App//bug')), { write });
    assert.equal(outcomes, { 'App//locked': 'waiting', 'App//bug': 'failed' });
  });

  it('leaves a system alone for the rest of the pass once it does not answer', async () => {
    const write = (): Promise<Written> => Promise.reject(new PlumblineError(httpErrors.timeout, 'slow'));
    const { written, outcomes } = await run(allowed(change('Volume/a'), change('Volume/b'), change('App//web')), { write });
    assert.equal(written, ['Volume/a', 'App//web']);
    assert.equal(outcomes, { 'Volume/a': 'failed', 'Volume/b': 'waiting', 'App//web': 'failed' });
  });

  it('goes on with the others when a system answers, but refuses one object for now', async () => {
    const write = async (made: Change): Promise<Written> => {
      if (made.ref === 'App//a') throw new PlumblineError(codes.busy, 'it answered 500');
      return { kind: 'applied', backendId: 'b' };
    };
    assert.equal((await run(allowed(change('App//a'), change('App//b')), { write })).outcomes, { 'App//a': 'failed', 'App//b': 'applied' });
  });

  it('writes nothing more once it is asked to stop, and does not look again', async () => {
    const stop = new AbortController();
    const write = async (): Promise<Written> => {
      stop.abort();
      return { kind: 'applied', backendId: 'a' };
    };
    const lookAgain = (): Promise<Sight> => Promise.reject(new Error('it looked again'));
    const { written, outcomes } = await run(allowed(change('Volume/a'), change('Volume/b')), { write, lookAgain, signal: stop.signal });
    assert.equal([written, outcomes], [['Volume/a'], { 'Volume/a': 'applied', 'Volume/b': 'waiting' }]);
  });

  it('invariant 7, counted: every planned change has exactly one outcome, and two of one name are an internal error', async () => {
    const { results } = await run(allowed(change('Volume/a'), change('App//web', { needs: ['Volume/x'] })));
    assert.is(results.length, 2);
    const written: string[] = [];
    const write = async (made: Change): Promise<Written> => ({ kind: 'applied', backendId: String(written.push(made.ref)) });
    await rejects(() => run(allowed(change('Volume/a'), change('Volume/a')), { write }), 'apply/miscounted');
    assert.equal(written, []);
  });

  it('asks right before each write, and writes nothing that is no longer permitted', async () => {
    const asked: string[] = [];
    const permit: ApplyDeps['permit'] = async ({ ref }) => {
      asked.push(ref);
      return ref === 'Volume/a' ? PERMITTED : { kind: 'refused', outcome: { kind: 'waiting', why: 'another writes by now' } };
    };
    const { written, outcomes } = await run(allowed(change('Volume/a'), change('Volume/b')), { permit });
    assert.equal(
      [asked.slice(0, 2), written, outcomes],
      [['Volume/a', 'Volume/b'], ['Volume/a'], { 'Volume/a': 'applied', 'Volume/b': 'waiting' }],
    );
  });

  it('looks at preconditions again, and waits while one fails', async () => {
    const requires = [{ system: 'scaleio', check: 'volume-unmapped', backendId: 'v1' }] as const;
    const check: System['check'] = async ({ backendId }) => ({ kind: 'fails', why: `${backendId} is mapped` });
    const { written, results } = await run(allowed(change('Volume/a', { requires })), { check });
    assert.equal([written, results[0]?.outcome], [[], { kind: 'waiting', why: 'v1 is mapped' }]);
  });

  it('counts a permit that cannot be had as a failure, and writes nothing', async () => {
    const permit: ApplyDeps['permit'] = () => Promise.reject(new PlumblineError(codes.busy, 'git is busy'));
    const { written, outcomes } = await run(allowed(change('Volume/a')), { permit });
    assert.equal([written, outcomes], [[], { 'Volume/a': 'failed' }]);
  });
});
