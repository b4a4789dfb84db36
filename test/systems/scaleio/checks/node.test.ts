import { whyAddressNeeded, whyMaintenanceUnsafe, whyPoolsNeedNode } from '../../../../agent/systems/scaleio/checks/node.ts';
import type { StorageNode } from '../../../../agent/systems/scaleio/types.ts';
import type { Kib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { DEVICES, deviceOf, figures, NODE, NODES, POOL } from '../docs.ts';
import { CTX, stubClient, SYSTEM } from './stub-client.ts';
import type { Answers } from './stub-client.ts';

const OTHERS = DEVICES.filter(({ sdsId }) => sdsId !== NODE.id);
const BARE: StorageNode = { ...NODE, id: 's4', name: 'n4' };
/** Of an SDS that has no devices: `n4`. */
const bare = { node: BARE, nodes: [...NODES, BARE], devicesOf: [] };
const POOL_NOT_WHOLE = 'the list of the devices of pool gold is not whole';

/** What each check says first, or null: it holds. The fourth SDS is in the same domain. */
const LISTS: readonly (readonly [string, Answers, string | null])[] = [
  ['it has no devices, and all agree on that', bare, null],
  ['it is gone', { node: null }, null],
  ['its devices are not listed, and the pool counts them', { devices: OTHERS }, POOL_NOT_WHOLE],
  ['no devices are listed', { devices: [] }, POOL_NOT_WHOLE],
  ['devices of other SDSs are not listed', { ...bare, devices: DEVICES.slice(1) }, POOL_NOT_WHOLE],
  [
    'no pools are listed, and it has devices',
    { devices: OTHERS, deviceCount: OTHERS.length, pools: [] },
    'the list of the devices of SDS n1 is not whole',
  ],
  [
    'it has another device than is listed',
    { devicesOf: [deviceOf('s1a', 's1'), deviceOf('s1c', 's1')] },
    'the list of the devices of SDS n1 is not whole',
  ],
  [
    'the pool that counts otherwise is of another domain',
    { ...bare, pools: [{ ...POOL, protectionDomainId: 'pd2' }], deviceCount: 9 },
    null,
  ],
  ['an MDM is away', { system: { ...SYSTEM, mdmState: 'ClusteredDegraded' } }, 'the MDM cluster of ScaleIO is ClusteredDegraded'],
];

const CHECKS = { 'be in maintenance': whyMaintenanceUnsafe, 'be removed': whyPoolsNeedNode, 'lose an address': whyAddressNeeded };

for (const [what, check] of Object.entries(CHECKS)) {
  describe(`whether an SDS may ${what}`, (it) => {
    for (const [when, answers, why] of LISTS) {
      const { id } = (answers.node ?? NODE) as StorageNode;
      it(`is ${why === null ? '' : 'not '}so when ${when}`, async () => assert.is(await check(stubClient(answers), id, CTX), why));
    }
  });
}

const kib = 1 as Kib;
const away = { ...NODE.states, mdmConnectionState: 'Disconnected' };
const others = (states: Partial<typeof away>): Answers => ({ nodes: [...NODES, { ...BARE, states: { ...NODE.states, ...states } }] });

describe('an address of an SDS', (it) => {
  const rows: readonly (readonly [string, Answers, string | null])[] = [
    ['all is well', {}, null],
    ['it only evens out', { statistics: figures(100, { rebalanceKib: kib }) }, null],
    ['a copy is lost', { statistics: figures(100, { degradedKib: kib }) }, 'pool gold has data with only one copy'],
    ['a copy is made anew', { statistics: figures(100, { rebuildKib: kib }) }, 'pool gold is rebuilding'],
    ['another SDS of its pools is not listed', { nodes: NODES.slice(0, 2) }, 'ScaleIO does not list the SDS with id s3'],
    ['another SDS of the domain is away', others(away), 'SDS n4 has mdmConnectionState Disconnected'],
    [
      'another SDS of the domain is in maintenance',
      others({ maintenanceState: 'InMaintenance' }),
      'SDS n4 has maintenanceState InMaintenance',
    ],
    ['an SDS of another domain is away', { nodes: [...NODES, { ...BARE, protectionDomainId: 'pd2', states: away }] }, null],
    ['it is itself in maintenance', { node: { ...NODE, states: { ...NODE.states, maintenanceState: 'InMaintenance' } } }, null],
  ];
  for (const [when, answers, why] of rows) {
    it(`may ${why === null ? '' : 'not '}go when ${when}`, async () =>
      assert.is(await whyAddressNeeded(stubClient(answers), 's1', CTX), why));
  }
});
