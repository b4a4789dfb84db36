/** Devices that failed, and those whose host has them under another path. */
import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { memoryErrors } from '../../../../agent/memory/errors.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { doc } from '../../declared.ts';
import { ago, deviceOf, gone, HOUR_MS, nodeDoc, POOL_ID, sds } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { MODES, repaired, told } from './built.ts';

const REF = 'Device/n1/vol-r1-n1';
const failed: Scene = { devices: [deviceOf('n1', 'r1', { errorState: 'Error' }), deviceOf('n2', 'r1')] };
const moved: Scene = { devices: [deviceOf('n1', 'r1', { path: '/dev/sdc', originalPath: '/dev/sdb' })] };

describe('a device that failed', (it) => {
  const expected = { off: [], report: ['DeviceMayBeTriedAgain'], propose: [`repair ${REF} update?`], auto: [`repair ${REF} update`] };
  for (const mode of MODES) {
    it(`is as remediation has it: ${mode}`, () => assert.equal(told(repaired(failed, { failedDevice: mode })), expected[mode]));
  }

  it('is reported where nothing is said', () => assert.equal(told(repaired(failed)), expected.report));

  it('is tried again by one call, which asks first whether the pool is whole', () => {
    const [draft] = repaired(failed, { failedDevice: 'auto' }).drafts;
    assert.equal(draft?.action, { system: 'scaleio', do: 'setDevice', args: { deviceId: 'device-vol-r1-n1', call: 'clearDeviceError' } });
    assert.equal(draft?.requires, [{ system: 'scaleio', check: 'pool-protected', backendId: POOL_ID, args: { mayLackRoom: true } }]);
    assert.is(draft?.class, 'additive');
  });

  const cleared = (backendId: string): Scene => ({ ...failed, memory: { cleared: [{ ref: REF, backendId, at: ago(HOUR_MS) }] } });
  const again = { ...expected, auto: [`repair ${REF} update?`] };
  for (const mode of MODES) {
    it(`is for people to decide when it was cleared a while ago, as remediation has it: ${mode}`, () => {
      assert.equal(told(repaired(cleared('device-vol-r1-n1'), { failedDevice: mode })), again[mode]);
    });
  }

  it('is cleared by itself after another one was', () => {
    assert.equal(told(repaired(cleared('device-vol-r1-n2'), { failedDevice: 'auto' })), expected.auto);
  });

  it('needs another Approval for each time', () => {
    const [draft] = repaired(cleared('device-vol-r1-n1'), { failedDevice: 'propose' }).drafts;
    assert.equal(draft?.fields, [{ path: 'errorState', from: 'Error, cleared at 2026-11-21T13:00:00.000Z', to: 'None' }]);
    assert.match(draft?.reason ?? '', 'has an error again, after it was cleared at 2026-11-21T13:00:00.000Z');
  });

  const filling = (over: object): Scene => ({ ...failed, filling: { over } });
  const some = gibToKib(1);
  const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));
  const lines: Scene['docs'] = [nodeDoc('n1', { devices: { 'vol-r1-n1': { path: '/dev/sdb', pool: 'gold', state: 'absent' } } })];
  const rows: readonly (readonly [string, Scene])[] = [
    ['a copy is lost', filling({ degradedKib: some })],
    ['data cannot be read', filling({ failedKib: some })],
    ['copies are being made', filling({ rebuildKib: some })],
    ['its SDS is away', { ...failed, sds: [gone('n1'), sds('n2'), sds('n3')] }],
    ['it is being removed', { devices: [deviceOf('n1', 'r1', { errorState: 'Error', deviceState: 'RemovePending' })] }],
    ['its error is one that no document lists', { devices: [deviceOf('n1', 'r1', { errorState: 'Sulking' })] }],
    ['it has none', { devices: [deviceOf('n1', 'r1')] }],
    ['its line says that it is to go', { ...failed, docs: lines }],
    ['its node is to go', { ...failed, docs: [doc('StorageNode/n1', { protectionDomain: 'pd1' }, { state: 'absent' })] }],
    ['its node is in no file', { ...failed, nodes: ['n2', 'n3'] }],
    ['it has no name', { devices: [deviceOf('n1', 'r1', { errorState: 'Error', name: null })] }],
    ['the statistics are not known', { ...failed, scaleio: { statistics: unread } }],
    ['the devices are not known', { ...failed, scaleio: { devices: unread } }],
    ['the nodes are not known', { ...failed, scaleio: { nodes: unread } }],
  ];
  for (const [what, scene] of rows) {
    it(`is left alone while ${what}`, () => {
      for (const mode of MODES) assert.equal(told(repaired(scene, { failedDevice: mode })), []);
    });
  }
});

describe('a device whose path changed', (it) => {
  const expected = { off: [], report: ['DevicePathChanged'], propose: [`repair ${REF} update?`], auto: [`repair ${REF} update`] };
  for (const mode of MODES) {
    it(`is as remediation has it: ${mode}`, () => assert.equal(told(repaired(moved, { devicePath: mode })), expected[mode]));
  }

  it('is looked for where it is now, by one call', () => {
    const [draft] = repaired(moved, { devicePath: 'auto' }).drafts;
    const args = { deviceId: 'device-vol-r1-n1', call: 'updateDeviceOriginalPathname' };
    assert.equal(draft?.action, { system: 'scaleio', do: 'setDevice', args });
    assert.equal(draft?.fields, [{ path: 'originalPath', from: '/dev/sdb', to: '/dev/sdc' }]);
  });

  const at = (path: string): Scene => ({ ...moved, docs: [nodeDoc('n1', { devices: { 'vol-r1-n1': { path, pool: 'gold' } } })] });
  it('is left to its document where that names the new path', () => assert.equal(told(repaired(at('/dev/sdc'))), []));
  it('is reported where its document names another one', () => assert.equal(told(repaired(at('/dev/sdb'))), ['DevicePathChanged']));

  const rows: readonly (readonly [string, Scene])[] = [
    ['its error is not cleared', { devices: [deviceOf('n1', 'r1', { path: '/dev/sdc', errorState: 'Sulking' })] }],
    ['it is being tested', { devices: [deviceOf('n1', 'r1', { path: '/dev/sdc', deviceState: 'InitialTest' })] }],
    ['its SDS is away', { ...moved, sds: [gone('n1')] }],
    ['no path is told', { devices: [deviceOf('n1', 'r1', { path: '' })] }],
    ['no former path is told', { devices: [deviceOf('n1', 'r1', { originalPath: '' })] }],
  ];
  for (const [what, scene] of rows) {
    it(`is left alone while ${what}`, () => assert.equal(told(repaired(scene, { devicePath: 'auto', failedDevice: 'auto' })), []));
  }
});
