import { instant } from '../../../../agent/clock.ts';
import { ok, unknown } from '../../../../agent/model/observed.ts';
import type { Sample } from '../../../../agent/model/growth.ts';
import { internalErrors, PlumblineError } from '../../../../agent/errors.ts';
import type { GrowthTrigger } from '../../../../agent/model/kinds.gen.ts';
import { forecastOf } from '../../../../agent/plan/rules/grow/forecast.ts';
import { plannedKibOf } from '../../../../agent/plan/rules/grow/planned-volumes.ts';
import { triggerOf } from '../../../../agent/plan/rules/grow/trigger.ts';
import type { Volume } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { doc, owned } from '../../declared.ts';
import { ago, factsOf, HOUR_MS, MINUTE_MS, POOL_ID, statisticsOf, viewOf } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

/** 1500 GiB, 500 of them spare: percent used is a tenth of the GiB in use. */
function kindOf(scene: Scene, when: GrowthTrigger = { usedPercent: 80 }): string {
  const facts = factsOf(scene);
  const measure = viewOf(facts);
  return triggerOf({ ref: 'StoragePool/gold', measure, plannedKib: plannedKibOf('StoragePool/gold', facts) }, when, facts)?.kind ?? 'none';
}

function used(percent: number, samples: readonly Sample[] = [], over: Scene = {}): Scene {
  return { filling: { inUseGiB: percent * 10 }, samples, ...over };
}

function reading(usedPercent: number, agoMs: number): Sample {
  return { at: ago(agoMs), usedPercent, inUseGiB: usedPercent * 10 };
}

const READINGS: readonly (readonly [string, Scene, string])[] = [
  ['starts at the threshold in two readings a minute apart', used(80, [reading(80, MINUTE_MS)]), 'used'],
  ['starts past it', used(80.1, [reading(80.1, MINUTE_MS)]), 'used'],
  ['does not start just under it', used(79.9, [reading(80, MINUTE_MS)]), 'none'],
  ['does not start when the earlier reading was just under it', used(80, [reading(79.9, MINUTE_MS)]), 'none'],
  ['does not start by one reading', used(89.9), 'none'],
  ['does not start by two readings less than a minute apart', used(85, [reading(85, MINUTE_MS - 1)]), 'none'],
  ['does not start when it was less used in between', used(85, [reading(85, 2 * MINUTE_MS), reading(79, MINUTE_MS)]), 'none'],
  ['starts by readings further apart', used(85, [reading(85, 2 * MINUTE_MS), reading(85, 30_000)]), 'used'],
  ['starts by one reading at the critical threshold', used(90), 'critical'],
  ['does not start by one reading just under the critical threshold', used(89.99), 'none'],
  ['takes the critical threshold that ScaleIO has', used(89.99, [], { livePool: { criticalPercent: 89 } }), 'critical'],
  ['never starts without devices', { filling: { maxGiB: 0, spareGiB: 0, inUseGiB: 0 } }, 'none'],
];

describe('what starts growth', (it) => {
  for (const [name, scene, kind] of READINGS) it(name, () => assert.is(kindOf(scene), kind));

  it('is used of the capacity after spare: 80 % of it, and 53 % of the whole', () => {
    assert.is(kindOf({ filling: { maxGiB: 1500, spareGiB: 500, inUseGiB: 800 }, samples: [reading(80, MINUTE_MS)] }), 'used');
    assert.is(kindOf({ filling: { maxGiB: 1500, spareGiB: 0, inUseGiB: 800 }, samples: [reading(80, MINUTE_MS)] }), 'none');
  });
});

/** One every five minutes, from `hours` ago on, filling by so many GiB an hour up to what is in use now. */
function filling(count: number, gibPerHour: number, nowGiB = 700): readonly Sample[] {
  return Array.from({ length: count }, (_, index) => {
    const agoMs = (count - 1 - index) * 5 * MINUTE_MS;
    const inUseGiB = nowGiB - (gibPerHour * agoMs) / HOUR_MS;
    return { at: ago(agoMs), usedPercent: inUseGiB / 10, inUseGiB };
  });
}

const TEN_HOURS: GrowthTrigger = { usedPercent: 80, fullWithin: '10h' };
/** Readings that span three hours. */
const HALF = 37;

/** Flat at so many GiB, and 100 GiB more since so long ago. */
function jump(agoMs: number): readonly Sample[] {
  return filling(72, 0).map((sample) => (NOON - sample.at <= agoMs ? sample : { ...sample, inUseGiB: sample.inUseGiB - 100 }));
}

function leftHours(samples: readonly Sample[], maxGiB = 1500): number | null {
  const forecast = forecastOf(samples, statisticsOf({ maxGiB, spareGiB: 500 }), NOON);
  return forecast && forecast.leftMs / HOUR_MS;
}

describe('the forecast', (it) => {
  it('starts growth when the pool would be full just within the time', () => {
    assert.is(kindOf(used(70, filling(HALF, 30)), TEN_HOURS), 'forecast');
    assert.is(kindOf(used(70, filling(HALF, 30.1)), TEN_HOURS), 'forecast');
    assert.is(kindOf(used(70, filling(HALF, 29.9)), TEN_HOURS), 'none');
  });

  it('starts none more than 15 points below usedPercent', () => {
    assert.is(kindOf(used(65, filling(HALF, 60, 650)), TEN_HOURS), 'forecast');
    assert.is(kindOf(used(64.9, filling(HALF, 60, 649)), TEN_HOURS), 'none');
  });

  it('is not asked for without fullWithin', () => assert.is(kindOf(used(70, filling(HALF, 60))), 'none'));

  it('needs twelve samples over half of the six hours', () => {
    assert.is(leftHours(filling(HALF - 1, 60)), null);
    assert.is(leftHours(filling(HALF, 60).slice(-12)), null);
    const ends = (count: number): readonly Sample[] => filling(HALF, 60).filter((_, index) => index < 1 || index > HALF - count);
    assert.is(leftHours(ends(11)), null);
    assert.is.not(leftHours(ends(12)), null);
  });

  it('says over how many hours it was measured', () => {
    const spanOf = (count: number): number | undefined => forecastOf(filling(count, 30), statisticsOf({}), NOON)?.spanHours;
    assert.equal([spanOf(HALF), spanOf(HALF + 12), spanOf(72)], [3, 4, 6]);
  });

  it('sees no end to a pool that does not fill', () => {
    assert.is(leftHours(filling(HALF, 0)), null);
    assert.is(leftHours(filling(HALF, -5)), null);
  });

  it('is over an hour after something came at once', () => {
    assert.is.not(leftHours(jump(30 * MINUTE_MS)), null);
    assert.is.not(leftHours(jump(HOUR_MS - 5 * MINUTE_MS)), null);
    assert.is(leftHours(jump(HOUR_MS)), null);
    assert.is(leftHours(jump(3 * HOUR_MS)), null);
  });

  it('takes the slower of the last hours and the last hour', () => {
    const turning = (before: number, lately: number): readonly Sample[] => {
      const earlier = filling(60, before, 700 - lately).map((sample) => ({ ...sample, at: instant(sample.at - HOUR_MS) }));
      return [...earlier, ...filling(12, lately)];
    };
    assert.is(Math.round(leftHours(turning(60, 10)) ?? 0), 30);
    assert.is(Math.round(leftHours(turning(10, 60)) ?? 0), 24);
  });

  it('needs the last hour to be measured, too', () => {
    assert.is(leftHours(filling(72, 30).filter(({ at }) => NOON - at > HOUR_MS || NOON - at < HOUR_MS / 2)), null);
  });

  it('goes by the last six hours', () => {
    const old = Array.from({ length: 12 }, (_, index) => reading(10, 6 * HOUR_MS + 1 + index * MINUTE_MS)).toReversed();
    assert.is(leftHours(old), null);
    assert.is(Math.round(leftHours([...old, ...filling(HALF, 30)]) ?? 0), 10);
    assert.is.not(leftHours([reading(10, 6 * HOUR_MS), ...filling(HALF - 12, 30)]), null);
  });

  it('is hardly bent by one reading that is off, and not by capacity that came meanwhile', () => {
    const samples = filling(HALF, 30).map((sample, index) => (index === 18 ? { ...sample, inUseGiB: sample.inUseGiB + 50 } : sample));
    const hours = leftHours(samples) ?? 0;
    assert.ok(Math.abs(hours - 10) < 0.1, String(hours));
    assert.ok(Math.abs((leftHours(samples, 1800) ?? 0) - hours - 10) < 0.1);
  });

  it('says now of a pool that is full', () => assert.is(leftHours(filling(HALF, 30, 1100)), 0));

  it('says nothing of readings at one instant, or of none', () => {
    assert.is(leftHours(Array.from({ length: 12 }, () => reading(70, 0))), null);
    assert.is(leftHours([]), null);
  });
});

function volume(name: string, sizeGiB: number, type = 'thick'): ReturnType<typeof doc> {
  return doc(`Volume/${name}`, { pool: 'gold', sizeGiB, type }, { links: ['StoragePool/gold'] });
}

/** 70 % used leaves 300 GiB raw: room for 144 GiB in steps of 8. */
function declaring(...docs: readonly ReturnType<typeof doc>[]): Scene {
  return used(70, [], { docs });
}

const LIVE: Volume = {
  id: 'vol-1',
  name: 'pg',
  sizeKib: gibToKib(400),
  storagePoolId: POOL_ID,
  volumeType: 'ThickProvisioned',
  ancestorVolumeId: null,
  vtreeId: 't1',
  mappings: [],
  createdAtSeconds: 0,
};

describe('declared volumes', (it) => {
  it('start growth when they do not fit', () => {
    assert.is(kindOf(declaring(volume('a', 144))), 'none');
    assert.is(kindOf(declaring(volume('a', 152))), 'volumes');
    assert.is(kindOf(declaring(volume('a', 72), volume('b', 72))), 'none');
    assert.is(kindOf(declaring(volume('a', 72), volume('b', 80))), 'volumes');
  });

  it('that are thin take nothing before they are written to', () => assert.is(kindOf(declaring(volume('a', 8000, 'thin'))), 'none'));

  it('that are there count by what they grow', () => {
    const ids = new Map([['Volume/pg', 'vol-1'] as const]);
    const grown = (sizeGiB: number): string => kindOf({ ...declaring(volume('pg', sizeGiB)), volumes: [LIVE], ids });
    assert.is(grown(400 + 144), 'none');
    assert.is(grown(400 + 152), 'volumes');
    assert.is(grown(8), 'none');
  });

  it('that are lost, absent or in another pool do not count', () => {
    const inventory = new Map([['Volume/a' as const, owned('Volume/a', { sizeGiB: 152 })]]);
    assert.is(kindOf({ ...declaring(volume('a', 152)), memory: { inventory } }), 'none');
    assert.is(kindOf(declaring({ ...volume('a', 152), state: 'absent' })), 'none');
    assert.is(kindOf(declaring({ ...volume('a', 152), links: ['StoragePool/lead'] })), 'none');
  });

  it('are both copies, and unknown while volumes are not read', () => {
    const facts = factsOf(declaring(volume('a', 152)));
    assert.is(plannedKibOf('StoragePool/gold', facts), gibToKib(304));
    const error = new PlumblineError(internalErrors.unexpected, 'no answer');
    assert.is(kindOf({ ...declaring(volume('a', 152)), scaleio: { volumes: unknown(error) } }), 'none');
    assert.is(kindOf({ ...declaring(volume('a', 152)), scaleio: { volumes: ok([], instant(NOON)) } }), 'volumes');
  });
});
