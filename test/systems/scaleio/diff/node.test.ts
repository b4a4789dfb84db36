/** What nodes lack. */
import { assert, describe } from '../../../helpers/suite.ts';
import { liveOf, NODE, NODES } from '../docs.ts';
import { draftOf, knowing } from './layout-docs.ts';
import type { Layout } from './layout-docs.ts';

const REF = 'StorageNode/n1';
const IPS = { ips: ['10.0.0.11', '10.0.0.12'] };
const NONE = { nodes: NODES.slice(1) };
const live = (over: Partial<typeof NODE>): ReturnType<typeof liveOf> => liveOf({ nodes: [{ ...NODE, ...over }, ...NODES.slice(1)] });
const inState = (over: Partial<typeof NODE.states>): ReturnType<typeof liveOf> => live({ states: { ...NODE.states, ...over } });

/** `setNode addSdsIp {...}` */
function nextCall(layout: Layout, seen = liveOf(), memory = knowing({})): string {
  const draft = draftOf(REF, layout, seen, { memory });
  if (draft === undefined) return 'nothing';
  const { args } = draft.action;
  return 'call' in args
    ? `${draft.class} ${String(args['call'])} ${JSON.stringify('body' in args ? args['body'] : {})}`
    : `${draft.class} ${draft.action.do}`;
}

const ROWS: readonly (readonly [string, Layout, ReturnType<typeof liveOf>, string])[] = [
  ['nothing when it is as declared', { node: { ...IPS, maintenance: false } }, liveOf(), 'nothing'],
  ['nothing of what is not declared', {}, inState({ maintenanceState: 'InMaintenance' }), 'nothing'],
  ['its new name', { node: { renamedFrom: 'old' } }, live({ name: 'old' }), 'additive setSdsName {"name":"n1"}'],
  ['an address', { node: { ips: [...IPS.ips, '10.0.0.13'] } }, liveOf(), 'disruptive addSdsIp {"ip":"10.0.0.13","role":"all"}'],
  ['one address less', { node: { ips: ['10.0.0.11'] } }, liveOf(), 'disruptive removeSdsIp {"ip":"10.0.0.12"}'],
  [
    'another role of an address',
    { node: { ips: ['10.0.0.11', { ip: '10.0.0.12', role: 'sdcOnly' }] } },
    liveOf(),
    'disruptive setSdsIpRole {"sdsIpToSet":"10.0.0.12","newRole":"sdcOnly"}',
  ],
  ['maintenance', { node: { maintenance: true } }, liveOf(), 'disruptive enterMaintenanceMode {}'],
  [
    'the end of maintenance',
    { node: { maintenance: false } },
    inState({ maintenanceState: 'InMaintenance' }),
    'additive exitMaintenanceMode {}',
  ],
  ['nothing on the way there', { node: { maintenance: true } }, inState({ maintenanceState: 'SetMaintenanceInProgress' }), 'nothing'],
  ['nothing on the way back', { node: { maintenance: true } }, inState({ maintenanceState: 'ExitMaintenanceInProgress' }), 'nothing'],
  ['to stay', { node: { maintenance: true } }, inState({ sdsState: 'RemovePending' }), 'additive abortRemoveSds {}'],
  ['to go', { nodeState: 'absent' }, liveOf(), 'destructive removeNode'],
  ['nothing while it drains', { nodeState: 'absent' }, inState({ sdsState: 'RemovePending' }), 'nothing'],
];

describe('a declared node', (it) => {
  it('is added when there is no such SDS, with its addresses and in its fault set', () => {
    const node = { ips: ['10.0.0.11', { ip: '10.1.0.11', role: 'sdsOnly' as const }], faultSet: 'rack', port: 7099 };
    const seen = liveOf({ ...NONE, faultSets: [{ id: 'f1', name: 'rack', protectionDomainId: 'pd1' }] });
    const draft = draftOf(REF, { node, faultSet: 'present' }, seen);
    assert.equal(draft?.action, {
      system: 'scaleio',
      do: 'addNode',
      args: {
        name: 'n1',
        protectionDomainId: 'pd1',
        sdsIpList: [{ SdsIp: { ip: '10.0.0.11', role: 'all' } }, { SdsIp: { ip: '10.1.0.11', role: 'sdsOnly' } }],
        sdsPort: '7099',
        faultSetId: 'f1',
      },
    });
    assert.equal([draft?.op, draft?.class, draft?.consent], ['create', 'additive', undefined]);
  });

  for (const [what, layout, seen] of [
    ['without addresses', {}, liveOf(NONE)],
    ['before its fault set', { node: { ...IPS, faultSet: 'rack' }, faultSet: 'present' }, liveOf(NONE)],
    ['before its domain', { node: IPS }, liveOf({ ...NONE, domains: [] })],
  ] as const) {
    it(`is not added ${what}`, () => assert.is(nextCall(layout, seen), 'nothing'));
  }

  it('is added again only when a person agrees', () => {
    const draft = draftOf(REF, { node: IPS }, liveOf(NONE), { memory: knowing({ [REF]: 's1' }) });
    assert.equal([draft?.op, draft?.consent], ['create', 'approval']);
  });

  for (const [what, layout, seen, expected] of ROWS) {
    it(`gets ${what}`, () => assert.is(nextCall(layout, seen), expected));
  }

  it('says what comes after the next call', () => {
    const draft = draftOf(REF, { node: { ips: ['10.0.0.13'], maintenance: true } }, liveOf());
    assert.equal(draft?.then.length, 3);
    assert.equal(draft?.effects, ['adds the address 10.0.0.13 with the role all']);
  });

  it('goes into maintenance, and away, only if that is safe at the time of the call', () => {
    const requires = (layout: Layout): readonly string[] => draftOf(REF, layout, liveOf())?.requires.map(({ check }) => check) ?? [];
    assert.equal(
      [requires({ node: { maintenance: true } }), requires({ nodeState: 'absent' })],
      [['maintenance-safe'], ['pools-keep-without-node']],
    );
  });

  it('stops serving at an address only if that is safe at the time of the call', () => {
    const served = liveOf({ nodes: [{ ...NODE, roles: ['sdsOnly', 'all'] }, ...NODES.slice(1)] });
    const requires = (ips: Layout['node'], seen = liveOf()): readonly string[] =>
      draftOf(REF, { node: ips ?? {} }, seen)?.requires.map(({ check }) => check) ?? [];
    assert.equal(requires({ ips: ['10.0.0.11'] }), ['address-safe']);
    assert.equal(requires({ ips: ['10.0.0.11', { ip: '10.0.0.12', role: 'sdcOnly' }] }), ['address-safe']);
    assert.equal(requires({ ips: ['10.0.0.11', { ip: '10.0.0.12', role: 'sdcOnly' }] }, served), ['address-safe']);
    assert.equal([requires(IPS, served), requires({ ips: [...IPS.ips, '10.0.0.13'] })], [[], []]);
  });

  it('keeps what is ignored', () => {
    const ignored = (paths: readonly string[], layout: Layout): unknown => draftOf(REF, layout, liveOf(), { ignored: () => paths });
    assert.is(ignored(['ips'], { node: { ips: ['10.0.0.11'] } }), undefined);
    assert.is(ignored(['maintenance'], { node: { maintenance: true } }), undefined);
    const renamed = draftOf(REF, { node: { renamedFrom: 'old' } }, live({ name: 'old' }), { ignored: () => ['name'] });
    assert.is(renamed, undefined);
  });

  it('is followed by its id, and neither renamed back nor made anew, nor is another one removed', () => {
    assert.is(nextCall({ node: IPS }, live({ name: 'x' }), knowing({ [REF]: 's1' })), 'nothing');
    const other = draftOf(REF, { nodeState: 'absent' }, liveOf(), { memory: knowing({ [REF]: 's9' }) });
    assert.is(other, undefined, 'another SDS has its name now');
  });
});
