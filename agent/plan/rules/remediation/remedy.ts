/** A fault that has a safe remedy, before it is decided who has to agree to it. */
import type { Draft } from '../../../model/change.ts';
import type { RemediationSpec } from '../../../model/kinds.gen.ts';
import type { Finding } from '../../../model/observed.ts';
import type { Ref } from '../../../model/ref.ts';
import type { ScaleioAction } from '../../../systems/scaleio/types.ts';

export type Fault = keyof RemediationSpec;

export interface Remedy {
  readonly fault: Fault;
  readonly finding: Finding;
  /** Null: nothing that the agent can look at would make it safe. */
  readonly draft: Draft<ScaleioAction> | null;
  /** False: what makes it safe is for a person to know, so `auto` asks, too. */
  readonly isProven: boolean;
}

type Repair = Pick<Draft<ScaleioAction>, 'backendId' | 'action' | 'requires' | 'reads' | 'reason' | 'fields' | 'effects'> &
  Partial<Draft<ScaleioAction>>;

export function repairDraft(ref: Ref, repair: Repair): Draft<ScaleioAction> {
  return { id: `repair ${ref}`, ref, op: 'update', class: 'additive', then: [], needs: [], markedBy: null, spend: null, ...repair };
}

type Said = Pick<Finding, 'ref' | 'code' | 'why' | 'remedy'> & Partial<Finding>;

/** `remedy` as a person does it; the configuration by which the agent does it is named, too. */
export function faultFinding(fault: Fault, { remedy, ...said }: Said): Finding {
  const how = `${remedy} Or set remediation.${fault} to propose or auto in the Cluster document.`;
  return { causedBy: null, recheckAt: null, ...said, remedy: how };
}
