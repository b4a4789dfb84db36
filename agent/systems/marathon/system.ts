/** Marathon as a system of the agent. */
import type { MarathonConfig } from '../../model/config.gen.ts';
import { systemNamed } from '../../model/ref.ts';
import type { System } from '../../model/system.ts';
import { marathonClient } from './client/client.ts';
import { cancelFirst } from './diff/cancel.ts';
import { diffApps } from './diff/diff.ts';
import { appHealth } from './health/app.ts';
import { frameworkIdOf, seesApp } from './identity.ts';
import { checkApp } from './locks.ts';
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
    diff: (inputs, live) => cancelFirst(diffApps(inputs, live, on), inputs, live),
    health: (inputs, live) => appHealth(inputs, live, on),
    identity: frameworkIdOf,
    sees: seesApp,
    check: (precondition, ctx) => checkApp(client, precondition, ctx),
    write: (change, ctx) => writeApp(client, change, ctx),
    ...(config.events === false ? {} : { watch: (ctx, wake) => watchEvents(client, ctx, wake) }),
    async close() {},
  };
}
