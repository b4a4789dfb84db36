import { lossIn, mdmClause, whyPoolNotEmpty, whyPoolUnprotected } from '../../../../agent/systems/scaleio/checks/pool.ts';
import type { Kib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { figures, NODE, NODES, VOLUME } from '../docs.ts';
import { openRoom } from '../room.ts';
import { CTX, stubClient, SYSTEM } from './stub-client.ts';
import type { Answers } from './stub-client.ts';

describe('whether a pool is empty', (it) => {
  const empty = { devices: [], deviceCount: 0 };
  const rows: readonly [string, Answers, string | null][] = [
    ['nothing is in it', empty, null],
    ['it is gone', { pool: null }, null],
    ['it has a volume', { ...empty, volumes: [VOLUME] }, 'pool gold still has volumes: pg'],
    ['another pool has the volume', { ...empty, volumes: [{ ...VOLUME, storagePoolId: 'sp2' }] }, null],
    ['it has devices', {}, 'pool gold still has devices: s1a, s1b, s2a, s2b, s3a and 1 more'],
    ['its devices are not listed', { devices: [], deviceCount: 2 }, 'pool gold counts 2 devices, and they are not listed'],
  ];
  for (const [what, answers, why] of rows) {
    it(`is ${why === null ? '' : 'not '}so when ${what}`, async () =>
      assert.is(await whyPoolNotEmpty(stubClient(answers), 'sp1', CTX), why));
  }
});

describe('whether a pool is protected', (it) => {
  const kib = 1 as Kib;
  const lost = { ...NODE, states: { ...NODE.states, mdmConnectionState: 'Disconnected' } };
  const rows: readonly [string, Answers, string | null][] = [
    ['all is well', {}, null],
    ['it only evens out', { statistics: figures(100, { rebalanceKib: kib }) }, null],
    ['it is gone', { pool: null }, 'pool sp1 is not there any more'],
    ['a copy is lost', { statistics: figures(100, { degradedKib: kib }) }, 'pool gold has data with only one copy'],
    ['data are lost', { statistics: figures(100, { failedKib: kib }) }, 'pool gold has data that cannot be read'],
    ['a copy is made anew', { statistics: figures(100, { rebuildKib: kib }) }, 'pool gold is rebuilding'],
    ['space is away', { statistics: figures(100, { unreachableUnusedKib: kib }) }, 'pool gold has free space that is out of reach'],
    ['an MDM is away', { system: { ...SYSTEM, mdmState: 'ClusteredDegraded' } }, 'the MDM cluster of ScaleIO is ClusteredDegraded'],
    ['the gateway does not say how its MDMs are', { system: { ...SYSTEM, mdmState: null } }, null],
    ['an SDS of it is away', { nodes: [lost, ...NODES.slice(1)] }, 'SDS n1 has mdmConnectionState Disconnected'],
    ['an SDS of it is not listed', { nodes: NODES.slice(1) }, 'ScaleIO does not list the SDS with id s1'],
    ['another SDS is away', { nodes: [...NODES, { ...lost, id: 's9' }] }, null],
    [
      'devices are missing from the list',
      { statistics: figures(100, { deviceCount: 9 }) },
      'the list of the devices of pool gold is not whole',
    ],
  ];
  for (const [what, answers, why] of rows) {
    it(`is ${why === null ? '' : 'not '}so when ${what}`, async () =>
      assert.is(await whyPoolUnprotected(stubClient(answers), { backendId: 'sp1' }, CTX), why));
  }

  it('may lack the room of a device that is away, where that is asked for', async () => {
    const asked = { backendId: 'sp1', args: { mayLackRoom: true } };
    assert.is(await whyPoolUnprotected(stubClient({ statistics: figures(100, { unreachableUnusedKib: kib }) }), asked, CTX), null);
    const lacking = { statistics: figures(100, { unreachableUnusedKib: kib, degradedKib: kib }) };
    assert.is(await whyPoolUnprotected(stubClient(lacking), asked, CTX), 'pool gold has data with only one copy');
  });

  it('is told in words that do not change with the amounts', () => {
    assert.is(lossIn(figures(1, { degradedKib: 5 as Kib })), lossIn(figures(2, { degradedKib: 6 as Kib })));
    assert.is(mdmClause(SYSTEM), null);
  });
});

describe('a precondition of a pool', (it) => {
  it('is looked at in the gateway itself', async (test) => {
    const room = await openRoom(test);
    assert.equal(await room.check('pool-protected', room.poolId), { kind: 'holds' });
    const held = await room.check('pool-empty', room.poolId);
    assert.match(held.kind === 'fails' ? held.why : held.kind, /^pool default still has devices: /);
    const [host] = room.bench.world.hosts;
    room.bench.gateway.fill('default', 30);
    if (host) room.bench.gateway.hostDied(host);
    const away = await room.check('pool-protected', room.poolId);
    assert.is(away.kind, 'fails');
  });
});
