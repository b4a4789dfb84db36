/** Which hosts have a volume, which pool it is in, and disks that are tried again. */
import { doc, SYNC, volume } from '../files.ts';
import type { Row, Stake } from '../row.ts';
import { volumeData } from '../row.ts';
import { loseCopies, node, poolNamed, storage } from '../storage.ts';
import type { World } from '../world.ts';

const HOUR_MS = 3_600_000;
const LIST = 'GET /api/types/Volume/instances';
const PG = 'volumes/pg.yaml';
const on = (...hosts: readonly string[]): { readonly [file: string]: string } => ({ [PG]: volume('pg', 16, {}, { mappedTo: hosts }) });

function mappedTo(count: number): Stake {
  const isThere = ({ sim }: World): boolean =>
    sim.world().volumes.some(({ name, mappedTo: hosts }) => name === 'pg' && hosts.length === count);
  return { what: 'volume `pg` as a file system that one host writes to', isThere };
}

const repairing = (mode: string): { readonly [file: string]: string } => ({
  'cluster.yaml': doc('Cluster', 'prod', { sync: SYNC, remediation: { failedDevice: mode } }),
  'storage/n12.yaml': node(12, {}, { devices: { first: { path: '/dev/xvdf', pool: 'default' } } }),
});
const failed: Stake = {
  what: 'the copies that a disk may still have',
  isThere: ({ sim }) => sim.world().devices.some(({ state }) => state !== 'Normal'),
};

export const storageHosts: readonly Row[] = [
  {
    trigger: 'host misspelt',
    object: 'Volume',
    lost: mappedTo(1),
    guard: 'mutant: hosts-not-understood-lose-volumes',
    test: 'a volume stays on its host while an entry of mappedTo is no host that ScaleIO knows',
    world: storage(on('10.0.0.11')),
    happens: ({ push }) => push(on('10.0.0.99')),
    passes: 2,
    consent: { give: ({ push }) => push(on()), makes: ['removeMappedSdc pg'] },
  },
  {
    trigger: 'mapped elsewhere at the last moment',
    object: 'Volume',
    lost: mappedTo(0),
    guard: 'mutant: two-hosts-write-to-one-volume',
    test: 'a volume for one host is not given to it while another one has it',
    world: storage(),
    happens: async (world) => {
      await world.push(on('10.0.0.12'));
      world.scaleio.after(LIST, () => world.hand.mapVolume('pg'));
    },
    passes: 1,
  },
  {
    trigger: 'another type declared',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: types-are-not-asked',
    test: 'a volume of another type than declared is left alone, whatever else is declared of it',
    world: storage(),
    happens: ({ push }) => push({ [PG]: volume('pg', 24, {}, { type: 'thick' }) }),
    passes: 2,
  },
  {
    trigger: 'another pool declared',
    object: 'Volume',
    lost: volumeData('pg'),
    guard: 'mutant: volumes-elsewhere-are-grown',
    test: 'a volume that cannot be moved to the pool that is declared is left alone',
    world: storage({ 'storage/tin.yaml': poolNamed('tin') }),
    happens: ({ push }) => push({ [PG]: volume('pg', 24, {}, { pool: 'tin' }) }),
    passes: 2,
  },
  {
    trigger: 'disk failed, copies missing',
    object: 'Device',
    lost: failed,
    guard: 'mutant: repairs-do-not-wait-for-copies',
    test: 'a disk that failed is not tried again while copies are missing',
    world: storage(repairing('auto')),
    arrange: loseCopies,
    happens: () => null,
    passes: 2,
    consent: { give: ({ sim }) => sim.advance(24 * HOUR_MS), makes: ['clearDeviceError'] },
  },
  {
    trigger: 'disk failed, repair proposed',
    object: 'Device',
    lost: failed,
    guard: 'needs-approval',
    test: 'a disk that failed is not tried again without consent where that is asked for',
    world: storage(repairing('propose')),
    arrange: async (world) => {
      loseCopies(world);
      await world.passes(2);
      world.sim.advance(24 * HOUR_MS);
    },
    happens: () => null,
    passes: 3,
  },
];
