import { PlumblineError } from '../../../agent/errors.ts';
import { unknown } from '../../../agent/model/observed.ts';
import type { Live, SystemHealth } from '../../../agent/model/observed.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { scaleioErrors } from '../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../agent/systems/scaleio/health/health.ts';
import type { ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import { NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, figures, inputsOf, liveOf, NODE, VOLUME } from './docs.ts';
import type { Declared } from './docs.ts';

const failure = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));

function judged(declared: Declared, live: Live<ScaleioFacets>): SystemHealth {
  return scaleioHealth(inputsOf(declare(declared)), live);
}

/** `ready, [VolumeTypeDiffers]` */
function verdict(health: SystemHealth, ref: Ref): string {
  const codes = health.findings.filter((finding) => finding.ref === ref).map(({ code }) => code);
  return `${health.ready.get(ref)?.kind}, [${codes.join(', ')}]`;
}

interface Row {
  readonly what: string;
  readonly declared?: Declared;
  readonly live?: Parameters<typeof liveOf>[0];
  readonly is: string;
}

function table(ref: Ref, rows: readonly Row[], it: Parameters<Parameters<typeof describe>[1]>[0]): void {
  for (const { what, declared = {}, live = {}, is } of rows) {
    it(`${what}: ${is}`, () => assert.is(verdict(judged(declared, liveOf(live)), ref), is));
  }
}

describe('a volume for a pool without devices', (it) => {
  it('is not made, for that very reason', () => {
    const empty = figures(0, { maxKib: gibToKib(0), spareKib: gibToKib(0) });
    const { findings } = judged({}, liveOf({ volumes: [], devices: [], statistics: new Map([['sp1', empty]]) }));
    const [found] = findings.filter(({ ref }) => ref === 'Volume/pg');
    assert.is(found?.why, 'the volume is not made: pool gold has no devices yet');
  });
});

describe('what is left undone of a volume', (it) => {
  const full = { ...figures(0), maxKib: gibToKib(2), spareKib: gibToKib(1) };
  const rows: readonly (readonly [string, Declared, Parameters<typeof liveOf>[0], boolean])[] = [
    ['all is done', {}, {}, false],
    ['growing comes', { volume: { sizeGiB: 24 } }, {}, false],
    ['shrinking never comes', { volume: { sizeGiB: 8 } }, {}, false],
    ['there is no room to grow', { volume: { sizeGiB: 24 } }, { statistics: new Map([['sp1', full]]) }, true],
    ['it is in another pool', {}, { volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] }, true],
    ['it is of another type', { volume: { type: 'thick' } }, {}, true],
    ['a host is not known', { volume: { mappedTo: ['nobody'] } }, {}, true],
  ];
  for (const [what, declared, live, isWithheld] of rows) {
    it(`${isWithheld ? 'is told' : 'is nothing'}: ${what}`, () => {
      assert.is(judged(declared, liveOf(live)).withheld?.has('Volume/pg'), isWithheld);
    });
  }
});

describe('health of a volume', (it) => {
  table(
    'Volume/pg',
    [
      { what: 'as declared', is: 'ready, []' },
      { what: 'not there', live: { volumes: [] }, is: 'absent, []' },
      { what: 'too small', declared: { volume: { sizeGiB: 24 } }, is: 'progressing, []' },
      { what: 'too large', declared: { volume: { sizeGiB: 8 } }, is: 'ready, [VolumeCannotShrink]' },
      { what: 'thin for thick', declared: { volume: { type: 'thick' } }, is: 'ready, [VolumeTypeDiffers]' },
      { what: 'a type nobody knows', live: { volumes: [{ ...VOLUME, volumeType: 'Quantum' }] }, is: 'ready, [VolumeTypeDiffers]' },
      { what: 'in another pool', live: { volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] }, is: 'degraded, [VolumeInOtherPool]' },
      {
        what: 'in another pool, and too small',
        declared: { volume: { sizeGiB: 24 } },
        live: { volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] },
        is: 'degraded, [VolumeInOtherPool, VolumeNotGrown]',
      },
      { what: 'there twice', live: { volumes: [VOLUME, { ...VOLUME, id: 'v2' }] }, is: 'degraded, [NameNotUnique]' },
      { what: 'in a declared pool that is gone', live: { pools: [] }, is: 'absent, []' },
      {
        what: 'for a pool only named that is not there',
        declared: { pool: null, volume: { pool: 'pd/gold' } },
        live: { pools: [], volumes: [] },
        is: 'absent, [PoolMissing]',
      },
      { what: 'in a pool nobody declared', declared: { pool: null }, is: 'degraded, []' },
    ],
    it,
  );

  const kept: readonly [string, Declared, Parameters<typeof liveOf>[0]][] = [
    ['sizeGiB', { volume: { sizeGiB: 24 } }, {}],
    ['sizeGiB', { volume: { sizeGiB: 8 } }, {}],
    ['type', { volume: { type: 'thick' } }, {}],
    ['pool', {}, { volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] }],
  ];
  for (const [path, declared, live] of kept) {
    it(`is ready when only ${path} differs, and sync.ignore names it: ${JSON.stringify(declared)}`, () => {
      const inputs = inputsOf(declare(declared), { ignored: (ref) => (ref === 'Volume/pg' ? [path] : []) });
      assert.is(verdict(scaleioHealth(inputs, liveOf(live)), 'Volume/pg'), 'ready, []');
    });
  }

  it('says what to declare instead of a shrink', () => {
    const [finding] = judged({ volume: { sizeGiB: 8 } }, liveOf({ volumes: [{ ...VOLUME, sizeKib: gibToKib(24) }] })).findings;
    assert.is(finding?.why, 'the volume has 24 GiB, declared are 8 GiB, and ScaleIO cannot shrink a volume');
    assert.is(finding?.remedy, 'Declare sizeGiB: 24, or move the data to a smaller volume.');
    assert.is(finding?.recheckAt, null);
  });
});

describe('health of a protection domain', (it) => {
  const inState = (protectionDomainState: string): Row['live'] => ({ domains: [{ id: 'pd1', name: 'pd', protectionDomainState }] });
  table(
    'ProtectionDomain/pd',
    [
      { what: 'active', is: 'ready, []' },
      { what: 'inactive', live: inState('Inactive'), is: 'degraded, [DomainNotActive]' },
      { what: 'in a state nobody knows', live: inState('Dreaming'), is: 'degraded, [DomainNotActive]' },
      { what: 'not there', live: { domains: [] }, is: 'absent, []' },
      { what: 'under another name', declared: { domain: { name: 'pd-a' } }, is: 'absent, []' },
    ],
    it,
  );

  it('is the cause of a node that is missing below it', () => {
    const health = judged({}, liveOf({ domains: [] }));
    const causes = health.findings.map(({ code, causedBy }) => [code, causedBy]);
    assert.equal(causes, [['NodeMissing', 'ProtectionDomain/pd']]);
  });
});

describe('health of a storage node', (it) => {
  const inState = (states: Partial<typeof NODE.states>): Row['live'] => ({ nodes: [{ ...NODE, states: { ...NODE.states, ...states } }] });
  table(
    'StorageNode/n1',
    [
      { what: 'well', is: 'ready, []' },
      { what: 'not there', live: { nodes: [] }, is: 'absent, [NodeMissing]' },
      { what: 'in another domain', live: { nodes: [{ ...NODE, protectionDomainId: 'pd2' }] }, is: 'absent, [NodeMissing]' },
      { what: 'lost', live: inState({ mdmConnectionState: 'Disconnected' }), is: 'degraded, [NodeDisconnected]' },
      { what: 'being removed', live: inState({ sdsState: 'RemovePending' }), is: 'degraded, [NodeNotNormal]' },
      { what: 'decoupled', live: inState({ membershipState: 'Decoupled' }), is: 'degraded, [NodeNotNormal]' },
      { what: 'in maintenance', live: inState({ maintenanceState: 'InMaintenance' }), is: 'degraded, [NodeNotNormal]' },
      { what: 'with the declared addresses in another order', declared: { node: { ips: ['10.0.0.11', '10.0.0.12'] } }, is: 'ready, []' },
      { what: 'with another address', declared: { node: { ips: ['10.0.0.99'] } }, is: 'ready, []' },
    ],
    it,
  );

  it('is looked at again in a minute when it is lost, for it may come back', () => {
    const lost = judged({}, liveOf(inState({ mdmConnectionState: 'Disconnected' })));
    assert.is(lost.findings[0]?.recheckAt, NOON + 60_000);
  });
});

describe('health with an unknown facet', (it) => {
  const rows: readonly [keyof ScaleioFacets, readonly Ref[]][] = [
    ['domains', ['ProtectionDomain/pd', 'StoragePool/gold', 'StorageNode/n1', 'Volume/pg']],
    ['pools', ['StoragePool/gold', 'Volume/pg']],
    ['statistics', ['StoragePool/gold']],
    ['volumes', ['Volume/pg']],
    ['nodes', ['StorageNode/n1']],
    ['devices', []],
    ['system', []],
  ];
  for (const [facet, refs] of rows) {
    it(`does not know what rests on the ${facet}, and reports nothing as missing`, () => {
      const health = judged({}, { ...liveOf(), [facet]: failure });
      const unread = [...health.ready].filter(([, { kind }]) => kind === 'unknown').map(([ref]) => ref);
      assert.equal(unread.toSorted(), refs.toSorted());
      assert.equal(health.findings, []);
    });
  }
});
