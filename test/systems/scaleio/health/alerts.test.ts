import { PlumblineError } from '../../../../agent/errors.ts';
import { unknown } from '../../../../agent/model/observed.ts';
import { scaleioErrors } from '../../../../agent/systems/scaleio/errors.ts';
import { scaleioHealth } from '../../../../agent/systems/scaleio/health/health.ts';
import type { Alert } from '../../../../agent/systems/scaleio/types.ts';
import { assert, describe } from '../../../helpers/suite.ts';
import { declare, inputsOf, liveOf } from '../docs.ts';

/** Long ago, and worth a look. */
function alert(type: string, objectId: string | null, over: Partial<Alert> = {}): Alert {
  return { type, objectId, severity: 'ALERT_MEDIUM', since: '2020-01-01T00:00:00.000Z', ...over };
}

/** The repository with its Cluster document. */
function desired(): ReturnType<typeof declare> {
  const declared = declare();
  const pool = declared.docs.StoragePool.get('gold');
  const cluster = { ...pool, ref: 'Cluster/prod', kind: 'Cluster', name: 'prod', spec: {} };
  return { ...declared, docs: { ...declared.docs, Cluster: new Map([['prod', cluster]]) as unknown as typeof declared.docs.Cluster } };
}

function findings(live: Parameters<typeof liveOf>[0]): readonly (readonly [string, string, string])[] {
  return scaleioHealth(inputsOf(desired()), liveOf(live)).findings.map(({ ref, code, why }) => [ref, code, why] as const);
}

describe('alerts of ScaleIO', (it) => {
  it('are folded under the object that they name, a device under its pool, the system under the cluster', () => {
    const alerts = [
      alert('STORAGE_POOL_UNBALANCED', 'sp1'),
      alert('SCANNER_COMPARE_ERROR', 'd-s1a'),
      alert('SDS_DISCONNECTS_FREQUENTLY', 's1'),
      alert('LICENSE_EXPIRED', null),
      alert('MDM_FAILS_OVER_FREQUENTLY', 'sys'),
    ];
    const about = 'ScaleIO has alerts about it: ';
    assert.equal(findings({ alerts }), [
      ['StoragePool/gold', 'ScaleioAlerts', `${about}SCANNER_COMPARE_ERROR, STORAGE_POOL_UNBALANCED`],
      ['StorageNode/n1', 'ScaleioAlerts', `${about}SDS_DISCONNECTS_FREQUENTLY`],
      ['Cluster/prod', 'ScaleioAlerts', `${about}LICENSE_EXPIRED, MDM_FAILS_OVER_FREQUENTLY`],
    ]);
  });

  const silent: readonly [string, Alert][] = [
    ['what statistics show as well', alert('CAPACITY_UTILIZATION_ABOVE_HIGH_THRESHOLD', 'sp1')],
    ['what is of little weight', alert('STORAGE_POOL_UNBALANCED', 'sp1', { severity: 'ALERT_LOW' })],
    ['what has only begun', alert('FWD_REBUILD_STUCK', 'sp1', { since: '2999-01-01T00:00:00.000Z' })],
    ['what is about nothing that is declared', alert('STORAGE_POOL_UNBALANCED', 'sp9')],
  ];
  for (const [what, one] of silent) it(`do not repeat ${what}`, () => assert.equal(findings({ alerts: [one] }), []));

  it('decide nothing: whatever they say, what is ready stays so', () => {
    const live = liveOf({ alerts: [alert('STORAGE_POOL_UNBALANCED', 'sp1', { severity: 'ALERT_HIGH' })] });
    const { ready } = scaleioHealth(inputsOf(desired()), live);
    assert.equal(ready, scaleioHealth(inputsOf(desired()), liveOf()).ready);
  });

  it('are told at any time when nobody can read since when', () => {
    assert.is(findings({ alerts: [alert('STORAGE_POOL_UNBALANCED', 'sp1', { since: 'yesterday' })] }).length, 1);
  });

  it('that cannot be read are none', () => {
    const alerts = unknown(new PlumblineError(scaleioErrors.busy, 'not now'));
    assert.equal(scaleioHealth(inputsOf(desired()), { ...liveOf(), alerts }).findings, []);
  });
});

describe('the MDM cluster', (it) => {
  const inState = (mdmState: string | null): ReturnType<typeof findings> => {
    return findings({ system: { id: 'sys', name: null, version: '2.6', mdmState } });
  };

  it('is told of the cluster when it is not whole, in any state that nobody knows too', () => {
    for (const state of ['ClusteredDegraded', 'NotClustered', 'Dreaming']) {
      assert.equal(inState(state), [['Cluster/prod', 'MdmDegraded', `the MDM cluster of ScaleIO is ${state}`]]);
    }
  });

  it('is not mentioned when it is whole, or the gateway does not say', () => {
    assert.equal([inState('ClusteredNormal'), inState(null)], [[], []]);
  });
});
