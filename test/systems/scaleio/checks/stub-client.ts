/** A client of a gateway that gives the same answers whatever it is asked about. */
import type { ScaleioClient } from '../../../../agent/systems/scaleio/client/client.ts';
import type { Ctx } from '../../../../agent/model/system.ts';
import { DEVICES, figures, NODE, NODES, POOL } from '../docs.ts';

export type Answers = { readonly [K in keyof ScaleioClient]?: unknown };

export const SYSTEM = { id: 'sys', name: null, version: '2.6', mdmState: 'ClusteredNormal' };
export const CTX = {} as Ctx;

/** All is well unless it says something else. */
export function stubClient(over: Answers = {}): ScaleioClient {
  const answers = {
    pool: POOL,
    pools: [POOL],
    system: SYSTEM,
    statistics: figures(100),
    devices: DEVICES,
    deviceCount: DEVICES.length,
    devicesOf: DEVICES.filter(({ sdsId }) => sdsId === NODE.id),
    node: NODE,
    nodes: NODES,
    volumes: [],
    migrations: null,
    ...over,
  };
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, async () => answer])) as unknown as ScaleioClient;
}
