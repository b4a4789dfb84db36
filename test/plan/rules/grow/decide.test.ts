import { internalErrors, PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { owned } from '../../declared.ts';
import { ago, cloudDisks, diskOf, factsOf, gone, GROW_BRANCH, HEAD, HOUR_MS, MINUTE_MS, rowOf, sds } from '../pool-builders.ts';
import { decided, draftsOf, findingsOf, full, record, againInMin } from './decided.ts';
import { growRule } from '../../../../agent/plan/rules/grow/grow.ts';

const UNREAD = unknown(new PlumblineError(internalErrors.unexpected, 'no answer'));
const LIMITS = { rows: 8, rawGiB: 20_000, monthlyUsd: 500 };

function limited(over: Partial<typeof LIMITS>, rows: { readonly [key: string]: number } = {}): ReturnType<typeof cloudDisks> {
  return cloudDisks({ rows, limits: { ...LIMITS, ...over } });
}

describe('a pool that nears full', (it) => {
  it('is proposed a row, and nothing while it is not', () => {
    assert.equal(decided(full()), ['proposeRow r1 136']);
    assert.equal(decided(full({}, {}, 79)), []);
  });

  it('gets the row proposed on its own branch, on the commit in force', () => {
    const [draft] = draftsOf(full());
    const { message, ...args } = draft?.action.args ?? {};
    assert.equal(args, {
      branch: GROW_BRANCH,
      parent: HEAD,
      replaces: null,
      file: 'clusters/prod/pool.yaml',
      index: 0,
      pool: 'gold',
      row: 'r1',
      sizeGiB: 136,
    });
    assert.match(message as string, 'Plumbline-Grow: gold r1 136');
    assert.equal([draft?.id, draft?.op, draft?.class, draft?.spend], ['propose Growth/gold', 'propose', 'additive', null]);
    assert.equal(draft?.fields, [{ path: 'cloudDisks.rows.r1', from: null, to: 136 }]);
  });

  it('is told of the same row whatever the prices and the minute', () => {
    const meaning = (scene: Parameters<typeof draftsOf>[0]): unknown => {
      return draftsOf(scene).map(({ id, op, class: changeClass, backendId, fields }) => [id, op, changeClass, backendId, fields]);
    };
    const dearer = { asOf: '2026-12-01', types: { gp3: { gibUsd: 0.1 } } };
    assert.equal(meaning(full({}, { facts: { prices: dearer } })), meaning(full()));
    assert.equal(meaning(full({}, {}, 82.1)), meaning(full()));
  });

  it('gets a key past every one that was ever seen', () => {
    const done = rowOf('r2', ['n1', 'n2', 'n3']);
    const pool = { cloudDisks: cloudDisks({ rows: { r2: 180, r1: { sizeGiB: 180, state: 'absent' } } }) };
    const keyOf = (scene: Parameters<typeof full>[1]): unknown => draftsOf(full({}, { ...done, pool, ...scene }))[0]?.action.args['row'];
    assert.is(keyOf({}), 'r3');
    assert.is(keyOf({ disks: [...done.disks, diskOf('n1', 'r11', { isOffered: false, state: 'available', attachments: [] })] }), 'r12');
    assert.is(keyOf({ memory: { growths: [record({ row: 'r7', state: 'withdrawn' })] } }), 'r8');
    assert.is(keyOf({ memory: { growths: [record({ row: 'r7', state: 'withdrawn', branch: 'main' })] } }), 'r3');
    assert.is(keyOf({ memory: { inventory: new Map([['Disk/gold/n1/r20', owned('Disk/gold/n1/r20', { sizeGiB: 180 })]]) } }), 'r21');
    assert.is(keyOf({ memory: { inventory: new Map([['Volume/a/b/r20', owned('Volume/a/b/r20', null)]]) } }), 'r3');
  });

  it('waits for what is wrong with it, and says so', () => {
    assert.equal(decided(full({}, { sds: [sds('n1'), sds('n2'), gone('n3')] })), ['GrowthBlocked']);
    assert.equal(decided(full({}, { pool: { cloudDisks: cloudDisks({ rows: { r1: 180 } }) } })), ['GrowthBlocked']);
    assert.match(findingsOf(full({}, { sds: [] }))[0]?.why ?? '', 'which waits: StorageNode/n1 is no SDS');
    assert.is(againInMin(full({}, { sds: [] })), 1);
  });

  it('does not grow while a row is forgotten, and says so once it should', () => {
    const disks = [diskOf('n1', 'r5')];
    assert.equal(decided(full({}, { disks }, 10)), []);
    assert.equal(decided(full({}, { disks })), ['GrowthBlocked']);
  });

  it('is not seen whole: then nothing is derived', () => {
    assert.equal(decided(full({}, { scaleio: { devices: UNREAD } })), []);
    assert.equal(decided(full({}, { cloud: { disks: UNREAD } })), []);
    assert.equal(decided(full({}, { cloud: null })), []);
    assert.equal(decided(full({ mode: 'off' }, { cloud: { disks: UNREAD } })), ['PoolFillsSoon']);
  });

  it('is left alone while branches are not known, or the memory is lost', () => {
    const facts = factsOf(full());
    const world = new Map([...facts.sight.world].filter(([name]) => name !== 'git'));
    assert.equal(growRule({ ...facts, sight: { ...facts.sight, world } }).drafts, []);
    assert.equal(decided(full({}, { memory: { lost: { since: NOON, why: 'gone' } } })), []);
  });

  it('is not proposed a row in a file that other clusters may use', () => {
    assert.equal(decided(full({}, { file: 'shared/pool.yaml' })), ['GrowthFileShared']);
    assert.equal(decided(full({}, { file: 'clusters/production/pool.yaml' })), ['GrowthFileShared']);
    assert.equal(decided(full({}, { file: 'pool.yaml', facts: { path: '' } })), ['proposeRow r1 136']);
  });

  it('only says so in mode off', () => {
    assert.equal(decided(full({ mode: 'off' })), ['PoolFillsSoon']);
    assert.equal(decided(full({ mode: 'off' }, {}, 79)), []);
    assert.equal(decided(full({ mode: 'off' }, { cloud: null })), ['PoolFillsSoon']);
  });

  it('says that it fills fast when it is not past its target', () => {
    const samples = Array.from({ length: 37 }, (_, index) => ({
      at: ago((36 - index) * 5 * MINUTE_MS),
      usedPercent: 65,
      inUseGiB: 470 + index * 5,
    }));
    const scene = full({ when: { usedPercent: 80, fullWithin: '4d' } }, { samples }, 65);
    assert.equal(decided(scene), ['PoolFillsSoon']);
    assert.equal(decided({ ...scene, samples: samples.slice(-12) }), []);
  });
});

const CEILINGS = { disks: 100, disksPerCommit: 20, monthlyUsd: 5000 };

describe('the limits of growth', (it) => {
  it('hold up one row more than there may be, and none less', () => {
    const done = rowOf('r1', ['n1', 'n2', 'n3']);
    assert.equal(decided(full({}, { ...done, pool: { cloudDisks: limited({ rows: 1 }, { r1: 180 }) } })), ['LimitReached']);
    assert.equal(decided(full({}, { ...done, pool: { cloudDisks: limited({ rows: 2 }, { r1: 180 }) } })), ['proposeRow r2 180']);
  });

  it('hold up one GiB or one cent more than there may be', () => {
    const at = (over: Partial<typeof LIMITS>): readonly string[] => decided(full({}, { pool: { cloudDisks: limited(over) } }));
    assert.equal(at({ rawGiB: 3 * 136 }), ['proposeRow r1 136']);
    assert.equal(at({ rawGiB: 3 * 136 - 1 }), ['LimitReached']);
    assert.equal(at({ monthlyUsd: 32.64 }), ['proposeRow r1 136']);
    assert.equal(at({ monthlyUsd: 32.63 }), ['LimitReached']);
  });

  it('count rows that were merged in advance', () => {
    const cloud = cloudDisks({ rows: { r1: { sizeGiB: 180, when: { usedPercent: 88 } } }, limits: { ...LIMITS, rows: 1 } });
    assert.equal(decided(full({}, { pool: { cloudDisks: cloud } })), ['LimitReached']);
  });

  it('hold up what has no price', () => {
    assert.equal(decided(full({}, { facts: { prices: null } })), ['LimitReached']);
    assert.match(findingsOf(full({}, { facts: { prices: null } }))[0]?.why ?? '', 'no price');
  });

  it('are also the ceilings of the agent, over all that it bought', () => {
    const at = (over: Partial<typeof CEILINGS>): readonly string[] =>
      decided(full({}, { facts: { ceilings: { ...CEILINGS, ...over } }, disks: [diskOf('n1', 'r1', { slot: null })] }));
    assert.equal(at({ disksPerCommit: 3, disks: 4, monthlyUsd: 47.04 }), ['proposeRow r1 136']);
    assert.equal(at({ disksPerCommit: 2 }), ['LimitReached']);
    assert.equal(at({ disks: 3 }), ['LimitReached']);
    assert.equal(at({ monthlyUsd: 47.03 }), ['LimitReached']);
    assert.equal(decided(full({}, { facts: { ceilings: null } })), ['LimitReached']);
  });

  it('are also the rows of a day, and say when it is over', () => {
    const merged = (agoMs: number, row: string): ReturnType<typeof record> =>
      record({ row, state: 'merged', stateAt: ago(agoMs), commit: row });
    const done = { disks: [...rowOf('r1', ['n1', 'n2', 'n3']).disks, ...rowOf('r2', ['n1', 'n2', 'n3']).disks] };
    const devices = [...rowOf('r1', ['n1', 'n2', 'n3']).devices, ...rowOf('r2', ['n1', 'n2', 'n3']).devices];
    const pool = { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 180 } }) };
    const scene = (first: number, maxPerDay?: number): Parameters<typeof decided>[0] => {
      const growths = [merged(first, 'r1'), merged(HOUR_MS, 'r2')];
      return full(maxPerDay === undefined ? {} : { maxPerDay }, { ...done, devices, pool, memory: { growths } });
    };
    assert.equal(decided(scene(24 * HOUR_MS - 1)), ['LimitReached']);
    assert.is(againInMin(scene(23 * HOUR_MS)), 60);
    assert.equal(decided(scene(24 * HOUR_MS)), ['proposeRow r3 180']);
    assert.equal(decided(scene(2 * HOUR_MS, 3)), ['proposeRow r3 180']);
    assert.is(againInMin(scene(2 * HOUR_MS, 1)), 23 * 60);
  });

  it('name every row by hand that is not bought', () => {
    assert.equal(decided(full({}, { pool: { cloudDisks: limited({ rows: 1 }, { r1: 180, r2: 180 }) } }, 10)), ['LimitReached']);
    assert.match(
      findingsOf(full({}, { pool: { cloudDisks: limited({ rows: 1 }, { r1: 180, r2: 180 }) } }, 10))[0]?.why ?? '',
      'the row r2 is not bought',
    );
  });
});
