/** Calls about domains, fault sets, nodes and devices, each made only when it is still right. */
import type { Change, Written } from '../../../../agent/model/change.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import { NOTHING_SOUGHT } from '../../../../agent/model/system.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import type { NodeCall, SetDevice } from '../../../../agent/systems/scaleio/actions.ts';
import type { ScaleioAction, StorageNode } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe, rejects } from '../../../helpers/suite.ts';
import type { TestContext } from '../../../helpers/suite.ts';
import { diskChange } from '../docs.ts';
import { byHand, countOf, effects, openBench, withoutDevices } from '../gateway.ts';
import type { Bench } from '../gateway.ts';

interface Scene {
  readonly bench: Bench;
  readonly domainId: string;
  node(): Promise<StorageNode>;
  write(action: ScaleioAction, ref?: Ref): Promise<Written>;
  setNode(call: NodeCall, body?: { readonly [key: string]: string }): Promise<Written>;
  setDevice(call: SetDevice['args']['call']): Promise<Written>;
}

/** Four SDSs with a disk each, in one pool. */
async function open(test: TestContext): Promise<Scene> {
  const bench = await openBench(test, { hosts: 4 });
  const { system, ctx } = bench;
  const node = async (): Promise<StorageNode> => {
    const { nodes } = await system.read(ctx, NOTHING_SOUGHT);
    const found = nodes.kind === 'ok' ? nodes.value.toSorted((one, other) => (one.id < other.id ? -1 : 1)).at(-1) : undefined;
    if (found === undefined) throw new Error('no SDS');
    return found;
  };
  const first = await node();
  const { devices } = await system.read(ctx, NOTHING_SOUGHT);
  const deviceId = devices.kind === 'ok' ? (devices.value.find(({ sdsId }) => sdsId === first.id)?.id ?? '') : '';
  const write: Scene['write'] = (action, ref = 'StorageNode/n4') => {
    const change: Change<ScaleioAction> = { ...diskChange(action, ''), ref, backendId: null };
    return system.write(change, ctx);
  };
  return {
    bench,
    domainId: first.protectionDomainId,
    node,
    write,
    setNode: (call, body = {}) => write({ system: 'scaleio', do: 'setNode', args: { sdsId: first.id, call, body } }),
    setDevice: (call) => write({ system: 'scaleio', do: 'setDevice', args: { deviceId, call } }, 'Device/n4/first'),
  };
}

const why = (written: Written): string => ('why' in written ? `${written.kind}: ${written.why}` : written.kind);

describe('a domain and a fault set', (it) => {
  it('says which SDS does not answer that is to be added', async (test) => {
    const { bench, domainId, write } = await open(test);
    const sdsIpList = [{ SdsIp: { ip: '10.9.9.9', role: 'all' } }];
    const add = write({ system: 'scaleio', do: 'addNode', args: { name: 'n9', protectionDomainId: domainId, sdsIpList } });
    const { message } = await rejects(() => add, 'scaleio/node-not-reached');
    assert.is(message, 'No SDS answers at 10.9.9.9, so n9 is not added.');
    assert.is(countOf(bench, 'POST /api/types/Sds/instances'), 1, 'it is not tried again in the same call');
  });

  it('are made once, and removed when nothing is in them', async (test) => {
    const { bench, write } = await open(test);
    const create = { system: 'scaleio', do: 'createDomain', args: { name: 'second' } } as const;
    const made = await write(create);
    const domainId = made.kind === 'applied' ? made.backendId : '';
    assert.is(why(await write(create)), `skipped: protection domain second is there already (${domainId})`);
    const createSet = { system: 'scaleio', do: 'createFaultSet', args: { name: 'rack', protectionDomainId: domainId } } as const;
    const set = await write(createSet);
    const faultSetId = set.kind === 'applied' ? set.backendId : '';
    assert.is(why(await write(createSet)), `skipped: fault set rack is there already (${faultSetId})`);
    const remove = { system: 'scaleio', do: 'removeDomain', args: { protectionDomainId: domainId } } as const;
    assert.is(why(await write(remove)), 'waiting: protection domain second still has fault set rack');
    const removeSet = { system: 'scaleio', do: 'removeFaultSet', args: { faultSetId } } as const;
    assert.equal([why(await write(removeSet)), why(await write(remove))], ['applied', 'applied']);
    assert.equal(
      [why(await write(removeSet)), why(await write(remove))].map((text) => text.split(' ').at(-1)),
      ['gone', 'gone'],
    );
    assert.equal(effects(bench).length, 4);
  });

  it('are not removed with an SDS in them', async (test) => {
    const { bench, domainId, write } = await open(test);
    const kept = await write({ system: 'scaleio', do: 'removeDomain', args: { protectionDomainId: domainId } });
    assert.match(why(kept), /^waiting: protection domain \S+ still has SDS /);
    assert.equal(effects(bench), []);
    const check = await bench.system.check({ system: 'scaleio', check: 'domain-empty', backendId: domainId }, bench.ctx);
    assert.is(check.kind, 'fails');
  });
});

describe('an SDS', (it) => {
  it('is added once, also when the answer is lost', async (test) => {
    const { bench, domainId, node, write } = await open(test);
    const { id, ips, name } = await node();
    await byHand(bench, `/api/instances/Sds::${id}/action/removeSds`, {});
    const sdsIpList = ips.map((ip) => ({ SdsIp: { ip, role: 'all' } }));
    const add = { system: 'scaleio', do: 'addNode', args: { name: name ?? '', protectionDomainId: domainId, sdsIpList } } as const;
    bench.faults.set({ call: 'POST /api/types/Sds/instances', when: 'after', do: 'reset' });
    await rejects(() => write(add), 'http/unreachable');
    assert.match(why(await write(add)), /^skipped: SDS \S+ is there already/);
    assert.is(countOf(bench, 'POST /api/types/Sds/instances'), 1);
  });

  it('gets addresses and roles, and never loses the last one that serves everybody', async (test) => {
    const { node, setNode } = await open(test);
    const [ip = ''] = (await node()).ips;
    assert.is(
      why(await setNode('removeSdsIp', { ip })),
      `waiting: without ${ip} no address of the SDS would serve its SDCs, or the other SDSs`,
    );
    assert.is((await setNode('addSdsIp', { ip: '10.9.0.1', role: 'sdsOnly' })).kind, 'applied');
    assert.is((await setNode('setSdsIpRole', { sdsIpToSet: ip, newRole: 'sdcOnly' })).kind, 'applied');
    assert.equal((await node()).roles.toSorted(), ['sdcOnly', 'sdsOnly']);
    assert.match(why(await setNode('removeSdsIp', { ip: '10.9.0.1' })), /^waiting: /);
    assert.is(why(await setNode('removeSdsIp', { ip: '10.9.0.9' })), 'skipped: the SDS does not have the address 10.9.0.9 any more');
    assert.is(
      why(await setNode('addSdsIp', { ip: '10.9.0.1', role: 'sdsOnly' })),
      'skipped: its address 10.9.0.1 has the role sdsOnly already',
    );
    await rejects(() => setNode('setSdsIpRole', { sdsIpToSet: '10.9.0.9', newRole: 'all' }), 'scaleio/changed-meanwhile');
  });

  it('is renamed once', async (test) => {
    const { setNode } = await open(test);
    assert.equal(
      [why(await setNode('setSdsName', { name: 'x' })), why(await setNode('setSdsName', { name: 'x' }))],
      ['applied', 'skipped: the SDS is called x already'],
    );
  });

  it('goes into maintenance while all other copies are well, and comes back', async (test) => {
    const { bench, node, setNode } = await open(test);
    assert.is(why(await setNode('exitMaintenanceMode')), 'skipped: its maintenanceState is NoMaintenance');
    assert.is((await setNode('enterMaintenanceMode')).kind, 'applied');
    bench.advance(60_000);
    assert.is((await node()).states.maintenanceState, 'InMaintenance');
    const others = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const { id } = await node();
    const other = others.nodes.kind === 'ok' ? others.nodes.value.find((one) => one.id !== id) : undefined;
    const check = await bench.system.check({ system: 'scaleio', check: 'maintenance-safe', backendId: other?.id ?? '' }, bench.ctx);
    assert.is(check.kind, 'fails', 'another one is away');
    assert.is((await setNode('exitMaintenanceMode')).kind, 'applied');
  });

  it('is neither brought into maintenance nor removed by a list that lacks its devices', async (test) => {
    const { bench, node } = await open(test);
    const { id } = await node();
    const ctx = withoutDevices(bench.ctx, id);
    const actions: readonly ScaleioAction[] = [
      { system: 'scaleio', do: 'setNode', args: { sdsId: id, call: 'enterMaintenanceMode', body: {} } },
      { system: 'scaleio', do: 'removeNode', args: { sdsId: id } },
    ];
    for (const action of actions) {
      const written = await bench.system.write({ ...diskChange(action, ''), ref: 'StorageNode/n4' }, ctx);
      assert.is(why(written), 'waiting: the list of the devices of pool default is not whole');
    }
    for (const check of ['maintenance-safe', 'pools-keep-without-node', 'address-safe'] as const) {
      assert.is((await bench.system.check({ system: 'scaleio', check, backendId: id }, ctx)).kind, 'fails');
    }
    assert.equal(effects(bench), []);
  });

  it('loses an address after another one did, and shows that it is well', async (test) => {
    const { bench, node, write } = await open(test);
    const { id: last } = await node();
    const { nodes } = await bench.system.read(bench.ctx, NOTHING_SOUGHT);
    const [first] = nodes.kind === 'ok' ? nodes.value.filter(({ id }) => id !== last) : [];
    const set = (sdsId: string, call: NodeCall, body: { readonly [key: string]: string }): Promise<Written> =>
      write({ system: 'scaleio', do: 'setNode', args: { sdsId, call, body } });
    for (const sdsId of [last, first?.id ?? '']) {
      for (const net of [8, 9]) await set(sdsId, 'addSdsIp', { ip: `10.${net}.0.${sdsId === last ? 4 : 1}`, role: 'all' });
    }
    assert.is(why(await set(last, 'removeSdsIp', { ip: '10.8.0.4' })), 'applied');
    assert.is(why(await set(last, 'setSdsIpRole', { sdsIpToSet: '10.9.0.4', newRole: 'sdsOnly' })), 'applied', 'its turn');
    const other = (): Promise<Written> => set(first?.id ?? '', 'removeSdsIp', { ip: '10.8.0.1' });
    assert.match(why(await other()), /^waiting: SDS \S+ has just lost an address: how it is shows within 1 min$/);
    const narrowed = await set(first?.id ?? '', 'setSdsIpRole', { sdsIpToSet: '10.9.0.1', newRole: 'sdcOnly' });
    assert.is(narrowed.kind, 'waiting');
    bench.advance(60_000);
    assert.is(why(await other()), 'applied');
  });

  it('keeps its addresses while copies are missing', async (test) => {
    const { bench, node, setNode } = await open(test);
    bench.gateway.fill('default', 30);
    const [ip = ''] = (await node()).ips;
    assert.is((await setNode('addSdsIp', { ip: '10.9.0.1', role: 'all' })).kind, 'applied');
    const [host] = bench.world.hosts;
    const device = bench.gateway.view().devices.find(({ sds }) => sds.endsWith(host?.ip ?? ''));
    bench.gateway.arrange({ failDevice: { host: host?.name ?? '', device: device?.name ?? '' } });
    assert.match(why(await setNode('removeSdsIp', { ip })), /^waiting: pool default /);
    assert.match(why(await setNode('setSdsIpRole', { sdsIpToSet: ip, newRole: 'sdcOnly' })), /^waiting: pool default /);
    assert.is((await setNode('addSdsIp', { ip: '10.9.0.2', role: 'sdsOnly' })).kind, 'applied', 'what only adds does not wait');
  });

  it('is told about by its command line where the gateway does not know the call', async (test) => {
    const { bench, node, setNode } = await open(test);
    const { id } = await node();
    const call = `POST /api/instances/Sds::${id}/action/enterMaintenanceMode`;
    bench.faults.set({ call, when: 'before', do: 'status', status: 404 });
    const error = await rejects(() => setNode('enterMaintenanceMode'), scaleioErrors.maintenanceByHand.code);
    assert.match(error.message, `scli --enter_maintenance_mode --sds_id ${id}`);
  });

  it('is removed once, which is taken back once', async (test) => {
    const { bench, node, setNode, write } = await open(test);
    bench.gateway.fill('default', 40);
    const remove = { system: 'scaleio', do: 'removeNode', args: { sdsId: (await node()).id } } as const;
    assert.is(why(await setNode('abortRemoveSds')), 'skipped: its sdsState is Normal');
    assert.is((await write(remove)).kind, 'applied');
    assert.match(why(await write(remove)), /is being removed already$/);
    assert.is((await setNode('abortRemoveSds')).kind, 'applied');
    assert.is((await node()).states.sdsState, 'Normal');
  });

  it('is not removed while what stays cannot take its data', async (test) => {
    const { bench, node, write } = await open(test);
    bench.gateway.fill('default', 75);
    const { id } = await node();
    const kept = await write({ system: 'scaleio', do: 'removeNode', args: { sdsId: id } });
    assert.match(why(kept), /^waiting: without SDS \S+, pool default would be used to \d+ % or more/);
    assert.equal(effects(bench), []);
    const check = await bench.system.check({ system: 'scaleio', check: 'pools-keep-without-node', backendId: id }, bench.ctx);
    assert.is(check.kind, 'fails');
  });
});

describe('a device', (it) => {
  it('is asked for nothing that it has', async (test) => {
    const { bench, setDevice } = await open(test);
    assert.equal(
      [
        await setDevice('abortRemoveDevice'),
        await setDevice('activateDevice'),
        await setDevice('clearDeviceError'),
        await setDevice('updateDeviceOriginalPathname'),
      ].map(why),
      [
        'skipped: its deviceState is Normal',
        'skipped: its deviceState is Normal',
        'skipped: it has no error any more',
        'skipped: ScaleIO looks for it at /dev/xvdf already',
      ],
    );
    assert.equal(effects(bench), []);
  });
});
