/** Documents of each kind that are right whatever else is declared, once what they refer to is there. */
import fc from 'fast-check';
import app from '../../schemas/App.json' with { type: 'json' };
import approval from '../../schemas/Approval.json' with { type: 'json' };
import faultSet from '../../schemas/FaultSet.json' with { type: 'json' };
import framework from '../../schemas/Framework.json' with { type: 'json' };
import group from '../../schemas/Group.json' with { type: 'json' };
import job from '../../schemas/Job.json' with { type: 'json' };
import pod from '../../schemas/Pod.json' with { type: 'json' };
import node from '../../schemas/StorageNode.json' with { type: 'json' };
import pool from '../../schemas/StoragePool.json' with { type: 'json' };
import domain from '../../schemas/ProtectionDomain.json' with { type: 'json' };
import volume from '../../schemas/Volume.json' with { type: 'json' };
import { anyText } from './any-text.ts';
import { valuesOf } from './from-schema.ts';
import type { Schema } from './from-schema.ts';
import { oddKeys } from './odd-keys.ts';
import { mapping } from './tree.ts';

export type Fields = { readonly [name: string]: unknown };

export const SCHEMAS: { readonly [kind: string]: Schema } = {
  App: app,
  Approval: approval,
  FaultSet: faultSet,
  Framework: framework,
  Group: group,
  Job: job,
  Pod: pod,
  ProtectionDomain: domain,
  StorageNode: node,
  StoragePool: pool,
  Volume: volume,
};

/** Values of the fields of a spec. */
export function specOf(kind: string, fields: readonly string[]): fc.Arbitrary<Fields> {
  return fieldsOf(SCHEMAS[kind]?.properties?.['spec'], fields, SCHEMAS[kind]);
}

/** Values of those fields of an object; `root` has the definitions. */
export function fieldsOf(object: Schema | undefined, fields: readonly string[], root: Schema | undefined): fc.Arbitrary<Fields> {
  const properties = Object.fromEntries(fields.map((name) => [name, object?.properties?.[name] ?? {}]));
  const required = (object?.required ?? []).filter((name) => fields.includes(name));
  return valuesOf({ type: 'object', properties, required }, root) as fc.Arbitrary<Fields>;
}

/** Any value that the schema of the kind takes; rules beyond it may not. */
export function anyOf(kind: string): fc.Arbitrary<Fields> {
  return valuesOf(SCHEMAS[kind] ?? {}) as fc.Arbitrary<Fields>;
}

/** Fields of an app that no rule beyond the schema looks at. */
export const FREE_FIELDS = [
  'user',
  'cpus',
  'mem',
  'disk',
  'gpus',
  'labels',
  'killSelection',
  'taskKillGracePeriodSeconds',
  'backoffFactor',
  'tty',
  'executorResources',
  'role',
];

/** What ScaleIO calls something has no more than 31 characters. */
const OF_SCALEIO = new Set(['FaultSet', 'ProtectionDomain', 'StoragePool', 'Volume']);

export function namesOf(kind: string): fc.Arbitrary<string> {
  const pattern = SCHEMAS[kind]?.properties?.['metadata']?.properties?.['name'] ?? {};
  return valuesOf(pattern).map((name) => (OF_SCALEIO.has(kind) ? String(name).slice(0, 31).replace(/-+$/, '') : String(name)));
}

export function labelsOf(): fc.Arbitrary<Fields> {
  const fields = fc.array(fc.tuple(oddKeys(), anyText(20)), { maxLength: 4 });
  return fields.map((all) => mapping(new Map(all.filter((field) => !field.join('').includes('${')))));
}

/** The path of an app is that of no group. */
export function apart(names: readonly string[]): readonly string[] {
  return names.filter(
    (name, index) => !names.slice(0, index).some((other) => `${name}/`.startsWith(`${other}/`) || other.startsWith(`${name}/`)),
  );
}
