/** Marathon as a system of the agent. */
import type { MarathonConfig } from '../../model/config.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { System } from '../../model/system.ts';
import { marathonClient } from './client/client.ts';
import { cancelFirst } from './diff/cancel.ts';
import { diffApps } from './diff/diff.ts';
import { diffGroups } from './diff/groups.ts';
import { diffPods } from './diff/pods.ts';
import { marathonHealth } from './health/health.ts';
import { frameworkIdOf, seesObject } from './identity.ts';
import { checkObject } from './locks.ts';
import { makeReadMarathon } from './read.ts';
import type { MarathonAction, MarathonFacets } from './types.ts';
import { watchEvents } from './watch.ts';
import { writeApp } from './write.ts';

/** Paths in `config` are absolute. Nothing is called before the first read. */
export function marathonSystem(config: MarathonConfig): System<MarathonFacets, MarathonAction> {
  const on = config.name ?? null;
  const client = marathonClient(config);
  return {
    name: systemNamed('marathon', on),
    // What did not change since the previous read is remembered by the client, by the bytes of the answer.
    read: makeReadMarathon(client, on),
    diff: (inputs, live) => [
      ...diffGroups(inputs, live, on),
      ...cancelFirst(diffApps(inputs, live, on), inputs, live),
      ...diffPods(inputs, live, on),
    ],
    health: (inputs, live) => marathonHealth(inputs, live, on),
    identity: frameworkIdOf,
    sees: seesObject,
    check: (precondition, ctx) => checkObject(client, precondition, ctx),
    write: (change, ctx) => writeApp(client, change, ctx),
    ...(config.events === false ? {} : { watch: (ctx, wake) => watchEvents(client, ctx, wake) }),
    async close() {},
  };
}
