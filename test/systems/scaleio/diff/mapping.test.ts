import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { diffScaleio } from '../../../../agent/systems/scaleio/diff/diff.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import type { Mapping, Sdc, Volume } from '../../../../agent/systems/scaleio/types.ts';
import type { Kinds } from '../../../../agent/model/kinds.gen.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, inputsOf, liveOf, VOLUME } from '../docs.ts';

type Drafts = ReturnType<typeof diffScaleio>;

const SDCS: readonly Sdc[] = [1, 2, 3].map((n) => sdc(n));

function sdc(n: number, over: Partial<Sdc> = {}): Sdc {
  const guid = `1F5B6A3C-0000-4000-8000-00000000000${n}`;
  return { id: `c${n}`, name: `host${n}`, guid, ips: [`10.0.0.2${n}`, `10.1.0.2${n}`], mdmConnectionState: 'Connected', ...over };
}

function onHost(n: number, over: Partial<Mapping> = {}): Mapping {
  return { sdcId: `c${n}`, host: `10.0.0.2${n}`, limitIops: 0, limitMibps: 0, ...over };
}

interface Case {
  readonly spec: Partial<Kinds['Volume']>;
  readonly mappings?: readonly Mapping[];
  readonly volume?: Partial<Volume>;
  readonly sdcs?: readonly Sdc[];
  readonly ignored?: readonly string[];
}

function drafts({ spec, mappings = [], volume = {}, sdcs = SDCS, ignored = [] }: Case): Drafts {
  const inputs = inputsOf(declare({ volume: spec }), { ignored: (ref) => (ref === 'Volume/pg' ? ignored : []) });
  const live = liveOf({ volumes: [{ ...VOLUME, mappings, ...volume }], sdcs });
  return diffScaleio(inputs, live).filter(({ ref }) => ref === 'Volume/pg');
}

/** What is called, and what comes then. */
function calls(given: Case): readonly string[] {
  return drafts(given).flatMap(({ action, then }) => [`${action.do} ${'sdcId' in action.args ? action.args.sdcId : ''}`, ...then]);
}

describe('the hosts of a ScaleIO volume', (it) => {
  it('are left to REX-Ray without mappedTo, wherever it put the volume', () => {
    assert.equal(calls({ spec: {}, mappings: [onHost(1), onHost(2)] }), []);
  });

  it('get the volume, named whichever way', () => {
    for (const wanted of ['host2', '10.0.0.22', '10.1.0.22', '1f5b6a3c-0000-4000-8000-000000000002']) {
      const [draft, ...others] = drafts({ spec: { mappedTo: [wanted] } });
      assert.is(others.length, 0);
      const args = { volumeId: 'v1', sdcId: 'c2', allowMultipleMappings: 'FALSE' };
      assert.equal(draft?.action, { system: 'scaleio', do: 'mapVolume', args });
      assert.equal([draft?.op, draft?.class, draft?.backendId], ['map', 'additive', 'v1']);
      assert.equal(draft?.fields, [{ path: 'mappedTo[host2]', from: null, to: 'host2' }]);
      assert.ok(draft?.reads.some(({ facet }) => facet === 'sdcs'));
    }
  });

  it('may be several at once only where several are declared', () => {
    const [draft] = drafts({ spec: { mappedTo: ['host1', 'host2'] }, mappings: [onHost(1)] });
    assert.equal(draft?.action.args, { volumeId: 'v1', sdcId: 'c2', allowMultipleMappings: 'TRUE' });
  });

  it('lose the volume before another gets it', () => {
    const given = { spec: { mappedTo: ['host2'] }, mappings: [onHost(1)] };
    assert.equal(calls(given), ['unmapVolume c1', 'maps it to host2']);
    const [draft] = drafts(given);
    assert.equal([draft?.op, draft?.class], ['unmap', 'disruptive']);
    assert.equal(draft?.fields, [{ path: 'mappedTo[10.0.0.21]', from: '10.0.0.21', to: null }]);
    const args = { sdcId: 'c1', mappedTo: ['host2'] };
    assert.equal(draft?.requires, [{ system: 'scaleio', check: 'host-undeclared', backendId: 'v1', args }]);
  });

  const rows: readonly [string, Case, readonly string[]][] = [
    ['as declared', { spec: { mappedTo: ['host1'] }, mappings: [onHost(1)] }, []],
    ['as declared, one of them twice', { spec: { mappedTo: ['host1', '10.0.0.21'] }, mappings: [onHost(1)] }, []],
    ['on none, as declared', { spec: { mappedTo: [] } }, []],
    ['declared to be on none', { spec: { mappedTo: [] }, mappings: [onHost(3)] }, ['unmapVolume c3']],
    ['on a host whose entry is misspelt', { spec: { mappedTo: ['hots1'] }, mappings: [onHost(1)] }, []],
    ['on one host, and on one misspelt', { spec: { mappedTo: ['hots1', 'host2'] }, mappings: [onHost(1)] }, ['mapVolume c2']],
    ['on a host that the list lacks', { spec: { mappedTo: [] }, mappings: [onHost(9)] }, []],
    ['on a host that is listed, and on one that the list lacks', { spec: { mappedTo: [] }, mappings: [onHost(1), onHost(9)] }, []],
    [
      'on a host that the list lacks, while it has another with its address',
      { spec: { mappedTo: ['10.0.0.29', 'host1'] }, mappings: [onHost(9)], sdcs: [...SDCS, sdc(4, { ips: ['10.0.0.29'] })] },
      [],
    ],
    ['of every SDC', { spec: { mappedTo: ['host1'] }, mappings: [onHost(1, { sdcId: '*' })] }, []],
    ['ignored', { spec: { mappedTo: ['host2'] }, mappings: [onHost(1)], ignored: ['mappedTo'] }, []],
    ['of another type', { spec: { mappedTo: ['host2'], type: 'thick' } }, []],
    [
      'on an address that two have',
      { spec: { mappedTo: ['10.0.0.21'] }, mappings: [onHost(1)], sdcs: [...SDCS, sdc(4, { ips: ['10.0.0.21'] })] },
      [],
    ],
  ];
  for (const [what, given, expected] of rows) {
    it(`are kept for a volume ${what}: ${expected.join(', ') || 'nothing to do'}`, () => assert.equal(calls(given), expected));
  }

  it('are not judged while the SDCs are unknown', () => {
    const live = {
      ...liveOf({ volumes: [{ ...VOLUME, mappings: [onHost(1)] }] }),
      sdcs: unknown(new PlumblineError(scaleioErrors.busy, 'not now')),
    };
    assert.equal(diffScaleio(inputsOf(declare({ volume: { mappedTo: [] } })), live), []);
  });

  it('are named when the volume is made', () => {
    const inputs = inputsOf(declare({ volume: { mappedTo: ['host1'] } }));
    const [draft] = diffScaleio(inputs, liveOf({ volumes: [], sdcs: SDCS }));
    assert.equal([draft?.op, draft?.then], ['create', ['maps it to host1']]);
  });
});

describe('the limits of a ScaleIO volume', (it) => {
  it('are set on each host that has it, one at a time, also where REX-Ray put it', () => {
    const given = { spec: { limits: { iops: 2000, bandwidthMibps: 100 } }, mappings: [onHost(1), onHost(2)] };
    const [draft] = drafts(given);
    const args = { volumeId: 'v1', sdcId: 'c1', iopsLimit: '2000', bandwidthLimitInKbps: '102400' };
    assert.equal(draft?.action, { system: 'scaleio', do: 'setMappedSdcLimits', args });
    assert.equal([draft?.op, draft?.class], ['update', 'additive']);
    assert.equal(draft?.then, ['lets 10.0.0.22 ask for 2000 I/O operations a second and 100 MiB/s']);
  });

  it('differ by host, so that the same call for the next host is no repetition', () => {
    const [first] = drafts({ spec: { limits: { iops: 50 } }, mappings: [onHost(1), onHost(2)] });
    const [second] = drafts({ spec: { limits: { iops: 50 } }, mappings: [onHost(1, { limitIops: 50 }), onHost(2)] });
    assert.equal(first?.fields, [{ path: 'limits.iops[10.0.0.21]', from: 0, to: 50 }]);
    assert.equal(second?.fields, [{ path: 'limits.iops[10.0.0.22]', from: 0, to: 50 }]);
  });

  const live = { limitIops: 30, limitMibps: 7 };
  const sent: readonly [string, Case['spec']['limits'], readonly string[], readonly [string, string] | null][] = [
    ['both', { iops: 50, bandwidthMibps: 9 }, [], ['50', '9216']],
    ['the one that is declared, and keep the other', { iops: 50 }, [], ['50', '7168']],
    ['the other that is declared', { bandwidthMibps: 0 }, [], ['30', '0']],
    ['none that are as declared', { iops: 30, bandwidthMibps: 7 }, [], null],
    ['none that are not declared', undefined, [], null],
    ['none that are ignored', { iops: 50 }, ['limits'], null],
    ['what is not ignored', { iops: 50, bandwidthMibps: 9 }, ['limits.iops'], ['30', '9216']],
    ['what else is not ignored', { iops: 50, bandwidthMibps: 9 }, ['limits.bandwidthMibps'], ['50', '7168']],
  ];
  for (const [what, limits, ignored, expected] of sent) {
    it(`are sent: ${what}`, () => {
      const [draft] = drafts({ spec: limits === undefined ? {} : { limits }, mappings: [onHost(1, live)], ignored });
      const args: { readonly [name: string]: unknown } = draft?.action.args ?? {};
      assert.equal(draft === undefined ? null : [args['iopsLimit'], args['bandwidthLimitInKbps']], expected);
    });
  }

  it('are still to come of a host that is still to get it, so that nothing counts as applied before', () => {
    const expected = ['mapVolume c1', 'lets 10.0.0.21 ask for 50 I/O operations a second and any number of MiB/s'];
    assert.equal(calls({ spec: { mappedTo: ['host1'], limits: { iops: 50 } } }), expected);
  });

  it('are new where REX-Ray mapped it without any, and changed where there were others', () => {
    const isNew = (over: Partial<Mapping>) => drafts({ spec: { limits: { iops: 50 } }, mappings: [onHost(1, over)] })[0]?.isOfNew;
    assert.equal([isNew({}), isNew({ limitIops: 20 }), isNew({ limitMibps: 7 })], [true, false, false]);
  });

  it('are not set where every SDC has the volume', () => {
    assert.equal(calls({ spec: { limits: { iops: 50 } }, mappings: [onHost(1, { sdcId: '*' })] }), []);
  });
});
