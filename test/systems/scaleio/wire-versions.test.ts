import { existsSync } from 'node:fs';
import { decodeStatistics } from '../../../agent/systems/scaleio/client/decode-statistics.ts';
import {
  decodeDevice,
  decodeDomain,
  decodeFaultSet,
  decodeMdmState,
  decodeNode,
  decodePool,
  decodeSystem,
} from '../../../agent/systems/scaleio/client/decode-layout.ts';
import { decodeAlert, decodeMigration, decodeSdc, decodeVolume } from '../../../agent/systems/scaleio/client/decode-volume.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { bodyOf } from './fixtures.ts';

type Decode = (object: { readonly [field: string]: unknown }, what: string) => object | string;

const VERSIONS = ['2.0', '2.6', '3.6', '4.5'];
/** The decoder of each body, and the fields it may look for in vain: those that other versions have, or what stands in their place. */
const DECODERS: readonly (readonly [fixture: string, Decode, missing: { readonly [version: string]: readonly string[] }])[] = [
  ['systems', decodeSystem, {}],
  ['mdm-cluster', decodeMdmState, {}],
  ['protection-domains', decodeDomain, { '2.0': ['genType'], '2.6': ['genType'], '3.6': ['genType'], '4.5': ['genType'] }],
  ['fault-sets', decodeFaultSet, {}],
  ['storage-pools', decodePool, { '2.0': ['mediaType'], '2.6': ['mediaType'] }],
  ['sds', decodeNode, {}],
  ['devices', decodeDevice, {}],
  ['sdcs', decodeSdc, { '2.0': ['sdcIps'], '2.6': ['sdcIps'] }],
  ['volumes', decodeVolume, { '3.6': ['mappingToAllSdcsEnabled'], '4.5': ['mappingToAllSdcsEnabled'] }],
  ['vtrees', decodeMigration, { '2.0': ['vtreeMigrationInfo'], '2.6': ['vtreeMigrationInfo'] }],
  ['vtree-migrating', decodeMigration, {}],
  ['alerts', decodeAlert, {}],
  [
    'storage-pool-statistics',
    decodeStatistics,
    // Of the two names of the same figure 2.0 has only the misspelt one; it counts no rebuild that is neither forward nor backward.
    { '2.0': ['activeNormRebuildCapacityInKb', 'normRebuildReadBwc', 'pendingNormRebuildCapacityInKb', 'thinCapacityAllocatedInKb'] },
  ],
];

/** What a decoder looked for and did not find. */
function missedBy(decode: Decode, body: object): readonly string[] {
  const missed = new Set<string>();
  const miss = (object: object, field: string | symbol): void => {
    if (typeof field === 'string' && !Object.hasOwn(object, field)) missed.add(field);
  };
  const watched = new Proxy(body, {
    get: (object, field) => (miss(object, field), Reflect.get(object, field)),
    has: (object, field) => (miss(object, field), Reflect.has(object, field)),
  });
  decode(watched as { readonly [field: string]: unknown }, 'read');
  return [...missed].toSorted();
}

describe('the bodies of every version', (it) => {
  for (const version of VERSIONS) {
    for (const [fixture, decode, missing] of DECODERS) {
      if (!existsSync(new URL(`../../fixtures/wire/scaleio/${version}/${fixture}.json`, import.meta.url))) continue;
      it(`have all that is looked for in ${fixture}, ${version}`, () => {
        const body = bodyOf(fixture, version);
        const objects = Array.isArray(body) ? (body as readonly object[]) : [body];
        for (const object of objects) assert.equal(missedBy(decode, object), missing[version] ?? []);
      });
    }
  }

  it('say of a volume that moves where it comes from and where it goes', () => {
    const decoded = decodeMigration(bodyOf('vtree-migrating', '3.6') as { [field: string]: unknown }, 'read');
    const [fromPoolId, toPoolId] = ['c98eaac600000000', 'c98eaac700000001'];
    assert.equal(decoded, { vtreeId: '252fd6e400000000', fromPoolId, toPoolId, status: 'MigrationNormal' });
  });

  it('say of one that does not that it stays where it is', () => {
    for (const version of ['2.6', '3.6']) {
      const [vtree] = bodyOf('vtrees', version) as readonly { [field: string]: unknown }[];
      const { fromPoolId, toPoolId, status } = decodeMigration(vtree ?? {}, 'read');
      assert.equal([fromPoolId, toPoolId, status], ['c98eaac600000000', 'c98eaac600000000', 'NotInMigration'], version);
    }
  });

  it('name the object of an alert, and none for the system', () => {
    const [alert] = bodyOf('alerts', '3.6') as readonly { [field: string]: unknown }[];
    const objectId = '9b4c8f3300000001';
    assert.equal(decodeAlert(alert ?? {}, 'read'), {
      type: 'SDS_DISCONNECTED',
      severity: 'ALERT_HIGH',
      objectId,
      since: '2026-01-01T00:00:00.000Z',
    });
    const affectedObject = { type: 'com.emc.ecs.api.model.gen.System', id: objectId, objectId };
    for (const affected of [affectedObject, null]) {
      assert.is(decodeAlert({ ...alert, affectedObject: affected }, 'read').objectId, null);
    }
  });

  it('give how much is being copied a second, counted once, and 0 where the counter is empty', () => {
    const statistics = bodyOf('storage-pool-statistics', '3.6') as { [field: string]: unknown };
    const counter = (totalWeightInKb: number, numSeconds: number): object => ({ totalWeightInKb, numSeconds, numOccured: 7 });
    const rates = (over: object): readonly number[] => {
      const { rebuildKibps, rebalanceKibps } = decodeStatistics({ ...statistics, ...over }, 'read');
      return [rebuildKibps, rebalanceKibps];
    };
    assert.equal(rates({}), [0, 0]);
    assert.equal(rates({ rebalanceReadBwc: counter(5120, 5), rebalanceWriteBwc: counter(7, 1) }), [0, 1024]);
    const rebuilds = { fwdRebuildReadBwc: counter(10, 1), bckRebuildReadBwc: counter(20, 2), normRebuildReadBwc: counter(90, 3) };
    assert.equal(rates(rebuilds), [50, 0]);
    assert.equal(rates({ rebalanceReadBwc: counter(5120, 0), fwdRebuildReadBwc: null }), [0, 0]);
  });
});
