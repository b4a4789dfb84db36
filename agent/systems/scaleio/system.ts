/** ScaleIO as a system of the agent. */
import type { ScaleioConfig } from '../../model/config.gen.ts';
import type { System } from '../../model/system.ts';
import { checkScaleio } from './check.ts';
import { scaleioClient } from './client/client.ts';
import { diffScaleio } from './diff/diff.ts';
import { scaleioHealth } from './health/health.ts';
import { seesObject, systemIdOf } from './identity.ts';
import { readScaleio } from './read.ts';
import type { ScaleioAction, ScaleioFacets } from './types.ts';
import { unfamiliarStates } from './unfamiliar.ts';
import { deviceAdder } from './write/device.ts';
import { nodeSetter } from './write/node.ts';
import { writeScaleio } from './write.ts';

/** Paths in `config` are absolute. Nothing is called before the first read; all calls share one session. */
export function scaleioSystem(config: ScaleioConfig): System<ScaleioFacets, ScaleioAction> {
  const client = scaleioClient(config);
  const logUnfamiliar = unfamiliarStates();
  const writer = { client, addDevice: deviceAdder(client), setNode: nodeSetter(client) };
  return {
    name: 'scaleio',
    // What did not change since the previous read is remembered by the client, by the bytes of the answer.
    async read(ctx, sought) {
      const live = await readScaleio(client, ctx, sought);
      logUnfamiliar(live, ctx.log);
      return live;
    },
    diff: diffScaleio,
    health: scaleioHealth,
    identity: systemIdOf,
    sees: seesObject,
    check: (precondition, ctx) => checkScaleio(client, precondition, ctx),
    write: (change, ctx) => writeScaleio(writer, change, ctx),
    close: (ctx) => client.close(ctx),
  };
}
