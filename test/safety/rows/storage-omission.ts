/** Storage that is declared no more is forgotten, and stays. */
import { volume } from '../files.ts';
import type { Row } from '../row.ts';
import { addSecond, domain, faultSet, NODE_FILE, node, part, poolNamed, second, storage } from '../storage.ts';
import type { World } from '../world.ts';

const MORE = 'storage/more.yaml';

/** What one file declared is in none any more. */
function omitted(object: Row['object'], name: string, text: string, test: string): Row {
  return {
    trigger: 'file deleted',
    object,
    lost: part(object as Parameters<typeof part>[0], name),
    guard: 'mutant: layout-is-pruned',
    test,
    world: storage({ [MORE]: text }),
    happens: ({ push }) => push({ [MORE]: null }),
  };
}

export const storageOmission: readonly Row[] = [
  omitted('StoragePool', 'tin', poolNamed('tin'), 'a pool that is no longer declared stays'),
  omitted('ProtectionDomain', 'second', domain('second'), 'a protection domain that is no longer declared stays'),
  omitted('FaultSet', 'rack-a', faultSet('rack-a'), 'a fault set that is no longer declared stays'),
  omitted('StorageNode', 'sds_10.0.0.14', node(14), 'an SDS that is no longer declared goes on serving'),
  {
    trigger: 'folder emptied',
    object: 'StorageNode',
    lost: part('StorageNode', 'sds_10.0.0.14'),
    guard: 'mutant: layout-is-pruned',
    test: 'no node is drained when none is declared any more',
    world: storage({ 'nodes/n14.yaml': node(14), 'nodes/n15.yaml': node(15) }),
    happens: ({ push }) => push({ 'nodes/n14.yaml': null, 'nodes/n15.yaml': null }),
  },
  {
    trigger: 'line deleted',
    object: 'Device',
    lost: second,
    guard: 'mutant: devices-are-pruned',
    test: 'a disk whose line was taken out stays in its pool',
    world: storage(),
    arrange: addSecond,
    happens: ({ push }) => push({ [NODE_FILE]: node(14) }),
  },
  {
    trigger: 'line deleted',
    object: 'Volume',
    lost: { what: 'volume `pg` as a disk of a host that may write to it', isThere: isMapped },
    guard: 'mutant: undeclared-hosts-lose-volumes',
    test: 'a volume whose mappedTo was taken out stays on its host',
    world: storage({ 'volumes/pg.yaml': volume('pg', 16, {}, { mappedTo: ['10.0.0.11'] }) }),
    happens: ({ push }) => push({ 'volumes/pg.yaml': volume('pg', 16) }),
  },
  {
    trigger: 'document renamed',
    object: 'StoragePool',
    lost: part('StoragePool', 'tin', 'with whatever people made in it'),
    guard: 'looks-like-rename',
    test: 'a pool under another name is not made anew, empty, beside the one with the volumes',
    world: storage({ [MORE]: poolNamed('tin', {}, { sparePercent: 34 }) }),
    happens: ({ push }) => push({ [MORE]: poolNamed('zinc', {}, { sparePercent: 34 }) }),
  },
];

function isMapped({ sim }: World): boolean {
  return sim.world().volumes.some(({ name, mappedTo }) => name === 'pg' && mappedTo.length === 1);
}
