/** What a rule across systems is given. Rules are pure. */
import type { Prices, RuleResult } from '../../model/growth.ts';
import type { Sight } from '../../model/observed.ts';
import type { Inputs } from '../../model/system.ts';
import type { Ceilings } from '../guard/types.ts';

export interface RuleFacts {
  readonly inputs: Inputs;
  /** The systems as just seen; its health is what the systems themselves say. */
  readonly sight: Sight;
  readonly cluster: string;
  /** git.path: the cluster's folder in the repository. */
  readonly path: string;
  /** The tracked branch, and its newest commit: growth is committed on top of it only while it is the one in force. */
  readonly tracked: { readonly branch: string; readonly head: string | null };
  readonly prices: Prices | null;
  readonly ceilings: Ceilings | null;
}

export type Rule = (facts: RuleFacts) => RuleResult;
