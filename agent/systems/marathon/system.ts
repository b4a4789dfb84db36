/** Marathon as a system of the agent. */
import type { MarathonConfig } from '../../model/config.gen.ts';
import type { System } from '../../model/system.ts';
import { marathonClient } from './client/client.ts';
import { diffApps } from './diff/diff.ts';
import { appHealth } from './health.ts';
import { frameworkIdOf, seesApp } from './identity.ts';
import { checkApp } from './locks.ts';
import { readMarathon } from './read.ts';
import type { MarathonAction, MarathonFacets } from './types.ts';
import { writeApp } from './write.ts';

/** Paths in `config` are absolute. Nothing is called before the first read. */
export function marathonSystem(config: MarathonConfig): System<MarathonFacets, MarathonAction> {
  const client = marathonClient(config);
  return {
    name: 'marathon',
    // What did not change since the previous read is remembered by the client, by the bytes of the answer.
    read: (ctx) => readMarathon(client, ctx),
    diff: diffApps,
    health: appHealth,
    identity: frameworkIdOf,
    sees: seesApp,
    check: (precondition, ctx) => checkApp(client, precondition, ctx),
    write: (change, ctx) => writeApp(client, change, ctx),
    async close() {},
  };
}
