import { assert, describe } from '../../helpers/suite.ts';
import { act, codes, idIn, instance, named } from './acting.ts';
import { create, makeBench, rcOf } from './gateway-client.ts';
import type { Bench } from './gateway-client.ts';
import { listed } from './rows.ts';
import type { Listed } from './rows.ts';

/** A volume that is mapped to the first SDC. */
function mapped(version = '2.6'): { readonly bench: Bench; readonly volume: string; readonly sdcIds: readonly string[] } {
  const bench = makeBench({ version });
  create(bench, { name: 'pg' });
  const volume = named(bench, 'Volume', 'pg');
  const sdcIds = listed(bench, 'Sdc').map(({ id }) => String(id));
  act(bench, volume, 'addMappedSdc', { sdcId: sdcIds[0] });
  return { bench, volume, sdcIds };
}

function infos(bench: Bench, volume: string): readonly Listed[] {
  return (instance(bench, volume)['mappedSdcInfo'] ?? []) as readonly Listed[];
}

describe('limits of a simulated mapping', (it) => {
  it('are shown in I/Os and in MiB a second', () => {
    const { bench, volume, sdcIds } = mapped();
    const limits = { sdcId: sdcIds[0], iopsLimit: '500', bandwidthLimitInKbps: '10240' };
    assert.is(act(bench, volume, 'setMappedSdcLimits', limits).effect, 'changed');
    assert.equal(
      infos(bench, volume).map(({ limitIops, limitBwInMbps }) => [limitIops, limitBwInMbps]),
      [[500, 10]],
    );
    act(bench, volume, 'setMappedSdcLimits', { sdcId: sdcIds[0], iopsLimit: '0' });
    assert.equal(
      infos(bench, volume).map(({ limitIops, limitBwInMbps }) => [limitIops, limitBwInMbps]),
      [[0, 10]],
    );
  });

  const refusals: readonly [string, object, number][] = [
    ['fewer than 11 I/Os', { iopsLimit: '10' }, 64],
    ['part of a MiB', { bandwidthLimitInKbps: '1000' }, 64],
    ['what is no number', { iopsLimit: 'many' }, 0],
  ];
  for (const [what, limits, rc] of refusals) {
    it(`are not ${what}`, () => {
      const { bench, volume, sdcIds } = mapped();
      assert.is(rcOf(act(bench, volume, 'setMappedSdcLimits', { sdcId: sdcIds[0], ...limits })), rc);
    });
  }

  it('are of hosts that have the volume only', () => {
    const { bench, volume, sdcIds } = mapped();
    const limit = (sdcId: unknown): readonly [string, object] => ['setMappedSdcLimits', { sdcId, iopsLimit: '100' }];
    assert.equal(codes(bench, volume, [limit(sdcIds[1]), limit('feed')]), [84, 80]);
  });

  it('go with the mapping', () => {
    const { bench, volume, sdcIds } = mapped();
    act(bench, volume, 'setMappedSdcLimits', { sdcId: sdcIds[0], iopsLimit: '500' });
    act(bench, volume, 'removeMappedSdc', { sdcId: sdcIds[0] });
    act(bench, volume, 'addMappedSdc', { sdcId: sdcIds[0] });
    assert.is(infos(bench, volume)[0]?.['limitIops'], 0);
  });
});

describe('what a simulated mapping may do', (it) => {
  it('is set from 3.0 on', () => {
    const asked = (version: string): number | null => {
      const { bench, volume, sdcIds } = mapped(version);
      return rcOf(act(bench, volume, 'setVolumeMappingAccessMode', { sdcId: sdcIds[0], accessMode: 'ReadOnly' }));
    };
    assert.equal([asked('2.6'), asked('3.6')], [0, null]);
  });

  it('is no more than the volume allows', () => {
    const { bench, volume, sdcIds } = mapped('3.6');
    const mode = (accessMode: string): readonly [string, object] => ['setVolumeMappingAccessMode', { sdcId: sdcIds[0], accessMode }];
    const limit: readonly [string, object] = ['setVolumeAccessModeLimit', { accessModeLimit: 'ReadOnly' }];
    assert.equal(codes(bench, volume, [limit, mode('ReadOnly'), limit, mode('ReadWrite'), mode('NoAccess')]), [104, null, null, 64, null]);
    assert.is(infos(bench, volume)[0]?.['accessMode'], 'NoAccess');
    assert.is(instance(bench, volume)['accessModeLimit'], 'ReadOnly');
  });
});

describe('simulated SDCs', (it) => {
  it('get names and profiles, and are approved by GUID', () => {
    const bench = makeBench();
    const [first, second] = listed(bench, 'Sdc').map((sdc) => ({ subject: `Sdc::${String(sdc['id'])}`, guid: sdc['sdcGuid'] }));
    if (!first || !second) throw new Error('no SDCs');
    assert.is(act(bench, first.subject, 'setSdcName', { sdcName: 'h1' }).effect, 'changed');
    assert.equal(codes(bench, second.subject, [['setSdcName', { sdcName: 'h1' }]]), [579]);
    assert.equal(codes(bench, first.subject, [['setSdcPerformanceParameters', { perfProfile: 'Compact1' }]]), [0]);
    act(bench, first.subject, 'setSdcPerformanceParameters', { perfProfile: 'Compact' });
    assert.equal([instance(bench, first.subject)['name'], instance(bench, first.subject)['perfProfile']], ['h1', 'Compact']);
    const approved = act(bench, 'System', 'approveSdc', { sdcGuid: second.guid });
    assert.equal([approved.effect, approved.id], ['changed', idIn(second.subject)]);
    assert.is(rcOf(act(bench, 'System', 'approveSdc', { sdcGuid: 'none' })), 80);
  });

  it('are removed only away and without volumes', () => {
    const { bench, volume, sdcIds } = mapped();
    const sdc = `Sdc::${sdcIds[0]}`;
    const { sdcIp } = instance(bench, sdc);
    const remove: readonly [string, object] = ['removeSdc', {}];
    assert.equal(codes(bench, sdc, [remove]), [180]);
    act(bench, volume, 'removeMappedSdc', { allSdcs: '' });
    assert.equal(codes(bench, sdc, [remove]), [298]);
    const host = bench.hosts.find(({ ip }) => ip === sdcIp);
    if (host) bench.gateway.hostDied(host);
    assert.is(act(bench, sdc, 'removeSdc').effect, 'destroyed');
    assert.is(listed(bench, 'Sdc').length, 2);
  });
});
