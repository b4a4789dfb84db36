/** Everything one simulated Marathon consists of, for its routes. */
import type { Random } from '../random.ts';
import type { WorldClock } from '../service.ts';
import type { World } from '../world.ts';
import type { Deployments } from './deployments.ts';
import type { Events } from './events.ts';
import type { Hidden } from './hidden.ts';
import type { ShowContext } from './show.ts';
import type { AppProfile } from './profiles/app.ts';
import type { PodProfile } from './profiles/pod.ts';
import type { Runner } from './runner.ts';
import type { Store } from './store.ts';
import type { Updates } from './updates.ts';

export interface Core {
  readonly clock: WorldClock;
  readonly world: World;
  readonly store: Store;
  readonly deployments: Deployments;
  readonly runner: Runner;
  readonly updates: Updates;
  readonly show: ShowContext;
  /** For the order of what has none. */
  readonly shuffle: Random;
  /** Counts answers, so that each shows its sets in another order. */
  nextTurn(): number;
  readonly version: string;
  /** What this version reads and fills in of an app. */
  readonly profile: AppProfile;
  /** And of a pod. */
  readonly pods: PodProfile;
  /** --enable_features */
  readonly features: ReadonlySet<string>;
  readonly events: Events;
  readonly hidden: Hidden;
  readonly frameworkId: string;
}
