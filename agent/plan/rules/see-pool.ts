/** One pool joined over all systems: declared nodes to SDSs by id, SDSs to machines by address. */
import type { Doc } from '../../model/desired.ts';
import { afterSpareOf } from '../../model/observed.ts';
import type { Live } from '../../model/observed.ts';
import { facets } from '../../model/world.ts';
import type { CloudFacets, CloudHost } from '../../systems/cloud-disks/types.ts';
import type { NodeStates, PoolStatistics, ScaleioFacets, StorageNode, StoragePool } from '../../systems/scaleio/types.ts';
import type { PoolNode, PoolSight, PoolView } from './pool-view.ts';
import { rowsOf } from './rows.ts';
import type { RuleFacts } from './types.ts';

/** How full a pool is: all that can be said of one without a cloud. */
export interface PoolMeasure {
  readonly pool: StoragePool;
  readonly statistics: PoolStatistics;
  /** Percent used of the capacity after spare; null: the pool has no devices. */
  readonly usedPercent: number | null;
}

interface Unseen {
  readonly kind: 'unseen';
  readonly why: string;
}

export function measurePool(
  doc: Doc<'StoragePool'>,
  { sight }: RuleFacts,
): { readonly kind: 'seen'; readonly measure: PoolMeasure } | Unseen {
  const scaleio = facets<ScaleioFacets>(sight.world, 'scaleio');
  if (scaleio === undefined) return unseen('plumbline.yaml has no systems.scaleio');
  const read = valuesOf(scaleio, ['pools', 'statistics']);
  if (read.kind === 'unseen') return read;
  const { pools, statistics } = read.values;
  const pool = pools.find(({ id }) => id === sight.health.ids.get(doc.ref));
  const measured = pool && statistics.get(pool.id);
  if (!pool || !measured) return unseen('ScaleIO has no such pool, or more than one, or no statistics of it');
  // The gauge, so that what is shown and what is decided by are one number.
  const usedPercent = afterSpareOf(sight.health.gauges, doc.ref);
  return { kind: 'seen', measure: { pool, statistics: measured, usedPercent } };
}

export function seePool(doc: Doc<'StoragePool'>, facts: RuleFacts): PoolSight {
  const { world } = facts.sight;
  const measured = measurePool(doc, facts);
  if (measured.kind === 'unseen') return measured;
  const scaleio = valuesOf(facets<ScaleioFacets>(world, 'scaleio'), ['system', 'nodes', 'devices']);
  if (scaleio.kind === 'unseen') return scaleio;
  const cloud = valuesOf(facets<CloudFacets>(world, 'cloud-disks'), ['account', 'hosts', 'disks']);
  if (cloud.kind === 'unseen') return cloud;
  const { provider } = cloud.values.account;
  const wanted = doc.spec.cloudDisks?.provider;
  if (wanted !== undefined && wanted !== provider) {
    return unseen(`its disks are to come from ${wanted}, and systems.cloud in plumbline.yaml is ${provider}`);
  }
  return { kind: 'seen', view: viewOf(doc, facts, { ...measured.measure, ...scaleio.values, ...cloud.values }) };
}

type Values = PoolMeasure & Pick<ScaleioFacets, 'system' | 'nodes' | 'devices'> & Pick<CloudFacets, 'hosts' | 'disks'>;

function viewOf(doc: Doc<'StoragePool'>, facts: RuleFacts, values: Values): PoolView {
  const { pool, statistics, usedPercent, system, devices, disks } = values;
  const nodes = nodesOf(doc, facts).map((node) => nodeOf(node, facts, values));
  return { doc, systemId: system.id, mdmState: system.mdmState, pool, statistics, usedPercent, nodes, rows: rowsOf(doc), disks, devices };
}

/** By their names. */
export function nodesOf(doc: Doc<'StoragePool'>, { inputs }: RuleFacts): readonly Doc<'StorageNode'>[] {
  const wanted = Object.entries(doc.spec.nodes?.matchLabels ?? {});
  return [...inputs.desired.docs.StorageNode.values()]
    .filter(({ spec, labels }) => {
      return spec.protectionDomain === doc.spec.protectionDomain && wanted.every(([name, value]) => labels[name] === value);
    })
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function nodeOf(doc: Doc<'StorageNode'>, { sight }: RuleFacts, { pool, nodes, devices, hosts }: Values): PoolNode {
  const sds = nodes.find(({ id }) => id === sight.health.ids.get(doc.ref)) ?? null;
  return {
    doc,
    ref: doc.ref,
    sds,
    isConnected: sds !== null && isWell(sds.states),
    host: sds === null ? null : hostOf(sds, hosts),
    devices: devices.filter(({ sdsId, storagePoolId }) => sdsId === sds?.id && storagePoolId === pool.id),
    incarnation: doc.spec.incarnation ?? 1,
  };
}

/** Also not in maintenance, and not on its way out: nothing can be added to such an SDS. */
export function isWell({ sdsState, membershipState, mdmConnectionState, maintenanceState }: NodeStates): boolean {
  return (
    sdsState === 'Normal' && membershipState === 'Joined' && mdmConnectionState === 'Connected' && maintenanceState === 'NoMaintenance'
  );
}

/** Two machines with one of its addresses leave open which is meant. */
function hostOf({ ips }: StorageNode, hosts: readonly CloudHost[]): CloudHost | null {
  const [host, ...others] = hosts.filter(({ state, ips: own }) => state === 'running' && own.some((ip) => ips.includes(ip)));
  return host === undefined || others.length > 0 ? null : host;
}

/** The values of these facets; unseen when one of them is not known, or the system is not configured. */
function valuesOf<F extends object, K extends keyof F & string>(
  live: Live<F> | undefined,
  names: readonly K[],
): { readonly kind: 'seen'; readonly values: Pick<F, K> } | Unseen {
  if (live === undefined) return unseen('plumbline.yaml has no systems.cloud');
  const values: Partial<Pick<F, K>> = {};
  for (const name of names) {
    const reading = live[name];
    if (reading.kind === 'unknown') return unseen(`its ${name} cannot be read: ${reading.error.message}`);
    values[name] = reading.value;
  }
  return { kind: 'seen', values: values as Pick<F, K> };
}

function unseen(why: string): Unseen {
  return { kind: 'unseen', why };
}
