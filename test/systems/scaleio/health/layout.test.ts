/** How domains, fault sets, nodes and their disks are judged. */
import type { Memory } from '../../../../agent/model/memory.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import { scaleioHealth } from '../../../../agent/systems/scaleio/health/health.ts';
import type { ScaleioFacets } from '../../../../agent/systems/scaleio/types.ts';
import type { Kib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { DEVICES, deviceOf, figures, inputsOf, liveOf, NODE, NODES } from '../docs.ts';
import { knowing, layout } from '../diff/layout-docs.ts';
import type { Layout } from '../diff/layout-docs.ts';

interface Row {
  readonly what: string;
  readonly declared?: Layout;
  readonly live?: Partial<ScaleioFacets>;
  readonly memory?: Memory;
  /** `ready []`, `degraded [NodeNotNormal] why`. */
  readonly is: string;
}

function verdict(ref: Ref, { declared = {}, live = {}, memory = knowing({}) }: Row): string {
  const { ready, findings } = scaleioHealth(inputsOf(layout(declared), { memory }), liveOf(live));
  const codes = findings.filter((finding) => finding.ref === ref).map(({ code }) => code);
  const readiness = ready.get(ref);
  const why = readiness?.kind === 'progressing' ? ` ${readiness.why}` : '';
  return `${readiness?.kind} [${codes.join(', ')}]${why}`;
}

function table(ref: Ref, rows: readonly Row[], it: Parameters<Parameters<typeof describe>[1]>[0]): void {
  for (const row of rows) it(`${row.what}: ${row.is}`, () => assert.is(verdict(ref, row), row.is));
}

const DOMAIN = { id: 'pd1', name: 'pd', protectionDomainState: 'Active' };
const RACK = { id: 'f1', name: 'rack', protectionDomainId: 'pd1' };
const SDB = deviceOf('sdb', 's1');
const disk = { devices: { sdb: { path: '/dev/sdb', pool: 'gold' } } };
const goingDisk = { devices: { sdb: { path: '/dev/sdb', pool: 'gold', state: 'absent' as const } } };
const node = (over: Partial<typeof NODE>): Partial<ScaleioFacets> => ({ nodes: [{ ...NODE, ...over }, ...NODES.slice(1)] });
const inState = (over: Partial<typeof NODE.states>): Partial<ScaleioFacets> => node({ states: { ...NODE.states, ...over } });
const device = (over: Partial<typeof SDB> = {}): Partial<ScaleioFacets> => ({ devices: [...DEVICES, { ...SDB, ...over }] });
/** Of 1500 KiB on the devices 600 are in use; the two of the node have 500. */
const moving = (kib: number, kibps = 0): Partial<ScaleioFacets> => ({
  statistics: new Map([['sp1', figures(600, { rebalanceKib: kib as Kib, rebalanceKibps: kibps })]]),
});

describe('health of a protection domain that is known', (it) => {
  const memory = knowing({ 'ProtectionDomain/pd': 'pd1' });
  table(
    'ProtectionDomain/pd',
    [
      { what: 'lost', memory, live: { domains: [] }, is: 'missing [DomainMissing]' },
      { what: 'replaced', memory, live: { domains: [{ ...DOMAIN, id: 'pd2' }] }, is: 'missing [DomainReplaced]' },
      { what: 'renamed', memory, live: { domains: [{ ...DOMAIN, name: 'x' }] }, is: 'missing [DomainRenamed]' },
      { what: 'still to go', memory, declared: { domain: 'absent' }, is: 'progressing [] it is still to be removed' },
      { what: 'gone as declared', memory, declared: { domain: 'absent' }, live: { domains: [] }, is: 'ready []' },
    ],
    it,
  );
});

describe('health of a fault set', (it) => {
  const declared: Layout = { faultSet: 'present' };
  const memory = knowing({ 'FaultSet/rack': 'f1' });
  table(
    'FaultSet/rack',
    [
      { what: 'there', declared, live: { faultSets: [RACK] }, is: 'ready []' },
      { what: 'not there', declared, is: 'absent []' },
      { what: 'lost', declared, memory, is: 'missing [FaultSetMissing]' },
      { what: 'renamed', declared, memory, live: { faultSets: [{ ...RACK, name: 'x' }] }, is: 'missing [FaultSetRenamed]' },
      { what: 'made anew by hand', declared, memory, live: { faultSets: [{ ...RACK, id: 'f2' }] }, is: 'ready []' },
      {
        what: 'elsewhere',
        declared,
        memory,
        live: { faultSets: [{ ...RACK, protectionDomainId: 'pd2' }] },
        is: 'degraded [FaultSetInOtherDomain]',
      },
      { what: 'gone as declared', declared: { faultSet: 'absent' }, is: 'ready []' },
    ],
    it,
  );
});

describe('health of a node that is kept true', (it) => {
  const memory = knowing({ 'StorageNode/n1': 's1' });
  const none = { nodes: NODES.slice(1) };
  const going: Layout = { nodeState: 'absent' };
  const draining = inState({ sdsState: 'RemovePending' });
  table(
    'StorageNode/n1',
    [
      { what: 'to be added', declared: { node: { ips: ['10.0.0.11'] } }, live: none, is: 'absent []' },
      { what: 'without addresses to add it by', live: none, is: 'absent [NodeMissing]' },
      { what: 'lost', memory, live: none, is: 'missing [NodeMissing]' },
      { what: 'renamed', memory, live: node({ name: 'x' }), is: 'missing [NodeRenamed]' },
      {
        what: 'under its old name',
        declared: { node: { renamedFrom: 'x' } },
        live: node({ name: 'x' }),
        is: 'progressing [] it is still called x',
      },
      { what: 'in another domain', memory, live: node({ protectionDomainId: 'pd2' }), is: 'degraded [NodeInOtherDomain]' },
      {
        what: 'in another fault set',
        declared: { faultSet: 'present', node: { faultSet: 'rack' } },
        live: { faultSets: [RACK] },
        is: 'degraded [NodeInOtherFaultSet]',
      },
      { what: 'at another port', declared: { node: { port: 7099 } }, is: 'ready [NodePortDiffers]' },
      {
        what: 'in maintenance as declared',
        declared: { node: { maintenance: true } },
        live: inState({ maintenanceState: 'InMaintenance' }),
        is: 'ready []',
      },
      {
        what: 'on its way into maintenance as declared',
        declared: { node: { maintenance: true } },
        live: inState({ maintenanceState: 'SetMaintenanceInProgress' }),
        is: 'progressing [] SDS n1 is going into maintenance, as declared',
      },
      {
        what: 'on its way back',
        live: inState({ maintenanceState: 'ExitMaintenanceInProgress' }),
        is: 'progressing [] SDS n1 is coming back from maintenance',
      },
      {
        what: 'on its way into it unasked',
        live: inState({ maintenanceState: 'SetMaintenanceInProgress' }),
        is: 'degraded [NodeNotNormal]',
      },
      { what: 'in maintenance unasked', live: inState({ maintenanceState: 'InMaintenance' }), is: 'degraded [NodeNotNormal]' },
      { what: 'still to go', declared: going, is: 'progressing [] it is still to be removed' },
      {
        what: 'draining',
        declared: going,
        live: { ...draining, ...moving(50, 10) },
        is: 'progressing [] ScaleIO moves its data off: about 70 % is done, the rest in about 5 s',
      },
      {
        what: 'draining at no speed that is known',
        declared: going,
        live: { ...draining, ...moving(200) },
        is: 'progressing [] ScaleIO moves its data off: about 0 % is done',
      },
      { what: 'gone as declared', declared: going, live: none, is: 'ready []' },
    ],
    it,
  );
});

describe('health of a declared disk of a node', (it) => {
  const memory = knowing({ 'Device/n1/sdb': 'd-sdb' });
  const row = deviceOf('vol-0123456789abcdef0', 's1', { path: '/dev/sdb' });
  table(
    'Device/n1/sdb',
    [
      { what: 'there', declared: { node: disk }, live: device(), is: 'ready []' },
      { what: 'not there', declared: { node: disk }, is: 'absent []' },
      { what: 'without its node', declared: { node: disk }, live: { nodes: [] }, is: 'absent []' },
      { what: 'lost', declared: { node: disk }, memory, is: 'missing [DeviceMissing]' },
      { what: 'tested', declared: { node: disk }, live: device({ deviceState: 'InitialTest' }), is: 'progressing [] ScaleIO tests it' },
      { what: 'in error', declared: { node: disk }, live: device({ errorState: 'Error' }), is: 'degraded [DeviceNotNormal]' },
      {
        what: 'in a state nobody knows',
        declared: { node: disk },
        live: device({ deviceState: 'Dreaming' }),
        is: 'degraded [DeviceNotNormal]',
      },
      { what: 'in another pool', declared: { node: disk }, live: device({ storagePoolId: 'sp2' }), is: 'degraded [DeviceInOtherPool]' },
      { what: 'at another path', declared: { node: disk }, live: device({ path: '/dev/sdz' }), is: 'ready [DevicePathDiffers]' },
      { what: 'the disk of a row', declared: { node: disk }, live: { devices: [...DEVICES, row] }, is: 'degraded [DeviceOfRow]' },
      { what: 'still to go', declared: { node: goingDisk }, live: device(), is: 'progressing [] it is still to be removed' },
      {
        what: 'draining',
        declared: { node: goingDisk },
        live: { ...device({ deviceState: 'RemovePending' }), ...moving(25) },
        is: 'progressing [] ScaleIO moves its data off: about 70 % is done',
      },
      { what: 'gone as declared', declared: { node: goingDisk }, memory, is: 'ready []' },
      { what: 'of a node that is to go', declared: { node: disk, nodeState: 'absent' }, live: device(), is: 'undefined []' },
    ],
    it,
  );
});

describe('ids of what is declared', (it) => {
  const ids = (declared: Layout, live: Partial<ScaleioFacets>, memory = knowing({})): unknown => [
    ...scaleioHealth(inputsOf(layout(declared), { memory }), liveOf(live)).ids,
  ];
  it('are those of domains, fault sets, pools, nodes and their disks', () => {
    assert.equal(ids({ faultSet: 'present', node: disk }, { faultSets: [RACK], ...device() }), [
      ['ProtectionDomain/pd', 'pd1'],
      ['FaultSet/rack', 'f1'],
      ['StoragePool/gold', 'sp1'],
      ['StorageNode/n1', 's1'],
      ['Device/n1/sdb', 'd-sdb'],
    ]);
  });

  it('are those that are known, under whatever names', () => {
    const memory = knowing({ 'ProtectionDomain/pd': 'pd1', 'StoragePool/gold': 'sp1', 'StorageNode/n1': 's1' });
    const live = { domains: [{ ...DOMAIN, name: 'x' }], ...node({ name: 'y' }) };
    assert.equal(ids({}, live, memory), [
      ['ProtectionDomain/pd', 'pd1'],
      ['StoragePool/gold', 'sp1'],
      ['StorageNode/n1', 's1'],
    ]);
  });
});
