/**
 * Whether a pool whose nodes are in several zones would survive the loss of one: ScaleIO puts the two copies into different fault
 * units, so all of a zone has to be one, a fault set. That what stays has room for the copies is SurvivesNodeLoss. Only told. Pure.
 */
import type { RuleResult } from '../../model/growth.ts';
import type { Finding } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import { facets } from '../../model/world.ts';
import type { CloudFacets, CloudHost } from '../../systems/cloud-disks/types.ts';
import type { ScaleioFacets, StorageNode } from '../../systems/scaleio/types.ts';
import type { RuleFacts } from './types.ts';

/** ScaleIO needs as many fault units to make a lost copy anew. */
const LEAST_ZONES = 3;

export function zoneLossRule(facts: RuleFacts): RuleResult {
  const scaleio = facets<ScaleioFacets>(facts.sight.world, 'scaleio');
  const hosts = facets<CloudFacets>(facts.sight.world, 'cloud-disks')?.hosts;
  if (scaleio?.devices.kind !== 'ok' || scaleio.nodes.kind !== 'ok' || hosts?.kind !== 'ok') return result([]);
  const [devices, nodes] = [scaleio.devices.value, scaleio.nodes.value];
  const findings = [...facts.inputs.desired.docs.StoragePool.keys()].flatMap((name) => {
    const ref: Ref = `StoragePool/${name}`;
    const poolId = facts.sight.health.ids.get(ref);
    const sdsIds = new Set(devices.filter(({ storagePoolId }) => storagePoolId === poolId).map(({ sdsId }) => sdsId));
    return poolId === undefined
      ? []
      : findingsOf(
          ref,
          nodes.filter(({ id }) => sdsIds.has(id)),
          hosts.value,
        );
  });
  return result(findings);
}

/**
 * Nothing while the machine of one of its nodes is not known; and nothing of a pool in one or two zones without any fault set: it
 * cannot survive the loss of one, whatever is done, for it needs three fault units.
 */
function findingsOf(ref: Ref, nodes: readonly StorageNode[], hosts: readonly CloudHost[]): readonly Finding[] {
  const zones = new Map<string, Set<string>>();
  for (const node of nodes) {
    const zone = hosts.find(({ state, ips }) => state !== 'terminated' && ips.some((ip) => node.ips.includes(ip)))?.zone;
    if (zone === undefined) return [];
    const units = zones.get(zone) ?? new Set<string>();
    zones.set(zone, units.add(node.faultSetId ?? node.id));
  }
  const apart = [...zones].filter(([, units]) => units.size > 1).map(([zone]) => zone);
  const isMeantTo = zones.size >= LEAST_ZONES || (zones.size > 1 && nodes.some(({ faultSetId }) => faultSetId !== null));
  return isMeantTo && apart.length > 0 ? [finding(ref, apart.toSorted())] : [];
}

function finding(ref: Ref, zones: readonly string[]): Finding {
  return {
    ref,
    code: 'SurvivesZoneLoss',
    why: `its nodes in ${zones.join(' and in ')} are several fault units: both copies of some data are in one zone, and would go with it`,
    remedy: 'Declare a FaultSet for each zone, three at least, and add the nodes to them: an SDS has its fault set from when it is added.',
    causedBy: null,
    recheckAt: null,
  };
}

function result(findings: readonly Finding[]): RuleResult {
  return { drafts: [], findings, ready: new Map(), disks: new Map(), rescued: new Set() };
}
