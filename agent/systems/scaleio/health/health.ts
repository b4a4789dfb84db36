/** How ready every declared ScaleIO object is, and what a person should know. Pure. */
import type { SystemHealth, Live } from '../../../model/observed.ts';
import type { Inputs } from '../../../model/system.ts';
import type { ScaleioFacets } from '../types.ts';
import { alertFindings } from './alerts.ts';
import { judgeDevices } from './device.ts';
import { judgeDomain } from './domain.ts';
import { judgeFaultSet } from './fault-set.ts';
import { idsOf } from './ids.ts';
import type { Judgement } from './judge.ts';
import { mdmFindings } from './mdm.ts';
import { judgeNode } from './node.ts';
import { judgePool, poolGauge } from './pool.ts';
import { nextSnapshotAt, snapshotFindings } from './snapshots.ts';
import { judgeVolume } from './volume.ts';

export function scaleioHealth(inputs: Inputs, live: Live<ScaleioFacets>): SystemHealth {
  const { FaultSet, ProtectionDomain, StoragePool, StorageNode, Volume } = inputs.desired.docs;
  const judged = [
    ...[...ProtectionDomain.values()].map((doc) => [doc.ref, judgeDomain(doc, inputs, live)] as const),
    ...[...FaultSet.values()].map((doc) => [doc.ref, judgeFaultSet(doc, inputs, live)] as const),
    ...[...StoragePool.values()].map((doc) => [doc.ref, judgePool(doc, inputs, live)] as const),
    ...[...StorageNode.values()].map((doc) => [doc.ref, judgeNode(doc, inputs, live)] as const),
    ...[...StorageNode.values()].flatMap((doc) => judgeDevices(doc, inputs, live)),
    ...[...Volume.values()].map((doc) => [doc.ref, judgeVolume(doc, inputs, live)] as const),
  ];
  const ids = idsOf(inputs, live);
  const nextDueAt = nextSnapshotAt(inputs);
  const late = [...Volume.values()].flatMap((doc) => snapshotFindings(doc, inputs, live));
  return {
    ready: new Map(judged.map(([ref, { readiness }]) => [ref, readiness])),
    gauges: [...StoragePool.values()].map((doc) => poolGauge(doc, inputs, live)).filter((gauge) => gauge !== null),
    findings: [
      ...judged.flatMap(([, { findings }]): Judgement['findings'] => findings),
      ...late,
      ...mdmFindings(inputs, live),
      ...alertFindings(inputs, live, ids),
    ],
    ids,
    withheld: new Set(judged.flatMap(([ref, { isWithheld = false }]) => (isWithheld ? [ref] : []))),
    marks: [],
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
    existing: live.volumes.kind === 'ok' ? live.volumes.value.length : null,
  };
}
