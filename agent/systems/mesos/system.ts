/** Mesos as a system of the agent: it says how the declared Frameworks are, and nothing is ever written to it. */
import type { MesosConfig } from '../../model/config.gen.ts';
import { ok } from '../../model/observed.ts';
import type { System } from '../../model/system.ts';
import { checkMesos } from './check.ts';
import { mesosClient } from './client/client.ts';
import { frameworkHealth } from './health/health.ts';
import { clusterIdOf } from './identity.ts';
import { readMesos } from './read.ts';
import type { MesosAction, MesosFacets } from './types.ts';

/** Paths in `config` are absolute. `probeHosts`: ranges of addresses where schedulers may be asked how they are. */
export function mesosSystem(config: MesosConfig, probeHosts: readonly string[]): System<MesosFacets, MesosAction> {
  const client = mesosClient(config);
  return {
    name: 'mesos',
    read: (ctx, sought) => readMesos({ client, probeHosts }, ctx, sought),
    diff: () => [],
    health: frameworkHealth,
    identity: clusterIdOf,
    sees: (_kind, _id, { info }) => (info.kind === 'ok' ? ok(false, info.at) : info),
    check: (precondition, ctx) => checkMesos(client, precondition, ctx),
    write: () => Promise.reject(new TypeError('nothing is ever written to Mesos')),
    close: async () => {},
  };
}
