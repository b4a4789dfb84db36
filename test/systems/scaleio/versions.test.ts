import { makeLog } from '../../../agent/log.ts';
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import { ok } from '../../../agent/model/observed.ts';
import type { Live } from '../../../agent/model/observed.ts';
import { makeRedactor } from '../../../agent/redact.ts';
import type { ScaleioFacets } from '../../../agent/systems/scaleio/types.ts';
import { unfamiliarStates } from '../../../agent/systems/scaleio/unfamiliar.ts';
import { vtreesAstray } from '../../../agent/systems/scaleio/migrations.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { declare, DEVICES, liveOf, NODE, POOL, VOLUME } from './docs.ts';
import { openBench, openStub } from './gateway.ts';
import { bodyOf } from './fixtures.ts';

describe('a gateway of each version', (it) => {
  for (const version of ['2.0', '2.5', '2.6', '3.0', '3.5', '3.6', '4.0', '4.5']) {
    it(`is read in full: ${version}`, async (test) => {
      const { system, ctx } = await openBench(test, { version });
      const live = await system.read(ctx, NOTHING_SOUGHT);
      assert.equal(
        Object.entries(live).flatMap(([facet, reading]) => (reading.kind === 'unknown' ? [facet, reading.error.message] : [])),
        [],
      );
      assert.is(live.system.kind === 'ok' && live.system.value.version, version);
    });
  }

  it('is asked for its alerts only before 4.0', async (test) => {
    for (const [version, calls] of [
      ['3.6', 1],
      ['4.0', 0],
    ] as const) {
      const bench = await openBench(test, { version });
      const { alerts } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
      assert.is(alerts.kind, 'ok');
      assert.is(bench.ledger().filter(({ call }) => call === 'GET /api/types/Alert/instances').length, calls);
    }
  });
});

describe('a gateway played from its bodies', (it) => {
  const bodies: { readonly [path: string]: unknown } = {
    '/api/login': 'dG9rZW4',
    '/api/version': '3.6',
    '/api/types/System/instances': bodyOf('systems'),
  };
  const read = async (test: Parameters<typeof openStub>[0], over: { readonly [path: string]: unknown }): Promise<Live<ScaleioFacets>> => {
    const played = { ...bodies, ...over };
    const { system, ctx } = await openStub(test, (path) => ({ status: 200, body: JSON.stringify(played[path] ?? []) }));
    return system.read(ctx, NOTHING_SOUGHT);
  };

  it('is believed in nothing when a domain of it is erasure-coded', async (test) => {
    const [domain] = bodyOf('protection-domains') as readonly object[];
    const live = await read(test, { '/api/types/ProtectionDomain/instances': [{ ...domain, genType: 'EC' }] });
    for (const [facet, reading] of Object.entries(live)) {
      assert.is(reading.kind === 'unknown' && reading.error.code.code, 'scaleio/unsupported-version', facet);
    }
  });

  it('is believed when its domains are mirrored', async (test) => {
    const [domain] = bodyOf('protection-domains') as readonly object[];
    const live = await read(test, { '/api/types/ProtectionDomain/instances': [{ ...domain, genType: 'Mirroring' }] });
    assert.is(live.domains.kind, 'ok');
  });

  it('is asked for its MDM cluster when the system does not have it', async (test) => {
    const [{ mdmCluster, ...system }] = bodyOf('systems') as readonly [{ mdmCluster: object }];
    const mdmState = async (systems: object, cluster: object): Promise<unknown> => {
      const live = await read(test, { '/api/types/System/instances': [systems], '/api/instances/System/queryMdmCluster': cluster });
      return live.system.kind === 'ok' ? live.system.value.mdmState : live.system.error.code.code;
    };
    assert.is(await mdmState(system, { ...mdmCluster, clusterState: 'ClusteredDegraded' }), 'ClusteredDegraded');
    assert.is(await mdmState({ ...system, mdmClusterState: 'NotClustered' }, {}), 'NotClustered');
    assert.is(await mdmState(system, {}), 'scaleio/unexpected-answer');
  });

  it('takes no host with NVMe for an SDC', async (test) => {
    const [sdc] = bodyOf('sdcs', '4.5') as readonly object[];
    const host = { ...sdc, id: 'h1', hostType: 'NVMeHost', sdcGuid: null };
    const live = await read(test, { '/api/types/Sdc/instances': [sdc, host] });
    assert.is(live.sdcs.kind === 'ok' && live.sdcs.value.length, 1);
  });
});

describe('volumes on their way to another pool', (it) => {
  it('are asked for by their VTree, and nothing else is', async (test) => {
    const bodies: { readonly [path: string]: unknown } = {
      '/api/login': 'dG9rZW4',
      '/api/version': '3.6',
      '/api/types/System/instances': bodyOf('systems', '3.6'),
      '/api/types/Volume/instances': bodyOf('volumes', '3.6'),
      '/api/instances/VTree::252fd6e400000000': bodyOf('vtree-migrating', '3.6'),
    };
    const asked: string[] = [];
    const { system, ctx } = await openStub(test, (path) => {
      asked.push(path);
      return { status: 200, body: JSON.stringify(bodies[path] ?? []) };
    });
    const [{ name }] = bodyOf('volumes', '3.6') as readonly [{ name: string }];
    const { migrations } = await system.read(ctx, { desired: declare({ volume: { name } }), remembered: [] });
    assert.equal(migrations.kind === 'ok' && [...migrations.value.values()].map(({ toPoolId }) => toPoolId), ['c98eaac700000001']);
    assert.is(asked.filter((path) => path.includes('VTree')).length, 1);
  });

  const elsewhere = { ...VOLUME, storagePoolId: 'sp2' };
  const living = (over: Parameters<typeof liveOf>[0], version = '3.0'): Live<ScaleioFacets> => {
    const live = liveOf({ pools: [POOL, { ...POOL, id: 'sp2', name: 'silver' }], ...over });
    return live.system.kind === 'ok' ? { ...live, system: ok({ ...live.system.value, version }, live.system.at) } : live;
  };

  it('are looked for among those only that are not where they are declared', () => {
    const declared = declare({ others: { logs: {} } });
    assert.equal(vtreesAstray(declared, living({ volumes: [VOLUME, { ...VOLUME, name: 'logs', vtreeId: 't2' }] })), []);
    assert.equal(vtreesAstray(declared, living({ volumes: [elsewhere, { ...VOLUME, name: 'logs', vtreeId: 't2' }] })), ['t1']);
  });

  it('may have their old name yet, or be declared in a pool that is not there', () => {
    const renamed = declare({ volume: { name: 'new', renamedFrom: 'pg' } });
    assert.equal(vtreesAstray(renamed, living({ volumes: [elsewhere] })), ['t1']);
    assert.equal(vtreesAstray(declare(), living({ volumes: [VOLUME], pools: [] })), ['t1']);
  });

  it('are none before 3.0', () => assert.equal(vtreesAstray(declare(), living({ volumes: [elsewhere] }, '2.6')), []));
});

describe('a state that nobody knows', (it) => {
  const logOf = (lives: readonly Live<ScaleioFacets>[]): readonly string[] => {
    const lines: string[] = [];
    const log = makeLog({ level: 'debug', redactor: makeRedactor(), write: (line) => void lines.push(line) });
    const report = unfamiliarStates();
    for (const live of lives) report(live, log);
    return lines.map((line) => {
      const { field, value } = JSON.parse(line) as { field: string; value: string };
      return `${field} ${value}`;
    });
  };

  it('is logged once for each value', () => {
    const [device] = DEVICES;
    const asleep = { ...NODE, states: { ...NODE.states, sdsState: 'Asleep' } };
    const devices = device === undefined ? [] : [{ ...device, deviceState: 'Odd' }, device, { ...device, deviceState: 'Odd' }];
    const volumes = [{ ...VOLUME, volumeType: 'ThinClone' }];
    const [first, second] = [liveOf({ nodes: [asleep], devices, volumes }), liveOf({ nodes: [asleep] })];
    assert.equal(logOf([first, first, second]), ['sdsState Asleep', 'deviceState Odd', 'volumeType ThinClone']);
  });

  it('is none of those that are read of a healthy cluster', () => assert.equal(logOf([liveOf()]), []));
});
