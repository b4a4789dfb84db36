/** Jobs that are there, and that the scheduler's list lacks. */
import type { Sought } from '../../agent/model/system.ts';
import type { PlumblineError } from '../../agent/errors.ts';
import type { Live } from '../../agent/model/observed.ts';
import type { Doc } from '../../agent/model/desired.ts';
import type { JobSpec } from '../../agent/model/kinds.gen.ts';
import { makeFindHidden } from '../../agent/jobs/hidden.ts';
import type { JobFacets } from '../../agent/jobs/types.ts';
import { chronosSystem } from '../../agent/systems/chronos/system.ts';
import { metronomeSystem } from '../../agent/systems/metronome/system.ts';
import { makeChronos } from '../../simulator/chronos/chronos.ts';
import { makeMetronome } from '../../simulator/metronome/metronome.ts';
import type { Answer, Service } from '../../simulator/service.ts';
import { desired, testCtx } from '../helpers/builders.ts';
import { assert, describe, rejects } from '../helpers/suite.ts';
import type { TestContext } from '../helpers/suite.ts';
import { inputsWith, jobDoc, make, planned, serve, START_MS } from './served.ts';
import type { JobRoom, Served } from './served.ts';

type Scheduler = 'chronos' | 'metronome';

const SPECS: Readonly<Record<Scheduler, JobSpec>> = {
  chronos: { chronos: { command: 'true', schedule: 'R/2026-01-05T13:00:00Z/PT1H', cpus: 0.5 } },
  metronome: { metronome: { run: { cmd: 'true', cpus: 1, mem: 64, disk: 0 } } },
};

/** How each list is asked for, and the question for the job `a` alone. */
const CALLS = {
  chronos: { list: '/v1/scheduler/jobs', one: '/v1/scheduler/job/a' },
  metronome: { list: '/v1/jobs', one: '/v1/jobs/a/schedules' },
} as const;

interface Lying {
  readonly room: JobRoom;
  readonly served: Served;
  /** From now on the list is empty, and of one job this is answered; null: what the scheduler says. */
  hide(one: Answer | null): void;
}

async function lying(context: TestContext, scheduler: Scheduler): Promise<Lying> {
  let hidden: { readonly one: Answer | null } | null = null;
  const served = await serve(context, (options): Service => {
    const service = scheduler === 'chronos' ? makeChronos(options) : makeMetronome(options);
    return {
      ...service,
      handle(call) {
        const answer = service.handle(call);
        if (hidden === null || call.method !== 'GET') return answer;
        if (call.path === CALLS[scheduler].list) return { status: 200, body: [], effect: 'none', id: null };
        return call.path === CALLS[scheduler].one ? (hidden.one ?? answer) : answer;
      },
    };
  });
  const room = scheduler === 'chronos' ? chronosSystem({ url: served.url }) : metronomeSystem({ url: served.url });
  return { room, served, hide: (one) => void (hidden = { one }) };
}

function answer(status: number, body: unknown): Answer {
  return { status, body, effect: 'none', id: null };
}

function seeking(docs: readonly Doc<'Job'>[], remembered: Sought['remembered'] = []): Sought {
  return { desired: inputsWith(docs, START_MS).desired, remembered };
}

function codesOf({ hidden }: Live<JobFacets>): unknown {
  return hidden.kind === 'ok' ? [...hidden.value].map(([name, error]) => [name, error.code.code]) : hidden;
}

for (const scheduler of ['chronos', 'metronome'] as const) {
  const doc = jobDoc('a', SPECS[scheduler]);

  describe(`a job that the list of ${scheduler} lacks`, (it) => {
    it('is there when its scheduler says so: neither made anew, nor gone, nor absent', async (context) => {
      const { room, served, hide } = await lying(context, scheduler);
      await make(room, served, [doc]);
      hide(null);
      const live = await room.read(served.ctx, seeking([doc]));
      assert.equal(codesOf(live), [['a', 'jobs/unlisted']]);
      assert.equal(room.diff(inputsWith([doc], START_MS), live), []);
      assert.is(room.sees('Job', 'a', live).kind, 'unknown');
      assert.is(room.health(inputsWith([doc], START_MS), live).ready.get(doc.ref)?.kind, 'unknown');
      assert.equal(codesOf(await room.read(served.ctx, seeking([], [doc.ref]))), [['a', 'jobs/unlisted']]);
    });

    it('is unknown when that is not to be told', async (context) => {
      const { room, served, hide } = await lying(context, scheduler);
      for (const [said, code] of [
        [answer(403, { message: 'Not Authorized to perform this action!' }), `${scheduler}/forbidden`],
        [answer(502, 'busy'), `${scheduler}/unavailable`],
        [answer(404, { message: 'no Route matched with those values' }), null],
      ] as const) {
        hide(said);
        const fresh = scheduler === 'chronos' ? chronosSystem({ url: served.url }) : metronomeSystem({ url: served.url });
        const live = await fresh.read(served.ctx, seeking([doc]));
        assert.is((codesOf(live) as [string, string][]).length, 1);
        if (code !== null) assert.equal(codesOf(live), [['a', code]]);
        assert.equal(room.diff(inputsWith([doc], START_MS), live), []);
      }
    });

    it('is made when its scheduler has none', async (context) => {
      const { room, served } = await lying(context, scheduler);
      const live = await room.read(served.ctx, seeking([doc], [doc.ref]));
      assert.equal(codesOf(live), []);
      assert.equal(
        room.diff(inputsWith([doc], START_MS), live).map(({ op }) => op),
        ['create'],
      );
    });

    it('is never written over, even when it was planned to be made', async (context) => {
      const { room, served, hide } = await lying(context, scheduler);
      const [draft] = room.diff(inputsWith([doc], START_MS), await room.read(served.ctx, seeking([doc])));
      assert.ok(draft);
      await make(room, served, [doc]);
      const before = served.ledger.entries().filter(({ effect }) => effect !== 'none').length;
      hide(null);
      assert.is((await room.write(planned(draft), served.ctx)).kind, 'waiting');
      hide(answer(403, { message: 'Not Authorized to perform this action!' }));
      await rejects(() => room.write(planned(draft), served.ctx), `${scheduler}/forbidden`);
      assert.is(served.ledger.entries().filter(({ effect }) => effect !== 'none').length, before);
    });
  });
}

describe('asking for jobs that are in no list', (it) => {
  it('asks for 50 at once at most, for what is remembered first, and not again for ten minutes', async () => {
    const asked: string[] = [];
    const refuse = (): Promise<never> => Promise.reject(new Error('only isThere is called'));
    const isThere = async (name: string): Promise<boolean> => {
      asked.push(name);
      return false;
    };
    const find = makeFindHidden({ jobs: refuse, put: refuse, delete: refuse, isThere }, 'chronos');
    const docs = Array.from({ length: 10 }, (_, index) => jobDoc(`n${index}`, SPECS.chronos));
    const remembered = Array.from({ length: 60 }, (_, index) => `Job/chronos:r${index}` as const);
    const sought = { desired: inputsWith(docs, START_MS).desired, remembered: ['App//x', 'Job/metronome:m', ...remembered] as const };
    const base = testCtx();
    const findAt = async (minutes: number): Promise<readonly PlumblineError[]> => {
      const ctx = { ...base, clock: { ...base.clock, monotonicMs: () => minutes * 60_000 } };
      return [...(await find(new Map(), sought, ctx)).values()];
    };
    const first = await findAt(0);
    assert.equal(
      [first.length, first[0]?.code.code, asked.length, asked.every((name) => name.startsWith('r'))],
      [10, 'jobs/unlisted', 50, true],
    );
    assert.equal([(await findAt(1)).length, asked.length], [0, 70]);
    assert.equal([(await findAt(10)).length, asked.length], [0, 70]);
    assert.equal([(await findAt(10.5)).length, asked.length], [0, 120]);
    assert.is((await find(new Map(), { desired: desired(), remembered: [] }, base)).size, 0);
  });
});
