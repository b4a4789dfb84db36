/** A cluster's worth of documents: each spec generated from its schema, and brought to where it fits the others. */
import fc from 'fast-check';
import { ownFaults } from '../../../agent/desired/own-faults.ts';
import { SCHEMAS } from '../../../agent/desired/schemas.ts';
import type { Desired } from '../../../agent/model/desired.ts';
import type { Kinds } from '../../../agent/model/kinds.gen.ts';
import type { Ref } from '../../../agent/model/ref.ts';
import { faultsOf } from '../../../agent/schema/validate.ts';
import { DOMAIN_EFFECTS, FAULT_SET_EFFECTS, NODE_EFFECTS } from '../../../agent/systems/scaleio/effects/layout.ts';
import { POOL_EFFECTS } from '../../../agent/systems/scaleio/effects/pool.ts';
import type { PathEffect } from '../../../agent/systems/scaleio/effects/types.ts';
import { VOLUME_EFFECTS } from '../../../agent/systems/scaleio/effects/volume.ts';
import { desired } from '../../helpers/builders.ts';
import { valuesOf } from '../../fuzz/from-schema.ts';
import type { Schema } from '../../fuzz/from-schema.ts';
import { doc } from '../../systems/scaleio/docs.ts';
import type { Rooted } from '../marathon/places.ts';
import { asFirst, fitted } from './fitting.ts';
import { DOMAINS, NODES, POOLS, RACKS } from './names.ts';

export type Kind = 'ProtectionDomain' | 'FaultSet' | 'StoragePool' | 'StorageNode' | 'Volume';
export const KINDS: readonly Kind[] = ['ProtectionDomain', 'FaultSet', 'StoragePool', 'StorageNode', 'Volume'];

/** Specs by metadata.name. */
export type Specs = { readonly [K in Kind]: { readonly [name: string]: Kinds[K] } };

/** What a change of each path does. */
export const EFFECTS: { readonly [K in Kind]: readonly PathEffect[] } = {
  ProtectionDomain: DOMAIN_EFFECTS,
  FaultSet: FAULT_SET_EFFECTS,
  StoragePool: POOL_EFFECTS,
  StorageNode: NODE_EFFECTS,
  Volume: VOLUME_EFFECTS,
};

const NAMES: { readonly [K in Kind]: readonly string[] } = {
  ProtectionDomain: DOMAINS,
  FaultSet: RACKS,
  StoragePool: POOLS,
  StorageNode: NODES,
  Volume: ['pg', 'logs', 'kafka'],
};

/** The schema of what is generated of a kind: its spec. */
export function specSchema(kind: Kind): Rooted {
  const root = SCHEMAS[kind] as Schema;
  const schema = root.properties?.['spec'];
  if (schema === undefined) throw new Error(`The schema of ${kind} has no spec.`);
  return { schema, root };
}

/** `count` clusters, the same for the same seed. */
export function clustersOf(version: string, seed: number, count: number): readonly Specs[] {
  const samples = KINDS.map((kind) => [kind, samplesOf(kind, seed, count * NAMES[kind].length)] as const);
  return Array.from({ length: count }, (_, index) => {
    const kinds = samples.map(([kind, all]) => {
      const named = NAMES[kind].map((name, place) => {
        const raw = all[index * NAMES[kind].length + place] as Kinds[Kind];
        return [name, asFirst(kind, name, fitted(kind, name, raw, version))] as const;
      });
      return [kind, Object.fromEntries(named)] as const;
    });
    return Object.fromEntries(kinds) as Specs;
  });
}

function samplesOf(kind: Kind, seed: number, count: number): readonly unknown[] {
  const { schema, root } = specSchema(kind);
  return fc.sample(valuesOf(schema, root), { seed, numRuns: count });
}

/** What rules of other rooms say of what they buy. */
const OF_OTHERS: ReadonlySet<string> = new Set(['cloudDisks', 'growth']);

/** What the agent has against it, one sentence each; empty when it is right. */
export function faultsIn<K extends Kind>(kind: K, name: string, spec: Kinds[K]): readonly string[] {
  const misfits = faultsOf(SCHEMAS[kind], { apiVersion: 'plumbline/v1', kind, metadata: { name }, spec });
  const faults =
    misfits.length > 0 ? misfits : ownFaults<K>(kind, { state: 'present', labels: {}, spec } as Parameters<typeof ownFaults<K>>[1]);
  return faults
    .filter(({ path }) => !path.some((step) => OF_OTHERS.has(String(step))))
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** A repository that declares all of it. */
export function declaring(specs: Specs): Desired {
  const kinds = KINDS.map((kind) => {
    const docs = Object.entries(specs[kind]).map(([name, spec]) => [name, doc(kind, name, spec, linksOf(spec))] as const);
    return [kind, new Map(docs)] as const;
  });
  const nothing = desired();
  return { ...nothing, docs: { ...nothing.docs, ...Object.fromEntries(kinds) } };
}

function linksOf(spec: Kinds[Kind]): readonly Ref[] {
  const all = spec as { readonly pool?: string; readonly protectionDomain?: string; readonly faultSet?: string };
  return [
    ...(all.protectionDomain === undefined ? [] : [`ProtectionDomain/${all.protectionDomain}` as const]),
    ...(all.faultSet === undefined ? [] : [`FaultSet/${all.faultSet}` as const]),
    ...(all.pool === undefined ? [] : [`StoragePool/${all.pool}` as const]),
  ];
}

/** The same with another spec of one object. */
export function withSpec(specs: Specs, kind: Kind, name: string, spec: Kinds[Kind]): Specs {
  return { ...specs, [kind]: { ...specs[kind], [name]: spec } };
}
