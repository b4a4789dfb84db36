import { internalErrors, PlumblineError } from '../../../agent/errors.ts';
import { unknown } from '../../../agent/model/observed.ts';
import { ok } from '../../../agent/model/observed.ts';
import { seePool } from '../../../agent/plan/rules/see-pool.ts';
import { NOON } from '../../helpers/builders.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { deviceOf, factsOf, gone, host, nodeDoc, poolDoc, POOL_ID, sds, sdsId, SYSTEM_ID, viewOf } from './pool-builders.ts';
import type { Scene } from './pool-builders.ts';

const UNREAD = unknown(new PlumblineError(internalErrors.unexpected, 'no answer'));

function why(scene: Scene): string {
  const facts = factsOf(scene);
  const seen = seePool(poolDoc(facts), facts);
  return seen.kind === 'unseen' ? seen.why : 'seen';
}

describe('a pool as it is in all systems', (it) => {
  it('has the ids that slots are made of', () => {
    const view = viewOf(factsOf());
    assert.equal(
      [view.systemId, view.pool.id, view.nodes.map((node) => node.sds?.id)],
      [SYSTEM_ID, POOL_ID, ['n1', 'n2', 'n3'].map(sdsId)],
    );
  });

  it('shows as used what the gauge shows: of the capacity after spare', () => {
    assert.is(viewOf(factsOf({ filling: { maxGiB: 1500, spareGiB: 500, inUseGiB: 800 } })).usedPercent, 80);
    assert.is(viewOf(factsOf({ filling: { maxGiB: 0, spareGiB: 0, inUseGiB: 0 } })).usedPercent, null);
  });

  it('has every node of its domain, or those with all the labels it asks for', () => {
    const docs = [
      nodeDoc('n1', {}, { tier: 'gold', rack: 'a' }),
      nodeDoc('n2', {}, { tier: 'gold' }),
      nodeDoc('n3', { protectionDomain: 'pd2' }),
    ];
    const names = (scene: Scene): readonly string[] => viewOf(factsOf(scene)).nodes.map(({ doc }) => doc.name);
    assert.equal(names({ docs }), ['n1', 'n2']);
    assert.equal(names({ docs, pool: { nodes: { matchLabels: { tier: 'gold' } } } }), ['n1', 'n2']);
    assert.equal(names({ docs, pool: { nodes: { matchLabels: { tier: 'gold', rack: 'a' } } } }), ['n1']);
  });

  it("finds a node's machine by any of its addresses, if it is the only one that runs", () => {
    const hostOf = (hosts: Scene['hosts'] = []): string | undefined => viewOf(factsOf({ hosts })).nodes[0]?.host?.id;
    assert.is(hostOf([host('n1', { ips: ['10.9.9.9', '10.0.0.1'] })]), 'i-n1');
    assert.is(hostOf([host('n1'), host('n1', { id: 'i-old', state: 'terminated' })]), 'i-n1');
    assert.is(hostOf([host('n1'), host('n1', { id: 'i-twin' })]), undefined);
    assert.is(hostOf([host('n1', { state: 'stopped' })]), undefined);
    assert.is(hostOf([host('n2')]), undefined);
  });

  it('counts a node as connected only in its normal state', () => {
    const states = sds('n1').states;
    const isConnected = (over: object): boolean | undefined => {
      return viewOf(factsOf({ sds: [sds('n1', { states: { ...states, ...over } })] })).nodes[0]?.isConnected;
    };
    assert.is(isConnected({}), true);
    for (const over of [{ sdsState: 'X' }, { membershipState: 'X' }, { mdmConnectionState: 'X' }, { maintenanceState: 'X' }]) {
      assert.is(isConnected(over), false, JSON.stringify(over));
    }
    assert.is(viewOf(factsOf({ sds: [gone('n1')] })).nodes[0]?.isConnected, false);
  });

  it('has the devices of each node that are in this pool', () => {
    const devices = [deviceOf('n1', 'r1'), deviceOf('n1', 'r2', { storagePoolId: 'other' }), deviceOf('n2', 'r1')];
    assert.equal(viewOf(factsOf({ devices })).nodes[0]?.devices, [devices[0]]);
  });

  it('is not seen while anything it is made of is not known', () => {
    for (const facet of ['system', 'pools', 'statistics', 'nodes', 'devices'] as const) {
      assert.match(why({ scaleio: { [facet]: UNREAD } }), `its ${facet} cannot be read: no answer`);
    }
    for (const facet of ['account', 'hosts', 'disks'] as const) {
      assert.match(why({ cloud: { [facet]: UNREAD } }), `its ${facet} cannot be read: no answer`);
    }
    assert.match(why({ scaleio: { pools: ok([], NOON) } }), 'ScaleIO has no such pool');
    assert.match(why({ scaleio: { statistics: ok(new Map(), NOON) } }), 'no statistics');
  });

  it('is not seen without a cloud, or with another one than it asks for', () => {
    assert.match(why({ cloud: null }), 'no systems.cloud');
    assert.match(
      why({ cloud: { account: ok({ id: 'static', provider: 'static' }, NOON) } }),
      'from aws-ebs, and systems.cloud in plumbline.yaml is static',
    );
  });
});
