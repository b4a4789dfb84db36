/**
 * What a node that is away explains: that its pools have lost copies, and that its host still has volumes. Told as findings that name the
 * node as their cause, so that a status shows one trouble instead of ten; and if its machine is off, that is why. Pure.
 */
import type { Doc } from '../../model/desired.ts';
import type { RuleResult } from '../../model/growth.ts';
import type { Finding } from '../../model/observed.ts';
import type { Ref } from '../../model/ref.ts';
import { facets } from '../../model/world.ts';
import type { CloudFacets } from '../../systems/cloud-disks/types.ts';
import type { ScaleioFacets, StorageNode } from '../../systems/scaleio/types.ts';
import type { RuleFacts } from './types.ts';

/** A declared node whose SDS is there, and has lost the MDM. */
interface Away {
  readonly doc: Doc<'StorageNode'>;
  readonly sds: StorageNode;
}

export function awayNodesRule(facts: RuleFacts): RuleResult {
  const away = awayNodes(facts);
  const findings = away.length === 0 ? [] : [...away.flatMap((node) => machineOff(node, facts)), ...lackingPools(away, facts)];
  return { drafts: [], findings, ready: new Map(), disks: new Map(), rescued: new Set() };
}

/** The node that is away and has one of these addresses; null: none has. */
export function awayNodeAt(ips: readonly string[], facts: RuleFacts): Ref | null {
  return awayNodes(facts).find(({ sds }) => sds.ips.some((ip) => ips.includes(ip)))?.doc.ref ?? null;
}

/** By their names. */
function awayNodes({ inputs, sight }: RuleFacts): readonly Away[] {
  const nodes = facets<ScaleioFacets>(sight.world, 'scaleio')?.nodes;
  if (nodes?.kind !== 'ok') return [];
  const away = nodes.value.filter(({ states }) => states.mdmConnectionState !== 'Connected');
  const found = [...inputs.desired.docs.StorageNode.values()].flatMap((doc) => {
    const sds = doc.state === 'present' ? away.find(({ id }) => id === sight.health.ids.get(doc.ref)) : undefined;
    return sds === undefined || sight.health.ready.get(doc.ref)?.kind !== 'degraded' ? [] : [{ doc, sds }];
  });
  return found.toSorted((one, other) => (one.doc.name < other.doc.name ? -1 : 1));
}

/** Two machines with one of its addresses leave open which is meant. */
function machineOff({ doc, sds }: Away, { sight }: RuleFacts): readonly Finding[] {
  const hosts = facets<CloudFacets>(sight.world, 'cloud-disks')?.hosts;
  const [machine, ...others] = hosts?.kind === 'ok' ? hosts.value.filter((host) => host.ips.some((ip) => sds.ips.includes(ip))) : [];
  if (machine === undefined || others.length > 0 || machine.state === 'running') return [];
  const state = machine.state === 'other' ? 'neither running nor stopped' : machine.state;
  const remedy = `Start machine ${machine.id}, or remove the node: declare it with state: absent.`;
  return [{ ref: doc.ref, code: 'MachineOff', why: `its machine ${machine.id} is ${state}`, remedy, causedBy: null, recheckAt: null }];
}

/** Also one whose copies are made anew already, and that only lacks the room of the node. */
function lacksCopies(ref: Ref, { health }: RuleFacts['sight']): boolean {
  return (
    health.ready.get(ref)?.kind === 'degraded' || health.findings.some((finding) => finding.ref === ref && finding.code === 'PoolDegraded')
  );
}

/** Pools that lack copies, each by the first of these nodes that has devices of it. */
function lackingPools(away: readonly Away[], { inputs, sight }: RuleFacts): readonly Finding[] {
  const devices = facets<ScaleioFacets>(sight.world, 'scaleio')?.devices;
  if (devices?.kind !== 'ok') return [];
  return [...inputs.desired.docs.StoragePool.values()].flatMap(({ ref }): readonly Finding[] => {
    const id = sight.health.ids.get(ref);
    if (id === undefined || !lacksCopies(ref, sight)) return [];
    const node = away.find(({ sds }) => devices.value.some(({ sdsId, storagePoolId }) => sdsId === sds.id && storagePoolId === id));
    if (node === undefined) return [];
    const by = node.doc.ref;
    return [
      {
        ref,
        code: 'NodeOfPoolAway',
        why: `a part of it is on ${by}, which is away`,
        remedy: `See what is said of ${by}.`,
        causedBy: by,
        recheckAt: null,
      },
    ];
  });
}
