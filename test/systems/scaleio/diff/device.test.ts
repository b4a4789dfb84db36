/** What disks of nodes lack. */
import type { DeviceSpec } from '../../../../agent/model/kinds.gen.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { DEVICES, deviceOf, liveOf, NODE, NODES, POOL } from '../docs.ts';
import { draftOf, knowing } from './layout-docs.ts';

const REF = 'Device/n1/sdb';
const declared = (over: Partial<DeviceSpec> = {}): { node: { devices: { sdb: DeviceSpec } } } => ({
  node: { devices: { sdb: { path: '/dev/sdb', pool: 'gold', ...over } } },
});
const SDB = deviceOf('sdb', 's1');
const live = (...devices: readonly (typeof SDB)[]): ReturnType<typeof liveOf> => liveOf({ devices: [...DEVICES, ...devices] });

function nextCall(over: Partial<DeviceSpec>, seen: ReturnType<typeof liveOf>, memory = knowing({})): string {
  const draft = draftOf(REF, declared(over), seen, { memory });
  if (draft === undefined) return 'nothing';
  const { args } = draft.action;
  return `${draft.class} ${'call' in args ? String(args['call']) : draft.action.do} ${draft.backendId}`;
}

describe('a declared disk of a node', (it) => {
  it('is added to its pool, and no disk is taken over', () => {
    const draft = draftOf(REF, declared(), liveOf());
    const args = { sdsId: 's1', storagePoolId: 'sp1', deviceCurrentPathname: '/dev/sdb', name: 'sdb' };
    assert.equal([draft?.op, draft?.class, draft?.action], ['create', 'additive', { system: 'scaleio', do: 'addDevice', args }]);
  });

  it('has the media of its pool, or its own, where pools have one', () => {
    const seen = liveOf({ pools: [{ ...POOL, mediaType: 'SSD' }] });
    const media = (over: Partial<DeviceSpec>): unknown => {
      const args = draftOf(REF, declared(over), seen)?.action.args;
      return args && 'mediaType' in args ? args['mediaType'] : null;
    };
    assert.equal([media({}), media({ media: 'hdd' })], ['SSD', 'HDD']);
  });

  for (const [what, over, seen, expected] of [
    ['nothing when it is there', {}, live(SDB), 'nothing'],
    ['nothing when it is there under its path', {}, live({ ...SDB, name: 'x' }), 'nothing'],
    [
      'nothing while its SDS is not well',
      {},
      liveOf({ nodes: [{ ...NODE, states: { ...NODE.states, mdmConnectionState: 'Disconnected' } }] }),
      'nothing',
    ],
    ['nothing while its pool is not there', {}, liveOf({ pools: [] }), 'nothing'],
    ['nothing when its path is that of a cloud disk', {}, live({ ...SDB, name: 'vol-0123456789abcdef0' }), 'nothing'],
    ['nothing when there are two', {}, live(SDB, { ...SDB, id: 'd2' }), 'nothing'],
    ['to stay', {}, live({ ...SDB, deviceState: 'RemovePending' }), 'additive abortRemoveDevice d-sdb'],
    ['into use', {}, live({ ...SDB, deviceState: 'InitialTestDone' }), 'additive activateDevice d-sdb'],
    ['its new path', { path: '/dev/sdc' }, live({ ...SDB, path: '/dev/sdc' }), 'additive updateDeviceOriginalPathname d-sdb'],
    ['no path that its host does not have', { path: '/dev/sdd' }, live({ ...SDB, path: '/dev/sdc' }), 'nothing'],
    ['to go', { state: 'absent' }, live(SDB), 'destructive removeDevice d-sdb'],
    ['nothing while it drains', { state: 'absent' }, live({ ...SDB, deviceState: 'RemovePending' }), 'nothing'],
    ['nothing when it is gone', { state: 'absent' }, liveOf(), 'nothing'],
    ['nothing in the place of a cloud disk', { state: 'absent' }, live({ ...SDB, name: 'vol-0123456789abcdef0' }), 'nothing'],
  ] as const) {
    it(`gets ${what}`, () => assert.is(nextCall(over, seen), expected));
  }

  it('of a row that the agent knows is the business of its row', () => {
    const memory = knowing({ 'Disk/gold/n1/r1': 'disk-7' });
    assert.is(nextCall({ state: 'absent' }, live({ ...SDB, name: 'disk-7' }), memory), 'nothing');
  });

  it('is followed by its id, whatever its name and its path', () => {
    const elsewhere = { ...SDB, name: 'x', path: '/dev/sdz', originalPath: '/dev/sdz' };
    assert.is(nextCall({ state: 'absent' }, live(elsewhere), knowing({ [REF]: 'd-sdb' })), 'destructive removeDevice d-sdb');
  });

  it('is added again only when a person agrees', () => {
    const draft = draftOf(REF, declared(), liveOf(), { memory: knowing({ [REF]: 'd9' }) });
    assert.equal([draft?.op, draft?.consent], ['create', 'approval']);
  });

  it('is not taken for that of another line, whose host calls it otherwise now', () => {
    const devices = { sdb: { path: '/dev/sdb', pool: 'gold' }, sdc: { path: '/dev/sdc', pool: 'gold' } };
    const moved = { ...SDB, path: '/dev/sdc' };
    const draft = draftOf('Device/n1/sdc', { node: { devices } }, live(moved), { memory: knowing({ [REF]: 'd-sdb' }) });
    assert.is(draft?.op, 'create');
  });

  it('is not removed by itself with its node, nor without one', () => {
    assert.is(draftOf(REF, { ...declared({ state: 'absent' }), nodeState: 'absent' }, live(SDB)), undefined);
    assert.is(draftOf(REF, declared(), liveOf({ nodes: NODES.slice(1) })), undefined);
  });

  it('goes only if its pool can do without it at the time of the call', () => {
    assert.equal(draftOf(REF, declared({ state: 'absent' }), live(SDB))?.requires, [
      { system: 'scaleio', check: 'pool-keeps-without-device', backendId: 'd-sdb' },
    ]);
  });
});
