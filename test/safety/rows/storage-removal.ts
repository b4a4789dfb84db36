/** What people want removed of the layout of ScaleIO, and what else is needed for that. */
import { approve, goingOf } from '../consent.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { doc, tombstone, volume } from '../files.ts';
import type { Row } from '../row.ts';
import { volumeData } from '../row.ts';
import { absent, addSecond, approveGoing, domain, faultSet, NODE_FILE, node, part, poolNamed, second, storage } from '../storage.ts';
import { withSecond } from '../storage.ts';

const FILE = 'storage/it.yaml';
const TAKE = 'POST /api/instances/System/action/snapshotVolumes';

type Kind = Parameters<typeof part>[0];

/** A declared object of this name, and its tombstone. With consent it goes, so it is nothing else that keeps it. */
function buried(kind: Kind, ref: Ref, name: string, text: (over: object) => string, test: string): Row {
  const type = kind === 'StorageNode' ? 'Sds' : kind;
  const made = kind === 'StorageNode' ? '' : ` ${name}`;
  return {
    trigger: 'tombstone',
    object: kind,
    lost: part(kind, name),
    guard: 'needs-approval',
    test,
    world: storage({ [FILE]: text({}) }),
    happens: ({ push }) => push({ [FILE]: text(absent) }),
    passes: 2,
    consent: { give: approveGoing(ref, type, name), makes: [`remove${type}${made}`] },
  };
}

const fourth = (over: object): string => node(14, over);
const old = (over: object): string => volume('old', 8, over, { finalSnapshot: true });

export const storageRemoval: readonly Row[] = [
  buried(
    'StoragePool',
    'StoragePool/tin',
    'tin',
    (over) => poolNamed('tin', over),
    'a tombstone alone removes no pool, not even an empty one',
  ),
  buried(
    'ProtectionDomain',
    'ProtectionDomain/second',
    'second',
    (over) => domain('second', over),
    'a tombstone alone removes no protection domain',
  ),
  buried('FaultSet', 'FaultSet/rack-a', 'rack-a', (over) => faultSet('rack-a', over), 'a tombstone alone removes no fault set'),
  buried('StorageNode', 'StorageNode/n14', 'sds_10.0.0.14', fourth, 'a tombstone alone drains no node'),
  {
    trigger: 'tombstone',
    object: 'Device',
    lost: second,
    guard: 'needs-approval',
    test: 'a tombstone alone takes no disk out of its pool',
    world: storage(),
    arrange: addSecond,
    happens: ({ push }) => push({ [NODE_FILE]: withSecond('absent') }),
    passes: 2,
    consent: { give: approveGoing('Device/n14/second', 'Device', 'second'), makes: ['removeDevice second'] },
  },
  {
    trigger: 'volumes in it',
    object: 'StoragePool',
    lost: volumeData('pg'),
    guard: 'mutant: layout-goes-with-what-is-in-it',
    test: 'a pool that has volumes stays, approved or not',
    world: storage(),
    happens: async (world) => {
      const files = { 'volumes/pg.yaml': null, 'volumes/logs.yaml': null, 'volumes/old.yaml': null };
      await world.push({ ...files, 'pool.yaml': `${doc('ProtectionDomain', 'default')}---\n${poolNamed('default', absent)}` });
      await approveGoing('StoragePool/default', 'StoragePool', 'default')(world);
    },
    passes: 2,
  },
  {
    trigger: 'pools in it',
    object: 'ProtectionDomain',
    lost: part('StoragePool', 'zinc'),
    guard: 'mutant: layout-goes-with-what-is-in-it',
    test: 'a protection domain in which somebody made a pool stays, approved or not',
    world: storage({ [FILE]: domain('second') }),
    arrange: async ({ hand }) => {
      const protectionDomainId = await hand.idOf('ProtectionDomain', 'second');
      await hand.call('/types/StoragePool/instances', { name: 'zinc', protectionDomainId });
    },
    happens: async (world) => {
      await world.push({ [FILE]: domain('second', absent) });
      await approveGoing('ProtectionDomain/second', 'ProtectionDomain', 'second')(world);
    },
    passes: 2,
  },
  {
    trigger: 'nodes in it',
    object: 'FaultSet',
    lost: part('FaultSet', 'rack-a', 'by which copies are kept apart'),
    guard: 'mutant: layout-goes-with-what-is-in-it',
    test: 'a fault set with a node in it stays, approved or not',
    world: storage({ [FILE]: faultSet('rack-a') }),
    arrange: async ({ hand, sim }) => {
      await hand.act('Sds', 'sds_10.0.0.14', 'removeSds');
      sim.advance(60_000);
      const place = {
        protectionDomainId: await hand.idOf('ProtectionDomain', 'default'),
        faultSetId: await hand.idOf('FaultSet', 'rack-a'),
      };
      await hand.call('/types/Sds/instances', { name: 'again', ...place, sdsIpList: [{ SdsIp: { ip: '10.0.0.14', role: 'all' } }] });
    },
    happens: async (world) => {
      await world.push({ [FILE]: faultSet('rack-a', absent) });
      await approveGoing('FaultSet/rack-a', 'FaultSet', 'rack-a')(world);
    },
    passes: 2,
  },
  {
    trigger: 'snapshots of it',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: mapped-volumes-are-removed',
    test: 'a volume of which somebody took a snapshot waits, although its removal is approved',
    world: storage(),
    arrange: ({ hand }) => hand.takeSnapshot('old', 'before-the-move'),
    happens: async (world) => {
      await world.push({ 'volumes/old.yaml': tombstone('old', 8) });
      await approve(world, [goingOf('Volume/old', world.hand.volumeId('old'))]);
    },
    passes: 2,
    consent: { give: ({ hand }) => hand.removeVolume('before-the-move'), makes: ['removeVolume old'] },
  },
  {
    trigger: 'last snapshot refused',
    object: 'Volume',
    lost: volumeData('old'),
    guard: 'mutant: last-snapshots-are-left-out',
    test: 'a volume whose last snapshot cannot be taken stays',
    world: storage({ 'volumes/old.yaml': old({}) }),
    arrange: ({ sim }) => sim.fault({ call: TAKE, times: 20, when: 'before', do: 'status', status: 503 }),
    happens: async (world) => {
      await world.push({ 'volumes/old.yaml': old(absent) });
      await approve(world, [goingOf('Volume/old', world.hand.volumeId('old'))]);
    },
    passes: 2,
    may: [TAKE, TAKE],
  },
];
