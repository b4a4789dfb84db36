/** The playground: a repository, an agent config and a simulated cluster, for people, demos and probes from outside. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { writeWhole } from '../clock-file.ts';
import { BadInput } from '../errors.ts';
import { startSimulator } from '../simulator.ts';
import type { Simulator } from '../simulator.ts';
import { REGION } from '../world.ts';
import { writeBareRepo } from './bare-repo.ts';
import { clusterFiles } from './cluster-files.ts';
import type { PlaygroundOptions } from './options.ts';
import { exampleFolder } from './project-root.ts';

/** The Cluster document of examples/cluster-repo. */
const CLUSTER = 'prod';
const EXAMPLE_NODES = 3;

/** What there is below and beside Marathon. */
const SCHEDULERS = { mesosMasters: 2, chronos: true, metronome: true };

/** US dollars a month, those of us-east-1. The simulated world has no prices of its own. */
const PRICES = { asOf: '2026-11-20', types: { gp3: { gibUsd: 0.08, freeIops: 3000, iopsUsd: 0.005, freeMiBs: 125, mibsUsd: 0.04 } } };

/** Writes everything, simulator.json last: who finds it finds all the rest. */
export async function openPlayground(options: PlaygroundOptions): Promise<Simulator> {
  const folder = resolve(options.folder);
  const example = exampleFolder();
  if (existsSync(join(folder, 'cluster.git'))) throw new BadInput(`${folder} holds a playground already; name a new folder.`);
  mkdirSync(folder, { recursive: true });
  const sim = await startSimulator({ ...options, ...SCHEDULERS, startMs: Date.now(), factor: 1, clockFile: join(folder, 'clock.json') });
  try {
    await furnish(folder, sim, { apps: options.apps, volumes: options.volumes, example });
    return sim;
  } catch (thrown) {
    await sim.close();
    throw thrown;
  }
}

interface Furniture {
  readonly apps: number;
  readonly volumes: number;
  readonly example: string;
}

async function furnish(folder: string, sim: Simulator, { apps, volumes, example }: Furniture): Promise<void> {
  const nodeIps = sim.hosts.slice(EXAMPLE_NODES).map((name) => name.slice('ip-'.length).replaceAll('-', '.'));
  await writeBareRepo(join(folder, 'cluster.git'), clusterFiles(example, { apps, volumes, nodeIps }), 'Describe the cluster\n');
  const agent = { port: await freePort(), webhookSecret: randomBytes(16).toString('hex') };
  writeAgentConfig(folder, sim, agent);
  const facts = {
    pid: process.pid,
    control: sim.control,
    cluster: CLUSTER,
    hosts: sim.hosts,
    mesos: sim.mesos,
    marathon: sim.marathon,
    marathonFollower: sim.marathonFollower,
    marathons: sim.marathons,
    chronos: sim.chronos,
    metronome: sim.metronome,
    scaleio: sim.scaleio,
    ec2: sim.ec2,
    agent: { url: `http://127.0.0.1:${agent.port}`, webhookSecret: agent.webhookSecret },
  };
  writeWhole(join(folder, 'simulator.json'), `${JSON.stringify(facts, null, 2)}\n`, 0o600);
}

function writeAgentConfig(folder: string, sim: Simulator, agent: { readonly port: number; readonly webhookSecret: string }): void {
  mkdirSync(join(folder, 'secrets'), { mode: 0o700 });
  const secret = (name: string, text: string): { readonly file: string } => {
    const file = join(folder, 'secrets', name);
    writeFileSync(file, `${text}\n`, { mode: 0o600 });
    return { file };
  };
  const { url, username, password } = sim.scaleio;
  const config = {
    cluster: CLUSTER,
    git: { url: join(folder, 'cluster.git'), branch: 'main', path: `clusters/${CLUSTER}` },
    systems: {
      marathon: [
        { url: sim.marathon, peers: [sim.marathonFollower] },
        ...Object.entries(sim.marathons).map(([name, address]) => ({ name, url: address })),
      ],
      mesos: { masters: sim.mesos },
      chronos: [{ url: sim.chronos }],
      metronome: [{ url: sim.metronome }],
      scaleio: { url, username, password: secret('scaleio-password', password) },
      cloud: { provider: 'aws-ebs', region: REGION, endpoint: sim.ec2 },
    },
    prices: PRICES,
    ceilings: { monthlyUsd: 1000, disks: 48, disksPerCommit: 12 },
    serve: { host: '127.0.0.1', port: agent.port, webhookSecret: secret('webhook-secret', agent.webhookSecret) },
    data: join(folder, 'data'),
    clock: { file: join(folder, 'clock.json') },
  };
  writeFileSync(join(folder, 'plumbline.yaml'), stringify(config));
}

/** A port nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
