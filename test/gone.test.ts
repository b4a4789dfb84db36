/** What a list lacks is asked for by its id before it is forgotten: few of many at a time. */
import { goneForSure } from '../agent/gone.ts';
import type { Precondition } from '../agent/model/change.ts';
import type { Memory, Owned } from '../agent/model/memory.ts';
import { ok } from '../agent/model/observed.ts';
import { kindOf } from '../agent/model/ref.ts';
import type { Ref, SystemName } from '../agent/model/ref.ts';
import type { System } from '../agent/model/system.ts';
import type { PassDeps } from '../agent/pass-deps.ts';
import { NOON } from './helpers/builders.ts';
import { assert, describe } from './helpers/suite.ts';
import { absent, declared, doc, knowing, owned } from './plan/declared.ts';

const MOST = 50;

/** Its list has none; asked, it has those with these ids. */
async function asked(entries: readonly Owned[], docs: Parameters<typeof declared>[0], there: readonly string[] = []) {
  const looks: Precondition[] = [];
  const system: Partial<System> = {
    sees: () => ok(false, NOON),
    async check(precondition) {
      looks.push(precondition);
      return there.includes(precondition.backendId) ? { kind: 'fails', why: 'it is there' } : { kind: 'holds' };
    },
  };
  const systems = new Map<SystemName, Partial<System>>([['scaleio', system]]);
  const memory: Memory = knowing(entries);
  const world = new Map([['scaleio' as const, {}]]);
  const gone = await goneForSure({ systems, ctx: {} } as unknown as PassDeps, memory, { report: { results: [] }, world }, declared(docs));
  return { looks, gone };
}

describe('what a list lacks', (it) => {
  const known = (ref: Ref): Owned => owned(ref, {}, { backendId: `id of ${ref}` });

  it('is asked for by its id, as what it is, when it is declared absent', async () => {
    const refs: readonly Ref[] = ['Volume/pg', 'StoragePool/gold', 'ProtectionDomain/pd', 'StorageNode/n1', 'FaultSet/rack'];
    const { looks, gone } = await asked(
      refs.map(known),
      refs.map((ref) => absent(ref)),
      ['id of StoragePool/gold'],
    );
    assert.equal(
      looks.map(({ check, backendId, args }) => [check, backendId, args?.['kind']]),
      refs.map((ref) => ['gone', `id of ${ref}`, kindOf(ref)]),
    );
    assert.equal(
      [...gone],
      refs.filter((ref) => ref !== 'StoragePool/gold'),
    );
  });

  it('is not asked for while it is declared present, or in no file', async () => {
    const { looks, gone } = await asked([known('Volume/pg'), known('Volume/old')], [doc('Volume/pg')]);
    assert.equal([looks.length, gone.size], [0, 0]);
  });

  it('is asked for few at a time', async () => {
    const refs = Array.from({ length: MOST + 10 }, (_, index): Ref => `Volume/v${index}`);
    const { looks, gone } = await asked(
      refs.map(known),
      refs.map((ref) => absent(ref)),
    );
    assert.equal([looks.length, gone.size], [MOST, MOST]);
  });
});
