/**
 * The simulated systems, joined where the real ones are: on the hosts.
 *
 * To plug one in: write `make<System>` in a folder of its own; it returns something that is or has a `Service` whose `system`
 * is a `SystemName` (service.ts). Call it in `makeSystems`, behind the option that asks for it, and list its services in
 * `fronts`: each gets a server of its own, and `startSimulator` shows its address (`sim.mesos`, `sim.chronos`,
 * `sim.metronome`; several services of one name are several instances, the leading one first). A service that sends callers
 * to another of its instances learns its own address by `opened`. What runs, and what starts and ends, is told by each
 * Marathon of `marathons`: `frameworkId`, `view()` and `onTask`.
 */
import { makeChronos } from './chronos/chronos.ts';
import { makeEc2 } from './ec2/ec2.ts';
import type { Ec2 } from './ec2/ec2.ts';
import { makeMarathon } from './marathon/marathon.ts';
import type { Marathon, MarathonOptions } from './marathon/marathon.ts';
import { makeMesos } from './mesos/mesos.ts';
import type { Mesos } from './mesos/mesos.ts';
import { makeMetronome } from './metronome/metronome.ts';
import { makeGateway } from './scaleio/gateway.ts';
import type { Gateway, GatewayOptions } from './scaleio/gateway.ts';
import type { Service, StoragePort, WorldClock } from './service.ts';
import type { World } from './world.ts';

type PerMarathon = 'version' | 'maxRunningDeployments' | 'credentials' | 'account';

export interface SystemsOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly seed: number;
  readonly scaleio: Required<Pick<GatewayOptions, 'credentials' | 'version'>>;
  /** Of the disk for data that each host comes with. */
  readonly deviceGib: number;
  readonly instanceTypes: readonly string[];
  readonly marathon: Pick<MarathonOptions, PerMarathon>;
  /** Names of further Marathons. */
  readonly marathons: readonly string[];
  /** How many Mesos masters. */
  readonly mesosMasters: number;
  readonly forgetfulSchedulers: readonly string[];
  /** Whether REX-Ray takes away volumes that are mapped elsewhere. */
  readonly preempt: boolean;
  readonly chronos: boolean;
  readonly metronome: boolean;
}

export interface Systems {
  readonly gateway: Gateway;
  readonly ec2: Ec2;
  /** The one without a name. */
  readonly marathon: Marathon;
  /** All of them, that one first. */
  readonly marathons: readonly Marathon[];
  readonly mesos: Mesos;
  /** Everything that is served. */
  readonly fronts: readonly Service[];
}

export function makeSystems(options: SystemsOptions): Systems {
  const { gateway, ec2 } = makeStorage(options);
  const marathon = makeNamed({}, gateway.storage, options);
  const marathons = [marathon, ...options.marathons.map((name) => makeNamed({ name }, gateway.storage, options))];
  const { clock, world, seed, mesosMasters: masters, forgetfulSchedulers: forgetful } = options;
  const mesos = makeMesos({ clock, world, storage: gateway.storage, marathons, seed, masters, forgetful });
  const others = [...makeSchedulers(options), ...mesos.services];
  const fronts = [...marathons.flatMap(({ instances }) => instances), gateway.service, ec2.service, ...others];
  return { gateway, ec2, marathon, marathons, mesos, fronts };
}

function makeSchedulers({ clock, seed, chronos, metronome }: SystemsOptions): readonly Service[] {
  return [...(chronos ? [makeChronos({ clock, seed })] : []), ...(metronome ? [makeMetronome({ clock, seed })] : [])];
}

function makeStorage({ clock, world, seed, deviceGib, instanceTypes, scaleio, preempt }: SystemsOptions): Pick<Systems, 'gateway' | 'ec2'> {
  const { hosts } = world;
  // EC2 asks the SDSs what they have open, they ask it what is plugged in.
  const users = { isInUse: (diskId: string): boolean => gateway.isInUse(diskId) };
  const ec2 = makeEc2({ clock, hosts, seed, users, dataGib: deviceGib, instanceTypes });
  const gateway: Gateway = makeGateway({ clock, hosts, seed, deviceGib, ...scaleio, disks: ec2.hostDisks, preempt });
  // Storage learns of a death first: Marathon starts lost tasks elsewhere at once, and they mount.
  world.onDeath((host) => gateway.hostDied(host));
  world.onDeath((host) => ec2.hostDied(host));
  world.onReplacement((host) => ec2.hostReplaced(host));
  world.onReplacement((host) => gateway.hostReplaced(host));
  return { gateway, ec2 };
}

function makeNamed(named: Pick<MarathonOptions, 'name'>, storage: StoragePort, { clock, world, seed, marathon }: SystemsOptions): Marathon {
  return makeMarathon({ clock, world, seed, storage, ...named, ...marathon });
}
