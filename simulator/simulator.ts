/** The whole simulator in one process: one world, one clock, real HTTP servers on loopback. */
import { randomBytes } from 'node:crypto';
import { writeClockFile } from './clock-file.ts';
import { makeClock } from './clock.ts';
import type { SimulatorClock } from './clock.ts';
import { openControl } from './control.ts';
import type { Controls } from './control.ts';
import { NotFound } from './errors.ts';
import { makeFaults } from './faults.ts';
import type { Fault, Faults, Meddle } from './faults.ts';
import { openFront } from './front.ts';
import { makeLedger } from './ledger.ts';
import type { LedgerEntry } from './ledger.ts';
import { makeMarathon } from './marathon/marathon.ts';
import type { Marathon } from './marathon/marathon.ts';
import { versionOf } from './profiles.ts';
import type { Profiles } from './profiles.ts';
import { makeGateway } from './scaleio/gateway.ts';
import type { Gateway } from './scaleio/gateway.ts';
import { sizesFor } from './sizing.ts';
import { worldView } from './world-view.ts';
import type { WorldView } from './world-view.ts';
import { makeWorld } from './world.ts';
import type { World } from './world.ts';

export interface SimulatorOptions {
  /** Decides every backend id; default 1. */
  readonly seed?: number;
  /** How many hosts; default 3. */
  readonly agents?: number;
  /** The world is made large enough for so many generated apps and volumes. */
  readonly apps?: number;
  readonly volumes?: number;
  readonly profiles?: Profiles;
  /** Virtual time at start, milliseconds since the epoch. */
  readonly startMs?: number;
  /** How fast virtual time runs; default 0: only `advance` moves it. */
  readonly factor?: number;
  /** Where to write the clock for agent processes. */
  readonly clockFile?: string;
  /** What Marathon asks for; nothing when left out. */
  readonly marathonCredentials?: { readonly username: string; readonly password: string };
  /** Chooses faults as requests arrive, for tests in the same process. */
  readonly meddle?: Meddle;
  /** --max_running_deployments of Marathon; default 100 and one for each generated app. */
  readonly maxRunningDeployments?: number;
}

export interface Simulator {
  readonly hosts: readonly string[];
  readonly marathon: string;
  readonly scaleio: { readonly url: string; readonly username: string; readonly password: string };
  readonly control: string;
  now(): number;
  advance(ms: number): void;
  autoAdvance(factor: number): void;
  ledger(): readonly LedgerEntry[];
  world(): WorldView;
  fill(pool: string, usedPercent: number): void;
  write(pool: string, gibPerHour: number): void;
  killHost(host: string): void;
  fault(fault: Fault): void;
  close(): Promise<void>;
}

/** Tests start here unless they say otherwise, so that every run shows the same times. */
const START_MS = Date.UTC(2026, 0, 5, 12);

/** Throws BadInput for a version that is not played. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, agents = 3, apps = 0, volumes = 0, clockFile } = options;
  const sizes = sizesFor({ hosts: agents, apps, volumes });
  const clock = makeClock({ startMs: options.startMs ?? START_MS, factor: options.factor ?? 0, realNow: () => Date.now() });
  const world = makeWorld({ hosts: agents, ...sizes });
  const credentials = { username: 'admin', password: randomBytes(12).toString('hex') };
  const { hosts } = world;
  versionOf('scaleio', options.profiles?.scaleio);
  const gateway = makeGateway({ clock, hosts, seed, credentials, deviceGib: sizes.deviceGib });
  // Storage learns of a death first: Marathon starts lost tasks elsewhere at once, and they mount.
  world.onDeath((host) => gateway.hostDied(host));
  const marathon = makeMarathon({
    clock,
    world,
    storage: gateway.storage,
    seed,
    version: versionOf('marathon', options.profiles?.marathon),
    maxRunningDeployments: options.maxRunningDeployments ?? sizes.maxRunningDeployments,
    ...(options.marathonCredentials === undefined ? {} : { credentials: options.marathonCredentials }),
  });
  const saveClock = (): void => void (clockFile !== undefined && writeClockFile(clockFile, clock.reading()));
  saveClock();
  return open({ clock, world, gateway, marathon, saveClock, credentials, faults: makeFaults(options.meddle) });
}

interface Parts {
  readonly clock: SimulatorClock;
  readonly world: World;
  readonly gateway: Gateway;
  readonly marathon: Marathon;
  readonly saveClock: () => void;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly faults: Faults;
}

async function open({ clock, world, gateway, marathon, saveClock, credentials, faults }: Parts): Promise<Simulator> {
  const ledger = makeLedger();
  const controls: Controls = {
    systems: [marathon.system, gateway.service.system],
    now: () => clock.now(),
    ledger: () => ledger.entries(),
    world: () => (clock.runDue(), worldView(world.hosts, marathon.view(), gateway.view())),
    advance: (ms) => (clock.advance(ms), saveClock()),
    autoAdvance: (factor) => (clock.autoAdvance(factor), saveClock()),
    fill: (pool, usedPercent) => (clock.runDue(), gateway.fill(pool, usedPercent)),
    write: (pool, gibPerHour) => (clock.runDue(), gateway.write(pool, gibPerHour)),
    killHost: (name) => (clock.runDue(), killHost(world, name)),
    fault: (fault) => faults.set(fault),
  };
  const [marathonFront, scaleioFront] = await Promise.all([
    openFront({ service: marathon, clock, ledger, faults }),
    openFront({ service: gateway.service, clock, ledger, faults }),
  ]);
  const control = await openControl(controls);
  return {
    ...controls,
    hosts: world.hosts.map(({ name }) => name),
    marathon: marathonFront.url,
    scaleio: { url: scaleioFront.url, ...credentials },
    control: control.url,
    async close() {
      await Promise.all([marathonFront.close(), scaleioFront.close(), control.close()]);
    },
  };
}

function killHost(world: World, name: string): void {
  const host = world.hosts.find((one) => one.name === name);
  if (host === undefined) throw new NotFound(`There is no host "${name}"; there is ${world.hosts.map((one) => one.name).join(', ')}.`);
  world.kill(host);
}
