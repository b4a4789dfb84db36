/** Generated objects: from their schema, repaired, and known to be right by the agent's own rules. */
import fc from 'fast-check';
import { SCHEMAS } from '../../../agent/desired/schemas.ts';
import { ownFaults } from '../../../agent/desired/own-faults.ts';
import type { Desired, Doc } from '../../../agent/model/desired.ts';
import type { AppSpec, Kinds } from '../../../agent/model/kinds.gen.ts';
import { refOf } from '../../../agent/model/ref.ts';
import { APP_EFFECTS } from '../../../agent/systems/marathon/effects/app.ts';
import { POD_EFFECTS } from '../../../agent/systems/marathon/effects/pod.ts';
import type { PathEffect } from '../../../agent/systems/marathon/effects/types.ts';
import type { Profile } from '../../../agent/systems/marathon/profile.ts';
import { faultsOf } from '../../../agent/schema/validate.ts';
import { desired, NOTHING_SAID } from '../../helpers/builders.ts';
import { valuesOf } from '../../fuzz/from-schema.ts';
import type { Schema } from '../../fuzz/from-schema.ts';
import { repairedApp } from './app/app.ts';
import { inOldWords } from './app/old-words.ts';
import { GROUP } from './placing.ts';
import { repairedPod } from './pod/pod.ts';
import { isLeaf, placesOf } from './places.ts';
import type { Rooted } from './places.ts';
import type { Repair } from './repair.ts';

/** The kinds that are generated. */
export type Kind = 'App' | 'Pod';
export type Spec = Kinds[Kind];
export const KINDS: readonly Kind[] = ['App', 'Pod'];

export const NAME = `/${GROUP}/web`;

const REPAIRS: { readonly [K in Kind]: Repair<Kinds[K]> } = { App: repairedApp, Pod: repairedPod };

/** What a change of each path does. */
export const EFFECTS: { readonly [K in Kind]: readonly PathEffect[] } = { App: APP_EFFECTS, Pod: POD_EFFECTS };

/** The schema of what is generated of a kind: its spec. */
export function specSchema(kind: Kind): Rooted {
  const root = SCHEMAS[kind] as Schema;
  const schema = root.properties?.['spec'];
  if (schema === undefined) throw new Error(`The schema of ${kind} has no spec.`);
  return { schema, root };
}

/** Whether nothing is below this path of the schema. */
export function isLeafPath(kind: Kind, path: string): boolean {
  const { schema, root } = specSchema(kind);
  return isLeaf(placesOf({ schema, root }).get(path) ?? [], root);
}

/** `count` objects, the same for the same seed. */
export function specsOf(kind: Kind, profile: Profile, seed: number, count: number): readonly Spec[] {
  const { schema, root } = specSchema(kind);
  const raw = fc.sample(valuesOf(schema, root), { seed, numRuns: count });
  return raw.map((spec, index) =>
    repaired(kind, profile, kind === 'App' && index % 2 === 1 ? inOldWords(spec as AppSpec) : (spec as Spec)),
  );
}

/** As little changed as it takes for this Marathon to take it. */
export function repaired(kind: Kind, profile: Profile, spec: Spec): Spec {
  const repair = REPAIRS[kind] as Repair<Spec>;
  return repair(spec, profile);
}

/** What the agent has against it, one sentence each; empty when it is right. */
export function faultsIn(kind: Kind, spec: Spec): readonly string[] {
  const document = { apiVersion: 'plumbline/v1', kind, metadata: { name: NAME }, spec };
  const misfits = faultsOf(SCHEMAS[kind], document);
  const faults =
    misfits.length > 0
      ? misfits
      : ownFaults(kind, { state: 'present', labels: {}, spec: spec as Kinds[Kind] & Kinds['App'] & Kinds['Pod'] });
  return faults.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

/** A repository that declares this one object. */
export function declaring(kind: Kind, spec: Spec): Desired {
  const origin = { file: 'shop.yaml', blob: '0', index: 0 };
  const ref = refOf(kind, NAME);
  const doc = {
    ref,
    kind,
    name: NAME,
    state: 'present',
    ...NOTHING_SAID,
    spec,
    specDigest: JSON.stringify(spec),
    links: [],
    origin,
  } as Doc<Kind>;
  const nothing = desired();
  return { ...nothing, docs: { ...nothing.docs, [kind]: new Map([[NAME, doc]]) } };
}
