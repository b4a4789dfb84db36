import { formatInstant, instant } from '../../../../agent/clock.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { nextSnapshotAt, snapshotFindings } from '../../../../agent/systems/scaleio/health/snapshots.ts';
import { scaleioHealth } from '../../../../agent/systems/scaleio/health/health.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { NOON } from '../../../helpers/builders.ts';
import { declare, inputsOf, liveOf } from '../docs.ts';
import { idOf, takenWorld } from '../taken.ts';
import type { TakenRow } from '../taken.ts';

const MINUTE_MS = 60_000;
const HOURLY = { volume: { snapshots: { schedule: '0 * * * *', keep: 3 } } };

interface Row {
  readonly name: string;
  readonly rows: readonly TakenRow[];
  /** After NOON, when one was due. */
  readonly minutes: number;
  readonly why: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'nothing of one that is there', rows: [{ hoursAgo: 0 }], minutes: 59, why: [] },
  { name: 'nothing of one that was due just now', rows: [{ hoursAgo: 1 }], minutes: 14, why: [] },
  {
    name: 'that one is late, and which is the last',
    rows: [{ hoursAgo: 1 }],
    minutes: 15,
    why: [
      'the snapshot of 2026-11-21T14:00:00.000Z was not taken, and the last one is that of 2026-11-21T13:00:00.000Z; until it is, no older one is removed',
    ],
  },
  {
    name: 'that there is none yet',
    rows: [],
    minutes: 15,
    why: ['the snapshot of 2026-11-21T14:00:00.000Z was not taken, and there is none yet; until it is, no older one is removed'],
  },
  {
    name: 'nothing of one that was taken just now and is not recorded yet',
    rows: [{ hoursAgo: 0, record: null, over: { name: 's-v1-2611211400' } }],
    minutes: 15,
    why: [],
  },
  {
    name: 'which ones stay because somebody gave them another name',
    rows: [{ hoursAgo: 0 }, { hoursAgo: 1, over: { name: 'keep-me' } }],
    minutes: 1,
    why: ['snapshots that somebody renamed are kept: that of 2026-11-21T13:00:00.000Z is called keep-me'],
  },
];

function world({ rows: taken, minutes }: Pick<Row, 'rows' | 'minutes'>): { inputs: Inputs; live: ReturnType<typeof liveOf> } {
  const { memory, volumes } = takenWorld(taken);
  return { inputs: inputsOf(declare(HOURLY), { memory, now: instant(NOON + minutes * MINUTE_MS) }), live: liveOf({ volumes }) };
}

describe('health of snapshots', (it) => {
  for (const row of rows) {
    it(`says ${row.name}`, () => {
      const { inputs, live } = world(row);
      const found = [...inputs.desired.docs.Volume.values()].flatMap((doc) => snapshotFindings(doc, inputs, live));
      assert.equal(
        found.map(({ why }) => why),
        row.why,
      );
    });
  }

  it('tells with the health of ScaleIO what is late and when the next is due', () => {
    const { inputs, live } = world({ rows: [], minutes: 20 });
    const { findings, nextDueAt } = scaleioHealth(inputs, live);
    assert.ok(findings.some(({ code, ref }) => code === 'SnapshotLate' && ref === 'Volume/pg'));
    assert.is(nextDueAt && formatInstant(nextDueAt), '2026-11-21T15:00:00.000Z');
  });

  it('is due when the first of several volumes is, and never for one that is to go', () => {
    const others = { early: { snapshots: { schedule: '30 * * * *', keep: 1 } } };
    assert.is(nextSnapshotAt(inputsOf(declare({ ...HOURLY, others }))), NOON + 30 * MINUTE_MS);
    assert.is(nextSnapshotAt(inputsOf(declare({ ...HOURLY, volumeState: 'absent' }))), undefined);
    assert.is(nextSnapshotAt(inputsOf(declare())), undefined);
  });

  it('is late, too, when the newest is recorded and gone', () => {
    const { inputs, live } = world({ rows: [{ hoursAgo: 0, isListed: false }, { hoursAgo: 1 }], minutes: 30 });
    const [doc] = inputs.desired.docs.Volume.values();
    assert.is(doc && snapshotFindings(doc, inputs, live).length, 1, idOf(0));
  });
});
