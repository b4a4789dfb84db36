/** The rule over a pool on three nodes, with what `Cluster.spec.remediation` says. */
import type { Draft } from '../../../../agent/model/change.ts';
import type { RuleResult } from '../../../../agent/model/growth.ts';
import type { RemediationSpec } from '../../../../agent/model/kinds.gen.ts';
import type { AnyDoc, Doc } from '../../../../agent/model/desired.ts';
import { ok } from '../../../../agent/model/observed.ts';
import { remediationRule } from '../../../../agent/plan/rules/remediation/remediation.ts';
import type { RuleFacts } from '../../../../agent/plan/rules/types.ts';
import type { Sdc, Volume } from '../../../../agent/systems/scaleio/types.ts';
import { gibToKib } from '../../../../agent/units.ts';
import { NOON } from '../../../helpers/builders.ts';
import { doc } from '../../declared.ts';
import { factsOf, POOL_ID } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

export type Mode = 'off' | 'report' | 'propose' | 'auto';
export const MODES: readonly Mode[] = ['off', 'report', 'propose', 'auto'];

export function repaired(scene: Scene, remediation?: RemediationSpec, hasMesos = true): RuleResult {
  const facts = factsOf(scene);
  const cluster = doc('Cluster/prod', remediation === undefined ? {} : { remediation }) as Doc<'Cluster'>;
  const desired = { ...facts.inputs.desired, docs: { ...facts.inputs.desired.docs, Cluster: new Map([['prod', cluster]]) } };
  const world: RuleFacts['sight']['world'] = hasMesos ? new Map([...facts.sight.world, ['mesos', {}]]) : facts.sight.world;
  return remediationRule({ ...facts, inputs: { ...facts.inputs, desired }, sight: { ...facts.sight, world } });
}

/** `repair Volume/pg unmap`, with `?` where people are asked; `StaleMapping` for a finding. */
export function told({ drafts, findings }: RuleResult): readonly string[] {
  const ask = ({ consent }: Draft): string => (consent === 'approval' ? '?' : '');
  return [...drafts.map((draft) => `${draft.id} ${draft.op}${ask(draft)}`), ...findings.map(({ code }) => code)];
}

export function sdc(over: Partial<Sdc> = {}): Sdc {
  return { id: 'sdc9', name: null, guid: 'G', ips: ['10.0.0.9'], mdmConnectionState: 'Disconnected', ...over };
}

/** Mapped to these SDCs. */
export function volumeOn(...sdcIds: readonly string[]): Volume {
  const mappings = sdcIds.map((sdcId) => ({ sdcId, host: sdcId, limitIops: 0, limitMibps: 0 }));
  const size = { sizeKib: gibToKib(16), volumeType: 'ThinProvisioned', createdAtSeconds: 0 };
  return { id: 'v1', name: 'pg', ...size, storagePoolId: POOL_ID, ancestorVolumeId: null, vtreeId: 't1', mappings };
}

/** Volume `pg`, mapped to `sdc9`, which has lost ScaleIO. */
export function lostHost(over: Scene = {}, lost: Sdc = sdc(), spec: object = {}, state: AnyDoc['state'] = 'present'): Scene {
  return {
    volumes: [volumeOn('sdc9')],
    docs: [doc('Volume/pg', { pool: 'gold', sizeGiB: 16, ...spec }, { state })],
    ids: new Map([['Volume/pg', 'v1']]),
    scaleio: { sdcs: ok([lost, sdc({ id: 'sdc1', ips: ['10.0.0.1'], mdmConnectionState: 'Connected' })], NOON) },
    ...over,
  };
}
