/** The simulated systems, joined where the real ones are: on the hosts. */
import { makeEc2 } from './ec2/ec2.ts';
import type { Ec2 } from './ec2/ec2.ts';
import { makeMarathon } from './marathon/marathon.ts';
import type { Marathon, MarathonOptions } from './marathon/marathon.ts';
import { makeGateway } from './scaleio/gateway.ts';
import type { Gateway, GatewayOptions } from './scaleio/gateway.ts';
import type { WorldClock } from './service.ts';
import type { World } from './world.ts';

export interface SystemsOptions {
  readonly clock: WorldClock;
  readonly world: World;
  readonly seed: number;
  readonly scaleioCredentials: GatewayOptions['credentials'];
  /** Of the disk for data that each host comes with. */
  readonly deviceGib: number;
  readonly instanceTypes: readonly string[];
  readonly marathon: Pick<MarathonOptions, 'version' | 'maxRunningDeployments' | 'credentials'>;
}

export interface Systems {
  readonly gateway: Gateway;
  readonly ec2: Ec2;
  readonly marathon: Marathon;
}

export function makeSystems({ clock, world, seed, deviceGib, instanceTypes, ...options }: SystemsOptions): Systems {
  const { hosts } = world;
  // EC2 asks the SDSs what they have open, they ask it what is plugged in.
  const users = { isInUse: (diskId: string): boolean => gateway.isInUse(diskId) };
  const ec2 = makeEc2({ clock, hosts, seed, users, dataGib: deviceGib, instanceTypes });
  const gateway: Gateway = makeGateway({ clock, hosts, seed, deviceGib, credentials: options.scaleioCredentials, disks: ec2.hostDisks });
  // Storage learns of a death first: Marathon starts lost tasks elsewhere at once, and they mount.
  world.onDeath((host) => gateway.hostDied(host));
  world.onDeath((host) => ec2.hostDied(host));
  world.onReplacement((host) => ec2.hostReplaced(host));
  world.onReplacement((host) => gateway.hostReplaced(host));
  const marathon = makeMarathon({ clock, world, seed, storage: gateway.storage, ...options.marathon });
  return { gateway, ec2, marathon };
}
