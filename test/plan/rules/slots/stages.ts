/** A row `r1` of 180 GiB with each node's disk at some stage of its life, and what the slots rule says of it. */
import type { Draft } from '../../../../agent/model/change.ts';
import type { RuleResult } from '../../../../agent/model/growth.ts';
import type { Owned } from '../../../../agent/model/memory.ts';
import type { Ref } from '../../../../agent/model/ref.ts';
import { slotsRule } from '../../../../agent/plan/rules/slots/slots.ts';
import type { CloudDisk, CloudHost, DiskAttachment } from '../../../../agent/systems/cloud-disks/types.ts';
import type { Device } from '../../../../agent/systems/scaleio/types.ts';
import { owned } from '../../declared.ts';
import { ago, cloudDisks, deviceOf, diskOf, factsOf, host, hostId, sdsId } from '../pool-builders.ts';
import type { Scene } from '../pool-builders.ts';

export type Stage = 'absent' | 'creating' | 'available' | 'attaching' | 'attached' | 'offered' | 'settling' | 'done';

/** What there is of one node's disk. */
export interface Part {
  readonly disks: readonly CloudDisk[];
  readonly devices: readonly Device[];
  readonly mappings: CloudHost['mappings'];
}

const NOTHING: Part = { disks: [], devices: [], mappings: [] };

export function part(node: string, stage: Stage, over: Partial<CloudDisk> = {}): Part {
  if (stage === 'absent') return NOTHING;
  const fresh = { isOffered: false, createdAt: ago(30_000), attachments: [] };
  if (stage === 'creating' || stage === 'available')
    return { ...NOTHING, disks: [diskOf(node, 'r1', { ...fresh, state: stage, ...over })] };
  const state = stage === 'attaching' ? 'attaching' : 'attached';
  const isOffered = stage !== 'attaching' && stage !== 'attached';
  const disk = diskOf(node, 'r1', { ...fresh, isOffered, state: 'in-use', attachments: [attachment(node, { state })], ...over });
  const mappings = [{ device: '/dev/xvdba', diskId: disk.id }];
  const devices = stage === 'settling' ? [deviceOf(node, 'r1', { deviceState: 'InitialTest' })] : [deviceOf(node, 'r1')];
  return { disks: [disk], mappings, devices: stage === 'settling' || stage === 'done' ? devices : [] };
}

export function attachment(node: string, over: Partial<DiskAttachment> = {}): DiskAttachment {
  const path = `/dev/disk/by-id/nvme-vol-r1-${node}`;
  return { hostId: hostId(node), device: '/dev/xvdba', path, state: 'attached', at: ago(20_000), ...over };
}

/** Node -> its part, on top of which `scene` says more. */
export function sceneOf(parts: { readonly [node: string]: Part }, scene: Scene = {}): Scene {
  const all = Object.values(parts);
  const nodes = scene.nodes ?? Object.keys(parts);
  return {
    nodes,
    pool: { cloudDisks: cloudDisks({ rows: { r1: 180 } }) },
    hosts: nodes.map((node) => host(node, { mappings: parts[node]?.mappings ?? [] })),
    disks: all.flatMap(({ disks }) => disks),
    devices: all.flatMap(({ devices }) => devices),
    ...scene,
  };
}

/** All three nodes at one stage, the first one changed by `over`. */
export function allAt(stage: Stage, over: Partial<CloudDisk> = {}): { readonly [node: string]: Part } {
  return { n1: part('n1', stage, over), n2: part('n2', stage), n3: part('n3', stage) };
}

export function run(scene: Scene): RuleResult {
  return slotsRule(factsOf(scene));
}

export function ref(node: string, row = 'r1'): Ref {
  return `Disk/gold/${node}/${row}`;
}

/** `attachDisk`, `waits`, `ready`, or the code of the finding; one word for what becomes of one slot. */
export function fate(result: RuleResult, of: Ref): string {
  const drafts = draftsFor(result, of);
  const findings = result.findings.filter((finding) => finding.ref === of);
  if (drafts.length + findings.length > 1) return `${drafts.length} drafts and ${findings.length} findings`;
  const [draft] = drafts;
  if (draft !== undefined) return draft.action.do;
  const [finding] = findings;
  if (finding !== undefined) return finding.code;
  const kind = result.ready.get(of)?.kind;
  return kind === 'progressing' ? 'waits' : (kind ?? 'nothing');
}

export function fates(result: RuleResult, nodes: readonly string[] = ['n1', 'n2', 'n3']): readonly string[] {
  return nodes.map((node) => fate(result, ref(node)));
}

export function draftsFor({ drafts }: RuleResult, of: Ref): readonly Draft[] {
  return drafts.filter((draft) => draft.ref === of);
}

export function draftFor(result: RuleResult, of: Ref): Draft {
  const [draft] = draftsFor(result, of);
  if (draft === undefined) throw new Error(`nothing is drafted for ${of}`);
  return draft;
}

/** What the journal knows of a disk on this node. */
export function knownDisk(node: string, applied: object = {}, over: Partial<Owned> = {}): Owned {
  const spec = { sds: sdsId(node), hostId: hostId(node), incarnation: 1, sizeGiB: 180, ...applied };
  return owned(ref(node), spec, { backendId: `vol-r1-${node}`, ...over });
}

export function remember(...objects: readonly Owned[]): Scene['memory'] {
  return { inventory: new Map(objects.map((one) => [one.ref, one])) };
}
