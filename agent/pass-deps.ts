/** What a pass is given. */
import type { GrantReader } from './approvals.ts';
import type { Settings } from './config.ts';
import type { Loaded } from './model/desired.ts';
import type { SystemName } from './model/ref.ts';
import type { Repo } from './model/repo.ts';
import type { Ctx, System } from './model/system.ts';
import type { Pins } from './observe.ts';
import type { AgentRules } from './plan/guard/types.ts';
import type { Recall } from './recall.ts';

export interface PassDeps {
  readonly cluster: string;
  readonly repo: Repo;
  readonly branches: { readonly tracked: string; readonly status: string };
  /** The cluster's folder in the repository. */
  readonly path: string;
  readonly systems: ReadonlyMap<SystemName, System>;
  readonly ctx: Ctx;
  /** Of the agent's configuration: where the secrets of apps are read. */
  readonly secretSources: Settings['secrets'];
  readonly load: (commit: string) => Promise<Loaded>;
  readonly readGrants: GrantReader;
  /** From the agent's configuration: they count before those that were recorded. */
  readonly pins: Pins;
  /** What no repository can loosen. */
  readonly rules: AgentRules;
  readonly recall: Recall;
}
