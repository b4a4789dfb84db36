/** What is wrong with one document whatever else is declared, beyond what its schema says. */
import type { Kind } from '../model/kinds.gen.ts';
import type { Fault } from '../schema/fault.ts';
import { syncFaults } from './sync.ts';
import { appFaults } from './rules/all.ts';
import { poolFaults } from './rules/pools.ts';
import type { Content } from './types.ts';

type Check<K extends Kind> = (content: Content<K>) => readonly Fault[];

const CHECKS: { readonly [K in Kind]?: Check<K> } = {
  // One to be deleted may be as it is.
  App: ({ state, spec }) => (state === 'present' ? appFaults(spec) : NONE),
  Cluster: ({ spec }) => syncFaults(spec),
  StoragePool: ({ spec }) => poolFaults(spec),
};

const NONE: readonly Fault[] = [];

/** `content` fits the schema of its kind. Paths start at the document. */
export function ownFaults<K extends Kind>(kind: K, content: Content<K>): readonly Fault[] {
  const check = CHECKS[kind] as Check<K> | undefined;
  return check === undefined ? NONE : check(content);
}
