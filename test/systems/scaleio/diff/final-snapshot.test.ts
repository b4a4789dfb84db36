import { formatInstant } from '../../../../agent/clock.ts';
import type { Instant } from '../../../../agent/clock.ts';
import type { Memory } from '../../../../agent/model/memory.ts';
import { removalDraft } from '../../../../agent/systems/scaleio/diff/removal.ts';
import { hindranceToRemoval } from '../../../../agent/systems/scaleio/removable.ts';
import { finalName } from '../../../../agent/systems/scaleio/snapshot-names.ts';
import type { Volume } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, inputsOf, liveOf, owning, VOLUME } from '../docs.ts';
import { hoursAgo, takenWorld } from '../taken.ts';

const DOOMED = { volume: { finalSnapshot: true }, volumeState: 'absent' } as const;

function finalOf(at: Instant, over: Partial<Volume> = {}): Volume {
  return {
    ...VOLUME,
    id: 'f1',
    name: finalName('v1', at),
    volumeType: 'Snapshot',
    ancestorVolumeId: 'v1',
    createdAtSeconds: at / 1000,
    ...over,
  };
}

function minutesAgo(minutes: number): Instant {
  return hoursAgo(minutes / 60);
}

/** The removal of `pg` began then. */
function begunAt(at: Instant, backendId = 'v1'): Memory {
  const line = { line: 'l', at: formatInstant(at), commit: 'c', id: 'remove Volume/pg', op: 'delete' } as const;
  const logged = { ...line, class: 'destructive', cause: 'git', backendId, effects: [] } as const;
  return { ...owning('v1'), intents: [{ line: logged, system: 'scaleio', ref: 'Volume/pg', approvalKey: 'k', epoch: 1 }] };
}

function removalWith(snapshots: readonly Volume[], memory: Memory): ReturnType<typeof removalDraft> {
  const inputs = inputsOf(declare(DOOMED), { memory });
  const [doc] = inputs.desired.docs.Volume.values();
  return doc === undefined ? null : removalDraft(doc, inputs, liveOf({ volumes: [VOLUME, ...snapshots] }));
}

/** What an Approval is of. */
function consentedTo(draft: ReturnType<typeof removalDraft>): unknown {
  return draft === null ? null : [draft.id, draft.op, draft.class, draft.backendId];
}

const rows: readonly { readonly name: string; readonly snapshots: readonly Volume[]; readonly memory: Memory; readonly call: string }[] = [
  { name: 'takes it first', snapshots: [], memory: owning('v1'), call: 'takeSnapshot' },
  { name: 'goes on when it was taken', snapshots: [finalOf(hoursAgo(0))], memory: begunAt(hoursAgo(0)), call: 'removeVolume' },
  {
    name: 'takes another one than that of a removal that was taken back',
    snapshots: [finalOf(hoursAgo(0.5))],
    memory: begunAt(hoursAgo(0)),
    call: 'takeSnapshot',
  },
  {
    name: 'takes another one when a removal has not begun',
    snapshots: [finalOf(hoursAgo(0.5))],
    memory: owning('v1'),
    call: 'takeSnapshot',
  },
  {
    name: 'goes on within five minutes',
    snapshots: [finalOf(minutesAgo(5))],
    memory: begunAt(minutesAgo(50)),
    call: 'removeVolume',
  },
  {
    name: 'takes another one after more than five minutes',
    snapshots: [finalOf(minutesAgo(6))],
    memory: begunAt(minutesAgo(50)),
    call: 'takeSnapshot',
  },
  {
    name: 'does not take one for it that only has such a name',
    snapshots: [finalOf(minutesAgo(1), { createdAtSeconds: minutesAgo(60 * 24 * 90) / 1000 })],
    memory: begunAt(minutesAgo(2)),
    call: 'takeSnapshot',
  },
  {
    name: 'does not take one for it that was taken before it began, by the clock of ScaleIO',
    snapshots: [finalOf(minutesAgo(1), { createdAtSeconds: minutesAgo(3) / 1000 })],
    memory: begunAt(minutesAgo(2)),
    call: 'takeSnapshot',
  },
  {
    name: 'does not take one for it that is called after a time to come',
    snapshots: [finalOf(minutesAgo(-60), { createdAtSeconds: minutesAgo(0) / 1000 })],
    memory: begunAt(minutesAgo(1)),
    call: 'takeSnapshot',
  },
  {
    name: 'does not take one of another volume for it',
    snapshots: [finalOf(hoursAgo(0), { ancestorVolumeId: 'v2' })],
    memory: begunAt(hoursAgo(0)),
    call: 'takeSnapshot',
  },
];

describe('the removal of a volume with a last snapshot', (it) => {
  for (const { name, snapshots, memory, call } of rows) {
    it(name, () => assert.is(removalWith(snapshots, memory)?.action.do, call));
  }

  it('is one removal in two steps, with the same consent, behind the same conditions', () => {
    const [first, second] = [removalWith([], owning('v1')), removalWith([finalOf(hoursAgo(0))], begunAt(hoursAgo(0)))];
    assert.equal(consentedTo(first), consentedTo(second));
    assert.equal(
      [first, second].map((draft) => draft?.then.length),
      [1, 0],
    );
    assert.equal(
      first?.requires.map(({ check }) => check),
      ['volume-unmapped', 'volume-without-snapshots'],
    );
    assert.equal(second?.requires.at(-1), { system: 'scaleio', check: 'newer-snapshot', backendId: 'v1', args: { newer: 'f1' } });
  });

  it('says the same of it in every minute', () => {
    const texts = [hoursAgo(0), hoursAgo(1)].map((now) => {
      const inputs = inputsOf(declare(DOOMED), { memory: owning('v1'), now });
      const [doc] = inputs.desired.docs.Volume.values();
      return doc && removalDraft(doc, inputs, liveOf())?.effects;
    });
    assert.equal(texts[0], texts[1]);
  });

  it('is not asked for while snapshots of its schedule are there', () => {
    const { memory, volumes } = takenWorld([{ hoursAgo: 0 }]);
    assert.is(removalWith(volumes.slice(1), memory), null);
    assert.is(removalWith([], memory)?.id, 'remove Volume/pg');
  });

  it('waits for one that somebody gave another name, and does not ask for that one', () => {
    const { memory, volumes } = takenWorld([{ hoursAgo: 0, over: { name: 'keep-me' } }]);
    assert.is(removalWith(volumes.slice(1), memory)?.id, 'remove Volume/pg');
    assert.is(hindranceToRemoval(VOLUME, volumes), 'volume pg still has snapshots: keep-me');
  });

  it('is not kept from going by it, but by every other snapshot', () => {
    assert.is(hindranceToRemoval(VOLUME, [VOLUME, finalOf(hoursAgo(0))]), null);
    const other = { ...finalOf(hoursAgo(0)), name: 's-v1-2611211400' };
    assert.is(hindranceToRemoval(VOLUME, [VOLUME, other]), 'volume pg still has snapshots: s-v1-2611211400');
  });
});
