/** Where a world is: the simulator behind its wires, a bare repository, and what the agent is told of them. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Settings } from '../../agent/config.ts';
import { startSimulator } from '../../simulator/simulator.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { makeBare, temporaryFolder } from '../helpers/git-cli.ts';
import type { TestContext } from '../helpers/suite.ts';
import { openWire } from './wire.ts';
import type { Wire } from './wire.ts';

export interface Place {
  readonly sim: Simulator;
  readonly marathon: Wire;
  readonly scaleio: Wire;
  readonly bare: string;
  readonly folder: string;
  readonly settings: Settings;
}

export async function openPlace(context: Pick<TestContext, 'after'>): Promise<Place> {
  const folder = await temporaryFolder(context);
  const sim = await startSimulator({ seed: 1 });
  context.after(() => sim.close());
  const [marathon, scaleio] = await Promise.all([openWire(sim.marathon), openWire(sim.scaleio.url)]);
  context.after(() => Promise.all([marathon.close(), scaleio.close()]));
  const place = { sim, marathon, scaleio, bare: await makeBare(folder), folder };
  return { ...place, settings: await settingsFor(place) };
}

async function settingsFor({ sim, marathon, scaleio, bare, folder }: Omit<Place, 'settings'>): Promise<Settings> {
  const password = path.join(folder, 'password');
  await writeFile(password, sim.scaleio.password, { mode: 0o600 });
  return {
    cluster: 'prod',
    git: { url: bare, branch: 'main', path: '' },
    statusBranch: 'plumbline/status',
    systems: {
      marathon: [{ url: marathon.url }],
      scaleio: { url: scaleio.url, username: sim.scaleio.username, password: { file: password } },
    },
    serve: null,
    dataDir: path.join(folder, 'data'),
    schedule: '* * * * *',
    clockFile: null,
    self: null,
    pins: {},
    ceilings: null,
  };
}
