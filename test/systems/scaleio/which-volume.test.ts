import { PlumblineError } from '../../../agent/errors.ts';
import type { Memory } from '../../../agent/model/memory.ts';
import { NO_MEMORY } from '../../../agent/model/memory.ts';
import { unknown } from '../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import type { Volume } from '../../../agent/systems/scaleio/types.ts';
import { diffScaleio } from '../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioHealth } from '../../../agent/systems/scaleio/health/health.ts';
import { gibToKib } from '../../../agent/units.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, inputsOf, liveOf, owning, VOLUME } from './docs.ts';
import type { Declared } from './docs.ts';

const REF = 'Volume/pg';
const known = owning('v1');
const old: Declared = { volume: { renamedFrom: 'postgres' } };
const gone: Declared = { volumeState: 'absent' };

function called(name: string | null, over: Partial<Volume> = {}): Volume {
  return { ...VOLUME, name, ...over };
}

interface Row {
  readonly what: string;
  readonly declared?: Declared;
  readonly memory?: Memory;
  readonly volumes: readonly Volume[];
  /** `op backendId`, or none. */
  readonly draft: string;
  /** `readiness id [findings]` of `Volume/pg`. */
  readonly health: string;
}

const other = called('pg', { id: 'v2' });
const rows: readonly Row[] = [
  { what: 'nothing is known or there', volumes: [], draft: 'create null', health: 'absent undefined []' },
  { what: 'somebody made it', volumes: [VOLUME], draft: 'none', health: 'ready v1 []' },
  { what: 'the one we know is there', memory: known, volumes: [VOLUME], draft: 'none', health: 'ready v1 []' },
  // invariant 8: what was there once is not made anew as if it had never been
  { what: 'the one we know is lost', memory: known, volumes: [], draft: 'create null', health: 'missing undefined [VolumeMissing]' },
  { what: 'another one has its name', memory: known, volumes: [other], draft: 'create null', health: 'missing v2 [VolumeReplaced]' },
  {
    what: 'somebody renamed it',
    memory: known,
    volumes: [called('pg-old')],
    draft: 'none',
    health: 'missing v1 [VolumeRenamed]',
  },
  {
    what: 'somebody renamed it, and made another one of its name',
    memory: known,
    volumes: [called('pg-old'), other],
    draft: 'none',
    health: 'missing v1 [VolumeRenamed]',
  },
  { what: 'somebody took its name away', memory: known, volumes: [called(null)], draft: 'none', health: 'missing v1 [VolumeRenamed]' },
  { what: 'it has its old name', declared: old, volumes: [called('postgres')], draft: 'rename v1', health: 'progressing v1 []' },
  {
    what: 'the one we know has its old name',
    declared: old,
    memory: known,
    volumes: [called('postgres')],
    draft: 'rename v1',
    health: 'progressing v1 []',
  },
  {
    what: 'it was renamed, and the old name is taken again',
    declared: old,
    volumes: [VOLUME, called('postgres', { id: 'v2' })],
    draft: 'none',
    health: 'ready v1 []',
  },
  {
    what: 'the one we know has its old name, and another one the new name',
    declared: old,
    memory: known,
    volumes: [called('postgres'), other],
    draft: 'none',
    health: 'missing v1 [VolumeRenamed]',
  },
  {
    what: 'its old name is its name',
    declared: { volume: { renamedFrom: 'pg' } },
    volumes: [],
    draft: 'create null',
    health: 'absent undefined []',
  },
  { what: 'neither name is there', declared: old, volumes: [], draft: 'create null', health: 'absent undefined []' },
  {
    what: 'two have the old name',
    declared: old,
    volumes: [called('postgres'), called('postgres', { id: 'v2' })],
    draft: 'none',
    health: 'degraded undefined [NameNotUnique]',
  },
  {
    what: 'the old name is that of another document',
    declared: { ...old, others: { postgres: {} } },
    volumes: [called('postgres')],
    draft: 'none',
    health: 'degraded undefined []',
  },
  {
    what: 'we know another one than the one with the old name',
    declared: old,
    memory: known,
    volumes: [called('postgres', { id: 'v2' })],
    draft: 'create null',
    health: 'missing undefined [VolumeMissing]',
  },
  { what: 'it is to go, and has gone', declared: gone, memory: known, volumes: [], draft: 'none', health: 'ready undefined []' },
  { what: 'it is to go', declared: gone, volumes: [VOLUME], draft: 'delete v1', health: 'progressing v1 []' },
  { what: 'the one we know is to go', declared: gone, memory: known, volumes: [VOLUME], draft: 'delete v1', health: 'progressing v1 []' },
  {
    what: 'the one that is to go has another name now',
    declared: gone,
    memory: known,
    volumes: [called('pg-old'), other],
    draft: 'delete v1',
    health: 'progressing v1 []',
  },
  {
    what: 'the one that was to go has gone, and another one has its name',
    declared: gone,
    memory: known,
    volumes: [other],
    draft: 'none',
    health: 'ready undefined [VolumeReplaced]',
  },
  {
    what: 'two have the name of the one that is to go',
    declared: gone,
    volumes: [VOLUME, other],
    draft: 'none',
    health: 'degraded undefined [NameNotUnique]',
  },
  {
    what: 'only one with the old name of the one that is to go is there',
    declared: { ...gone, ...old },
    volumes: [called('postgres')],
    draft: 'none',
    health: 'ready undefined []',
  },
  {
    what: 'the one we know is to go, under its old name',
    declared: { ...gone, ...old },
    memory: known,
    volumes: [called('postgres')],
    draft: 'delete v1',
    health: 'progressing v1 []',
  },
];

describe('which volume a document is about', (it) => {
  for (const { what, declared = {}, memory = NO_MEMORY, volumes, draft, health } of rows) {
    it(`${what}: ${draft}, ${health}`, () => {
      const inputs = inputsOf(declare(declared), { memory });
      const live = liveOf({ volumes });
      const found = diffScaleio(inputs, live).find(({ ref }) => ref === REF);
      assert.is(found === undefined ? 'none' : `${found.op} ${found.backendId}`, draft);
      const { ready, ids, findings } = scaleioHealth(inputs, live);
      const codes = findings.filter(({ ref }) => ref === REF).map(({ code }) => code);
      assert.is(`${ready.get(REF)?.kind} ${ids.get(REF)} [${codes.join()}]`, health);
    });
  }
});

describe('a rename', (it) => {
  const [draft] = diffScaleio(inputsOf(declare(old)), liveOf({ volumes: [called('postgres')] }));

  it('is one call, additive, and says from what to what', () => {
    assert.equal([draft?.id, draft?.class, draft?.needs], ['keep Volume/pg', 'additive', []]);
    assert.equal(draft?.action, { system: 'scaleio', do: 'setVolumeName', args: { volumeId: 'v1', newName: 'pg' } });
    assert.equal(draft?.fields, [{ path: 'name', from: 'postgres', to: 'pg' }]);
    assert.equal([draft?.effects, draft?.then], [['renames postgres -> pg; its data stay'], []]);
  });

  it('says that growth comes after it', () => {
    const inputs = inputsOf(declare({ volume: { renamedFrom: 'postgres', sizeGiB: 24 } }));
    assert.equal(diffScaleio(inputs, liveOf({ volumes: [called('postgres')] }))[0]?.then, ['grows 16 GiB -> 24 GiB']);
  });

  it('is not made where sync.ignore names the name', () => {
    const inputs = inputsOf(declare(old), { ignored: () => ['name'] });
    assert.equal(diffScaleio(inputs, liveOf({ volumes: [called('postgres')] })), []);
  });
});

describe('what goes on without a lost volume', (it) => {
  const effects = (volumes: readonly Volume[]): unknown =>
    diffScaleio(inputsOf(declare(), { memory: known }), liveOf({ volumes }))[0]?.effects;

  it('says whose data are gone, and what takes its place', () => {
    const without = 'goes on without the data of the lost volume v1';
    assert.equal(effects([]), ['creates a thin volume of 16 GiB in pool gold', without]);
    assert.equal(effects([other]), ['takes the volume with the id v2, which has its name now', without]);
  });

  it('names the remedies of a rename by hand', () => {
    const remedy = (name: string | null): string | undefined =>
      scaleioHealth(inputsOf(declare(), { memory: known }), liveOf({ volumes: [called(name)] })).findings[0]?.remedy;
    assert.is(
      remedy('pg-old'),
      'Declare spec.name: pg-old to follow, or spec.renamedFrom: pg-old to have it renamed back once that name is free.',
    );
    assert.is(remedy(null), 'Give it the name pg in ScaleIO.');
  });
});

describe('a volume that is to go', (it) => {
  const judged = (volumes: readonly Volume[]): unknown => scaleioHealth(inputsOf(declare(gone)), liveOf({ volumes })).ready.get(REF);

  it('is one destructive call about one id, that says what is lost', () => {
    const [draft, ...others] = diffScaleio(inputsOf(declare(gone)), liveOf({ volumes: [called('pg', { sizeKib: gibToKib(24) })] }));
    assert.is(others.length, 0);
    assert.equal([draft?.id, draft?.op, draft?.class, draft?.needs], ['remove Volume/pg', 'delete', 'destructive', []]);
    assert.equal(draft?.action, { system: 'scaleio', do: 'removeVolume', args: { volumeId: 'v1', removeMode: 'ONLY_ME' } });
    assert.equal(draft?.requires, [
      { system: 'scaleio', check: 'volume-unmapped', backendId: 'v1' },
      { system: 'scaleio', check: 'volume-without-snapshots', backendId: 'v1' },
    ]);
    assert.equal(draft?.effects, [
      'destroys volume pg (id v1): 24 GiB, ThinProvisioned, in pool gold',
      'all data on it are lost; nothing brings them back',
    ]);
  });

  it('says what it waits for', () => {
    const snapshot = called('nightly', { id: 'v2', ancestorVolumeId: 'v1', volumeType: 'Snapshot' });
    assert.equal(judged([called('pg', { mappings: [{ sdcId: 'c1', host: '10.0.0.11', limitIops: 0, limitMibps: 0 }] })]), {
      kind: 'degraded',
      why: 'volume pg is still mapped to 10.0.0.11',
    });
    assert.equal(judged([VOLUME, snapshot]), { kind: 'degraded', why: 'volume pg still has snapshots: nightly' });
  });

  for (const facet of ['volumes', 'pools'] as const) {
    it(`is not planned while the ${facet} are unknown (invariant 2)`, () => {
      const live = liveOf();
      assert.equal(
        diffScaleio(inputsOf(declare(gone)), { ...live, [facet]: unknown(new PlumblineError(scaleioErrors.busy, 'not now')) }),
        [],
      );
    });
  }
});
