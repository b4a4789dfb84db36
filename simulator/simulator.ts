/** The whole simulator in one process: one world, one clock, real HTTP servers on loopback. */
import { randomBytes } from 'node:crypto';
import { writeClockFile } from './clock-file.ts';
import { makeClock } from './clock.ts';
import type { SimulatorClock } from './clock.ts';
import { openControl } from './control.ts';
import type { Controls } from './control.ts';
import { USUAL_TYPES } from './ec2/instance-types.ts';
import { makeFaults } from './faults.ts';
import type { Faults, Meddle } from './faults.ts';
import { openFront } from './front.ts';
import { makeLedger } from './ledger.ts';
import type { Listening } from './listen.ts';
import type { ServiceAccount } from './marathon/auth.ts';
import { versionOf } from './profiles.ts';
import type { Profiles } from './profiles.ts';
import type { Service, SystemName } from './service.ts';
import { sizesFor } from './sizing.ts';
import { makeSystems } from './systems.ts';
import type { Systems } from './systems.ts';
import { worldView } from './world-view.ts';
import { hostNamed, makeWorld } from './world.ts';
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
  /** Puts Marathon below DC/OS: its path is /service/marathon, and it asks for a token that is given where this account logs in. */
  readonly marathonAccount?: ServiceAccount;
  /** Names of further Marathons on the same hosts. */
  readonly marathons?: readonly string[];
  /** How many Mesos masters; default 0. */
  readonly mesosMasters?: number;
  /** Names of schedulers that register under another id when they are started again. */
  readonly forgetfulSchedulers?: readonly string[];
  /** Whether REX-Ray takes away volumes that are mapped elsewhere; default it does. */
  readonly preempt?: boolean;
  /** Whether there is a Chronos, a Metronome; default not. */
  readonly chronos?: boolean;
  readonly metronome?: boolean;
  /** Chooses faults as requests arrive, for tests in the same process. */
  readonly meddle?: Meddle;
  /** --max_running_deployments of Marathon; default 100 and one for each generated app. */
  readonly maxRunningDeployments?: number;
  /** EC2 instance types of the hosts in their order, over and over; default two Nitro ones and a Xen one. */
  readonly instanceTypes?: readonly string[];
}

export interface Simulator extends Controls {
  readonly hosts: readonly string[];
  readonly marathon: string;
  /** Its other instance, which does not lead. */
  readonly marathonFollower: string;
  /** The further ones by their names. */
  readonly marathons: { readonly [name: string]: string };
  /** The masters, the leading one first. */
  readonly mesos: readonly string[];
  readonly chronos: string | null;
  readonly metronome: string | null;
  readonly scaleio: { readonly url: string; readonly username: string; readonly password: string };
  readonly ec2: string;
  readonly control: string;
  /** Another master of Mesos begins to lead: agents and schedulers register again after a while. */
  failOverMesos(): void;
  close(): Promise<void>;
}

/** Tests start here unless they say otherwise, so that every run shows the same times. */
const START_MS = Date.UTC(2026, 0, 5, 12);

const DEFAULTS = {
  seed: 1,
  agents: 3,
  apps: 0,
  volumes: 0,
  startMs: START_MS,
  factor: 0,
  instanceTypes: USUAL_TYPES,
  marathons: [],
  mesosMasters: 0,
  forgetfulSchedulers: [],
  preempt: true,
  chronos: false,
  metronome: false,
};

/** Throws BadInput for a version that is not played. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const chosen = { ...DEFAULTS, ...options };
  const { agents, apps, volumes, startMs, factor, clockFile } = chosen;
  const sizes = sizesFor({ hosts: agents, apps, volumes });
  const clock = makeClock({ startMs, factor, realNow: () => Date.now() });
  const world = makeWorld({ hosts: agents, ...sizes });
  const credentials = { username: 'admin', password: randomBytes(12).toString('hex') };
  const systems = makeSystems({
    ...chosen,
    clock,
    world,
    scaleio: { credentials, version: versionOf('scaleio', options.profiles?.scaleio) },
    deviceGib: sizes.deviceGib,
    marathon: {
      version: versionOf('marathon', options.profiles?.marathon),
      maxRunningDeployments: options.maxRunningDeployments ?? sizes.maxRunningDeployments,
      ...(options.marathonCredentials === undefined ? {} : { credentials: options.marathonCredentials }),
      ...(options.marathonAccount === undefined ? {} : { account: options.marathonAccount }),
    },
  });
  const saveClock = (): void => void (clockFile !== undefined && writeClockFile(clockFile, clock.reading()));
  saveClock();
  return open({ clock, world, systems, saveClock, credentials, faults: makeFaults(options.meddle) });
}

interface Parts {
  readonly clock: SimulatorClock;
  readonly world: World;
  readonly systems: Systems;
  readonly saveClock: () => void;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly faults: Faults;
}

async function open({ clock, world, systems, saveClock, credentials, faults }: Parts): Promise<Simulator> {
  const { fronts } = systems;
  const ledger = makeLedger();
  const due = (): Systems => (clock.runDue(), systems);
  const controls: Controls = {
    systems: [...new Set(fronts.map(({ system }) => system))],
    now: () => clock.now(),
    ledger: () => ledger.entries(),
    world: () => worldView(world.hosts, due()),
    advance: (ms) => (clock.advance(ms), saveClock()),
    autoAdvance: (factor) => (clock.autoAdvance(factor), saveClock()),
    fill: (pool, usedPercent) => due().gateway.fill(pool, usedPercent),
    write: (pool, gibPerHour) => due().gateway.write(pool, gibPerHour),
    killHost: (name) => (clock.runDue(), world.kill(hostNamed(world.hosts, name))),
    replaceHost: (name) => (clock.runDue(), world.replace(hostNamed(world.hosts, name))),
    arrangeCloud: (order) => due().ec2.arrange(order),
    arrangeStorage: (order) => due().gateway.arrange(order),
    hide: (ids) => {
      for (const marathon of systems.marathons) marathon.hide(ids);
    },
    fault: (fault) => faults.set(fault),
  };
  const opened = await Promise.all(fronts.map((service) => openFront({ service, clock, ledger, faults })));
  const control = await openControl(controls);
  return {
    ...controls,
    hosts: world.hosts.map(({ name }) => name),
    ...addresses(fronts, opened, credentials),
    control: control.url,
    failOverMesos: () => due().mesos.failOver(),
    async close() {
      await Promise.all([...opened, control].map((listening) => listening.close()));
    },
  };
}

type Addresses = Pick<Simulator, 'marathon' | 'marathonFollower' | 'marathons' | 'mesos' | 'chronos' | 'metronome' | 'scaleio' | 'ec2'>;

function addresses(fronts: readonly Service[], opened: readonly Listening[], credentials: Parts['credentials']): Addresses {
  const of = (wanted: SystemName): readonly string[] => opened.filter((_, index) => fronts[index]?.system === wanted).map(({ url }) => url);
  const [marathon = '', marathonFollower = ''] = of('marathon');
  const others = fronts.flatMap(({ system }) => (system.startsWith('marathon:') ? [system] : []));
  return {
    marathon,
    marathonFollower,
    marathons: Object.fromEntries(others.map((system) => [system.slice('marathon:'.length), of(system)[0] ?? ''])),
    mesos: of('mesos'),
    chronos: of('chronos')[0] ?? null,
    metronome: of('metronome')[0] ?? null,
    scaleio: { url: of('scaleio')[0] ?? '', ...credentials },
    ec2: of('ec2')[0] ?? '',
  };
}
