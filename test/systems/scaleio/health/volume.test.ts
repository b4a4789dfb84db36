import { PlumblineError } from '../../../../agent/errors.ts';
import type { Kinds } from '../../../../agent/model/kinds.gen.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../../agent/systems/scaleio/health/health.ts';
import type { Mapping, ScaleioFacets, Sdc } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, figures, inputsOf, liveOf, POOL, VOLUME } from '../docs.ts';

type Spec = Partial<Kinds['Volume']>;

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));
const SYSTEM = { id: 'sys', name: 'scaleio', version: '3.6', mdmState: 'ClusteredNormal' };
const SILVER = { ...POOL, id: 'sp2', name: 'silver' };
const ELSEWHERE = { system: SYSTEM, pools: [POOL, SILVER], volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] };
const SDC: Sdc = { id: 'c1', name: 'host1', guid: 'G1', ips: ['10.0.0.21'], mdmConnectionState: 'Connected' };
const FULL = new Map([['sp1', figures(0, { maxKib: gibToKib(400), spareKib: gibToKib(100), inUseKib: gibToKib(270) })]]);

/** `progressing: why it is, [codes]`. */
function said(spec: Spec, live: ReturnType<typeof liveOf>, ignored: readonly string[] = []): string {
  const inputs = inputsOf(declare({ volume: spec }), { ignored: (ref) => (ref === 'Volume/pg' ? ignored : []) });
  const { ready, findings } = scaleioHealth(inputs, live);
  const readiness = ready.get('Volume/pg');
  const why = readiness !== undefined && 'why' in readiness ? `: ${readiness.why}` : '';
  const codes = findings.filter(({ ref }) => ref === 'Volume/pg').map(({ code }) => code);
  return `${readiness?.kind}${why}, [${codes.join()}]`;
}

function moving(status: string, toPoolId = 'sp1'): Partial<ScaleioFacets> {
  return { ...ELSEWHERE, migrations: new Map([['t1', { vtreeId: 't1', fromPoolId: 'sp2', toPoolId, status }]]) };
}

function mapped(...mappings: readonly Partial<Mapping>[]): Partial<ScaleioFacets> {
  const made = mappings.map((mapping) => ({ sdcId: 'c1', host: '10.0.0.21', limitIops: 0, limitMibps: 0, ...mapping }));
  return { sdcs: [SDC], volumes: [{ ...VOLUME, mappings: made }] };
}

const NOT_THERE = 'mappedTo names host9, and no SDC has that name, GUID or address';

describe('health of a ScaleIO volume', (it) => {
  const rows: readonly [string, Spec, Partial<ScaleioFacets>, string][] = [
    ['to be moved', {}, ELSEWHERE, 'progressing: it is in pool silver, to be moved to pd/gold, []'],
    ['being moved', {}, moving('MigrationNormal'), 'progressing: moving from pool silver to pd/gold, []'],
    ['whose move waits for its turn', {}, moving('PendingMigration'), 'progressing: moving from pool silver to pd/gold, []'],
    [
      'whose move is paused',
      {},
      moving('Paused'),
      'progressing: moving from pool silver to pd/gold, which stands still (Paused), [VolumeMoveStands]',
    ],
    [
      'that somebody moves elsewhere',
      {},
      moving('MigrationNormal', 'sp3'),
      'progressing: somebody moves the volume from pool silver to the pool with id sp3, declared is pd/gold, [VolumeInOtherPool]',
    ],
    [
      'that is a snapshot elsewhere',
      {},
      { ...ELSEWHERE, volumes: [{ ...VOLUME, storagePoolId: 'sp2', ancestorVolumeId: 'v0' }] },
      'degraded: the volume is in pool silver, not in pd/gold: a snapshot moves only with the volume it was taken of, [VolumeInOtherPool]',
    ],
    [
      'for which the declared pool has no room',
      {},
      { ...ELSEWHERE, statistics: FULL },
      'degraded: the volume is in pool silver, not in pd/gold: pool gold is past its critical threshold of 90 %, where ScaleIO allots nothing to thin volumes, [VolumeInOtherPool]',
    ],
    ['that cannot be made', {}, { volumes: [], statistics: FULL }, 'absent, [NoRoomInPool]'],
    ['that cannot grow', { sizeGiB: 24 }, { statistics: FULL }, 'progressing: it has 16 GiB of 24 GiB, [NoRoomInPool]'],
    ['that needs no room', {}, { statistics: FULL }, 'ready, []'],
    ['on its host', { mappedTo: ['host1'] }, mapped({}), 'ready, []'],
    ['not yet on its host', { mappedTo: ['host1'] }, mapped(), 'progressing: host1 is declared to have the volume, and has not, []'],
    ['still on another host', { mappedTo: [] }, mapped({}), 'progressing: 10.0.0.21 has the volume, and is not declared to, []'],
    ['for a host that is not there', { mappedTo: ['host9'] }, mapped({}), `degraded: ${NOT_THERE}, [HostUnknown]`],
    [
      'for a host whose address two have',
      { mappedTo: ['10.0.0.21'] },
      { ...mapped({}), sdcs: [SDC, { ...SDC, id: 'c0', name: null }] },
      'degraded: mappedTo names 10.0.0.21, which 2 SDCs are called: c0, c1, [NameNotUnique]',
    ],
    [
      'that every SDC has',
      { mappedTo: ['host1'] },
      mapped({ sdcId: '*' }),
      'degraded: the volume is mapped to every SDC, declared are single ones, [VolumeMappedToAll]',
    ],
    [
      'on a host that the list of SDCs lacks',
      { mappedTo: ['host1'] },
      mapped({ sdcId: 'c7' }),
      'degraded: the volume is mapped to 10.0.0.21 (SDC c7), which ScaleIO does not list, [HostUnlisted]',
    ],
    ['that lacks its limits, for it can be used', { limits: { iops: 50 } }, mapped({}), 'ready, []'],
    ['of another type, of which nothing else is said', { type: 'thick', mappedTo: ['host9'] }, {}, 'ready, [VolumeTypeDiffers]'],
    ['with two things to do, the worse one first', { sizeGiB: 24, mappedTo: ['host9'] }, mapped(), `degraded: ${NOT_THERE}, [HostUnknown]`],
  ];
  for (const [which, spec, live, expected] of rows) {
    it(`tells of one ${which}`, () => assert.is(said(spec, liveOf(live)), expected));
  }

  it('says nothing of what is ignored', () => {
    assert.is(said({}, liveOf(ELSEWHERE), ['pool']), 'ready, []');
    assert.is(said({ mappedTo: ['host9'] }, liveOf(mapped({})), ['mappedTo']), 'ready, []');
  });

  it('knows nothing of hosts and moves while those are not read, and only where they matter', () => {
    assert.is(said({ mappedTo: [] }, { ...liveOf(), sdcs: failure }), 'unknown, []');
    assert.is(said({}, { ...liveOf(), sdcs: failure, migrations: failure, system: failure }), 'ready, []');
    assert.is(said({}, { ...liveOf(ELSEWHERE), migrations: failure }), 'unknown, []');
    assert.is(said({}, { ...liveOf(ELSEWHERE), system: failure }), 'unknown, []');
  });

  it('puts a want of room down to the pool, in words that stay while it fills', () => {
    const judged = (inUseGiB: number) => {
      const statistics = new Map([['sp1', figures(0, { maxKib: gibToKib(400), spareKib: gibToKib(100), inUseKib: gibToKib(inUseGiB) })]]);
      const { findings } = scaleioHealth(inputsOf(declare()), liveOf({ volumes: [], statistics }));
      return findings.filter(({ ref }) => ref === 'Volume/pg');
    };
    assert.equal(judged(271), judged(290));
    assert.is(judged(271)[0]?.causedBy, 'StoragePool/gold');
  });
});
