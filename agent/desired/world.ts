/** What every document is resolved in: the variables and patches of the Cluster document, and the secrets there are. */
import type { SecretRules } from '../model/desired.ts';
import { clusterParts } from './cluster-parts.ts';
import { patchesOf } from './patches.ts';
import { worldKeys } from './doc-key.ts';
import type { WorldKeys } from './doc-key.ts';
import type { Patches } from './patches.ts';
import type { Variables } from './references.ts';
import { suggester } from './suggest.ts';
import type { RawDoc } from './types.ts';

export interface World {
  readonly variables: Variables;
  /** Names of variables whose value is none. */
  readonly wrongVariables: ReadonlySet<string>;
  /** False: nobody can say that a variable is not set. */
  readonly knowsVariables: boolean;
  readonly patches: Patches;
  readonly secrets: SecretRules | null;
  readonly keys: WorldKeys;
  /** What it was made from. */
  readonly cluster: RawDoc | null;
  /** `; did you mean x?`, or `.` */
  readonly suggestVariable: (wrong: string) => string;
  readonly suggestSecret: (wrong: string) => string;
}

interface From {
  readonly cluster: RawDoc | null;
  readonly secrets: SecretRules | null;
  /** Whether everything could be read where the Cluster document may stand. */
  readonly isRead: boolean;
}

const NOTHING_SAID = { variables: new Map(), wrongVariables: new Set<string>(), patches: [] };

/** The very same object as `before` when it would be equal. */
export function worldOf({ cluster, secrets, isRead }: From, before: World | null): World {
  const { variables, wrongVariables, patches, knowsVariables } =
    cluster === null ? { ...NOTHING_SAID, knowsVariables: isRead } : clusterParts(cluster.value);
  const isSame = before?.cluster === cluster && before.knowsVariables === knowsVariables && equalRules(before.secrets, secrets);
  if (isSame) return before;
  const said = { variables, wrongVariables, knowsVariables, secrets, patches: patchesOf(patches) };
  return {
    ...said,
    keys: worldKeys(said),
    cluster,
    suggestVariable: suggester(() => [...variables.keys(), ...wrongVariables]),
    suggestSecret: suggester(() => [...(secrets?.keys() ?? [])]),
  };
}

function equalRules(a: SecretRules | null, b: SecretRules | null): boolean {
  return a === b || (a !== null && b !== null && JSON.stringify([...a]) === JSON.stringify([...b]));
}
