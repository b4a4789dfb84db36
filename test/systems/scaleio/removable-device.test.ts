import { hindranceToLosing } from '../../../agent/systems/scaleio/removable-device.ts';
import type { PoolOfDevice } from '../../../agent/systems/scaleio/removable-device.ts';
import type { Device, PoolStatistics, StorageNode, StoragePool } from '../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../agent/units.ts';
import type { Kib } from '../../../agent/units.ts';
import { assert, describe } from '../../helpers/suite.ts';
import { deviceOf, figures, NODE, POOL } from './docs.ts';

interface Setup {
  readonly pool?: Partial<StoragePool>;
  readonly inUseGiB?: number;
  readonly statistics?: Partial<PoolStatistics>;
  /** Changes the six devices: n1a (the one to go), n1b, n2a, ... */
  readonly devices?: (devices: readonly Device[]) => readonly Device[];
  readonly nodes?: (nodes: readonly StorageNode[]) => readonly StorageNode[];
  readonly isUnused?: boolean;
  readonly awaited?: string;
  /** Beyond those listed. */
  readonly uncounted?: number;
}

const GIB_100 = gibToKib(100);

/** Three nodes with two devices of 100 GiB each, spare 34 %, 100 GiB in use: the first device may well go. */
function hindrance(setup: Setup): string | null {
  const names = ['n1', 'n2', 'n3'];
  const nodes = names.map((name) => ({ ...NODE, id: name, name }));
  const all = names.flatMap((name) => ['a', 'b'].map((letter) => deviceOf(name + letter, name, { maxKib: GIB_100 })));
  const [device] = all;
  if (device === undefined) throw new Error('no device');
  const devices = setup.devices?.(all) ?? all;
  const inUseKib = gibToKib(setup.inUseGiB ?? 100);
  const deviceCount = devices.filter(({ storagePoolId }) => storagePoolId === POOL.id).length + (setup.uncounted ?? 0);
  const facts: PoolOfDevice = {
    pool: { ...POOL, ...setup.pool },
    statistics: figures(0, { maxKib: gibToKib(600), spareKib: gibToKib(204), inUseKib, deviceCount, ...setup.statistics }),
    devices,
    nodes: setup.nodes?.(nodes) ?? nodes,
    isUnused: setup.isUnused ?? false,
    awaited: setup.awaited ?? null,
  };
  return hindranceToLosing(device, facts);
}

function changed(name: string, over: Partial<Device>): NonNullable<Setup['devices']> {
  return (devices) => devices.map((device) => (device.name === name ? { ...device, ...over } : device));
}

function without(...names: readonly string[]): NonNullable<Setup['devices']> {
  return (devices) => devices.filter(({ name }) => name === null || !names.includes(name));
}

function inState(name: string, states: Partial<StorageNode['states']>): NonNullable<Setup['nodes']> {
  return (nodes) => nodes.map((node) => (node.name === name ? { ...node, states: { ...node.states, ...states } } : node));
}

const ANY = 1 as Kib;
const lax = { highPercent: 100, sparePercent: 0 };

// What stays has 500 GiB, 330 GiB of it after spare, and 300 GiB without its largest fault unit.
const rows: readonly (readonly [string, Setup, string | null])[] = [
  ['all is well', {}, null],
  ['one more device is counted than listed', { uncounted: 1 }, 'the list of the devices of pool gold is not whole'],
  ['the device itself is not listed', { devices: without('n1a') }, 'the list of the devices of pool gold is not whole'],
  ['data cannot be read', { statistics: { failedKib: ANY } }, 'pool gold has data that cannot be read'],
  ['data has one copy', { statistics: { degradedKib: ANY } }, 'pool gold has data with only one copy'],
  ['space is out of reach', { statistics: { unreachableUnusedKib: ANY } }, 'pool gold has free space that is out of reach'],
  ['it rebuilds', { statistics: { rebuildKib: ANY } }, 'pool gold is rebuilding'],
  ['it rebalances', { statistics: { rebalanceKib: ANY } }, 'pool gold is rebalancing'],
  [
    'another device goes',
    { devices: changed('n2a', { deviceState: 'RemovePending' }) },
    'device n2a is RemovePending, with the error state None',
  ],
  ['another device fails', { devices: changed('n2a', { errorState: 'Error' }) }, 'device n2a is Normal, with the error state Error'],
  [
    'a device of another pool fails',
    { devices: (all) => [...all, deviceOf('x', 'n2', { storagePoolId: 'sp2', errorState: 'Error' })] },
    null,
  ],
  ['it fails itself', { devices: changed('n1a', { errorState: 'Error' }) }, null],
  [
    'a node is in maintenance',
    { nodes: inState('n2', { maintenanceState: 'InMaintenance' }) },
    'SDS n2 has maintenanceState InMaintenance',
  ],
  ['a node is lost', { nodes: inState('n3', { mdmConnectionState: 'Disconnected' }) }, 'SDS n3 has mdmConnectionState Disconnected'],
  [
    'a node of another pool is lost',
    { nodes: (nodes) => [...nodes, { ...NODE, id: 'n9', name: 'n9', states: { ...NODE.states, mdmConnectionState: 'Disconnected' } }] },
    null,
  ],
  ['it is the last of its SDS', { devices: without('n1b') }, 'device n1a is the only one of its SDS'],
  [
    'its SDS has another device in another pool only, so that two fault units stay',
    { devices: changed('n1b', { storagePoolId: 'sp2' }) },
    'without device n1a, pool gold has devices in 2 fault units, and needs 3',
  ],
  [
    'two fault sets stay',
    { nodes: (nodes) => nodes.map((node, index) => ({ ...node, faultSetId: index === 0 ? 'f1' : 'f2' })) },
    'without device n1a, pool gold has devices in 2 fault units, and needs 3',
  ],
  ['an SDS is not listed', { nodes: (nodes) => nodes.slice(0, 2) }, 'ScaleIO does not list the SDS of every device'],
  ['it stays just under the high threshold', { inUseGiB: 263.9 }, null],
  [
    'it comes to the high threshold',
    { inUseGiB: 264 },
    'without device n1a, pool gold would be used to 80 % or more of what is left after spare',
  ],
  [
    'it comes to the margin under a higher threshold',
    { inUseGiB: 297, pool: { highPercent: 99 } },
    'without device n1a, pool gold would be used to 90 % or more of what is left after spare',
  ],
  ['the largest fault unit could just be made anew', { inUseGiB: 269.9, pool: lax }, null],
  [
    'the largest fault unit could not be made anew with a margin',
    { inUseGiB: 270, pool: lax },
    'without device n1a, pool gold could not make the copies of SDS n2 anew if that failed',
  ],
  ['no volume is in the pool, however few units stay', { isUnused: true, devices: without('n2a', 'n2b', 'n3a', 'n3b') }, null],
  [
    'volumes move into the pool, in which there are none yet',
    { isUnused: true, awaited: 'volumes are moving into pool gold' },
    'volumes are moving into pool gold',
  ],
  ['the spare is less than the largest fault unit for as long as the row goes, and there is room', { inUseGiB: 200 }, null],
];

describe('what keeps a device in its pool', (it) => {
  for (const [what, setup, expected] of rows) {
    it(`${expected === null ? 'nothing' : 'something'} when ${what}`, () => assert.is(hindrance(setup), expected));
  }
});
