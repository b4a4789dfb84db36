/** Where a world is: the simulator behind wires, a bare repository, a shop, and what an agent is told of them. */
import type { Settings } from '../../agent/config.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator.ts';
import { settingsFor } from '../helpers/cluster.ts';
import { addCommits, makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import type { TestContext } from '../helpers/suite.ts';
import type { Files } from './files.ts';
import { handOn } from './hand.ts';
import type { Hand } from './hand.ts';
import { openShop } from './shop.ts';
import type { Shop } from './shop.ts';
import { openWire } from './wire.ts';
import type { Wire } from './wire.ts';

export interface Place {
  readonly sim: Simulator;
  readonly hand: Hand;
  readonly marathon: Wire;
  readonly scaleio: Wire;
  readonly shop: Shop;
  readonly bare: string;
  readonly folder: string;
  readonly settings: Settings;
  /** Commits files, to main unless another branch is named; gives the commit. */
  push(files: Files, how?: { readonly branch?: string; readonly aheadMs?: number }): Promise<string>;
  /** A Marathon and a ScaleIO of somebody else, with an app `/web` of its own. */
  elsewhere(): Promise<Simulator>;
  /** All simulators that were started, the world's own first. */
  readonly simulators: readonly Simulator[];
}

export async function openPlace(context: Pick<TestContext, 'after'>, simulated: SimulatorOptions = {}): Promise<Place> {
  const folder = await temporaryFolder(context);
  const simulators: Simulator[] = [];
  const start = async (seed: number): Promise<Simulator> => {
    const started = await startSimulator({ ...simulated, seed });
    simulators.push(started);
    context.after(() => started.close());
    return started;
  };
  const sim = await start(1);
  const [marathon, scaleio] = await Promise.all([openWire(sim.marathon), openWire(sim.scaleio.url)]);
  context.after(() => Promise.all([marathon.close(), scaleio.close()]));
  const bare = await makeBare(folder);
  const settings = await settingsFor({ sim, marathon: marathon.url, scaleio: scaleio.url, bare, folder, path: '' });
  return {
    sim,
    hand: handOn(sim),
    marathon,
    scaleio,
    shop: await openShop(context),
    bare,
    folder,
    settings,
    simulators,
    push: (files, { branch = 'main', aheadMs = 0 } = {}) =>
      addCommits(bare, branch, [{ files, atS: Math.floor((sim.now() + aheadMs) / 1000) }]),
    async elsewhere() {
      if (simulators[1] !== undefined) return simulators[1];
      const other = await start(2);
      await handOn(other).makeApp('/web');
      return other;
    },
  };
}
