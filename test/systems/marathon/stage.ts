/** Apps that are declared one after the other, to be planned and written against the simulator. */
import { NOTHING_SOUGHT } from '../../../agent/model/system.ts';
import type { Change } from '../../../agent/model/change.ts';
import type { AppSpec } from '../../../agent/model/kinds.gen.ts';
import type { Finding } from '../../../agent/model/observed.ts';
import type { WriteCtx } from '../../../agent/model/system.ts';
import { diffApps } from '../../../agent/systems/marathon/diff/diff.ts';
import { appHealth } from '../../../agent/systems/marathon/health/app.ts';
import { marathonSystem } from '../../../agent/systems/marathon/system.ts';
import type { MarathonAction } from '../../../agent/systems/marathon/types.ts';
import type { startSimulator } from '../../../simulator/simulator.ts';
import { assert } from '../../helpers/suite.ts';
import { appDoc, desiredOf, inputsOf, planned, testCtx } from './inputs.ts';

export type Simulator = Awaited<ReturnType<typeof startSimulator>>;

/** Longer than any deployment here takes. */
export const LONG_MS = 10 * 60_000;

/** One Marathon with its simulator, and what the agent does there. */
export class Stage {
  readonly sim: Simulator;
  readonly system: ReturnType<typeof marathonSystem>;
  readonly ctx: WriteCtx = testCtx();

  constructor(sim: Simulator) {
    this.sim = sim;
    this.system = marathonSystem({ url: sim.marathon });
  }

  async plan(name: string, spec: AppSpec, state: 'present' | 'absent' = 'present'): Promise<Change<MarathonAction> | undefined> {
    const live = await this.system.read(this.ctx, NOTHING_SOUGHT);
    assert.equal([live.info.kind, live.apps.kind], ['ok', 'ok']);
    return diffApps(inputsOf(desiredOf([appDoc(name, spec, { state })])), live).map(planned)[0];
  }

  /** What is said of the declared app. */
  async findings(name: string, spec: AppSpec): Promise<readonly Finding[]> {
    return appHealth(inputsOf(desiredOf([appDoc(name, spec)])), await this.system.read(this.ctx, NOTHING_SOUGHT)).findings;
  }

  async get(path: string): Promise<unknown> {
    const answer = await this.ctx.http.send({ method: 'GET', url: this.sim.marathon + path }, this.ctx.signal);
    return JSON.parse(answer.body.toString('utf8')) as unknown;
  }

  /** Plans, writes, lets the deployment end; gives the change that was made. */
  async settle(name: string, spec: AppSpec, state: 'present' | 'absent' = 'present'): Promise<Change<MarathonAction>> {
    const change = await this.plan(name, spec, state);
    if (change === undefined) throw new Error(`Nothing is planned for ${name}.`);
    const written = await this.system.write(change, this.ctx);
    assert.equal([written.kind, 'backendId' in written && written.backendId], ['applied', name]);
    this.sim.advance(LONG_MS);
    return change;
  }
}
