/** Consent to what is not there any more, or to something else. In every row the tombstone is merged. */
import { approvalOf, goingOf } from '../consent.ts';
import type { Row } from '../row.ts';
import { absent, approveGoing, approveSetting, defaultPool, NODE_FILE, node, part, poolNamed, storage } from '../storage.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const FILE = 'storage/tin.yaml';

/** Somebody removes the pool and makes another one of its name. */
async function replacePool({ hand }: World): Promise<void> {
  await hand.act('StoragePool', 'tin', 'removeStoragePool');
  const protectionDomainId = await hand.idOf('ProtectionDomain', 'default');
  await hand.call('/types/StoragePool/instances', { name: 'tin', protectionDomainId });
}

/** The machine came back with an SDS of its own. */
async function replaceNode({ hand, sim }: World): Promise<void> {
  await hand.act('Sds', 'sds_10.0.0.14', 'removeSds');
  sim.advance(60_000);
  const protectionDomainId = await hand.idOf('ProtectionDomain', 'default');
  const sdsIpList = [{ SdsIp: { ip: '10.0.0.14', role: 'all' } }];
  await hand.call('/types/Sds/instances', { name: 'sds_10.0.0.14', protectionDomainId, sdsIpList });
}

function ofPool(row: Pick<Row, 'trigger' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return { object: 'StoragePool', lost: part('StoragePool', 'tin'), world: storage({ [FILE]: poolNamed('tin') }), passes: 2, ...row };
}

function ofNode(row: Pick<Row, 'trigger' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return {
    object: 'StorageNode',
    lost: part('StorageNode', 'sds_10.0.0.14'),
    world: storage({ [NODE_FILE]: node(14) }),
    passes: 2,
    ...row,
  };
}

const POOL_GOES = { [FILE]: poolNamed('tin', absent) };
const NODE_GOES = { [NODE_FILE]: node(14, absent) };

export const storageConsent: readonly Row[] = [
  ofPool({
    trigger: 'object made anew after approval',
    guard: 'mutant: approval-by-name',
    test: 'an approval is none for another pool of the same name',
    happens: async (world) => {
      const text = await approvalOf(world, [goingOf('StoragePool/tin', await world.hand.idOf('StoragePool', 'tin'))]);
      await replacePool(world);
      await world.push({ ...POOL_GOES, 'approvals/consent.yaml': text });
    },
  }),
  ofNode({
    trigger: 'object made anew after approval',
    guard: 'mutant: approval-by-name',
    test: 'an approval is none for the SDS with which a node came back',
    happens: async (world) => {
      const text = await approvalOf(world, [goingOf('StorageNode/n14', await world.hand.idOf('Sds', 'sds_10.0.0.14'))]);
      await replaceNode(world);
      await world.passes(2);
      await world.push({ ...NODE_GOES, 'approvals/consent.yaml': text });
    },
  }),
  ofNode({
    trigger: 'approval expired',
    guard: 'mutant: approvals-never-expire',
    test: 'an approval whose time was over when its pool was well again drains no node',
    happens: async (world) => {
      const text = await approvalOf(world, [goingOf('StorageNode/n14', await world.hand.idOf('Sds', 'sds_10.0.0.14'))], HOUR_MS);
      world.sim.advance(2 * HOUR_MS);
      await world.push({ ...NODE_GOES, 'approvals/consent.yaml': text });
    },
  }),
  ofNode({
    trigger: 'approval of another object',
    guard: 'mutant: approval-by-name',
    test: 'an approval with the id of another SDS is none',
    happens: async (world) => {
      await world.push(NODE_GOES);
      await approveGoing('StorageNode/n14', 'Sds', 'sds_10.0.0.15')(world);
    },
  }),
  ofNode({
    trigger: 'approval without tombstone',
    guard: 'mutant: approvals-drain-nodes',
    test: 'an approval drains no node that is still declared',
    happens: approveGoing('StorageNode/n14', 'Sds', 'sds_10.0.0.14'),
    consent: { give: ({ push }) => push(NODE_GOES), makes: ['removeSds'] },
  }),
  ofPool({
    trigger: 'approval of another value',
    guard: 'mutant: approval-by-name',
    test: 'who agreed to a spare of 15 has not agreed to one of 5',
    lost: { what: 'the room in which lost copies are made anew', isThere: () => true },
    world: storage({ 'pool.yaml': defaultPool({ sparePercent: 21 }) }),
    happens: async (world) => {
      await approveSetting('sparePercent', 21, 15)(world);
      await world.push({ 'pool.yaml': defaultPool({ sparePercent: 5 }) });
    },
    consent: { give: ({ push }) => push({ 'pool.yaml': defaultPool({ sparePercent: 15 }) }), makes: ['setSparePercentage'] },
  }),
];
