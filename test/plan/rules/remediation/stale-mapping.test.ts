/** Volumes mapped to hosts that are gone, and the fence before they are taken from them. */
import { PlumblineError } from '../../../../agent/errors.ts';
import { memoryErrors } from '../../../../agent/memory/errors.ts';
import { ok, unknown } from '../../../../agent/model/observed.ts';
import { NOON } from '../../../helpers/builders.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { doc } from '../../declared.ts';
import { host } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';
import { lostHost, MODES, repaired, sdc, told, volumeOn } from './built.ts';

const stopped = host('n9', { state: 'stopped' });
const machines = (...hosts: readonly ReturnType<typeof host>[]): Scene => lostHost({ hosts: [host('n1'), ...hosts] });
const UNMAP = 'repair Volume/pg unmap';
const auto = { staleMapping: 'auto' } as const;

describe('a mapping to a host that is stopped', (it) => {
  const expected = { off: [], report: ['StaleMapping'], propose: [`${UNMAP}?`], auto: [UNMAP] };
  for (const mode of MODES) {
    it(`is as remediation has it: ${mode}`, () => assert.equal(told(repaired(machines(stopped), { staleMapping: mode })), expected[mode]));
  }

  it('is taken only behind a fence that three systems hold up', () => {
    const [draft] = repaired(machines(stopped), auto).drafts;
    const ips = ['10.0.0.9'];
    assert.equal(draft?.requires, [
      { system: 'scaleio', check: 'sdc-disconnected', backendId: 'sdc9' },
      { system: 'cloud-disks', check: 'host-fenced', backendId: '10.0.0.9', args: { ips, machine: 'stopped' } },
      { system: 'mesos', check: 'no-task-on', backendId: '10.0.0.9', args: { ips } },
    ]);
    assert.equal(draft?.action, { system: 'scaleio', do: 'unmapVolume', args: { volumeId: 'v1', sdcId: 'sdc9' } });
    assert.equal([draft?.class, draft?.backendId], ['disruptive', 'v1']);
  });

  it('says which host it is, so that an Approval is of no other', () => {
    const fields = (id: string) => repaired(lostHost({ hosts: [stopped], volumes: [volumeOn(id)] }, sdc({ id })), auto).drafts[0]?.fields;
    assert.equal(fields('sdc9'), [{ path: 'mappedTo', from: '10.0.0.9 (SDC sdc9)', to: null }]);
    assert.not.equal(fields('sdc9'), fields('sdc8'));
  });

  it('is taken from one host after the other', () => {
    const both = lostHost({ hosts: [stopped, host('n8', { state: 'stopped' })], volumes: [volumeOn('sdc8', 'sdc9')] });
    const sdcs = ok([sdc(), sdc({ id: 'sdc8', ips: ['10.0.0.8'] })], NOON);
    assert.equal(told(repaired({ ...both, scaleio: { sdcs } }, auto)), [UNMAP]);
  });
});

describe('a mapping to a host that the cloud does not show', (it) => {
  it('is taken only when people say that the host is gone, also with auto', () => {
    for (const mode of ['propose', 'auto'] as const) assert.equal(told(repaired(machines(), { staleMapping: mode })), [`${UNMAP}?`]);
    const [draft] = repaired(machines(), auto).drafts;
    assert.equal(draft?.requires[1]?.args, { ips: ['10.0.0.9'], machine: 'unseen' });
    assert.is(draft?.effects[1], 'whoever approves it says that 10.0.0.9 is off for good, wherever it was');
  });

  it('is only reported where no system could hold up the fence', () => {
    assert.equal(told(repaired(lostHost({ cloud: null }), auto)), ['StaleMapping']);
    assert.equal(told(repaired(machines(stopped), auto, false)), ['StaleMapping']);
    const listed: Scene['cloud'] = { account: ok({ id: 'static', provider: 'static' }, NOON) };
    assert.equal(told(repaired(lostHost({ cloud: listed }), auto)), ['StaleMapping']);
  });
});

describe('a mapping stays', (it) => {
  const unread = unknown(new PlumblineError(memoryErrors.malformed, 'not read'));
  const off = { hosts: [stopped] };
  const rows: readonly (readonly [string, Scene])[] = [
    ['while its host is connected', lostHost(off, sdc({ mdmConnectionState: 'Connected' }))],
    ['while nobody knows what its connection is', lostHost(off, sdc({ mdmConnectionState: 'Sulking' }))],
    ['while its machine runs', machines(host('n9'))],
    ['while its machine is stopping', machines(host('n9', { state: 'other' }))],
    ['while another machine has its address', machines(stopped, host('n9', { id: 'i-new' }))],
    ['while the machines are not known', lostHost({ cloud: { hosts: unread } })],
    ['while the SDCs are not known', lostHost({ ...off, scaleio: { sdcs: unread } })],
    ['while the volumes are not known', { ...lostHost(off), scaleio: { ...lostHost().scaleio, volumes: unread } }],
    ['where its document says which hosts have the volume', lostHost(off, sdc(), { mappedTo: ['10.0.0.9'] })],
    ['of a volume that is to go', lostHost(off, sdc(), {}, 'absent')],
    ['of a volume in no file', lostHost({ ...off, docs: [], ids: new Map() })],
    ['of a volume that is not there under its id', lostHost({ ...off, ids: new Map([['Volume/pg', 'v2']]) })],
    ['where its SDC has no address', lostHost(off, sdc({ ips: [] }))],
    ['to all SDCs', lostHost({ ...off, volumes: [volumeOn('*')] })],
    ['on another host', lostHost({ ...off, volumes: [volumeOn('sdc1')], docs: [doc('Volume/pg', { pool: 'gold', sizeGiB: 16 })] })],
  ];
  for (const [what, scene] of rows) {
    it(what, () => {
      for (const mode of MODES) assert.equal(told(repaired(scene, { staleMapping: mode })), []);
    });
  }
});
