import { rowsInForce } from '../../../../agent/plan/rules/grow/in-force.ts';
import type { CloudDisks } from '../../../../agent/model/kinds.gen.ts';
import { ok } from '../../../../agent/model/observed.ts';
import type { PoolStatistics } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { owned } from '../../declared.ts';
import { ago, cloudDisks, deviceOf, diskOf, factsOf, gone, MINUTE_MS, rowOf, sds, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

const WHEN = { sizeGiB: 180, when: { usedPercent: 88 } };

/** `r2 triggered n1 n2 n3` */
function inForce(scene: Scene): readonly string[] {
  const facts = factsOf(scene);
  return rowsInForce(viewOf(facts), facts).map(({ row, why, nodes }) => [row.key, why, ...nodes].join(' '));
}

function pool(rows: CloudDisks['rows']): Scene['pool'] {
  return { cloudDisks: cloudDisks({ rows }) };
}

function used(percent: number, over: Scene = {}): Scene {
  const samples = [{ at: ago(MINUTE_MS), usedPercent: percent, inUseGiB: percent * 10 }];
  return { pool: pool({ r2: WHEN }), filling: { inUseGiB: percent * 10 }, samples, ...over };
}

describe('the rows in force', (it) => {
  it('are those that are declared, on every node, whether it is there or not', () => {
    assert.equal(inForce({ pool: pool({ r2: 180, r1: 180 }) }), ['r1 declared n1 n2 n3', 'r2 declared n1 n2 n3']);
    assert.equal(inForce({ pool: pool({ r1: 180 }), sds: [sds('n1')] }), ['r1 declared n1 n2 n3']);
  });

  it('are none that are being removed, and none beyond the limits', () => {
    const limits = { rows: 1, rawGiB: 9999, monthlyUsd: 999 };
    assert.equal(inForce({ pool: pool({ r1: { sizeGiB: 180, state: 'absent' } }) }), []);
    assert.equal(inForce({ pool: { cloudDisks: cloudDisks({ rows: { r1: 180, r2: 180 }, limits }) } }), ['r1 declared n1 n2 n3']);
  });
});

describe('a row that was merged in advance', (it) => {
  it('is bought from its threshold on, in two readings', () => {
    assert.equal(inForce(used(87.9)), []);
    assert.equal(inForce(used(88)), ['r2 triggered n1 n2 n3']);
    assert.equal(inForce(used(88.1)), ['r2 triggered n1 n2 n3']);
    assert.equal(inForce(used(88, { samples: [] })), []);
  });

  it('is bought one at a time, the lowest whose threshold is reached', () => {
    const rows = pool({ r10: WHEN, r3: WHEN, r2: { sizeGiB: 180, when: { usedPercent: 89 } } });
    assert.equal(inForce(used(88.5, { pool: rows })), ['r3 triggered n1 n2 n3']);
    assert.equal(inForce(used(89.5, { pool: rows })), ['r2 triggered n1 n2 n3']);
  });

  it('waits as growth does: for nodes, unfinished rows, cooldown and sound data', () => {
    assert.equal(inForce(used(88, { sds: [sds('n1'), sds('n2'), gone('n3')] })), []);
    assert.equal(inForce(used(88, { pool: pool({ r1: 180, r2: WHEN }) })), ['r1 declared n1 n2 n3']);
    assert.equal(inForce(used(88, { ...rowOf('r1', ['n1', 'n2', 'n3']), pool: pool({ r1: 180, r2: WHEN }) })).length, 2);
    assert.equal(inForce(used(88, { filling: { inUseGiB: 880, over: { degradedKib: gibToKib(1) } } })), []);
  });

  it('goes on once it was begun, whatever is used then', () => {
    const begun = ['r2 begun n1 n2 n3'];
    assert.equal(inForce(used(10, { disks: [diskOf('n1', 'r2', { isOffered: false })] })), begun);
    assert.equal(inForce(used(10, { memory: { inventory: new Map([['Disk/gold/n1/r2', owned('Disk/gold/n1/r2', null)]]) } })), begun);
    assert.equal(inForce(used(10, { memory: { inventory: new Map([['Disk/gold/n1/r22', owned('Disk/gold/n1/r22', null)]]) } })), []);
    const line = {
      line: 'l',
      at: '',
      commit: '',
      id: '',
      op: 'create',
      class: 'spend',
      cause: 'rule',
      backendId: '',
      effects: [],
    } as const;
    const intent = { line, system: 'cloud-disks', ref: 'Disk/gold/n1/r2', approvalKey: 'k', epoch: 1 } as const;
    assert.equal(inForce(used(10, { memory: { intents: [intent] } })), begun);
  });

  it('is not begun by disks that were detached for good', () => {
    const removed = { removedAt: ago(MINUTE_MS), attachments: [], state: 'available' } as const;
    assert.equal(inForce(used(10, { disks: [diskOf('n1', 'r2', removed)] })), []);
    assert.equal(inForce(used(88, { disks: [diskOf('n1', 'r2', removed)] })), ['r2 triggered n1 n2 n3']);
  });

  it('is not begun by a static disk that nobody uses yet', () => {
    const place = { pool: 'gold', row: 'r2', ip: '10.0.0.1' };
    const cloud = { account: ok({ id: 'static', provider: 'static' } as const, NOON) };
    const disks = [diskOf('n1', 'r2', { slot: null, place, type: 'static' })];
    const facts = { prices: { asOf: '2026-11-20', types: { static: { gibUsd: 0 } } } };
    const scene = used(10, { cloud, disks, facts, pool: { cloudDisks: cloudDisks({ provider: 'static', rows: { r2: WHEN } }) } });
    const { cloud: account, ...rest } = scene;
    assert.equal(inForce({ ...rest, cloud: { ...account, disks: ok(disks, NOON) } }), []);
    assert.equal(inForce({ ...scene, devices: [deviceOf('n1', 'r2')] }), ['r2 begun n1 n2 n3']);
  });

  it('is not bought while the memory is lost', () => {
    assert.equal(inForce(used(95, { memory: { lost: { since: NOON, why: 'gone' } } })), []);
  });
});

/** 4 x 1000 GiB, 10 % spare, 85 % used: 76.5 % of raw, and 75 % are left when a node dies. */
function fourNodes(rows: CloudDisks['rows'], over: Scene = {}, statistics: Partial<PoolStatistics> = {}): Scene {
  const nodes = ['n1', 'n2', 'n3', 'n4'];
  const lost = { degradedKib: gibToKib(765), rebuildKib: gibToKib(765), unreachableUnusedKib: gibToKib(235), ...statistics };
  const filling = { maxGiB: 4000, spareGiB: 400, inUseGiB: 3060, over: lost };
  return {
    nodes,
    pool: pool(rows),
    filling,
    livePool: { sparePercent: 10 },
    sds: [...nodes.slice(0, 3).map((node) => sds(node)), gone('n4')],
    ...over,
  };
}

describe('rescue', (it) => {
  it('uses a row that was merged in advance when a rebuild needs more than is free', () => {
    assert.equal(inForce(fourNodes({ r1: WHEN })), ['r1 rescue n1 n2 n3']);
    assert.equal(inForce(fourNodes({})), []);
  });

  it('is not needed when the rebuild has just enough room', () => {
    const free = 4000 - 3060 - 235;
    const needing = (gib: number): Scene => fourNodes({ r1: WHEN }, {}, { degradedKib: gibToKib(gib), rebuildKib: gibToKib(0) });
    assert.equal(inForce(needing(free)), []);
    assert.equal(inForce(needing(free + 0.1)), ['r1 rescue n1 n2 n3']);
    assert.equal(inForce(fourNodes({ r1: WHEN }, {}, { degradedKib: gibToKib(0), rebuildKib: gibToKib(free + 0.1) })), [
      'r1 rescue n1 n2 n3',
    ]);
  });

  it('starts by one reading at the critical threshold, whatever the row waits for', () => {
    assert.equal(inForce(used(90, { samples: [] })), ['r2 rescue n1 n2 n3']);
    assert.equal(inForce(used(89.99, { samples: [] })), []);
    const late = pool({ r2: { sizeGiB: 180, when: { usedPercent: 99 } } });
    assert.equal(inForce(used(90, { samples: [], pool: late })), ['r2 rescue n1 n2 n3']);
  });

  it('is held up by no unfinished row, no cooldown and no degraded data', () => {
    const unsound = { degradedKib: gibToKib(1) };
    const disks = [
      diskOf('n1', 'r1', { attachments: [{ hostId: 'i-n1', device: '/dev/xvdba', path: '/dev/x', state: 'attached', at: NOON }] }),
    ];
    const scene = used(90, { filling: { inUseGiB: 900, over: unsound }, disks, pool: pool({ r1: 180, r2: WHEN }) });
    assert.equal(inForce(scene), ['r1 declared n1 n2 n3', 'r2 rescue n1 n2 n3']);
  });

  it('is held up by limits', () => {
    const limits = { rows: 0, rawGiB: 9999, monthlyUsd: 999 };
    assert.equal(inForce(used(95, { pool: { cloudDisks: cloudDisks({ rows: { r2: WHEN }, limits }) } })), []);
  });

  it('needs two fault units that are connected', () => {
    const two = [sds('n1', { faultSetId: 'a' }), sds('n2', { faultSetId: 'a' }), gone('n3')];
    assert.equal(inForce(used(95, { sds: two })), []);
    assert.equal(inForce(used(95, { sds: [sds('n1'), gone('n2'), gone('n3')] })), []);
    assert.equal(inForce(used(95, { sds: [sds('n1'), sds('n2'), gone('n3')] })), ['r2 rescue n1 n2']);
  });

  it('counts on what the last row is about to bring, for half an hour', () => {
    const fresh = { createdAt: ago(30 * MINUTE_MS), isOffered: false };
    const both = pool({ r2: WHEN, r3: WHEN });
    assert.equal(inForce(used(90, { pool: both, disks: [diskOf('n1', 'r2', fresh)] })), ['r2 begun n1 n2 n3']);
    const stuck = diskOf('n1', 'r2', { ...fresh, createdAt: ago(30 * MINUTE_MS + 1) });
    assert.equal(inForce(used(90, { pool: both, disks: [stuck] })), ['r2 begun n1 n2 n3', 'r3 rescue n1 n2 n3']);
  });

  it('counts on a row that is declared once it is bought on every node, and none of them is away', () => {
    const both = pool({ r1: 180, r2: WHEN });
    const coming = (nodes: readonly string[], over: Scene = {}): readonly string[] => {
      const disks = nodes.map((node) => diskOf(node, 'r1', { createdAt: ago(MINUTE_MS), isOffered: false }));
      return inForce(used(90, { pool: both, disks, ...over })).slice(1);
    };
    assert.equal(coming(['n1', 'n2', 'n3']), []);
    assert.equal(coming(['n1', 'n2']), ['r2 rescue n1 n2 n3']);
    assert.equal(coming(['n1', 'n2', 'n3'], { sds: [sds('n1'), sds('n2'), gone('n3')] }), ['r2 rescue n1 n2']);
    const failed = diskOf('n3', 'r1', { state: 'error', isOffered: false, createdAt: ago(MINUTE_MS), attachments: [] });
    const rest = ['n1', 'n2'].map((node) => diskOf(node, 'r1', { createdAt: ago(MINUTE_MS), isOffered: false }));
    assert.equal(coming([], { disks: [...rest, failed] }), ['r2 rescue n1 n2 n3']);
  });

  it('takes the next row when the last one was not enough', () => {
    const done = rowOf('r2', ['n1', 'n2', 'n3']);
    assert.equal(inForce(used(90, { ...done, pool: pool({ r2: WHEN, r3: WHEN }) })), ['r2 begun n1 n2 n3', 'r3 rescue n1 n2 n3']);
    const both = pool({ r2: { sizeGiB: 100, when: { usedPercent: 88 } }, r3: WHEN });
    const coming = diskOf('n1', 'r2', { createdAt: ago(MINUTE_MS), isOffered: false });
    // 3 x 99 GiB bring 198 to the 1000: 1079 used of 1198 are 90 %.
    const filled = (inUseGiB: number): readonly string[] => inForce(used(90, { pool: both, disks: [coming], filling: { inUseGiB } }));
    assert.is(filled(1075).length, 1);
    assert.is(filled(1085).length, 2);
  });

  it('never waits for the node that is away, from its first disk to its last', () => {
    const first = diskOf('n1', 'r1', { createdAt: ago(MINUTE_MS), isOffered: false });
    assert.equal(inForce(fourNodes({ r1: WHEN }, { disks: [first] })), ['r1 begun n1 n2 n3']);
    assert.equal(inForce(fourNodes({ r1: WHEN }, { disks: [{ ...first, createdAt: ago(31 * MINUTE_MS) }] })), ['r1 begun n1 n2 n3']);
    const rebuilt = { degradedKib: gibToKib(0), rebuildKib: gibToKib(0) };
    assert.equal(inForce(fourNodes({ r1: WHEN }, { disks: [{ ...first, isOffered: true }] }, rebuilt)), ['r1 begun n1 n2 n3']);
  });

  it('waits for a node that dies before ScaleIO has any disk of the row, when there is no hurry', () => {
    const first = diskOf('n1', 'r1', { createdAt: ago(MINUTE_MS), isOffered: false });
    assert.equal(inForce(used(10, { disks: [first], pool: pool({ r1: WHEN }), sds: [sds('n1'), sds('n2'), gone('n3')] })), [
      'r1 begun n1 n2 n3',
    ]);
  });

  it('buys without git while it is needed, and then only uses what is bought', () => {
    const saves = (scene: Scene): readonly string[] => {
      const facts = factsOf(scene);
      return rowsInForce(viewOf(facts), facts).map((inForceRow) => `${inForceRow.row.key} ${inForceRow.why} ${inForceRow.saves}`);
    };
    const first = diskOf('n1', 'r2', { createdAt: ago(MINUTE_MS), isOffered: false });
    assert.equal(saves(used(90)), ['r2 rescue buy']);
    assert.equal(saves(used(90, { disks: [first] })), ['r2 begun buy']);
    assert.equal(saves(used(89.9, { disks: [{ ...first, isOffered: true }] })), ['r2 begun use']);
    assert.equal(saves(used(89.9, { disks: [first] })), ['r2 begun null']);
    assert.equal(saves(used(89.9)), ['r2 triggered null']);
    assert.equal(saves(used(95, { pool: pool({ r1: 180 }) })), ['r1 declared null']);
  });

  it('takes in a node that comes back', () => {
    const done = rowOf('r1', ['n1', 'n2', 'n3']);
    const calm = { degradedKib: gibToKib(0), rebuildKib: gibToKib(0), unreachableUnusedKib: gibToKib(0) };
    const back = { ...done, sds: ['n1', 'n2', 'n3', 'n4'].map((node) => sds(node)) };
    assert.equal(inForce(fourNodes({ r1: WHEN }, back, calm)), ['r1 begun n1 n2 n3 n4']);
  });
});
