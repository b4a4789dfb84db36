/** Lists of ScaleIO that are empty, filtered or not answered, and another ScaleIO behind the address. */
import { cluster, doc, SYNC } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { volumeData } from '../row.ts';
import { absent, addSecond, approveGoing, domain, NODE_FILE, node, part, poolNamed, second, storage } from '../storage.ts';
import { pointElsewhere } from '../elsewhere.ts';
import type { World } from '../world.ts';

const FILE = 'storage/it.yaml';
const listOf = (type: string): string => `GET /api/types/${type}/instances`;

/** From now on the list has none, or not the one of this name. */
function without(type: string, name: string | null): (world: World) => void {
  return ({ scaleio }) => {
    scaleio.answer(listOf(type), (text) => {
      const all = JSON.parse(text) as { readonly name: string }[];
      return JSON.stringify(name === null ? [] : all.filter((one) => one.name !== name));
    });
  };
}

const twice = (what: string): Stake => ({ what: `${what}, beside which another one would be made`, isThere: () => true });

function unlisted(row: Pick<Row, 'trigger' | 'object' | 'guard' | 'test' | 'happens'> & Partial<Row>): Row {
  return { lost: twice('what is there'), world: storage(), passes: 2, ...row };
}

/** What is changed by hand is set back. */
const HEALING = { 'cluster.yaml': cluster({ ...SYNC, selfHeal: { StorageNode: 'heal' } }) };
const node14 = node(14, {}, { ips: [{ ip: '10.0.0.14', role: 'all' }] });

export const storageAnswers: readonly Row[] = [
  unlisted({
    trigger: 'empty list',
    object: 'StoragePool',
    guard: 'mutant: lost-is-made-anew',
    test: 'a list of no pools makes none',
    lost: twice('pool `default`'),
    happens: without('StoragePool', null),
  }),
  unlisted({
    trigger: 'filtered list',
    object: 'StoragePool',
    guard: 'mutant: lost-is-made-anew',
    test: 'a pool that the credentials may not see any more is not made anew',
    lost: twice('pool `tin`'),
    world: storage({ [FILE]: poolNamed('tin') }),
    happens: without('StoragePool', 'tin'),
  }),
  unlisted({
    trigger: 'empty list',
    object: 'ProtectionDomain',
    guard: 'mutant: lost-is-made-anew',
    test: 'a list of no protection domains makes none',
    lost: twice('protection domain `default`'),
    happens: without('ProtectionDomain', null),
  }),
  unlisted({
    trigger: 'filtered list',
    object: 'StorageNode',
    guard: 'needs-approval',
    test: 'a node that a list lacks is not added anew',
    lost: twice('SDS `sds_10.0.0.14`'),
    world: storage({ [NODE_FILE]: node14, ...HEALING }),
    happens: without('Sds', 'sds_10.0.0.14'),
  }),
  unlisted({
    trigger: 'filtered list',
    object: 'Device',
    guard: 'needs-approval',
    test: 'a disk that a list lacks is not added a second time',
    lost: second,
    arrange: addSecond,
    happens: without('Device', 'second'),
  }),
  unlisted({
    trigger: 'list of disks not whole',
    object: 'StorageNode',
    guard: 'mutant: lists-of-disks-are-believed',
    test: 'no node drains while the list of disks is not whole, approved or not',
    lost: part('StorageNode', 'sds_10.0.0.14'),
    world: storage({ [NODE_FILE]: node(14) }),
    happens: async (world) => {
      world.scaleio.answer(listOf('Device'), (text) => JSON.stringify((JSON.parse(text) as object[]).slice(1)));
      await world.push({ [NODE_FILE]: node(14, absent) });
      await approveGoing('StorageNode/n14', 'Sds', 'sds_10.0.0.14')(world);
    },
    consent: { give: ({ scaleio }) => scaleio.honest(), makes: ['removeSds'] },
  }),
  unlisted({
    trigger: 'lists of what is in it empty',
    object: 'StoragePool',
    guard: 'mutant: pools-are-emptied-by-lists',
    test: 'a pool is not removed because the lists of its volumes and disks are empty',
    lost: volumeData('pg'),
    happens: async (world) => {
      for (const type of ['Volume', 'Device']) without(type, null)(world);
      const files = { 'volumes/pg.yaml': null, 'volumes/logs.yaml': null, 'volumes/old.yaml': null };
      await world.push({ ...files, 'pool.yaml': `${domain('default')}---\n${poolNamed('default', absent)}` });
      await approveGoing('StoragePool/default', 'StoragePool', 'default')(world);
    },
  }),
  unlisted({
    trigger: 'other system behind the address',
    object: 'StorageNode',
    guard: 'mutant: systems-are-not-pinned',
    test: 'into another ScaleIO no node is brought',
    lost: { what: 'the layout of another ScaleIO', isThere: async ({ elsewhere }) => (await elsewhere()).world().devices.length > 0 },
    happens: async (world) => {
      await pointElsewhere(world);
      const sds = doc('StorageNode', 'n16', { protectionDomain: 'more', ips: [{ ip: '10.0.0.16', role: 'all' }] });
      await world.push({ [FILE]: `${domain('more')}---\n${sds}` });
    },
  }),
];
