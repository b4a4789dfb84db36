import { PlumblineError } from '../../../../agent/errors.ts';
import type { Draft } from '../../../../agent/model/change.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import type { Inputs } from '../../../../agent/model/system.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { snapshotDrafts } from '../../../../agent/systems/scaleio/diff/snapshot.ts';
import type { ScaleioAction } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, inputsOf, liveOf } from '../docs.ts';
import type { Declared } from '../docs.ts';
import { hoursAgo, idOf, takenWorld } from '../taken.ts';
import type { TakenRow } from '../taken.ts';

const HOURLY = { volume: { snapshots: { schedule: '0 * * * *', keep: 3 } } };

function draftsOf(rows: readonly TakenRow[], declared: Declared = HOURLY, over: Partial<Inputs> = {}): readonly Draft<ScaleioAction>[] {
  const { memory, volumes } = takenWorld(rows);
  const inputs = inputsOf(declare(declared), { memory, ...over });
  const [doc] = inputs.desired.docs.Volume.values();
  return doc === undefined ? [] : snapshotDrafts(doc, inputs, liveOf({ volumes }));
}

/** `create 20261121-1400`, `delete 20261121-1100 (schedule)`. */
function said(drafts: readonly Draft[]): readonly string[] {
  return drafts.map(({ op, ref, consent }) => `${op} ${ref.split('/').at(-1)}${consent === undefined ? '' : ` (${consent})`}`);
}

function hours(from: number, to: number, over: Partial<TakenRow> = {}): readonly TakenRow[] {
  return Array.from({ length: to - from + 1 }, (_none, index) => ({ hoursAgo: from + index, ...over }));
}

interface Row {
  readonly name: string;
  readonly rows: readonly TakenRow[];
  readonly declared?: Declared;
  readonly drafts: readonly string[];
}

const rows: readonly Row[] = [
  { name: 'takes the first one of a volume that has none', rows: [], drafts: ['create 20261121-1400'] },
  { name: 'takes one that is due again', rows: hours(1, 2), drafts: ['create 20261121-1400'] },
  { name: 'makes up for the last of several that were missed', rows: hours(9, 9), drafts: ['create 20261121-1400'] },
  {
    name: 'takes one that is due although a wrong clock had one taken for a later time',
    rows: [{ hoursAgo: -50, over: { createdAtSeconds: hoursAgo(2) / 1000 } }, ...hours(3, 4)],
    drafts: ['create 20261121-1400'],
  },
  {
    name: 'goes by when they were taken, not by what they were taken for',
    rows: [...hours(0, 2), { hoursAgo: -50, keptForHours: -50, over: { createdAtSeconds: hoursAgo(3) / 1000 } }],
    drafts: ['delete 20261123-1600 (schedule)'],
  },
  { name: 'takes none before the next is due', rows: hours(0, 2), drafts: [] },
  { name: 'ends the one that has as many newer ones as are kept', rows: hours(0, 3), drafts: ['delete 20261121-1100 (schedule)'] },
  { name: 'ends only the oldest of several', rows: hours(0, 6), drafts: ['delete 20261121-0800 (schedule)'] },
  { name: 'ends nothing while the last due one is missing', rows: hours(1, 6), drafts: ['create 20261121-1400'] },
  {
    name: 'ends nothing while the last due one is recorded and not there',
    rows: [{ hoursAgo: 0, isListed: false }, ...hours(1, 6)],
    drafts: ['create 20261121-1400'],
  },
  {
    name: 'counts no newer one that is not there',
    rows: [{ hoursAgo: 0 }, { hoursAgo: 1, isListed: false }, ...hours(2, 3)],
    drafts: [],
  },
  {
    name: 'never ends one that is not recorded, and counts none',
    rows: [...hours(0, 2), { hoursAgo: 3, record: null }, { hoursAgo: 4, record: null }],
    drafts: [],
  },
  { name: 'never ends one that was adopted', rows: [...hours(0, 2), { hoursAgo: 3, record: { how: 'adopted' } }], drafts: [] },
  { name: 'never ends one whose record promises nothing', rows: [...hours(0, 2), { hoursAgo: 3, record: { applied: null } }], drafts: [] },
  {
    name: 'never ends one whose record promises nonsense',
    rows: [...hours(0, 2), { hoursAgo: 3, record: { applied: { keep: 0.5 } } }],
    drafts: [],
  },
  {
    name: 'never ends one of another volume that had the document before',
    rows: [...hours(0, 2), { hoursAgo: 3, over: { ancestorVolumeId: 'v0' } }],
    drafts: [],
  },
  {
    name: 'never ends a volume under the id of a snapshot',
    rows: [...hours(0, 2), { hoursAgo: 3, over: { volumeType: 'ThinProvisioned' } }],
    drafts: [],
  },
  {
    name: 'leaves one that a host has mapped, and ends the next',
    rows: [...hours(0, 3), { hoursAgo: 4, over: { mappings: [{ sdcId: 'c1', host: '10.0.0.11', limitIops: 0, limitMibps: 0 }] } }],
    drafts: ['delete 20261121-1100 (schedule)'],
  },
  {
    name: 'leaves one that something was taken of',
    rows: [...hours(0, 3), { hoursAgo: 2.5, record: null, over: { ancestorVolumeId: idOf(3) } }],
    drafts: [],
  },
  { name: 'asks for consent to end one within its promise', rows: hours(0, 3, { keep: 5 }), drafts: ['delete 20261121-1100'] },
  {
    name: 'ends one whose promise is over before it asks for consent',
    rows: [...hours(0, 3, { keep: 9 }), { hoursAgo: 4, keep: 4 }, { hoursAgo: 5, keep: 9 }],
    drafts: ['delete 20261121-1000 (schedule)'],
  },
  {
    name: 'ends one within its promise by the clock when enough newer ones are there',
    rows: [...hours(0, 4, { keep: 5 }), { hoursAgo: 5, keep: 5 }],
    drafts: ['delete 20261121-0900 (schedule)'],
  },
  {
    name: 'asks for consent to end one before its time, however many newer ones a denser schedule took',
    rows: [...hours(0, 3), { hoursAgo: 4, keptForHours: 5 }, { hoursAgo: 5, keptForHours: 6 }],
    drafts: ['delete 20261121-1100 (schedule)'],
  },
  {
    name: 'asks for consent when nothing else is over',
    rows: [...hours(0, 2), { hoursAgo: 4, keptForHours: 5 }, { hoursAgo: 5, keptForHours: 6 }],
    drafts: ['delete 20261121-0900'],
  },
  {
    name: 'ends one when its time comes',
    rows: [...hours(0, 2), { hoursAgo: 5, keptForHours: 5 }],
    drafts: ['delete 20261121-0900 (schedule)'],
  },
  {
    name: 'keeps one that somebody gave another name, and counts it',
    rows: [...hours(0, 2), { hoursAgo: 3, over: { name: 'keep-me' } }, { hoursAgo: 4 }],
    drafts: ['delete 20261121-1000 (schedule)'],
  },
  {
    name: 'never ends one whose record promises no time',
    rows: [...hours(0, 2), { hoursAgo: 3, record: { applied: { keep: 3, takenAt: '2026-11-21T11:00:00.000Z' } } }],
    drafts: [],
  },
  {
    name: 'keeps one as long as is declared now, if that is longer',
    rows: hours(0, 3, { keep: 1 }),
    declared: { volume: { snapshots: { schedule: '0 * * * *', keep: 4 } } },
    drafts: [],
  },
  {
    name: 'keeps the newest, whatever was promised',
    rows: hours(0, 0, { keep: 1 }),
    declared: { volume: { snapshots: { schedule: '0 * * * *', keep: 1 } } },
    drafts: [],
  },
  { name: 'touches none where none are declared', rows: hours(0, 9), declared: {}, drafts: [] },
  {
    name: 'proposes every recorded one of a volume declared absent',
    rows: [...hours(0, 1), { hoursAgo: 2, record: null }, { hoursAgo: 3, over: { name: 'keep-me' } }],
    declared: { ...HOURLY, volumeState: 'absent' },
    drafts: ['delete 20261121-1400', 'delete 20261121-1300'],
  },
];

describe('snapshots by the clock', (it) => {
  for (const row of rows) it(row.name, () => assert.equal(said(draftsOf(row.rows, row.declared)), row.drafts));

  it('says what is sent: the snapshot by a name of its own, found again by it', () => {
    const [draft] = draftsOf([]);
    assert.equal(draft?.action, {
      system: 'scaleio',
      do: 'takeSnapshot',
      args: { volumeId: 'v1', snapshotName: 's-v1-2611211400' },
    });
    assert.equal([draft?.class, draft?.reads], ['additive', [{ system: 'scaleio', facet: 'volumes' }]]);
  });

  it('removes one snapshot alone, once it is unmapped and the newest one is there', () => {
    const [draft] = draftsOf(hours(0, 3));
    assert.equal(draft?.action, {
      system: 'scaleio',
      do: 'removeSnapshot',
      args: { volumeId: idOf(3), snapshotName: 's-v1-2611211100', removeMode: 'ONLY_ME' },
    });
    assert.equal(draft?.requires, [
      { system: 'scaleio', check: 'volume-unmapped', backendId: idOf(3) },
      { system: 'scaleio', check: 'newer-snapshot', backendId: idOf(3), args: { newer: idOf(0) } },
    ]);
    assert.equal([draft?.class, draft?.backendId], ['destructive', idOf(3)]);
  });

  it('plans nothing for a volume that the agent does not know yet', () => {
    const { memory } = takenWorld([]);
    assert.equal(draftsOf(hours(0, 3), HOURLY, { memory: { ...memory, inventory: new Map() } }), []);
  });

  it('takes none that was due before the volume was ours', () => {
    const { memory } = takenWorld([]);
    const inventory = new Map([...memory.inventory].map(([ref, owned]) => [ref, { ...owned, since: hoursAgo(0) }] as const));
    assert.equal(draftsOf([], HOURLY, { memory: { ...memory, inventory } }), []);
  });

  it('leaves them alone where sync.ignore names them', () => {
    assert.equal(draftsOf(hours(1, 6), HOURLY, { ignored: () => ['snapshots'] }), []);
  });

  it('plans nothing while volumes are unknown', () => {
    const { memory } = takenWorld(hours(0, 6));
    const inputs = inputsOf(declare(HOURLY), { memory });
    const volumes = unknown(new PlumblineError(scaleioErrors.busy, 'not read'));
    const [doc] = inputs.desired.docs.Volume.values();
    assert.equal(doc && snapshotDrafts(doc, inputs, { ...liveOf(), volumes }), []);
  });
});
